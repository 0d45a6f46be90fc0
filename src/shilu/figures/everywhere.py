"""Flows of all units at once, for tables of a whole organisation: what one unit's figure is, without its words."""

from collections.abc import Iterator, Sequence
from operator import add, sub
from typing import NamedTuple

from shilu.figures.names import Asked
from shilu.figures.reading import Reading
from shilu.figures.rollup import Source, joint_changes, lay
from shilu.figures.trees import Forest
from shilu.lib.day_numbers import day_number
from shilu.lib.period import Period


class Everywhere(NamedTuple):
    """One figure in one period: for each unit, by small id, the amount in thousandths and the entries behind it.

    These are the sums themselves, of private kinds too: whoever shows them asks ``withheld`` first.
    """

    asked: Asked
    period: Period
    units: Sequence[int]
    amounts: Sequence[int]
    entries: Sequence[int]


def sums_everywhere(asked: Sequence[Asked], *, reading: Reading, periods: Sequence[Period]) -> Iterator[Everywhere]:
    """The sums of flows over the subtree of every unit, figure by figure and period by period.

    A figure of decreases gives them with their sign.
    """
    reading.prepare([one.figure for one in asked], periods)
    units = reading.trees.forests[-1].order
    for one in asked:
        sources = sources_of(one, reading=reading)
        members = [member for member in reading.members if member.source in sources]
        for period in periods:
            first, last = day_number(period.first), day_number(period.last)
            slices = reading.slices(sources, figure=one.figure, period=period)
            laid = lay(slices, trees=reading.trees, first=first, last=last)
            changes = joint_changes(members, trees=reading.trees, first=first, last=last)
            amounts = _of_subtrees(units, [(each.forest, each.amounts) for each in laid])
            entries = _of_subtrees(units, [(each.forest, each.entries) for each in laid])
            if changes:
                amounts = [amount + changes.get((unit, False), 0) for unit, amount in zip(units, amounts, strict=True)]
            yield Everywhere(one, period, units, amounts, entries)


def sources_of(asked: Asked, *, reading: Reading) -> tuple[Source, ...]:
    """What a flow adds up."""
    return tuple(
        dict.fromkeys(
            (series, term.sign)
            for term in asked.figure.terms
            for series in reading.series_of(term.kind, quantity=term.quantity, labels={**asked.labels, **term.labels})
        )
    )


def _of_subtrees(units: Sequence[int], laid: Sequence[tuple[Forest, Sequence[int]]]) -> list[int]:
    """The sums of all subtrees along each forest, added up in the order of ``units``."""
    together: list[int] = []
    for forest, prefix in laid:
        sums = list(map(sub, map(prefix.__getitem__, forest.end), prefix))
        if forest.order != units:
            sums = list(map(dict(zip(forest.order, sums, strict=True)).__getitem__, units))
        together = list(map(add, together, sums)) if together else sums
    return together or [0] * len(units)
