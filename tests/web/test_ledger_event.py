"""Joint events on a record's page: said afterwards, and taken back."""

from dataclasses import replace
from typing import Any

import pytest

import cast
from shilu.figures.queries import ask
from shilu.ledger.clerk import Clerk
from shilu.lib.periods import parse_period
from web.world import World

pytestmark = pytest.mark.database


def meetings(world: World) -> Any:
    (times, _people) = ask(["例会"], unit=world.bureau["X"], period=parse_period("2022-06"))
    return times.value


def test_record_is_joined_to_one_of_another_unit_and_taken_out_again(world: World, clerk: Clerk) -> None:
    (other,) = cast.post("2022-06-01 | X03 | meeting | times=1 people=5 | 城东例会", clerk=clerk)
    office, address = world.as_("office"), f"/ledger/{world.entries['own']}/"
    assert f'href="{address}event/"' in office.get(address).content.decode()
    shown = office.get(f"{address}event/").content.decode()
    assert f'name="joined" value="{other}"' in shown
    assert "不是同一场" not in shown
    assert meetings(world) == 3
    joined = office.post(f"{address}event/", {"joined": [str(other)]}, follow=True).content.decode()
    assert "已标为同场活动" in joined
    assert meetings(world) == 2
    assert f'value="{other}"' not in office.get(f"{address}event/").content.decode()
    parted = office.post(f"{address}event/", {"part": "on"}, follow=True).content.decode()
    assert "不再与别的记录同场" in parted
    assert meetings(world) == 3


def test_what_was_not_offered_is_not_joined(world: World, clerk: Clerk) -> None:
    (later,) = cast.post("2022-06-20 | X03 | meeting | times=1 | 另一天", clerk=clerk)
    address = f"/ledger/{world.entries['own']}/event/"
    answer = world.as_("recorder").post(address, {"joined": [str(later)]})
    assert answer.status_code == 422 or "请勾选与它同场的记录" in answer.content.decode()
    assert meetings(world) == 3


def test_record_that_cannot_be_joint_has_no_such_page(world: World, clerk: Clerk) -> None:
    (private,) = cast.post("2022-06-01..2022-06-30 | X02 | talk | times=1 people=1", clerk=clerk)
    recorder = world.as_("recorder")
    assert recorder.get(f"/ledger/{private}/event/").status_code == 404
    assert "event/" not in recorder.get(f"/ledger/{private}/").content.decode()
    assert world.as_("member").get(f"/ledger/{world.entries['own']}/event/").status_code == 404


def test_what_was_recorded_just_now_asks_whether_it_is_the_event_of_another_unit(world: World, clerk: Clerk) -> None:
    own = replace(clerk, account=str(world.accounts["office"].uuid))
    cast.post("2022-06-27 | X02 | meeting | times=1 | 联合例会", clerk=clerk)
    alike, other = cast.post(
        "2022-06-27 | X03 | meeting | times=1 | 联合例会\n2022-06-28 | X03 | meeting | times=1 | 联合例会", clerk=own
    )
    office, question = world.as_("office"), "别的单位有同名的记录：是同一场吗？"
    assert question in office.get(f"/record/?done={alike}").content.decode()
    assert question not in office.get(f"/record/?done={other}").content.decode()
