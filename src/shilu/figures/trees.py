"""Trees of units by small id, laid out so that a subtree is a run of places and its sum a difference of two."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import itemgetter


@dataclass(frozen=True, slots=True)
class Forest:
    """One tree in preorder: ``place`` of each unit, and by place the ``end`` of its subtree, one past the last."""

    order: tuple[int, ...]
    place: Mapping[int, int]
    end: tuple[int, ...]
    parents: Mapping[int, int | None]
    ranks: Callable[[Sequence[int]], tuple[int, ...]]
    zeros: tuple[int, ...]

    def chain(self, unit: int) -> Iterator[int]:
        """The unit and everything above it, upwards."""
        at: int | None = unit
        while at is not None:
            yield at
            at = self.parents[at]

    def subtree(self, unit: int) -> tuple[int, ...]:
        """The unit and everything below it, itself first."""
        place = self.place[unit]
        return self.order[place : self.end[place]]

    def span(self, unit: int, *, own: bool = False) -> tuple[int, int]:
        """The places of the unit's subtree, or of the unit alone."""
        place = self.place[unit]
        return (place, place + 1) if own else (place, self.end[place])

    def children(self, unit: int) -> tuple[int, ...]:
        """The units directly below."""
        return tuple(below for below in self.subtree(unit) if self.parents[below] == unit)

    def rearranged(self, numbers: Sequence[int]) -> tuple[int, ...]:
        """Numbers of all units in ascending order, by place."""
        return self.ranks(numbers) if len(self.order) > 1 else tuple(numbers)

    def prefix(self, vector: Sequence[int]) -> Sequence[int]:
        """Running sums of a vector by place, from 0, so that a span's sum is the difference at its ends; empty: zeros."""
        return list(accumulate(vector, initial=0)) if vector else self.zeros


def forest_of(parents: Mapping[int, int | None]) -> Forest:
    """The units of ``parents`` in preorder; what never comes to a root stands as one itself."""
    below: dict[int | None, list[int]] = {}
    for unit, parent in parents.items():
        below.setdefault(parent, []).append(unit)
    order: list[int] = []
    end: dict[int, int] = {}
    cut: dict[int, None] = {}
    for root in (*below.get(None, ()), *parents):
        if root in end:
            continue
        if parents[root] is not None:
            cut[root] = None
        _lay(root, below, order, end)
    kept = {unit: None if unit in cut else parent for unit, parent in parents.items()}
    place = {unit: at for at, unit in enumerate(order)}
    rank = {unit: at for at, unit in enumerate(sorted(order))}
    return Forest(
        order=tuple(order),
        place=place,
        end=tuple(end[unit] for unit in order),
        parents=kept,
        ranks=itemgetter(*(rank[unit] for unit in order)) if order else tuple,
        zeros=(0,) * (len(order) + 1),
    )


def _lay(root: int, below: Mapping[int | None, Sequence[int]], order: list[int], end: dict[int, int]) -> None:
    """Append the subtree of ``root`` to ``order``, noting where each unit's part of it ends."""
    waiting = [(root, False)]
    while waiting:
        unit, left = waiting.pop()
        if left:
            end[unit] = len(order)
        elif unit not in end:
            end[unit] = 0
            order.append(unit)
            waiting.append((unit, True))
            waiting.extend((child, False) for child in reversed(below.get(unit, ())) if child not in end)


@dataclass(frozen=True, slots=True)
class Trees:
    """Forests by the day (yyyymmdd) from which each holds; the first holds from the beginning."""

    starts: tuple[int, ...]
    forests: tuple[Forest, ...]

    def index(self, bucket: int) -> int:
        """Which forest holds in a bucket: a day, or a month (yyyymm00) in which no tree changes after its first day."""
        day = bucket if bucket % 100 else bucket + 1
        return max(bisect_right(self.starts, day) - 1, 0)

    def on(self, bucket: int) -> Forest:
        """The forest that holds in a bucket."""
        return self.forests[self.index(bucket)]

    def ever_below(self, unit: int) -> frozenset[int]:
        """Every unit that was at some time in the subtree."""
        return frozenset(below for forest in self.forests for below in forest.subtree(unit))
