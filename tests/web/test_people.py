"""People and accounts on their pages: what is listed, given, reset and refused."""

import re
from datetime import date

import pytest
from django.test import Client

import cast
from shilu.access.may import WHOLE
from shilu.access.models import Account, Act, Appointment
from shilu.access.operations import appoint
from shilu.access.roles import Role
from shilu.ledger.queries import structure_at
from shilu.organisation.models import Person
from shilu.organisation.operations import keep_people
from shilu.organisation.person import KnownPerson
from web.examples.administration import person
from web.world import BY, TODAY, World

pytestmark = pytest.mark.database


@pytest.fixture
def body(world: World) -> World:
    """The world with the administrator over the whole body, and the station's people by name."""
    Appointment.objects.filter(role="administrator").update(unit=world.bureau["X"])
    keep_people([KnownPerson(cast.person_uuid(name), name, f"06{at}") for at, name in enumerate("甲乙丙")])
    return world


def words(client: Client, address: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", client.get(address).content.decode()))


def test_list_holds_the_people_of_the_unit_with_roles(body: World) -> None:
    shown = words(body.as_("administrator"), "/people/?unit=X03")
    assert "甲 060 城西所 民警" in shown
    assert "other某 100008 城西所" in shown
    assert "填报人（内勤） · 城西所" in shown
    assert "4 人 3 人没有账号" in shown


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("", ["甲", "乙", "丙", "other某"]),
        ("name", ["丙", "甲", "other某", "乙"]),
        ("-name", ["乙", "other某", "甲", "丙"]),
        ("number", ["甲", "乙", "丙", "other某"]),
        ("-number", ["other某", "丙", "乙", "甲"]),
    ],
)
def test_people_stand_in_the_order_of_the_chosen_column(body: World, order: str, names: list[str]) -> None:
    html = body.as_("administrator").get("/people/", {"unit": "X03", "order": order}).content.decode()
    assert re.findall(r'<th scope="row"><a [^>]*>([^<]*)', html) == names
    assert len(re.findall('aria-sort="ascending"', html)) == (not order.startswith("-") and bool(order))


def test_recorder_sees_own_people_alone(body: World) -> None:
    shown = words(body.as_("recorder"), "/people/")
    assert "甲" not in shown
    assert body.as_("recorder").get(f"/people/{cast.person_uuid('甲')}/").status_code == 404
    assert "甲" in words(body.as_("other"), "/people/")


@pytest.mark.parametrize("count", [3, 60])
def test_list_asks_the_same_few_queries_for_many(body: World, django_assert_max_num_queries, count: int) -> None:
    for at in range(count):
        made = Account(
            uuid=cast.person_uuid(f"n{at}"), number=f"9{at}", name=f"人{at}", must_change=False, made_at=BY.now
        )
        made.set_unusable_password()
        made.save()
        appoint(made, Role.RECORDER, unit=body.bureau["X03"], on=date(2022, 1, 1), by=BY)
    client = body.as_("administrator")
    client.get("/people/")
    with django_assert_max_num_queries(14):
        client.get("/people/?unit=X")


def test_slips_are_shown_once_and_open_the_account(body: World) -> None:
    client = body.as_("administrator")
    assert "城西所有 3 人还没有账号" in words(client, "/people/slips/?unit=X03")
    answer = client.post("/people/slips/?unit=X03")
    assert answer.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    codes = re.findall(r'class="code">([a-z0-9]{10})<', answer.content.decode())
    assert len(set(codes)) == 3
    assert Account.objects.get(number="060").check_password(codes[0])
    assert "都已有账号" in client.post("/people/slips/?unit=X03").content.decode()


def test_recorder_resets_a_code_of_own_people_and_it_is_written_down(world: World) -> None:
    key = person(world, "X02")
    answer = world.as_("recorder").post(f"/people/{key}/code/")
    code = re.findall(r'class="code">([a-z0-9]{10})<', answer.content.decode())[0]
    account = Account.objects.get(person=key)
    assert (account.check_password(code), account.must_change) == (True, True)
    act = Act.objects.order_by("-id")[0]
    assert (act.act, act.what, act.name, act.unit) == ("code-reset", "2X02", "recorder某", world.bureau["X02"])


