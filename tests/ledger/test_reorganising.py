from datetime import date

import pytest

from cast import Bureau, person_uuid
from shilu.ledger.clerk import Clerk
from shilu.ledger.queries import position, structure_at
from shilu.ledger.reorganising import add_alias, end_unit, move_unit, rename_unit
from shilu.lib.errors import Refused
from shilu.organisation.finding import Finder
from shilu.organisation.models import Unit

pytestmark = pytest.mark.database

MAY = date(2022, 5, 1)


def refusal_of(act, *arguments: object, **options: object) -> str:
    before = position()
    with pytest.raises(Refused) as refused:
        act(*arguments, **options)
    assert position() == before
    return str(refused.value)


def test_unit_moves_from_its_day_by_one_row(bureau: Bureau, clerk: Clerk):
    before = position()
    move_unit(bureau["X0201"], under=bureau["X03"], on=MAY, clerk=clerk)
    parents = structure_at().units[bureau["X0201"]].parents
    assert (parents.at(date(2022, 4, 30)), parents.at(MAY)) == (bureau["X02"], bureau["X03"])
    assert Unit.objects.get(code="X0201").parent == Unit.objects.get(code="X03")
    assert position() == before + 1


def test_move_to_where_the_unit_stands_writes_nothing(bureau: Bureau, clerk: Clerk):
    before = position()
    move_unit(bureau["X0201"], under=bureau["X02"], on=MAY, clerk=clerk)
    assert position() == before


def test_move_below_itself_is_refused_by_path(bureau: Bureau, clerk: Clerk):
    message = refusal_of(move_unit, bureau["X02"], under=bureau["X0201"], on=MAY, clerk=clerk)
    assert message == "城东所不能成为自己的下级：城东所 → 城东所一队 → 城东所。"


def test_second_move_from_the_same_day_needs_a_correction(bureau: Bureau, clerk: Clerk):
    move_unit(bureau["X0201"], under=bureau["X03"], on=MAY, clerk=clerk)
    message = refusal_of(move_unit, bureau["X0201"], under=bureau["X01"], on=MAY, clerk=clerk)
    assert message == "城东所一队自2022-05-01起已调整到城西所之下，请更正那次调整，或改用别的日期。"
    structure = move_unit(bureau["X0201"], under=bureau["X01"], on=MAY, clerk=clerk, correcting=True)
    assert structure.units[bureau["X0201"]].parents.last() == bureau["X01"]


def test_renamed_unit_is_found_by_both_names(bureau: Bureau, clerk: Clerk):
    structure = rename_unit(bureau["X02"], name="东城派出所", short_name="东城所", on=MAY, clerk=clerk)
    finder = Finder(structure)
    assert {finder.unit(name).code for name in ("城东所", "东城派出所", "东城所")} == {"X02"}
    message = refusal_of(rename_unit, bureau["X02"], name="新城派出所", on=MAY, clerk=clerk)
    assert message == "城东所自2022-05-01起已更名为东城派出所，请更正那次更名，或改用别的日期。"
    assert refusal_of(rename_unit, bureau["X02"], name=" ", on=MAY, clerk=clerk) == "缺单位名称。"


def test_merged_unit_hands_its_teams_and_people_to_its_successor(bureau: Bureau, clerk: Clerk):
    structure = end_unit(bureau["X03"], successors=[bureau["X02"]], on=MAY, clerk=clerk)
    people = structure.people[person_uuid("甲")]
    assert (people.since(date(2022, 4, 30)), people.since(MAY)) == ((bureau["X03"], "民警"), (bureau["X02"], "民警"))
    structure = end_unit(bureau["X02"], successors=[bureau["X01"]], on=date(2022, 6, 1), clerk=clerk)
    assert structure.units[bureau["X0201"]].parents.at(date(2022, 6, 1)) == bureau["X01"]
    assert structure == structure_at()
    message = refusal_of(end_unit, bureau["X02"], successors=[], on=date(2022, 7, 1), clerk=clerk)
    assert message == "城东所自2022-06-01起已撤销。"


def test_end_without_successor_asks_for_the_units_below_first(bureau: Bureau, clerk: Clerk):
    message = refusal_of(end_unit, bureau["X02"], successors=[], on=MAY, clerk=clerk)
    assert message == "城东所下面还有城东所一队，请先调整它们的隶属关系。"
    end_unit(bureau["X0201"], successors=[], on=MAY, clerk=clerk)
    end_unit(bureau["X02"], successors=[bureau["X01"], bureau["X03"]], on=MAY, clerk=clerk)
    assert structure_at().units[bureau["X02"]].successors == (bureau["X01"], bureau["X03"])


def test_alias_is_added_once_and_never_to_two_units(bureau: Bureau, clerk: Clerk):
    add_alias(bureau["X02"], alias="东关所", clerk=clerk)
    before = position()
    add_alias(bureau["X02"], alias="东关所", clerk=clerk)
    assert position() == before
    assert refusal_of(add_alias, bureau["X03"], alias="东关所", clerk=clerk) == "“东关所”已是城东所的名称。"
    assert refusal_of(add_alias, bureau["X03"], alias="城东所", clerk=clerk) == "“城东所”已是城东所的名称。"
