from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from books import write_sheets
from cast import Bureau, person_uuid, post, unit_uuid
from shilu.figures.queries import ask
from shilu.ledger.attendance import record_attendance
from shilu.ledger.clerk import Clerk
from shilu.ledger.entry import EntryDraft
from shilu.ledger.operations import post_entries, reverse_entries
from shilu.ledger.organising_back import take_back
from shilu.ledger.organising_gone import Stop, Stopped
from shilu.ledger.organising_import import import_organisation
from shilu.ledger.organising_people import add_unit, let_go, take_in_person
from shilu.ledger.projection import rebuild
from shilu.ledger.queries import position, structure_at
from shilu.ledger.reorganising import add_alias, end_unit, move_unit, rename_unit
from shilu.ledger.verify import verify
from shilu.lib.errors import Refused
from shilu.lib.periods import parse_period
from shilu.organisation.models import Person, Unit

pytestmark = pytest.mark.database

MAY = date(2022, 5, 1)
STAFF = """
赵某 | 301 | 新区分局
钱某 | 302 | 新区分局一队
孙某 | 303 | 城东所
"""
DRAFT = EntryDraft("test/meeting", unit_uuid("X02"), MAY, MAY, quantities={"times": Decimal(1)})


def test_end_of_a_unit_is_taken_back_with_people_and_teams(bureau: Bureau, clerk: Clerk):
    before = structure_at()
    end_unit(bureau["X02"], successors=[bureau["X03"]], on=MAY, clerk=clerk)
    ended = position()
    assert structure_at().units[bureau["X02"]].ended == MAY
    take_back(ended, clerk=clerk)
    assert structure_at() == before
    assert structure_at(ended).units[bureau["X02"]].ended == MAY
    assert Unit.objects.get(code="X0201").parent == Unit.objects.get(code="X02")
    assert verify(store=None).ok


def test_move_name_alias_and_leaving_are_taken_back(bureau: Bureau, clerk: Clerk):
    before = structure_at()
    seqs = []
    for act in (
        lambda: move_unit(bureau["X0201"], under=bureau["X03"], on=MAY, clerk=clerk),
        lambda: rename_unit(bureau["X02"], name="东城派出所", on=MAY, clerk=clerk),
        lambda: add_alias(bureau["X02"], alias="东关所", clerk=clerk),
        lambda: let_go(person_uuid("甲"), on=MAY, clerk=clerk),
    ):
        act()
        seqs.append(position())
    for seq in seqs:
        take_back(seq, clerk=clerk)
    assert structure_at() == before
    assert Unit.objects.get(code="X02").name == "城东所"


def test_what_was_taken_back_holds_again_when_that_is_taken_back(bureau: Bureau, clerk: Clerk):
    rename_unit(bureau["X02"], name="东城派出所", on=MAY, clerk=clerk)
    renamed = position()
    take_back(renamed, clerk=clerk)
    with pytest.raises(Refused, match="已经撤回"):
        take_back(renamed, clerk=clerk)
    take_back(position(), clerk=clerk)
    assert structure_at().units[bureau["X02"]].name == "东城派出所"


def test_change_that_others_build_on_stays(bureau: Bureau, clerk: Clerk):
    end_unit(bureau["X0201"], successors=[], on=MAY, clerk=clerk)
    ended = position()
    move_unit(bureau["X02"], under=bureau["X03"], on=MAY, clerk=clerk)
    take_back(ended, clerk=clerk)  # nothing builds on it
    added = add_unit("新队", under=bureau["X02"], on=MAY, clerk=clerk)
    beginning = position()
    take_in_person("丁某", number="77", unit=added, category="", on=MAY, clerk=clerk)
    with pytest.raises(Refused, match="后来的变动用到了新队，请先撤回那些变动"):
        take_back(beginning, clerk=clerk)
    with pytest.raises(Refused, match="不是机构变动"):
        take_back(10**6, clerk=clerk)


def test_units_and_people_of_a_list_go_again_with_their_names(bureau: Bureau, clerk: Clerk, tmp_path: Path):
    post("2022-04-01 | X02 | meeting | times=1", clerk=clerk)
    before, known = structure_at(), Person.objects.count()
    book = write_sheets(tmp_path / "花名册.xlsx", {"花名册": ("示例局花名册", "姓名 | 警号 | 单位", STAFF)})
    import_organisation(book, clerk=clerk, today=MAY)
    taken_in = position()
    assert (len(structure_at().units), Person.objects.count()) == (len(before.units) + 2, known + 3)
    take_back(taken_in, clerk=clerk)
    assert structure_at() == before
    assert Person.objects.count() == known
    assert not Unit.objects.filter(name__startswith="新区").exists()
    assert verify(store=None).ok
    rebuild()
    assert verify(store=None).ok
    (then,) = ask(["例会"], unit=bureau["X"], period=parse_period("2022"), at=taken_in)[:1]
    assert then.value == 1
    with pytest.raises(Refused, match="重新导入花名册"):
        take_back(position(), clerk=clerk)
    import_organisation(book, clerk=clerk, today=MAY)
    assert len(structure_at().units) == len(before.units) + 2


def test_unit_that_went_begins_again_when_that_is_taken_back(bureau: Bureau, clerk: Clerk):
    added = add_unit("新队", under=bureau["X02"], on=MAY, clerk=clerk)
    with_it = structure_at()
    take_back(position(), clerk=clerk)
    assert added not in structure_at().units
    take_back(position(), clerk=clerk)
    assert structure_at() == with_it
    assert verify(store=None).ok


@pytest.mark.parametrize("cancelled", [False, True])
def test_unit_in_the_ledger_stays_also_when_its_record_was_cancelled(bureau: Bureau, clerk: Clerk, *, cancelled: bool):
    added = add_unit("新队", under=bureau["X02"], on=MAY, clerk=clerk)
    beginning = position()
    draft = replace(DRAFT, unit=added)
    (seq,) = post_entries([draft], clerk=clerk)
    if cancelled:
        reverse_entries([seq], reason="错", clerk=clerk)
    with pytest.raises(Stopped) as stopped:
        take_back(beginning, clerk=clerk)
    assert stopped.value.stops == (Stop("新队", f"台账里有{2 if cancelled else 1}条"),)


def test_who_attended_something_or_has_something_elsewhere_stays(bureau: Bureau, clerk: Clerk):
    (seq,) = post("2022-05-02 | X02 | meeting | times=1", clerk=clerk)
    person = take_in_person("丁某", number="77", unit=bureau["X02"], category="", on=MAY, clerk=clerk)
    came = position()
    with pytest.raises(Stopped, match="丁某：已有账号"):
        take_back(came, clerk=clerk, besides=lambda gone: [Stop("丁某", "已有账号")] * len(gone.people))
    record_attendance(seq, [person])
    with pytest.raises(Stopped, match="丁某：参加过1次活动"):
        take_back(came, clerk=clerk)
