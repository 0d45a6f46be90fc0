"""Rows of a workbook whose records somebody cancelled in the ledger: when and why, and what counts the same by now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from shilu.ledger.entries import entries_by_seq
from shilu.ledger.entry import Entry
from shilu.ledger.importing.compare import Changed, MonthTotal, Placed
from shilu.ledger.importing.doubles import Likely
from shilu.ledger.months import MonthKey


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A row, its record, and the reversal that cancelled that; ``like`` where something else counts the same."""

    placed: Placed
    entry: Entry
    reversal: Entry
    like: Likely | None


@dataclass(frozen=True, slots=True)
class LostMonth:
    """A month of a private kind of which the ledger has less than the table brought; ``cancelled`` where it has no sum."""

    said: MonthTotal
    cancelled: bool


def lost_months(said: Iterable[MonthTotal], standing: Mapping[MonthKey, Entry]) -> list[LostMonth]:
    """The months whose sums somebody cancelled or made smaller: others, by hand or by a table, only add to them."""
    return [LostMonth(total, total.key not in standing) for total in said if _is_less(standing.get(total.key), total)]


def _is_less(entry: Entry | None, total: MonthTotal) -> bool:
    has = entry.quantities if entry else {}
    return any(has.get(quantity, 0) < amount for quantity, amount in total.quantities.items())


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
