"""What nobody gets at: another's code, few people of a private kind, kinds out of one's line, roles beyond one's unit."""

from datetime import date
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from django.test import Client

import cast
from shilu.access.models import Account, Appointment
from shilu.access.operations import appoint
from shilu.access.roles import Role
from shilu.deadlines.due import NewDeadline, Sort
from shilu.deadlines.operations import add_deadline
from shilu.ledger.clerk import Clerk
from shilu.ledger.organising_people import take_in_person
from shilu.ledger.queries import structure_at
from shilu.lib.periods import GREGORIAN, parse_period
from shilu.recording.models import Draft
from shilu.reports.drafting.issuing import issue_report
from shilu.web import middleware
from web.examples.administration import person
from web.examples.review import waiting
from web.world import BY, OTHER, OWN, TODAY, World

pytestmark = pytest.mark.database
TALK = "2022-06-01..2022-06-30 | X02 | talk | times=3 people=4 |"


def test_code_is_not_changed_as_a_first_one_once_it_is_ones_own(world: World):
    client, before = world.as_("recorder"), world.accounts["recorder"].password
    answer = client.post("/first-code/", {"code": "牛年马月的一句话", "again": "牛年马月的一句话"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert Account.objects.get(pk=world.accounts["recorder"].pk).password == before


def test_form_of_a_private_kind_tells_its_people_to_those_who_keep_it_alone(world: World, clerk: Clerk):
    cast.post(TALK, clerk=clerk)
    assert "4人次" in world.as_("recorder").get("/record/test/talk/").content.decode()
    page = world.as_("member").get("/record/test/talk/").content.decode()
    assert "3次" in page
    assert "4人次" not in page


def test_private_record_is_corrected_by_those_who_keep_it_alone(world: World, clerk: Clerk):
    (seq,) = cast.post(TALK, clerk=clerk)
    assert world.as_("recorder").get(f"/ledger/{seq}/correct/").status_code == 200
    assert world.as_("member").get(f"/ledger/{seq}/correct/").status_code == 404
    assert f"/ledger/{seq}/correct/" not in world.as_("member").get(f"/ledger/{seq}/").content.decode()


def test_leader_of_a_kind_decides_on_records_of_that_kind_alone(world: World):
    uuid = waiting(world, OWN)["uuid"]
    role = world.accounts["leader"].appointments.get()
    role.lines = {"kinds": ["test/article"]}
    role.save()
    client = world.as_("leader")
    assert "2022-07-01" not in client.get("/review/").content.decode()
    assert client.get(f"/review/{uuid}/").status_code == 404
    assert client.post(f"/review/{uuid}/", {"act": "post"}).status_code == 404
    role.lines = {"kinds": ["test/meeting"]}
    role.save()
    assert "2022-07-01" in client.get("/review/").content.decode()
    assert client.get(f"/review/{uuid}/").status_code == 200


def _person(world: World, account: str, unit: str, clerk: Clerk) -> UUID:
    one = world.accounts[account]
    one.person = take_in_person(
        one.name, number=one.number, unit=world.bureau[unit], category="", on=date(2020, 1, 1), clerk=clerk
    )
    one.save()
    return one.person


@pytest.mark.parametrize("act", ["close", "leave"])
def test_station_ends_nobodys_role_in_the_body(world: World, clerk: Clerk, act: str):
    key = _person(world, "member", OWN, clerk)
    assert world.as_("administrator").get(f"/people/{key}/{act}/").status_code == 200
    appoint(world.accounts["member"], Role.REVIEWER, unit=world.bureau["X"], on=date(2020, 1, 1), by=BY)
    answer = world.as_("administrator").post(f"/people/{key}/{act}/", {"on": TODAY.isoformat()})
    assert answer.status_code == 404
    assert Account.objects.get(pk=world.accounts["member"].pk).is_active


def test_handover_shows_and_gives_what_is_of_ones_own_unit_alone(world: World):
    both = world.accounts["recorder"]
    appoint(both, Role.RECORDER, unit=world.bureau[OTHER], on=date(2020, 1, 1), by=BY)
    for number, unit in enumerate((OWN, OTHER)):
        Draft.objects.create(
            uuid=UUID(int=number + 1),
            account=both.uuid,
            unit=world.bureau[unit],
            kind={OWN: "test/meeting", OTHER: "test/article"}[unit],
            content={},
            updated_at=BY.now,
        )
    client, address = world.as_("administrator"), f"/handover/?of={both.uuid}"
    page = client.get(address).content.decode()
    assert "草稿：例会" in page
    assert "草稿：稿件" not in page
    client.post(address, {"to": str(world.accounts["administrator"].uuid)})
    assert dict(Draft.objects.values_list("unit", "account")) == {
        world.bureau[OWN]: world.accounts["administrator"].uuid,
        world.bureau[OTHER]: both.uuid,
    }


def test_nothing_is_read_of_what_would_fill_the_disk(world: World, monkeypatch: pytest.MonkeyPatch):
    sent = {"workbooks": BytesIO(b"x" * 2 * middleware.MB)}
    assert Client().post("/import/", sent).headers["Location"] == "/sign-in/"
    monkeypatch.setattr(middleware, "MOST", middleware.MB)
    answer = world.as_("recorder").post("/import/", {"workbooks": BytesIO(b"x" * 2 * middleware.MB)})
    assert answer.status_code == 413
    assert "太大" in answer.content.decode() or "过大" in answer.content.decode()


def test_check_speaks_of_papers_within_reach_alone(world: World, clerk: Clerk):
    (world.workspace.folder / "paper").mkdir()
    text = '+++\ntitle = "全局内部通报"\n+++\n{{ figure("例会", unit="X02") }}\n'
    issue_report(
        text,
        name="通报.md",
        unit=structure_at().units[world.bureau["X"]],
        period=parse_period("2022-06"),
        outs={world.workspace.folder / "paper" / "out.html": False},
        calendar=GREGORIAN,
        today=TODAY,
        clerk=clerk,
    )
    asked = {"text": "2022年6月，城东所开例会2次。", "period": "", "until": ""}
    assert "全局内部通报" not in world.as_("recorder").post("/check/", asked, follow=True).content.decode()
    assert "全局内部通报" in world.as_("office").post("/check/?unit=X02", asked, follow=True).content.decode()


def test_leader_of_a_kind_is_not_told_which_other_figures_have_no_value(world: World):
    due = NewDeadline(
        unit=world.bureau[OWN],
        sort=Sort.OTHER,
        title="报数",
        first=TODAY,
        period=parse_period("2022-05"),
        figures=("谈心谈话",),
    )
    uuid = add_deadline(due, by=BY).uuid
    client = world.as_("leader")
    assert "谈心谈话" in client.get(f"/deadlines/{uuid}/0/").content.decode()
    world.accounts["leader"].appointments.update(lines={"kinds": ["test/article"]})
    for address in (f"/deadlines/{uuid}/0/", "/"):
        assert "谈心谈话" not in client.get(address).content.decode()


def test_code_so_far_is_not_guessed_at_an_open_session(world: World):
    own = world.accounts["recorder"]
    own.set_password("先前的密码123")
    own.save()
    client = world.as_("recorder")
    data = {"before": "错的", "code": "北塬雪落三尺厚x", "again": "北塬雪落三尺厚x"}
    assert [client.post("/account/code/", data).status_code for _try in range(4)] == [422] * 4
    locked = client.post("/account/code/", data)
    assert locked.status_code == 429
    assert "账号锁定 15 分钟" in locked.content.decode()
    assert client.get("/account/").status_code == 302  # signed out
    assert Client().post("/sign-in/", {"number": own.number, "code": "先前的密码123"}).status_code == 429


@pytest.mark.parametrize("address", ["/", "/ledger/", "/account/", "/people/", "/sign-in/", "/api/v1/units"])
def test_no_browser_keeps_a_page(world: World, address: str):
    answer = world.as_("recorder").get(address)
    assert "no-store" in answer.headers["Cache-Control"]


def test_file_of_the_program_is_kept_by_the_browser(world: World):
    assert "no-store" not in world.as_("recorder").get("/static/shilu/shilu.css").headers.get("Cache-Control", "")


def test_data_given_out_by_a_station_is_of_its_own_units_alone(world: World, clerk: Clerk):
    uuid = person(world, OWN)
    account = Account.objects.get(person=uuid)
    appoint(account, Role.RECORDER, unit=world.bureau[OTHER], on=TODAY, by=BY)
    for unit in (OWN, OTHER):
        Draft.objects.create(
            uuid=uuid4(),
            account=account.uuid,
            unit=world.bureau[unit],
            kind="test/meeting",
            content={"title": f"稿 {unit}"},
            updated_at=BY.now,
        )
    given = world.as_("administrator").get(f"/people/{uuid}/data/").json()
    assert [one["content"]["title"] for one in given["drafts"]] == [f"稿 {OWN}"]
    assert {one["unit"] for one in given["roles"]} == {"城东所"}
    assert "其他单位" in given["left_out"]
    Appointment.objects.filter(role="administrator").update(unit=world.bureau["X"])
    given = world.as_("administrator").get(f"/people/{uuid}/data/").json()
    assert (len(given["drafts"]), "left_out" in given) == (2, False)
