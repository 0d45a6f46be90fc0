"""Entries as programs read them, hand them in, correct and reverse them."""

from base64 import b64encode
from io import BytesIO

import pytest
from PIL import Image

from api.conftest import Api
from shilu.ledger.entries import entries_by_seq
from shilu.ledger.models import Evidence, Row
from shilu.ledger.queries import position
from shilu.recording.models import ReviewSwitch
from web.world import BY, World

pytestmark = pytest.mark.database

MEETING = {
    "kind": "例会",
    "unit": "X02",
    "from": "2022-07-01",
    "quantities": {"people": 12, "times": 1},
    "title": "七月例会",
    "details": {"place": "三楼会议室"},
}


def picture() -> bytes:
    stream = BytesIO()
    Image.new("RGB", (40, 30), "white").save(stream, "PNG")
    return stream.getvalue()


def test_entries_come_page_by_page_in_the_order_of_the_log(api: Api, world: World):
    caller = api("chief")
    first = caller.get("/entries", limit=3).value
    assert [one["title"] for one in first["entries"]] == ["城东例会", "城西例会", "城东稿件"]
    second = caller.get("/entries", limit=3, cursor=first["next"]).value
    assert ([one["title"] for one in second["entries"]], second["next"]) == (["城西稿件"], None)
    assert first["entries"][0] == {
        "seq": world.entries["own"],
        "uuid": first["entries"][0]["uuid"],
        "type": "entry",
        "kind": "test/meeting",
        "title": "城东例会",
        "unit": "X02",
        "from": "2022-06-01",
        "to": "2022-06-01",
        "whole": False,
        "labels": {},
        "quantities": {"times": 1, "people": 20},
        "occasion": None,
        "reverses": None,
        "corrects": None,
        "reversed_by": None,
        "source": None,
        "received": "2022-07-04T01:30:00+00:00",
        "import": None,
        "erased": False,
    }


def test_entries_are_narrowed(api: Api):
    caller = api("chief")

    def titles(**asked: object) -> list[str]:
        return [one["title"] for one in caller.get("/entries", **asked).value["entries"]]

    assert titles(unit="X03") == ["城西例会", "城西稿件"]
    assert titles(kind="稿件") == ["城东稿件", "城西稿件"]
    assert titles(since="2022-06-02", until="2022-06-10") == ["城西例会", "城东稿件"]
    assert titles(text="例会") == ["城东例会", "城西例会"]
    assert caller.get("/entries", kind="没有这个").status == 404


def test_entries_of_others_are_not_there(api: Api, world: World):
    caller = api("recorder")
    listed = caller.get("/entries").value["entries"]
    assert [one["seq"] for one in listed] == [world.entries["own"], world.entries["own article"]]
    assert caller.get(f"/entries/{world.entries['other']}").status == 404
    assert caller.get("/entries", unit="X03").status == 404
    assert caller.get("/entries", text="城西").value["entries"] == []
    for act in ("correct", "reverse"):
        assert caller.post(f"/entries/{world.entries['other']}/{act}", {"reason": "笔误"}).status == 404
    assert caller.post("/entries", {**MEETING, "unit": "X03"}).status == 404
    assert caller.post("/entries", {**MEETING, "joined_with": [world.entries["other"]]}).status == 404


def test_record_is_posted(api: Api, world: World):
    caller = api("recorder")
    done = caller.post("/entries", MEETING)
    assert (done.status, done.value["state"]) == (201, "posted")
    found = caller.get(f"/entries/{done.value['seq']}").value
    assert (found["title"], found["quantities"], found["details"]) == (
        "七月例会",
        {"people": 12, "times": 1},
        {"place": "三楼会议室"},
    )
    (entry,) = entries_by_seq([done.value["seq"]])
    assert entry.account == str(world.accounts["recorder"].uuid)


def test_record_without_a_count_is_one(api: Api):
    done = api("recorder").post("/entries", {"kind": "test/article", "unit": "X02", "from": "2022-07-02"})
    assert done.status == 201
    (entry,) = entries_by_seq([done.value["seq"]])
    assert dict(entry.quantities) == {"items": 1}


def test_same_key_is_one_record_and_one_answer(api: Api):
    caller = api("recorder")
    given = {**MEETING, "evidence": [{"name": "签到表.png", "content": b64encode(picture()).decode()}]}
    before = position()
    answers = [caller.post("/entries", given, headers={"Idempotency-Key": "a-1"}) for _turn in range(3)]
    assert {(one.status, str(one.value)) for one in answers} == {(201, str(answers[0].value))}
    assert [one.headers.get("Idempotent-Replayed") for one in answers] == [None, "true", "true"]
    assert (position() - before, Evidence.objects.count()) == (2, 1)  # the record and its file
    other = caller.post("/entries", {**given, "title": "另一个会"}, headers={"Idempotency-Key": "a-1"})
    assert (other.status, other.value["error"]) == (409, "键“a-1”已用于另一条内容；每条新内容请用新的键。")