def test_recorder_resets_nobody_who_may_more(world: World) -> None:
    key = person(world, "X02")
    appoint(Account.objects.get(person=key), Role.ADMINISTRATOR, unit=world.bureau["X02"], on=TODAY, by=BY)
    assert world.as_("recorder").post(f"/people/{key}/code/").status_code == 404
    assert "重置口令" not in words(world.as_("recorder"), f"/people/{key}/")
    assert world.as_("administrator").post(f"/people/{key}/code/").status_code == 200


@pytest.mark.parametrize(
    ("role", "unit"), [(Role.LEADER, "X"), (Role.MEMBER, "X03"), (Role.SYSTEM, "X02"), (Role.ADMINISTRATOR, "")]
)
def test_account_of_who_has_more_or_elsewhere_is_left_to_who_could_give_it(world: World, role: Role, unit: str) -> None:
    key = person(world, "X02")
    account = Account.objects.get(person=key)
    given = appoint(account, role, unit=world.bureau[unit] if unit else WHOLE, on=TODAY, by=BY)
    station = world.as_("administrator")
    acts = {
        "name": {"name": "赵某", "number": "777"},
        "code": {},
        "close": {},
        "leave": {"on": "2022-07-04"},
        f"role/{given.pk}/end": {"on": "2022-07-04"},
    }
    assert {
        act: station.post(f"/people/{key}/{act}/", data).status_code for act, data in acts.items()
    } == dict.fromkeys(acts, 404)
    shown = words(station, f"/people/{key}/")
    assert "其中有您无权授予的角色" in shown
    assert not any(word in shown for word in ("改姓名、警号", "停用账号", "重置口令"))
    account.refresh_from_db()
    assert (account.number, account.is_active) == ("2X02", True)
    Appointment.objects.filter(account=world.accounts["administrator"]).update(unit=WHOLE)
    body = world.as_("administrator")
    assert body.post(f"/people/{key}/name/", acts["name"]).status_code == 302
    assert Account.objects.get(person=key).number == "777"
    assert [body.post(f"/people/{key}/{act}/").status_code for act in ("code", "close", "reopen")] == [200, 302, 302]


def test_move_that_would_end_a_higher_role_is_refused(world: World) -> None:
    key = person(world, "X02")
    appoint(Account.objects.get(person=key), Role.SYSTEM, unit=world.bureau["X02"], on=date(2022, 6, 1), by=BY)
    data = {"unit": "X0201", "category": "民警", "on": "2022-07-04"}
    refused = world.as_("administrator").post(f"/people/{key}/place/", data)
    assert refused.status_code == 422
    assert "您无权授予" in refused.content.decode()


def test_role_of_a_leader_with_lines_is_given(body: World) -> None:
    key = person(body, "X02")
    data = {"role": "leader", "unit": "X", "on": "2022-07-04", "line_units": ["X02"], "line_kinds": ["test/article"]}
    assert body.as_("administrator").post(f"/people/{key}/role/", data).status_code == 302
    given = Appointment.objects.order_by("-id")[0]
    assert (given.role, given.lines) == ("leader", {"units": [str(body.bureau["X02"])], "kinds": ["test/article"]})
    assert "领导（查阅） · 示例局（分管：城东所、1 类事项）" in words(body.as_("administrator"), f"/people/{key}/")


def test_station_gives_no_role_beyond_itself(world: World) -> None:
    key = person(world, "X02")
    client = world.as_("administrator")
    foreign = client.post(f"/people/{key}/role/", {"role": "recorder", "unit": "X03", "on": "2022-07-04"})
    lines = {"role": "leader", "unit": "X02", "on": "2022-07-04", "line_units": ["X03"]}
    system = client.post(f"/people/{key}/role/", {"role": "system", "unit": "X02", "on": "2022-07-04"})
    answers = [foreign, client.post(f"/people/{key}/role/", lines), system]
    assert [answer.status_code for answer in answers] == [422, 422, 422]
    assert "须由全单位的管理员授予" in system.content.decode()
    assert Account.objects.get(person=key).appointments.count() == 1


