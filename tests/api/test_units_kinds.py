"""Units and kinds as programs read them, and who is let in at all."""

from datetime import timedelta

import pytest
from django.test import Client

from api.conftest import ROOT, Api, Caller
from shilu.access.tokens import end_token, make_token
from web.world import BY, TODAY, World

pytestmark = pytest.mark.database


def test_units_are_those_within_reach(api: Api):
    found = api("recorder").get("/units")
    assert (found.status, [unit["code"] for unit in found.value]) == (200, ["X02", "X0201"])
    assert found.value[0]["parent"] is None
    assert found.value[1]["parent"] == "X02"
    assert found.value[0]["rights"] == ["open", "read", "record", "post", "confirm", "import", "report", "reset"]


def test_unit_of_others_is_not_there(api: Api):
    assert api("recorder").get("/units/城东所").value["code"] == "X02"
    found = api("recorder").get("/units/X03")
    assert (found.status, found.value) == (404, {"error": "这里没有内容，或者您无权查看。"})


def test_system_administrator_sees_no_content(api: Api):
    assert api("system").get("/units").value == []
    assert api("system").get("/entries").value == {"entries": [], "next": None}


def test_kinds_tell_what_they_count(api: Api):
    found = api("member").get("/kinds/test/article")
    assert found.status == 200
    assert found.value["quantities"] == [{"key": "items", "title": "件数", "measure": "篇"}]
    assert [value["key"] for value in found.value["labels"][0]["values"]] == ["city", "province"]
    assert [kind["key"] for kind in api("member").get("/kinds").value] == [
        "test/meeting",
        "test/article",
        "test/talk",
        "test/members",
    ]
    assert api("member").get("/kinds/没有这个").status == 404


def test_without_a_key_nothing_is_told(api: Api):
    answer = Client().get(f"{ROOT}/units")
    assert answer.status_code == 401
    assert answer.json() == {"error": "请附上有效的接口密钥：Authorization: Bearer shilu_…"}
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    for secret in ("", "shilu_", "shilu_" + "x" * 43, "Basic"):
        assert Caller(secret).get("/units").status == 401


def test_key_ends(world: World):
    account = world.accounts["recorder"]
    secret = make_token(account, name="报表程序", until=TODAY + timedelta(days=1), by=BY)
    assert Caller(secret).get("/units").status == 200
    kept = account.tokens.get()
    assert (kept.used_on, secret in kept.digest) == (TODAY, False)
    end_token(kept, by=BY)
    assert Caller(secret).get("/units").status == 401


def test_key_of_an_account_that_has_to_change_its_code_is_suspended(world: World, api: Api):
    caller, account = api("recorder"), world.accounts["recorder"]
    account.must_change = True
    account.save()
    assert caller.get("/units").status == 401
    account.must_change = False
    account.is_active = False
    account.save()
    assert caller.get("/units").status == 401


def test_problems_are_told_in_the_language_asked_for(api: Api):
    caller = api("recorder")
    answer = Client().get(f"{ROOT}/units/X03", headers=caller.headers({"Accept-Language": "en"}))
    assert answer.json() == {"error": "There is nothing here, or nothing that you may see."}


def test_address_that_is_not_there_is_a_problem_too(api: Api):
    found = api("recorder").get("/nothing")
    assert (found.status, list(found.value)) == (404, ["error"])
    assert Client().get(f"{ROOT}/openapi.json").json()["info"]["title"] == "Shilu"
