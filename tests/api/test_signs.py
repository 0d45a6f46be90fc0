"""Signs that a database does not take, and bodies that are too large, are answered in a line and never as a fault of ours."""

import json

import pytest
from django.test import Client

from api.conftest import ROOT, Answer, Api

pytestmark = pytest.mark.database

RECORD = {"kind": "例会", "unit": "X02", "from": "2022-06-27", "title": "晨会", "quantities": {"times": 1}}
NUL, HALF = "晨\0会", "晨\ud800会"


def posted(api: Api, address: str, given: object) -> Answer:
    """The answer to JSON in which every such sign is written as JSON writes it."""
    caller = api("office")
    answered = Client().post(
        f"{ROOT}{address}", json.dumps(given), content_type="application/json", headers=caller.headers()
    )
    return Answer(answered.status_code, answered.json(), answered.headers)


@pytest.mark.parametrize("text", [NUL, HALF])
@pytest.mark.parametrize("field", ["title", "kind", "unit", "details", "labels"])
def test_record_with_signs_that_are_no_text_is_refused(api: Api, text: str, field: str):
    given = {**RECORD, field: {"place": text} if field == "details" else {"level": text} if field == "labels" else text}
    found = posted(api, "/entries", given)
    assert found.status in {404, 422}
    assert list(found.value) == ["error"]


@pytest.mark.parametrize("text", ["%00", "a%00b", "%ED%A0%80"])
@pytest.mark.parametrize(
    "address",
    [
        "/units/{}",
        "/kinds/{}",
        "/entries?text={}",
        "/entries?unit={}",
        "/entries?kind={}",
        "/entries?cursor={}",
        "/figures?unit={}",
        "/figures?unit=X02&name={}",
        "/figures?unit=X02&by={}",
        "/figures?unit=X02&compare={}",
        "/figures?unit=X02&as_of={}",
        "/figures/entries?unit=X02&name=例会&quantity={}",
    ],
)
def test_question_with_signs_that_are_no_text_is_answered(api: Api, address: str, text: str):
    caller = api("office")
    found = Client().get(f"{ROOT}{address.format(text)}", headers=caller.headers())
    assert found.status_code in {200, 404, 422}


@pytest.mark.parametrize("text", [NUL, HALF])
@pytest.mark.parametrize(
    ("address", "given"),
    [
        ("/check", {"text": "{}例会1次。", "unit": "X02", "period": "2022-06"}),
        ("/check", {"text": "例会1次。", "unit": "X02", "period": "{}"}),
        ("/reports/draft", {"template": "{}", "unit": "X02", "period": "2022-06"}),
        ("/entries/{own}/correct", {"reason": "{}"}),
        ("/entries/{own}/correct", {"reason": "笔误", "title": "{}"}),
        ("/entries/{own}/reverse", {"reason": "{}"}),
    ],
)
def test_other_posts_with_signs_that_are_no_text_are_answered(
    api: Api, world, address: str, given: dict[str, str], text: str
):
    filled = {name: value.replace("{}", text) for name, value in given.items()}
    found = posted(api, address.format(own=world.entries["own"]), filled)
    assert found.status in {200, 404, 422}


def test_body_that_is_too_large_is_told_so(api: Api):
    found = api("office").post("/entries", {**RECORD, "title": "长" * 6_000_000})
    assert (found.status, found.value) == (413, {"error": "这次发来的超过 5 MB，请分几次发。"})


def test_body_that_is_no_json_is_told_so(api: Api):
    answered = Client().post(f"{ROOT}/entries", "{", content_type="application/json", headers=api("office").headers())
    assert (answered.status_code, answered.json()) == (400, {"error": "内容读不出来，请发 UTF-8 编码的 JSON。"})


def test_method_that_an_address_does_not_have_is_told_in_the_shape_of_all_problems(api: Api):
    answered = Client().delete(f"{ROOT}/entries", headers=api("office").headers())
    assert (answered.status_code, answered.json()) == (405, {"error": "这个地址只接受 GET, POST。"})
    assert answered["Allow"] == "GET, POST"
