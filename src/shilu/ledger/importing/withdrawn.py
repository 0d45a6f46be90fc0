"""Rows of a workbook whose records somebody cancelled in the ledger: when and why, and what counts the same by now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shilu.ledger.entries import entries_by_seq
from shilu.ledger.entry import Entry
from shilu.ledger.importing.compare import Changed, Placed
from shilu.ledger.importing.doubles import Likely


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A row, its record, and the reversal that cancelled that; ``like`` where something else counts the same."""

    placed: Placed
    entry: Entry
    reversal: Entry
    like: Likely | None


def withdrawn_of(found: Sequence[Changed], likely: Iterable[Likely]) -> list[Withdrawn]:
    """The rows of cancelled records with what is to be told of them; ``likely`` are those that look like doubles."""
    if not found:
        return []
    like = {id(one.placed): one for one in likely}
    reversals = {one.seq: one for one in entries_by_seq([one.entry.reversed_by or 0 for one in found])}
    return [
        Withdrawn(one.placed, one.entry, reversals[one.entry.reversed_by or 0], like.get(id(one.placed)))
        for one in found
    ]
