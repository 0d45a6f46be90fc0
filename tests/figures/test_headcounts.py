from datetime import date, timedelta

from cast import person_uuid as p
from cast import unit_uuid as u
from shilu.figures.headcounts import headcount, heads_by_units, units_counted
from shilu.organisation.changes import (
    Change,
    PersonLeft,
    PersonPlaced,
    PostHeld,
    UnitAdded,
    UnitEnded,
    UnitMoved,
    UnitTyped,
)
from shilu.organisation.structure import Structure, Tree, structure_of

BEGIN = date(2020, 1, 1)
MAY = date(2022, 5, 1)
APRIL = MAY - timedelta(1)


def bureau() -> Structure:
    """X with two stations; 甲 and 乙 in the first, 丙 in the second; in May 乙 changes station, 丙 leaves."""
    changes: list[Change] = [
        UnitAdded(u("X"), "X", "示例局", "", "县级", None, BEGIN),
        UnitAdded(u("X01"), "X01", "城东派出所", "", "科所队", u("X"), BEGIN),
        UnitAdded(u("X02"), "X02", "城西派出所", "", "科所队", u("X"), date(2021, 1, 1)),
        PersonPlaced(p("甲"), u("X01"), "民警", BEGIN),
        PersonPlaced(p("乙"), u("X01"), "辅警", BEGIN),
        PersonPlaced(p("丙"), u("X02"), "民警", date(2021, 1, 1)),
        PersonPlaced(p("乙"), u("X02"), "民警", MAY),
        PersonLeft(p("丙"), MAY),
    ]
    return structure_of(changes)


def people(structure: Structure, unit: str, day: date, category: str = "", tree: Tree | None = None) -> int:
    below = (tree or structure.tree_on(day)).subtree(u(unit))
    return headcount(structure, units=below, day=day, category=category)


def test_people_are_counted_by_category_in_a_subtree_on_a_day():
    days = (date(2019, 12, 31), BEGIN, APRIL, MAY)
    counted = [[people(bureau(), "X", day, category) for day in days] for category in ("民警", "辅警", "")]
    assert counted == [[0, 1, 2, 2], [0, 1, 1, 0], [0, 2, 3, 2]]


def test_who_holds_a_post_in_two_units_stands_once_under_both():
    structure = bureau()
    for person, unit in (("甲", "X01"), ("乙", "X01"), ("乙", "X02")):
        structure.apply(PostHeld(p(person), u(unit), "所长", BEGIN, None))
    where = {"units": {u("X01"), u("X02")}, "day": MAY, "post": "所长"}

    assert heads_by_units(structure, **where) == {(u("X01"),): 1, (u("X01"), u("X02")): 1}
    assert headcount(structure, **where) == 2


def test_people_of_a_moved_unit_count_where_it_stood():
    structure = bureau()
    structure.apply(UnitMoved(u("X02"), u("X01"), MAY))
    now = structure.tree_now()
    counted = [
        people(structure, "X01", APRIL),
        people(structure, "X01", APRIL, tree=now),
        people(structure, "X01", MAY),
    ]
    assert counted == [2, 3, 2]


def test_units_are_counted_by_type_while_they_exist():
    structure = bureau()
    structure.apply(UnitTyped(u("X01"), "中心所", MAY))
    structure.apply(UnitEnded(u("X02"), (u("X01"),), MAY))
    units = structure.tree_on(MAY).subtree(u("X")) | {u("X02")}
    counted = [
        [len(units_counted(structure, units=units, day=day, depths={}, type_=type_)) for day in (BEGIN, APRIL, MAY)]
        for type_ in ("县级", "科所队", "中心所", "派出所")
    ]
    assert counted == [[1, 1, 1], [1, 2, 0], [0, 0, 1], [1, 2, 1]]


def test_unit_is_of_a_type_by_its_sheet_or_by_its_name():
    unit = bureau().units[u("X01")]
    assert [unit.is_a(type_, day=MAY) for type_ in ("科所队", "派出所", "大队")] == [True, True, False]
