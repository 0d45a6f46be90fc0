"""The door of every page: who is let in, for how long, and what is remembered of unit and period."""

from datetime import timedelta

import pytest
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from shilu.access.models import Account
from shilu.access.roles import Right
from shilu.web.guard import IDLE, page
from shilu.workspace import serving
from web.world import World

pytestmark = pytest.mark.database
HTMX = {"HX-Request": "true"}


def test_stranger_is_sent_to_the_log_in_and_back(world: World):
    answer = Client().get("/more/?unit=X02")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in/?next=/more/%3Funit%3DX02")


def test_part_of_a_page_tells_that_the_session_ended_instead_of_replacing_what_was_typed(world: World):
    answer = Client().get("/more/", headers=HTMX)
    assert (answer.status_code, answer.content, answer.headers["HX-Trigger"]) == (401, b"", "shilu:signed-out")


def test_first_code_has_to_be_changed_before_anything_else(world: World):
    Account.objects.filter(number="100001").update(must_change=True)
    answer = world.as_("member").get("/more/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/first-code/?next=/more/")


def test_session_ends_after_an_hour_without_a_request(world: World):
    client = world.as_("recorder")
    assert client.get("/more/").status_code == 200
    session = client.session
    session["seen"] = (serving.now() - IDLE + timedelta(minutes=1)).isoformat()
    session.save()
    assert client.get("/more/").status_code == 200
    session = client.session
    session["seen"] = (serving.now() - IDLE - timedelta(minutes=1)).isoformat()
    session.save()
    assert client.get("/more/").status_code == 302
    assert client.get("/more/").status_code == 302


def test_page_without_the_right_is_not_there(world: World, rf: RequestFactory):
    pattern = page("x/", lambda _request: HttpResponse("here"), name="x", right=Right.ADMINISTER)

    def asked_by(name: str) -> HttpResponse:
        request = rf.get("/x/")
        request.user = world.accounts[name]
        request.session = world.as_(name).session
        request.htmx = False
        return pattern.callback(request)

    with pytest.raises(Http404):
        asked_by("recorder")
    assert asked_by("administrator").status_code == 200


@pytest.mark.parametrize(
    ("asked", "status"),
    [("X02", 200), ("X0201", 200), ("城东所", 200), ("X03", 404), ("城西所", 404), ("X", 404), ("nowhere", 404)],
)
def test_unit_of_the_address_must_be_one_that_is_read(world: World, asked: str, status: int):
    assert world.as_("recorder").get("/more/", {"unit": asked}).status_code == status


def standing(answer) -> tuple[str, str]:
    return answer.context["unit"].code, answer.context["period"].name


def test_unit_and_period_chosen_in_the_top_line_stand_on_the_pages_that_follow(world: World):
    client = world.as_("recorder")
    assert standing(client.get("/more/")) == ("X02", "2022-07")
    chosen = {"stood": "X02 2022-07", "unit": "X0201", "period": "2022-H1"}
    moved = client.get("/more/", chosen, follow=True)
    assert moved.redirect_chain == [("/more/?unit=X0201&period=2022-H1", 302)]
    assert standing(client.get("/more/")) == ("X0201", "2022-H1")


def test_a_link_that_names_a_unit_and_a_period_moves_nothing(world: World):
    client = world.as_("recorder")
    assert standing(client.get("/more/", {"unit": "X0201", "period": "2022-H1"})) == ("X0201", "2022-H1")
    assert standing(client.get("/more/")) == ("X02", "2022-07")


def test_choosing_a_period_where_a_link_led_leaves_the_unit_as_chosen_last(world: World):
    client = world.as_("recorder")
    client.get(
        "/more/", {"stood": "X0201 2022-07", "unit": "X0201", "period": "2022-07", "span": "2022-01-01/2022-06-15"}
    )
    assert standing(client.get("/more/")) == ("X02", "2022-01-01/2022-06-15")


def test_remembered_unit_that_may_no_more_be_read_gives_way_to_ones_own(world: World):
    client = world.as_("recorder")
    client.cookies["unit"] = "X03"
    client.cookies["period"] = "nonsense"
    answer = client.get("/more/")
    assert (answer.context["unit"].code, answer.context["period"].name) == ("X02", "2022-07")


