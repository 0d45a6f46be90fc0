"""What a program does not get: by a browser's session, of few people, around a review, of units out of reach."""

from datetime import date

import pytest

import cast
from api.conftest import ROOT, Api
from shilu.ledger.clerk import Clerk
from shilu.ledger.reorganising import move_unit
from shilu.recording.models import Waiting
from shilu.recording.reviewing import switch_review
from web.examples.review import waiting
from web.world import OWN, World

pytestmark = pytest.mark.database


def test_session_of_a_browser_opens_nothing(world: World):
    client = world.as_("administrator")
    for address in ("/entries", "/units", "/figures?unit=X02", "/reports", "/imports"):
        assert client.get(f"{ROOT}{address}").status_code == 401
    assert client.post(f"{ROOT}/entries/{world.entries['own']}/reverse", {"reason": "x"}).status_code == 401


def test_private_record_is_corrected_by_those_who_keep_it_alone(api: Api, clerk: Clerk):
    (seq,) = cast.post("2022-06-01..2022-06-30 | X02 | talk | times=3 people=4 |", clerk=clerk)
    assert api("member").post(f"/entries/{seq}/correct", {"reason": "笔误"}).status == 404
    assert not Waiting.objects.exists()


def test_correction_goes_around_no_review_by_another_unit(api: Api, world: World, clerk: Clerk):
    switch_review(world.bureau[OWN], on=True, clerk=clerk)
    done = api("office").post(f"/entries/{world.entries['own']}/correct", {"reason": "单位写错", "unit": "X03"})
    assert (done.status, done.value["state"]) == (202, "waiting")


def test_leader_of_a_kind_is_told_of_waiting_records_of_that_kind_alone(api: Api, world: World):
    uuid = waiting(world, OWN)["uuid"]
    role = world.accounts["leader"].appointments.get()
    for kind, status in (("test/article", 404), ("test/meeting", 200)):
        role.lines = {"kinds": [kind]}
        role.save()
        assert api("leader").get(f"/waiting/{uuid}").status == status


def test_cancellation_goes_around_no_review(api: Api, world: World, clerk: Clerk):
    switch_review(world.bureau[OWN], on=True, clerk=clerk)
    seq = world.entries["own"]
    answer = api("recorder").post(f"/entries/{seq}/reverse", {"reason": "重复"})
    assert (answer.status, answer.value["state"]) == (202, "waiting")
    assert api("recorder").get(f"/entries/{seq}").value["reversed_by"] is None


def test_draft_prints_nothing_of_a_unit_out_of_reach(api: Api, world: World, clerk: Clerk):
    move_unit(world.bureau["X0201"], under=world.bureau["X03"], on=date(2022, 6, 1), clerk=clerk)
    template = world.workspace.templates / "旁.md"
    template.write_text('+++\ntitle = "旁"\n+++\n{{ figure("例会", unit="X0201") }}\n', encoding="utf-8")
    wanted = {"template": "旁.md", "unit": OWN, "period": "2022-06", "form": "html"}
    answer = api("recorder").post("/reports/draft", wanted)
    assert answer.status == 422
    assert "没有“X0201”这个单位" in answer.value["error"]


def test_earlier_positions_tell_no_few_people_by_subtraction(api: Api, world: World, clerk: Clerk):
    (seq,) = cast.post("2022-06-01..2022-06-30 | X02 | talk | times=30 people=61 |", clerk=clerk)
    asked = {"unit": OWN, "period": "2022-06", "as_of": str(seq), "name": "test/talk.people"}
    assert [one["value"] for one in api("recorder").get("/figures", **asked).value] == [61]
    refused = api("member").get("/figures", **asked)
    assert refused.status == 422
    assert "as_of" in refused.value["error"]
    every = api("member").get("/figures", **{**asked, "name": []}).value
    assert {one["figure"] for one in every} == {"test/meeting", "test/article", "test/members"}
    assert [one["value"] for one in api("member").get("/figures", **{**asked, "name": "test/meeting"}).value] == [1, 20]
