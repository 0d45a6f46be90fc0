"""The counts of a private kind that a reader can ask for in one year, and which of them are the sum of which.

Time is told by the days of the entries themselves: a stretch of time is what entries lie in it, so that neither the
months of a calendar nor those of a body are taken for granted.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from shilu.figures.private import Equation, Reason, unsaid
from shilu.figures.trees import Forest, Trees
from shilu.lib.body_calendar import BodyCalendar
from shilu.lib.day_numbers import day_number

# The months of a year, its quarters, its halves and itself; each comes after those of which it is made.
_STRETCHES = (
    *((month, month) for month in range(12)),
    *((month, month + 2) for month in (0, 3, 6, 9)),
    *((month, month + 5) for month in (0, 6)),
    (0, 11),
)


class Slot(NamedTuple):
    """The first and last day (yyyymmdd) that an entry sums."""

    since: int
    last: int


Time = tuple[Slot, ...]
Pin = tuple[str, str]  # a label and its value


class Posted(NamedTuple):
    """What a unit recorded for the days of a slot; ``labels`` are all that it carries, "" where it has none of a key."""

    unit: int
    slot: Slot
    labels: Sequence[Pin]
    people: int


class Cell(NamedTuple):
    """A count that a reader can ask for: whose, of which slots, with which value of a label."""

    unit: int
    own: bool
    time: Time
    label: Pin | None


# What occasions take off the plain sums of a time with a label, by unit (True: by the unit alone).
Joint = Callable[[Time, Pin | None], Mapping[tuple[int, bool], int]]


@dataclass(frozen=True, slots=True)
class PrivateYear:
    """What stays unsaid in a year; ``above`` are the units that had others below them at some time in it."""

    hidden: Mapping[Cell, Reason]
    times: Mapping[Time, Sequence[Time]]
    above: frozenset[int]

    def reasons(self, unit: int, *, own: bool, time: Time, label: Pin | None) -> list[Reason]:
        """Why the count of some slots stays unsaid; slots that no table has together are as unsaid as each of them."""
        own = own and unit in self.above
        asked = [time] if time in self.times else [(slot,) for slot in time]
        cells = (Cell(unit, own, one, label) for one in asked)
        return [self.hidden[cell] for cell in cells if cell in self.hidden]


def private_year(
    posted: Sequence[Posted], *, year: int, calendar: BodyCalendar, trees: Trees, joint: Joint | None = None
) -> PrivateYear:
    """The table of a year; ``joint`` tells what occasions take off the plain sums."""
    times = _times({one.slot for one in posted}, year, calendar)
    forests = {one.slot: trees.on(one.slot.last) for one in posted}
    above = frozenset(parent for forest in forests.values() for parent in forest.parents.values() if parent is not None)
    values = _values(posted, times, forests, above)
    plain = dict(values)
    if joint is not None:
        for cell in plain:
            values[cell] += joint(cell.time, cell.label).get((cell.unit, cell.own), 0)
    shown = [cell for cell in values if not cell.own and forests[cell.time[-1]].parents[cell.unit] is None]
    equations = [
        Equation(whole, parts, veiled=values[whole] != sum(values[part] for part in parts))
        for whole, parts in _equations(plain, times, forests)
    ]
    return PrivateYear(unsaid(values, equations, shown=shown), times, above)


def year_of(month: int, calendar: BodyCalendar) -> int:
    """The body's year that the month of an index belongs to."""
    near = month // 12
    return next(year for year in (near + 1, near, near - 1) if calendar.first_month(year) <= month)


def _times(slots: Iterable[Slot], year: int, calendar: BodyCalendar) -> dict[Time, list[Time]]:
    """Each stretch of the year as the slots inside it, with the stretches of which it is made."""
    ordered = sorted(slots)
    start = calendar.first_month(year)
    times: dict[Time, list[Time]] = {(slot,): [] for slot in ordered}
    for first, last in _STRETCHES:
        since, until = day_number(calendar.month_first(start + first)), day_number(calendar.month_last(start + last))
        time = tuple(slot for slot in ordered if since <= slot.since and slot.last <= until)
        if not time or time in times:
            continue
        inside = [one for one in times if set(one) < set(time)]
        greatest = sorted(inside, key=len, reverse=True)
        parts: list[Time] = []
        for one in greatest:
            if not any(set(one) & set(part) for part in parts):
                parts.append(one)
        times[time] = sorted(parts)
    return times


def _values(
    posted: Iterable[Posted], times: Iterable[Time], forests: Mapping[Slot, Forest], above: frozenset[int]
) -> Counter[Cell]:
    """Every count that is not nothing."""
    holding: dict[Slot, list[Time]] = {}
    for time in times:
        for slot in time:
            holding.setdefault(slot, []).append(time)
    values: Counter[Cell] = Counter()
    for unit, slot, labels, people in posted:
        units = [(one, False) for one in forests[slot].chain(unit)] + ([(unit, True)] if unit in above else [])
        for time in holding[slot]:
            for label in (None, *labels):
                for one, own in units:
                    values[Cell(one, own, time, label)] += people
    return Counter({cell: value for cell, value in values.items() if value})


def _equations(
    values: Mapping[Cell, int], times: Mapping[Time, Sequence[Time]], forests: Mapping[Slot, Forest]
) -> Iterator[tuple[Cell, list[Cell]]]:
    """Which cells a reader knows to be the sum of which: by time, by units, by each label."""
    below = _Below(times, forests)
    labels: dict[str, list[Pin]] = {}
    for label in sorted({cell.label for cell in values if cell.label is not None}):
        labels.setdefault(label[0], []).append(label)
    for cell in list(values):
        sums = [[cell._replace(time=part) for part in times[cell.time]]]
        if not cell.own:
            children = [cell._replace(unit=unit, time=time) for unit, time in below.of(cell.unit, cell.time)]
            sums.append([*children, cell._replace(own=True)])
        if cell.label is None:
            sums += [[cell._replace(label=label) for label in its] for its in labels.values()]
        for parts in sums:
            known = [part for part in parts if part in values]
            if known:
                yield cell, known


class _Below:
    """Who stood directly below a unit, and for which of the slots of a time."""

    def __init__(self, times: Mapping[Time, Sequence[Time]], forests: Mapping[Slot, Forest]) -> None:
        self._times = times
        self._forests = forests
        self._found: dict[Time, dict[int, list[tuple[int, Time]]]] = {}

    def of(self, unit: int, time: Time) -> list[tuple[int, Time]]:
        """The units below with the stretches of ``time`` in which they stood there."""
        if time not in self._found:
            self._found[time] = self._all(time)
        return self._found[time].get(unit, [])

    def _all(self, time: Time) -> dict[int, list[tuple[int, Time]]]:
        found: dict[int, list[tuple[int, Time]]] = {}
        for child in self._forests[time[0]].order:
            parents = {slot: self._forests[slot].parents[child] for slot in time}
            for parent in dict.fromkeys(parents.values()):
                if parent is not None:
                    stood = {slot for slot in time if parents[slot] == parent}
                    found.setdefault(parent, []).extend((child, part) for part in self._parts(time, stood))
        return found

    def _parts(self, time: Time, stood: set[Slot]) -> list[Time]:
        """The fewest stretches that make up the slots ``stood`` of ``time``."""
        mine = stood.intersection(time)
        if not mine:
            return []
        if len(mine) == len(time):
            return [time]
        return [part for one in self._times[time] for part in self._parts(one, mine)]