def test_period_that_is_none_is_told_with_the_words_it_takes(world: World):
    answer = world.as_("recorder").get("/more/", {"period": "2022-13"})
    assert answer.status_code == 422
    assert "2022年上半年" in answer.content.decode()
    assert "2022-01-01/2022-06-15" in answer.content.decode()


def test_period_typed_in_the_top_line_goes_before_the_one_of_the_list(world: World):
    client = world.as_("recorder")
    typed = client.get("/more/", {"chosen": "1", "period": "2022-06", "span": "2022-01-01/2022-06-15"})
    assert typed.context["period"].name == "2022-01-01/2022-06-15"
    assert client.get("/more/", {"period": "2022-06", "span": ""}).context["period"].name == "2022-06"


def test_a_form_whose_token_is_gone_leads_back_to_the_form(world: World):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.accounts["recorder"], backend="shilu.access.signed_in.Accounts")
    form = f"/ledger/{world.entries['own']}/correct/?kind=test/meeting"
    answer = client.post(form, {"title": "例会"}, headers={"Referer": f"http://testserver{form}"})
    page = answer.content.decode()
    assert (answer.status_code, f'<a class="button main" href="{form}">回到表单</a>' in page) == (403, True)
    elsewhere = client.post("/record/test/meeting/", {}, headers={"Referer": "http://evil.example/record/"})
    assert 'href="/record/test/meeting/">回到表单' in elsewhere.content.decode()
    assert client.get(form).status_code == 200


def test_words_in_the_field_of_another_period_mean_one(world: World):
    client = world.as_("recorder")
    stood = {"stood": "X02 2022-06", "unit": "X02", "period": "2022-06", "by": "unit"}
    moved = client.get("/statistics/", {**stood, "span": "上半年"})
    assert (moved.status_code, moved.headers["Location"]) == (302, "/statistics/?unit=X02&period=2022-H1&by=unit")


def test_words_that_mean_no_period_are_told_at_the_field_of_the_same_page(world: World):
    client = world.as_("recorder")
    stood = {"stood": "X02 2022-06", "unit": "X02", "period": "2022-06", "by": "unit"}
    answer = client.get("/statistics/", {**stood, "span": "随<便"})
    page = answer.content.decode()
    assert (answer.status_code, answer.context["period"].name) == (422, "2022-06")
    assert 'value="随&lt;便" aria-invalid="true" aria-describedby="span-fault"' in page
    assert "“随&lt;便”看不出是哪个时期，可以写：上半年、一季度、6月、本月、5月26日到6月25日。" in page
    assert "办不了" not in page
    assert client.cookies.get("period") is None


def test_names_of_units_are_those_one_may_read(world: World):
    asked = {name: world.as_(name).get(reverse("units"), {"q": "城"}).json() for name in ("recorder", "other", "chief")}
    assert asked == {
        "recorder": ["城东所", "城东所一队"],
        "other": ["城西所"],
        "chief": ["城东所", "城东所一队", "城西所"],
    }


def test_pages_are_strict_about_where_scripts_come_from(world: World):
    policy = world.as_("recorder").get("/more/").headers["Content-Security-Policy"]
    assert sorted(policy.split("; ")) == [
        "base-uri 'none'",
        "default-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "img-src 'self' data: blob:",
        "object-src 'none'",
    ]


def test_language_is_chinese_unless_chosen_otherwise(world: World):
    client = world.as_("recorder")
    assert "更多" in client.get("/more/", headers={"Accept-Language": "en"}).content.decode()
    client.post("/language/", {"language": "en", "next": "/more/"})
    assert "<h1>More</h1>" in client.get("/more/").content.decode()
    del client.cookies["django_language"]
    assert "<h1>More</h1>" in client.get("/more/").content.decode()
    assert Account.objects.get(number="100002").language == "en"


def test_queries_of_the_frame_are_few(world: World, django_assert_max_num_queries):
    client = world.as_("chief")
    client.get("/more/")
    with django_assert_max_num_queries(5):
        client.get("/more/")