def test_lines_of_who_is_no_leader_are_told_at_the_field(world: World) -> None:
    key = person(world, "X02")
    data = {"role": "recorder", "unit": "X02", "on": "2022-07-04", "line_units": ["X02"]}
    answer = world.as_("administrator").post(f"/people/{key}/role/", data)
    assert answer.status_code == 422
    assert "只有领导才有分管" in answer.content.decode()


def test_who_leaves_loses_place_posts_and_account_but_no_history(body: World) -> None:
    key = person(body, "X02")
    client = body.as_("administrator")
    post = {"unit": "X02", "post": "内勤", "on": "2022-06-01", "until": ""}
    assert client.post(f"/people/{key}/post/", post).status_code == 302
    assert client.post(f"/people/{key}/leave/", {"on": "2022-07-04"}).status_code == 302
    structure = structure_at()
    assert structure.people[key].since(TODAY) is None
    assert structure.people[key].since(date(2022, 7, 3)) == (body.bureau["X02"], "民警")
    assert structure.posts_on(key, day=TODAY) == []
    assert not Account.objects.get(person=key).is_active
    assert "赵某" in words(client, "/people/?unit=X02&state=left")


def test_person_is_taken_in_and_a_number_that_is_taken_is_told(body: World) -> None:
    client = body.as_("administrator")
    data = {"name": "孙 某", "number": "881", "unit": "X02", "category": "辅警", "on": "2022-07-01"}
    assert client.post("/people/new/", data).status_code == 302
    assert Person.objects.get(number="881").name == "孙某"
    again = client.post("/people/new/", data)
    assert again.status_code == 422
    assert "881" in again.content.decode()


def test_person_is_erased_after_leaving(body: World) -> None:
    key = person(body, "X02")
    client = body.as_("administrator")
    assert client.post(f"/people/{key}/erase/").status_code == 422
    client.post(f"/people/{key}/leave/", {"on": "2022-07-04"})
    assert client.post(f"/people/{key}/erase/").status_code == 302
    assert not Person.objects.filter(uuid=key).exists()
    assert not Account.objects.filter(person=key).exists()
    assert client.get(f"/people/{key}/").status_code == 404


def test_administrator_of_the_whole_body_is_listed_and_ended_only_by_one_of_the_body(body: World) -> None:
    whole = body.accounts["office"]
    Appointment.objects.filter(account=whole).update(role="administrator", unit=WHOLE)
    client = body.as_("administrator")
    assert "office某 100010 示例局 — 单位管理员 · 示例局" in words(client, "/people/?unit=X&state=roles")
    role = Appointment.objects.get(account=whole)
    assert client.get(f"/people/{whole.uuid}/role/{role.pk}/end/").status_code == 200
    Appointment.objects.filter(account=body.accounts["administrator"]).update(unit=body.bureau["X02"])
    assert client.get(f"/people/{whole.uuid}/role/{role.pk}/end/").status_code == 404
    assert body.as_("office").get("/handover/").status_code == 200


def test_before_the_first_unit_the_administrator_takes_the_staff_list_in(workspace: object, empty_log: None) -> None:
    made = Account(uuid=cast.person_uuid("first"), number="1", name="首任", must_change=False, made_at=BY.now)
    made.set_unusable_password()
    made.save()
    appoint(made, Role.ADMINISTRATOR, unit=WHOLE, on=date(2022, 1, 1), by=BY)
    client = Client()
    client.force_login(made, backend="shilu.access.signed_in.Accounts")
    assert "导入花名册" in words(client, "/people/")
    assert [client.get(address).status_code for address in ("/organisation/", "/people/staff-list/", "/settings/")] == [
        200
    ] * 3