def test_likely_double_is_told_and_taken_all_the_same(api: Api, world: World):
    caller = api("recorder")
    given = {**MEETING, "from": "2022-06-01", "title": "城东例会"}
    refused = caller.post("/entries", given)
    assert (refused.status, refused.value["entries"]) == (409, [world.entries["own"]])
    assert caller.post("/entries", {**given, "accept_likely": True}).status == 201


def test_member_hands_in_what_waits(api: Api, world: World):
    before = position()
    done = api("member").post("/entries", MEETING)
    assert (done.status, done.value["state"], done.value["seq"], position()) == (202, "waiting", None, before)
    address = f"/waiting/{done.value['waiting']}"
    assert api("member").get(address).value["state"] == "waiting"
    assert api("reviewer").get(address).status == 200
    assert [api(name).get(address).status for name in ("other", "system", "inspector")] == [404, 404, 404]


def test_record_waits_where_records_are_reviewed(api: Api, world: World):
    ReviewSwitch.objects.create(unit=world.bureau["X02"], account=BY.account, since=BY.now)
    assert api("recorder").post("/entries", MEETING).status == 202


def test_correction_keeps_what_is_not_given(api: Api, world: World):
    caller, seq = api("recorder"), world.entries["own"]
    change = {"reason": "笔误", "quantities": {"times": 1, "people": 21}}
    done = caller.post(f"/entries/{seq}/correct", change, headers={"Idempotency-Key": "c-1"})
    assert done.status == 201
    found = caller.get(f"/entries/{done.value['seq']}").value
    assert (found["title"], found["quantities"], found["corrects"]) == ("城东例会", {"times": 1, "people": 21}, seq)
    again = caller.post(f"/entries/{seq}/correct", change, headers={"Idempotency-Key": "c-1"})
    assert (again.status, again.value) == (201, done.value)
    refused = caller.post(f"/entries/{seq}/correct", change)
    assert refused.status == 422


def test_reversal_stays_in_the_log(api: Api, world: World):
    caller, seq = api("recorder"), world.entries["own"]
    asked = (f"/entries/{seq}/reverse", {"reason": "重复"})
    done = caller.post(*asked, headers={"Idempotency-Key": "r-1"})
    assert (done.status, done.value) == (201, {"seq": seq + 4})
    assert caller.get(f"/entries/{seq}").value["reversed_by"] == done.value["seq"]
    assert caller.post(*asked, headers={"Idempotency-Key": "r-1"}).value == done.value
    refused = caller.post(*asked)
    assert (refused.status, list(refused.value)) == (422, ["error"])
    assert Row.objects.filter(type="reversal", target=seq).count() == 1
    assert api("member").post(f"/entries/{world.entries['own article']}/reverse", {"reason": "重复"}).status == 404


def test_counts_of_people_of_a_private_kind_stay_unsaid(api: Api):
    caller = api("recorder")
    for _talk in range(2):
        done = caller.post(
            "/entries",
            {"kind": "谈心谈话", "unit": "X02", "from": "2022-06-03", "quantities": {"times": 1, "people": 2}},
        )
        assert done.status == 201
    listed = caller.get("/entries", kind="谈心谈话").value["entries"]
    assert [one["quantities"] for one in listed] == [
        {"times": 1, "people": None},
        {"times": 1, "people": None},
        {"times": 2, "people": None},
    ]


@pytest.mark.parametrize(
    ("change", "status", "error"),
    [
        ({"kind": "没有这个"}, 422, "没有“没有这个”这个事项类别。"),
        ({"from": "2022-13-01"}, 422, None),
        ({"from": "2022-08-01"}, 422, None),
        ({"quantities": {"people": "NaN"}}, 422, None),
        ({"quantities": {"copies": 3}}, 422, None),
        ({"details": {"phone": "1"}}, 422, None),
        ({"evidence": [{"name": "表.png", "content": "%%%"}]}, 422, "表.png 的内容不是 Base64 编码。"),
        ({"evidence": [{"name": "run.exe", "content": "TVo="}]}, 422, None),
    ],
)
def test_what_cannot_be_taken_is_told_in_one_line(api: Api, change: dict[str, object], status: int, error: str | None):
    before = position()
    done = api("recorder").post("/entries", {**MEETING, **change})
    assert (done.status, list(done.value)) == (status, ["error"])
    assert "\n" not in done.value["error"]
    assert error is None or done.value["error"] == error
    assert position() == before


def test_cursor_of_others_making_is_refused(api: Api):
    assert api("recorder").get("/entries", cursor="abc").status == 422
    assert api("recorder").get("/entries", limit=501).status == 422
    assert api("recorder").get(f"/entries/{1 << 60}").status == 422
