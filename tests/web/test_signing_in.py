"""Signing in with a staff number, the first code, wrong codes, and what strangers are told."""

import pytest
from django.test import Client

from shilu.access.models import Account, Act
from shilu.access.operations import NewAccount, make_accounts, reset_code
from web.world import BY, CODE, World

pytestmark = pytest.mark.database
WRONG = "警号（工号）或口令不对。连错五次，账号锁定 15 分钟。"
LOCKED = "口令错的次数太多，账号锁定 15 分钟。也可以请本单位填报人重发一个口令。"


@pytest.fixture
def code(world: World) -> str:
    """The first code of the number 200001."""
    (slip,) = make_accounts([NewAccount("200001", "新人")], by=BY)
    return slip.code


def signed(client: Client, number: str, code: str, following: str = "") -> tuple[int, str]:
    answer = client.post("/sign-in/", {"number": number, "code": code, "next": following})
    return answer.status_code, answer.headers.get("Location", "")


def test_first_code_leads_to_a_code_of_ones_own(world: World, code: str):
    client = Client()
    assert signed(client, "200001", code, "/more/") == (302, "/more/")
    assert client.get("/more/").headers["Location"] == "/first-code/?next=/more/"
    chosen = {"code": "一句好记的短话啊", "again": "一句好记的短话啊", "next": "/more/"}
    answer = client.post("/first-code/", chosen)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/more/")
    assert client.get("/more/").status_code == 200
    assert signed(Client(), "200001", code)[0] == 200
    assert signed(Client(), "200001", "一句好记的短话啊") == (302, "/")
    assert list(Act.objects.filter(what="200001").order_by("id").values_list("act", flat=True)) == [
        "account-made",
        "code-changed",
    ]


@pytest.mark.parametrize(
    ("one", "again", "told"),
    [
        ("short", "short", "口令太短，至少 8 位。"),
        ("20000123", "20000123", "口令与自己的警号（工号）或姓名太像，请换一个。"),
        ("200001200001", "200001200001", "口令与自己的警号（工号）或姓名太像，请换一个。"),
        ("200001abc新人新人", "200001abc新人新人", "口令与自己的警号（工号）或姓名太像，请换一个。"),
        ("123456789012", "123456789012", "这个口令太容易被猜到，请换一个。"),
        ("password", "password", "这个口令太容易被猜到，请换一个。"),
        ("一句好记的短话啊", "另一句好记的短话", "两次输入的口令不一样，请都再输一遍。"),
    ],
)
def test_poor_codes_are_refused_at_the_field(world: World, code: str, one: str, again: str, told: str):
    client = Client()
    signed(client, "200001", code)
    page = client.post("/first-code/", {"code": one, "again": again}).content.decode()
    assert told in page
    assert Account.objects.get(number="200001").must_change


def test_wrong_code_says_nothing_about_who_exists(world: World, code: str):
    told = {}
    for number in ("200001", "999999"):
        answer = Client().post("/sign-in/", {"number": number, "code": "wrong wrong"})
        told[number] = (answer.status_code, answer.context["form"].errors["code"])
    assert told == {"200001": (200, [WRONG]), "999999": (200, [WRONG])}


def test_account_is_locked_after_five_wrong_codes_and_its_own_code_does_not_open_it(world: World, code: str):
    statuses = [Client().post("/sign-in/", {"number": "200001", "code": "wrong"}).status_code for _try in range(5)]
    answer = Client().post("/sign-in/", {"number": "200001", "code": code})
    assert (statuses, answer.status_code) == ([200, 200, 200, 200, 429], 429)
    assert answer.context["form"].errors["code"] == [LOCKED]


def test_new_code_opens_a_locked_account_and_ends_its_sessions(world: World, code: str):
    client = Client()
    signed(client, "200001", code)
    for _try in range(5):
        Client().post("/sign-in/", {"number": "200001", "code": "wrong"})
    slip = reset_code(Account.objects.get(number="200001"), by=BY)
    assert client.get("/first-code/").headers["Location"] == "/sign-in/"
    assert signed(Client(), "200001", slip.code) == (302, "/")


def test_log_in_goes_to_no_address_outside(world: World, code: str):
    assert signed(Client(), "200001", code, "https://example.org/") == (302, "/")


def test_signing_out_needs_a_form(world: World):
    client = world.as_("recorder")
    assert client.get("/sign-out/").status_code == 405
    client.post("/sign-out/")
    assert client.get("/more/").status_code == 302


def test_sample_shows_its_log_ins_and_nobody_elses(world: World, code: str):
    page = Client().get("/sign-in/")
    assert [one["number"] for one in page.context["sample_log_ins"]] == [str(100_001 + at) for at in range(10)]
    assert CODE in page.content.decode()
    assert "200001" not in page.content.decode()
