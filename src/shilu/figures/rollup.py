"""The arithmetic of sums over subtrees and periods, on small values, without a database.

Amounts are thousandths, days yyyymmdd, a whole month as a bucket yyyymm00. An amount counts in a period that contains
all its days, from ``since`` to ``last``, and at every unit above its own in the tree of its last day.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import add, attrgetter
from typing import NamedTuple

from shilu.figures.trees import Forest, Trees

Source = tuple[int, str]  # a series, and "+" or "-" where only its increases or decreases count


class Slice(NamedTuple):
    """The amounts of one source in one bucket, by unit in ascending order; ``counts`` are entries less reversals.

    ``matters`` counts those of them that state more than nothing; a bucket that no period cuts may leave it empty.
    """

    since: int
    last: int
    units: Sequence[int]
    amounts: Sequence[int]
    counts: Sequence[int]
    matters: Sequence[int] = ()


class Sums(NamedTuple):
    """What came together: the amount, the entries behind it, and the entries that a finer cut leaves out."""

    amount: int = 0
    entries: int = 0
    cut: int = 0

    def plus(self, other: "Sums", factor: int = 1) -> "Sums":
        """Both together; the other's amount times ``factor``."""
        return Sums(self.amount + factor * other.amount, self.entries + other.entries, self.cut + other.cut)


class Laid(NamedTuple):
    """Running sums along one forest."""

    forest: Forest
    amounts: Sequence[int]
    entries: Sequence[int]
    cuts: Sequence[int]


class Member(NamedTuple):
    """A standing entry's amount that is part of an occasion; ``once`` tells that it counts once above its units."""

    occasion: str
    unit: int
    source: Source
    since: int
    last: int
    amount: int
    once: bool


class Level(NamedTuple):
    """A standing statement of a level."""

    series: int
    unit: int
    entry: int
    last: int
    amount: int


@dataclass(frozen=True, slots=True)
class Ended:
    """From ``day`` on a unit is no more, and ``successors`` carry on."""

    day: int
    successors: tuple[int, ...]


def lay(slices: Iterable[Slice], *, trees: Trees, first: int, last: int) -> tuple[Laid, ...]:
    """The slices inside ``first`` to ``last`` laid along the trees of their days; those cut by it are counted as cut.

    A nothing that was stated for a month is nothing in its weeks, so it is not counted as cut.

    No bucket may reach over the edge of the period, nor over a day on which a tree changes.
    """
    inside: dict[int, list[Slice]] = {}
    cut: dict[int, list[Slice]] = {}
    for piece in slices:
        since, until = _first_day(piece.since), _first_day(piece.last)
        if first <= until and since <= last:
            kept = inside if first <= since and until <= last else cut
            kept.setdefault(trees.index(piece.last), []).append(piece)
    laid = []
    for at in {**inside, **cut}:
        forest = trees.forests[at]
        whole, left = inside.get(at, ()), cut.get(at, ())
        amounts = _spread(forest, [(piece.units, piece.amounts) for piece in whole])
        entries = _spread(forest, [(piece.units, piece.counts) for piece in whole])
        cuts = _spread(forest, [(piece.units, piece.matters) for piece in left])
        laid.append(Laid(forest, forest.prefix(amounts), forest.prefix(entries), forest.prefix(cuts)))
    return tuple(laid)


def _spread(forest: Forest, columns: Sequence[tuple[Sequence[int], Sequence[int]]]) -> Sequence[int]:
    """Numbers by unit put in the forest's order and added up; ``units`` ascend."""
    together: Sequence[int] = []
    for units, numbers in columns:
        if len(units) == len(forest.order):
            vector: Sequence[int] = forest.rearranged(numbers)
        else:
            sparse = [0] * len(forest.order)
            for unit, number in zip(units, numbers, strict=True):
                sparse[forest.place[unit]] = number
            vector = sparse
        together = list(map(add, together, vector)) if together else vector
    return together


