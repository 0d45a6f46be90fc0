"""Sums over subtrees and periods, on values stated in the test."""

from shilu.figures.rollup import Ended, Level, Member, Slice, Sums, joint_changes, last_levels, lay, lay_levels, total
from shilu.figures.trees import Trees, forest_of

OLD = forest_of({1: None, 2: 1, 3: 1, 4: 2})
NEW = forest_of({1: None, 2: 1, 3: 1, 4: 3})
TREES = Trees((0, 20220510), (OLD, NEW))
SOURCE = (1, "")


def month(number: int, *sums: tuple[int, int, int]) -> Slice:
    units, amounts, counts = zip(*sums, strict=True)
    return Slice(number, number, units, amounts, counts)


def test_months_and_days_add_up_along_the_tree_of_their_day() -> None:
    slices = [
        month(20220400, (2, 10, 1), (4, 5, 1)),
        month(20220509, (4, 7, 1)),
        month(20220510, (4, 100, 2)),
        month(20220700, (4, 1000, 1)),
    ]
    laid = lay(slices, trees=TREES, first=20220401, last=20220531)
    assert total(laid, unit=2) == Sums(22, 3)
    assert total(laid, unit=3) == Sums(100, 2)
    assert total(laid, unit=1) == Sums(122, 5)
    assert total(laid, unit=2, own=True) == Sums(10, 1)


def test_what_a_period_cuts_is_counted_as_cut() -> None:
    quarter = Slice(20220101, 20220331, (4,), (9,), (1,), (1,))
    nothing = Slice(20220101, 20220630, (4,), (0,), (1,), (0,))
    assert total(lay([quarter, nothing], trees=TREES, first=20220101, last=20220228), unit=1) == Sums(0, 0, 1)
    assert total(lay([quarter, nothing], trees=TREES, first=20220101, last=20220331), unit=1) == Sums(9, 1, 0)
    assert total(lay([quarter, nothing], trees=TREES, first=20220201, last=20220430), unit=1) == Sums(0, 0, 1)
    assert total(lay([quarter], trees=TREES, first=20220401, last=20220430), unit=1) == Sums()


def member(unit: int, amount: int, *, once: bool, occasion: str = "a", day: int = 20220301) -> Member:
    return Member(occasion, unit, SOURCE, day, day, amount, once)


def test_joint_occasion_counts_its_largest_once_above_its_units() -> None:
    members = [member(4, 1, once=True), member(3, 2, once=True), member(3, 5, once=True, occasion="b")]
    assert joint_changes(members, trees=TREES, first=20220101, last=20221231) == {(1, False): -1}


def test_attendance_of_a_joint_occasion_adds_up_over_units_and_not_over_kinds() -> None:
    members = [member(4, 10, once=False), member(4, 14, once=False), member(3, 6, once=False)]
    changes = joint_changes(members, trees=TREES, first=20220101, last=20221231)
    assert changes == {(4, True): -10, (4, False): -10, (2, False): -10, (1, False): -10}


def test_members_outside_the_period_are_no_part_of_it() -> None:
    members = [member(4, 1, once=True), member(3, 1, once=True, day=20230105)]
    assert joint_changes(members, trees=TREES, first=20220101, last=20221231) == {}


def test_last_level_of_each_unit_holds() -> None:
    levels = [
        Level(1, 4, 11, 20220131, 13),
        Level(1, 4, 12, 20220228, 14),
        Level(1, 4, 15, 20220228, 15),
        Level(2, 4, 13, 20220131, 100),
        Level(1, 3, 14, 20220401, 9),
    ]
    assert [level.entry for level in last_levels(levels, day=20220301, ended={})] == [15, 13]
    laid = lay_levels(levels, forest=OLD, day=20220430, ended={})
    assert [total([laid], unit=unit) for unit in (1, 2, 3)] == [Sums(124, 3), Sums(115, 2), Sums(9, 1)]


def test_level_of_a_unit_that_is_no_more_passes_to_its_successor() -> None:
    levels = [Level(1, 4, 1, 20220131, 13), Level(1, 3, 2, 20220131, 20)]
    merged = {4: Ended(20220301, (3,))}
    assert [one.unit for one in last_levels(levels, day=20220301, ended=merged)] == [4, 3]
    later = [*levels, Level(1, 3, 3, 20220331, 33)]
    assert [one.unit for one in last_levels(later, day=20220331, ended=merged)] == [3]
    assert [one.unit for one in last_levels(levels, day=20220301, ended={4: Ended(20220301, ())})] == [3]
    assert [one.unit for one in last_levels(levels, day=20220228, ended={4: Ended(20220301, ())})] == [4, 3]
    circle = {4: Ended(20220301, (2,)), 2: Ended(20220302, (4,))}
    assert [one.unit for one in last_levels(levels, day=20220401, ended=circle)] == [4, 3]
