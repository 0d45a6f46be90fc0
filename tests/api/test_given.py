"""What a request gives: names that nobody knows are refused, and every fault is told in the reader's language."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from api.conftest import Api
from shilu.ledger.models import Row

pytestmark = pytest.mark.database

RECORD = {"kind": "例会", "unit": "X02", "from": "2022-06-27", "title": "晨会", "quantities": {"times": 1}}


@pytest.mark.parametrize(
    ("address", "known"),
    [
        ("/units", "这个地址不带别的内容。"),
        ("/units/X02", "这个地址不带别的内容。"),
        ("/kinds", "这个地址不带别的内容。"),
        ("/entries", "可用的有 cursor, import, kind, limit, since, text, unit, until。"),
        ("/figures", "可用的有 as_of, by, compare, name, period, structure, unit, until。"),
        ("/figures/entries", "可用的有 as_of, name, period, quantity, structure, unit, until。"),
        ("/reports", "可用的有 cursor, limit。"),
        ("/templates", "这个地址不带别的内容。"),
        ("/imports", "可用的有 cursor, limit。"),
        ("/imports/made", "可用的有 cursor, limit。"),
    ],
)
def test_parameter_that_an_address_does_not_have_is_refused(api: Api, address: str, known: str):
    query = {"unit": "X02", "name": "例会"} if address.startswith("/figures") else {}
    found = api("office").get(address, **query, form="2022-06-01")
    assert (found.status, found.value) == (422, {"error": f"没有“form”这一项；{known}"})


def test_stranger_is_told_nothing_of_parameters(api: Api):
    api("office")
    found = type(api("office"))("shilu_nobody").get("/entries", form="x")
    assert found.status == 401


def test_parameter_in_the_address_of_a_post_and_in_a_form_is_refused(api: Api):
    before, caller = Row.objects.count(), api("office")
    assert caller.post("/entries?dry_run=1", RECORD).status == 422
    book = SimpleUploadedFile("台账.xlsx", b"PK")
    found = caller.send("/imports", {"unit": "X02", "dryrun": "1", "file": book})
    assert (found.status, found.value["error"].partition("；")[0]) == (422, "没有“dryrun”这一项")
    assert Row.objects.count() == before


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({**RECORD, "quantity": {"people": 16}}, "quantity: 没有这一项"),
        (
            {**RECORD, "evidence": [{"name": "a.jpg", "data": "x"}]},
            "evidence.0.content: 没有填写; evidence.0.data: 没有这一项",
        ),
        ({**RECORD, "from": "2022-6-27"}, "from: 日期要写成 2022-06-15 这样"),
        ({**RECORD, "from": "2022-13-01"}, "from: 没有 2022-13-01 这一天，日期要写成 2022-06-15 这样"),
        ({**RECORD, "title": 5}, "title: 要写文字"),
        ({**RECORD, "title": "晨" * 2001}, "title: 最多 2000 个字"),
        ({**RECORD, "kind": None}, "kind: 要写文字"),
        ({**RECORD, "quantities": {"times": "一"}}, "quantities.times: 要写数字"),
        ({**RECORD, "quantities": []}, "quantities: 要写成 {…} 的样子"),
        ({**RECORD, "joined_with": 7}, "joined_with: 要写成列表：[…]"),
        ({**RECORD, "joined_with": [0]}, "joined_with.0: 不能小于 1"),
        ({**RECORD, "whole": "也许"}, "whole: 要写 true 或 false"),
        ([], "body: 要写成 {…} 的样子"),
    ],
)
def test_fault_of_a_field_is_told_at_its_name_in_chinese(api: Api, given: object, said: str):
    found = api("office").post("/entries", given)
    assert (found.status, found.value) == (422, {"error": said})


def test_faults_of_parameters_are_told_alike(api: Api):
    caller = api("office")
    assert caller.get("/entries", limit="0").value == {"error": "limit: 不能小于 1"}
    assert caller.get("/entries", limit="多").value == {"error": "limit: 要写整数"}
    assert caller.get("/figures").value == {"error": "unit: 没有填写"}
    assert caller.get("/figures", unit="X02", structure="x").value == {"error": "structure: 只能写 'then', 'now'"}
    assert caller.get("/figures", unit="X02", name=["例会"] * 201).value == {"error": "name: 最多 200 个"}


def test_faults_are_told_in_english_to_those_who_ask_for_it(api: Api):
    found = api("office").post("/entries", {**RECORD, "quantity": {}}, headers={"Accept-Language": "en"})
    assert found.value == {"error": "quantity: there is no such field"}
