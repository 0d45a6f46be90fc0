from datetime import date
from uuid import UUID

import pytest

from cast import unit_uuid as u
from shilu.lib.errors import Refused
from shilu.organisation.changes import (
    AliasAdded,
    Change,
    PersonLeft,
    PersonPlaced,
    PostHeld,
    UnitAdded,
    UnitEnded,
    UnitMoved,
    UnitRenamed,
    UnitTyped,
    change_body,
    change_from_body,
)
from shilu.organisation.structure import Structure, structure_of

BEGIN = date(2020, 1, 1)
MAY = date(2022, 5, 1)
PERSON = UUID(int=1)


def bureau() -> Structure:
    """X with an office X01, a station X02 and its team X0201."""
    rows = (("X", "甲局", None), ("X01", "办公室", "X"), ("X02", "城东所", "X"), ("X0201", "一队", "X02"))
    return structure_of(
        UnitAdded(u(code), code, name, "", "", u(parent) if parent else None, BEGIN) for code, name, parent in rows
    )


def refusal_of(structure: Structure, change: Change) -> str:
    with pytest.raises(Refused) as refused:
        structure.apply(change)
    return str(refused.value)


def codes(structure: Structure, units: object) -> set[str]:
    return {structure.units[uuid].code for uuid in units}  # type: ignore[attr-defined]


def test_move_counts_from_its_day_and_not_before():
    structure = bureau()
    structure.apply(UnitMoved(u("X0201"), u("X01"), MAY))
    assert codes(structure, structure.tree_on(date(2022, 4, 30)).subtree(u("X02"))) == {"X02", "X0201"}
    assert codes(structure, structure.tree_on(MAY).subtree(u("X02"))) == {"X02"}
    assert codes(structure, structure.tree_now().subtree(u("X01"))) == {"X01", "X0201"}
    assert structure.turning_days() == [MAY]


def test_move_entered_late_holds_only_until_the_next_move():
    structure = bureau()
    structure.apply(UnitMoved(u("X0201"), u("X01"), MAY))
    structure.apply(UnitMoved(u("X0201"), u("X"), date(2021, 3, 1)))
    on = [structure.units[u("X0201")].parents.at(day) for day in (BEGIN, date(2021, 3, 1), MAY)]
    assert on == [u("X02"), u("X"), u("X01")]


def test_move_below_itself_is_refused_with_the_path_and_changes_nothing():
    structure = bureau()
    message = refusal_of(structure, UnitMoved(u("X02"), u("X0201"), MAY))
    assert message == "城东所不能成为自己的下级：城东所 → 一队 → 城东所。"
    assert structure == bureau()


def test_move_entered_late_is_refused_where_it_closes_a_ring_on_a_later_day():
    structure = bureau()
    structure.apply(UnitMoved(u("X01"), u("X02"), MAY))
    message = refusal_of(structure, UnitMoved(u("X02"), u("X01"), date(2021, 1, 1)))
    assert message == "城东所不能成为自己的下级：城东所 → 办公室 → 城东所。"
    structure.apply(UnitMoved(u("X02"), u("X"), date(2022, 4, 1)))
    structure.apply(UnitMoved(u("X02"), u("X01"), date(2021, 1, 1)))
    assert structure.units[u("X02")].parents.at(date(2021, 6, 1)) == u("X01")


def test_ring_before_the_first_day_is_refused_too():
    """Before its first day a unit stands where it began, so a beginning that is moved reaches back without end."""
    structure = bureau()
    structure.apply(UnitAdded(u("Y"), "Y", "乙局", "", "", None, MAY))
    structure.apply(UnitAdded(u("Z"), "Z", "丙局", "", "", u("Y"), BEGIN))
    structure.apply(UnitMoved(u("Z"), None, date(2021, 1, 1)))
    assert refusal_of(structure, UnitMoved(u("Y"), u("Z"), MAY)) == "乙局不能成为自己的下级：乙局 → 丙局 → 乙局。"


