from datetime import date

import pytest

from cast import Bureau, person_uuid
from shilu.ledger.clerk import Clerk
from shilu.ledger.organising_back import take_back
from shilu.ledger.organising_people import add_unit, let_go, take_in_person
from shilu.ledger.queries import position, structure_at
from shilu.ledger.reorganising import add_alias, end_unit, move_unit, rename_unit
from shilu.ledger.verify import verify
from shilu.lib.errors import Refused
from shilu.organisation.models import Unit

pytestmark = pytest.mark.database

MAY = date(2022, 5, 1)


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


def test_change_that_others_build_on_or_that_brought_somebody_in_stays(bureau: Bureau, clerk: Clerk):
    end_unit(bureau["X0201"], successors=[], on=MAY, clerk=clerk)
    ended = position()
    move_unit(bureau["X02"], under=bureau["X03"], on=MAY, clerk=clerk)
    take_back(ended, clerk=clerk)  # nothing builds on it
    added = add_unit("新队", under=bureau["X02"], on=MAY, clerk=clerk)
    beginning = position()
    move_unit(bureau["X03"], under=bureau["X01"], on=MAY, clerk=clerk)
    with pytest.raises(Refused, match="新队"):
        take_back(beginning, clerk=clerk)
    take_in_person("丁某", number="77", unit=added, category="", on=MAY, clerk=clerk)
    with pytest.raises(Refused, match="人员"):
        take_back(position(), clerk=clerk)
    with pytest.raises(Refused, match="不是机构变动"):
        take_back(10**6, clerk=clerk)
