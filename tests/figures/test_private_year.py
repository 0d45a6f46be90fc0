"""The table of a year: nobody can solve a small count from all that is told, unless the body's totals tell it."""

from random import Random

from shilu.figures.elimination import determined
from shilu.figures.private import FLOOR
from shilu.figures.private_year import Cell, Posted, PrivateYear, Slot, private_year
from shilu.figures.trees import Trees, forest_of
from shilu.lib.body_calendar import GREGORIAN, BodyCalendar

# 1 the bureau, 2 and 3 its stations, the others their teams; from May on team 4 stands below 3.
PARENTS = {1: None, 2: 1, 3: 1, 4: 2, 5: 2, 6: 3, 7: 3, 8: 3}
STILL = Trees((0,), (forest_of(PARENTS),))
MOVED = Trees((0, 20220501), (forest_of(PARENTS), forest_of(PARENTS | {4: 3})))
COUNTS = ([0, 0, 1, 3, 5, 8, 12, 20], [0, 2, 6, 8, 9, 20, 30])


def month(number: int) -> Slot:
    return Slot(20220001 + number * 100, 20220028 + number * 100)


def posted(random: Random, counts: list[int]) -> list[Posted]:
    drawn = [
        Posted(unit, month(number), [], random.choice(counts)) for unit in (4, 5, 6, 7, 8) for number in range(1, 13)
    ]
    return [one for one in drawn if one.people]


def told_small(year: PrivateYear, rows: list[Posted], trees: Trees) -> set[Cell]:
    """The small counts that what is told determines, by counting every record as an unknown."""
    forms: dict[Cell, dict[int, int]] = {}
    values: dict[Cell, int] = {}
    for at, one in enumerate(rows):
        for unit in trees.on(one.slot.last).chain(one.unit):
            for time in year.times:
                if one.slot in time:
                    cell = Cell(unit, False, time, None)
                    forms.setdefault(cell, {})[at] = 1
                    values[cell] = values.get(cell, 0) + one.people
    said = [form for cell, form in forms.items() if cell not in year.hidden]
    totals = [form for cell, form in forms.items() if cell.unit == 1]
    small = [cell for cell in year.hidden if cell in forms and values[cell] < FLOOR]
    return {cell for cell in small if solved(forms[cell], said) and not solved(forms[cell], totals)}


def solved(form: dict[int, int], known: list[dict[int, int]]) -> bool:
    named: list[dict[object, int]] = [dict(one) for one in known]
    return "it" in determined([*named, {**form, "it": -1}])


def test_nobody_solves_a_small_count_from_what_is_told() -> None:
    random = Random(11)
    for trees in (STILL, MOVED):
        for counts in COUNTS:
            for _round in range(3):
                rows = posted(random, counts)
                year = private_year(rows, year=2022, calendar=GREGORIAN, trees=trees)
                assert told_small(year, rows, trees) == set()


def test_times_are_what_entries_lie_in_them() -> None:
    body = BodyCalendar(month_starts_on=26)
    june, july, quarter = Slot(20220526, 20220625), Slot(20220626, 20220725), Slot(20220326, 20220625)
    rows = [Posted(5, june, [], 7), Posted(5, july, [], 8), Posted(5, quarter, [], 9)]
    year = private_year(rows, year=2022, calendar=body, trees=STILL)
    assert {time: list(parts) for time, parts in year.times.items()} == {
        (quarter,): [],
        (june,): [],
        (july,): [],
        (quarter, june): [(quarter,), (june,)],
        (quarter, june, july): [(quarter, june), (july,)],
    }
    assert year.hidden == {}