def test_successors_in_a_ring_are_refused():
    structure = bureau()
    structure.apply(UnitAdded(u("X03"), "X03", "城西所", "", "", u("X"), BEGIN))
    structure.apply(UnitEnded(u("X02"), (u("X03"),), MAY))
    message = refusal_of(structure, UnitMoved(u("X03"), u("X0201"), date(2022, 4, 1)))
    assert message == "城西所不能成为自己的下级：城西所 → 一队 → 城东所 → 城西所。"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (UnitMoved(u("X01"), u("X02"), date(2019, 1, 1)), "办公室自2020-01-01起才有，2019-01-01不能对它作变动。"),
        (UnitAdded(u("Q"), "X01", "又一处", "", "", None, BEGIN), "编码X01用在了两个单位上。"),
        (UnitEnded(u("X01"), (u("X01"),), MAY), "办公室不能由自己承接。"),
        (UnitEnded(u("X02"), (u("X0201"),), MAY), "一队是城东所的下级，请先调整隶属关系，再由它承接。"),
        (UnitEnded(u("X01"), (), BEGIN), "办公室自2020-01-01起才有，不能在2020-01-01撤销。"),
        (PersonLeft(PERSON, MAY), f"没有编号为 {PERSON} 的人员。"),
        (PersonPlaced(PERSON, UUID(int=9), "民警", MAY), f"没有编号为 {UUID(int=9)} 的单位。"),
    ],
)
def test_impossible_change_is_refused_by_name(change, message):
    structure = bureau()
    assert refusal_of(structure, change) == message
    assert structure == bureau()


def test_nothing_happens_to_a_unit_after_its_end():
    structure = bureau()
    structure.apply(UnitEnded(u("X0201"), (), MAY))
    message = "一队自2022-05-01起已撤销，请改用更早的日期或别的单位。"
    assert refusal_of(structure, UnitMoved(u("X0201"), u("X01"), MAY)) == message
    assert refusal_of(structure, UnitMoved(u("X01"), u("X0201"), MAY)) == message
    assert refusal_of(structure, PersonPlaced(PERSON, u("X0201"), "民警", MAY)) == message
    structure.apply(UnitMoved(u("X0201"), u("X01"), date(2022, 4, 1)))


def test_ended_unit_counts_below_its_one_successor_now():
    structure = bureau()
    structure.apply(UnitEnded(u("X0201"), (u("X01"),), MAY))
    assert structure.tree_now().parents[u("X0201")] == u("X01")
    assert structure.tree_on(date(2023, 1, 1)).parents[u("X0201")] == u("X02")


def test_name_corrected_on_its_own_day_still_finds_the_unit():
    structure = bureau()
    structure.apply(UnitRenamed(u("X02"), "城东派出所", "", BEGIN))
    assert list(structure.units[u("X02")].known_as()) == ["X02", "城东派出所", "城东所"]


def test_usual_name_is_the_short_one_where_there_is_one():
    structure = bureau()
    structure.apply(UnitRenamed(u("X02"), "城东派出所", "城东所", MAY))
    assert (structure.units[u("X01")].usual_name, structure.units[u("X02")].usual_name) == ("办公室", "城东所")


def test_post_said_again_with_its_end_replaces_the_first_word():
    structure = bureau()
    structure.apply(PostHeld(PERSON, u("X02"), "所长", BEGIN, None))
    structure.apply(PostHeld(PERSON, u("X02"), "所长", BEGIN, MAY))
    assert [post.post for post in structure.posts_on(PERSON, day=date(2022, 4, 30))] == ["所长"]
    assert structure.posts_on(PERSON, day=MAY) == []
    assert structure.posts == [PostHeld(PERSON, u("X02"), "所长", BEGIN, MAY)]


def test_every_change_is_written_and_read_back():
    changes: list[Change] = [
        UnitAdded(u("X"), "X", "甲局", "局", "县级", None, BEGIN),
        UnitMoved(u("X"), u("Y"), MAY),
        UnitRenamed(u("X"), "乙局", "", MAY),
        UnitTyped(u("X"), "市级", MAY),
        UnitEnded(u("X"), (u("Y"), u("Z")), MAY),
        AliasAdded(u("X"), "本局"),
        PersonPlaced(PERSON, u("X"), "民警", MAY),
        PersonLeft(PERSON, MAY),
        PostHeld(PERSON, u("X"), "局长", BEGIN, MAY),
    ]
    assert [change_from_body(change_body(change)) for change in changes] == changes
