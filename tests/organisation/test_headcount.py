from datetime import date, timedelta

from cast import person_uuid as p
from cast import unit_uuid as u
from shilu.organisation.changes import Change, PersonLeft, PersonPlaced, UnitAdded, UnitEnded, UnitMoved, UnitTyped
from shilu.organisation.headcount import head_count, people_by_unit, unit_count
from shilu.organisation.structure import Structure, structure_of

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


def test_people_are_counted_by_category_in_a_subtree_on_a_day():
    counts = [head_count(bureau(), unit=u("X"), day=day) for day in (date(2019, 12, 31), BEGIN, APRIL, MAY)]
    assert counts == [{}, {"民警": 1, "辅警": 1}, {"民警": 2, "辅警": 1}, {"民警": 2}]


def test_people_are_counted_at_their_own_unit():
    assert people_by_unit(bureau(), day=MAY) == {(u("X01"), "民警"): 1, (u("X02"), "民警"): 1}
    assert head_count(bureau(), unit=u("X02"), day=MAY) == {"民警": 1}


def test_people_of_a_moved_unit_count_where_it_stood():
    structure = bureau()
    structure.apply(UnitMoved(u("X02"), u("X01"), MAY))
    assert head_count(structure, unit=u("X01"), day=APRIL) == {"民警": 1, "辅警": 1}
    assert head_count(structure, unit=u("X01"), day=APRIL, tree=structure.tree_now()) == {"民警": 2, "辅警": 1}
    assert head_count(structure, unit=u("X01"), day=MAY) == {"民警": 2}


def test_units_are_counted_by_type_while_they_exist():
    structure = bureau()
    structure.apply(UnitTyped(u("X01"), "中心所", MAY))
    structure.apply(UnitEnded(u("X02"), (u("X01"),), MAY))
    counts = [unit_count(structure, unit=u("X"), day=day) for day in (BEGIN, APRIL, MAY)]
    assert counts == [{"县级": 1, "科所队": 1}, {"县级": 1, "科所队": 2}, {"县级": 1, "中心所": 1}]


def test_unit_is_of_a_type_by_its_sheet_or_by_its_name():
    unit = bureau().units[u("X01")]
    assert [unit.is_a(type_, day=MAY) for type_ in ("科所队", "派出所", "大队")] == [True, True, False]