def _first_day(bucket: int) -> int:
    """The first day of a bucket, which stands for all of it, since no bucket reaches over an edge."""
    return bucket if bucket % 100 else bucket + 1


def lay_levels(levels: Iterable[Level], *, forest: Forest, day: int, ended: Mapping[int, Ended]) -> Laid:
    """The last level of each unit and series on or before ``day``, laid along the tree of that day."""
    amounts, entries = [0] * len(forest.order), [0] * len(forest.order)
    for level in last_levels(levels, day=day, ended=ended):
        here = forest.place[level.unit]
        amounts[here] += level.amount
        entries[here] += 1
    return Laid(forest, forest.prefix(amounts), forest.prefix(entries), [0] * (len(amounts) + 1))


def last_levels(levels: Iterable[Level], *, day: int, ended: Mapping[int, Ended]) -> list[Level]:
    """The statement that holds for each unit and series on ``day``.

    Of several on one day the later recorded one holds. What a unit stated that is no more holds until a successor
    states its own, and not at all where there is none.
    """
    newest: dict[tuple[int, int], Level] = {}
    stated: dict[int, int] = {}
    for level in levels:
        if level.last > day:
            continue
        key = (level.series, level.unit)
        if key not in newest or (level.last, level.entry) > (newest[key].last, newest[key].entry):
            newest[key] = level
        stated[level.unit] = max(level.last, stated.get(level.unit, 0))
    return [level for level in newest.values() if not _taken_over(level.unit, day=day, ended=ended, stated=stated)]


def _taken_over(unit: int, *, day: int, ended: Mapping[int, Ended], stated: Mapping[int, int]) -> bool:
    end = ended.get(unit)
    if end is None or end.day > day:
        return False
    waiting, seen = list(end.successors), {unit}
    while waiting:
        successor = waiting.pop()
        if successor in seen:
            continue
        seen.add(successor)
        if stated.get(successor, 0) >= end.day:
            return True
        if successor in ended:
            waiting.extend(ended[successor].successors)
    return not end.successors


def total(laid: Iterable[Laid], *, unit: int, own: bool = False, under: int | None = None) -> Sums:
    """What the unit's subtree, or the unit alone, comes to; with ``under`` while it stood directly below that one."""
    amount = entries = cut = 0
    for forest, amounts, counts, cuts in laid:
        if under is not None and forest.parents[unit] != under:
            continue
        start, end = forest.span(unit, own=own)
        amount += amounts[end] - amounts[start]
        entries += counts[end] - counts[start]
        cut += cuts[end] - cuts[start]
    return Sums(amount, entries, cut)


def joint_changes(members: Iterable[Member], *, trees: Trees, first: int, last: int) -> dict[tuple[int, bool], int]:
    """What the members of occasions inside the period take off the plain sums, by unit (True: by the unit alone)."""
    inside = sorted((one for one in members if first <= one.since and one.last <= last), key=attrgetter("occasion"))
    changes: dict[tuple[int, bool], int] = {}
    for _occasion, together in groupby(inside, key=attrgetter("occasion")):
        below: dict[tuple[int, bool], list[Member]] = {}
        for member in together:
            below.setdefault((member.unit, True), []).append(member)
            for unit in trees.on(member.last).chain(member.unit):
                below.setdefault((unit, False), []).append(member)
        for place, joined in below.items():
            if len(joined) > 1:
                change = joint_amount(joined) - sum(member.amount for member in joined)
                changes[place] = changes.get(place, 0) + change
    return changes


def joint_amount(members: Sequence[Member]) -> int:
    """What one occasion counts: once for all, the largest; else the largest of each unit, added up."""
    if members[0].once:
        return max((member.amount for member in members), key=abs)
    largest: dict[int, int] = {}
    for member in members:
        largest[member.unit] = max(member.amount, largest.get(member.unit, member.amount), key=abs)
    return sum(largest.values())
