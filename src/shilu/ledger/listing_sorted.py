"""Lists of records in another order than by day, where they are short enough to be laid out as a whole.

The log is indexed by day; an index for each other order would make every post dearer, and would still not help where a
period narrows the list. So at most ``MOST_SORTED`` records are read and laid out, however long the ledger is.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from shilu.ledger.entries import entries_by_seq
from shilu.ledger.entry import Entry
from shilu.ledger.listing import SCREENFUL, sought_rows
from shilu.ledger.listing_sought import Sought
from shilu.ledger.models import Row
from shilu.ledger.sight import Sight
from shilu.ledger.small_ids import known_kind_ids, known_unit_ids

MOST_SORTED: Final = 5_000


class Sortable(NamedTuple):
    """What a record can be put in order by; a reversal and a correction name the record that they are of."""

    seq: int
    last: int
    type: str
    target: int | None
    kind: str
    unit: UUID
    quantities: Mapping[str, Decimal]


Place = Callable[[Sortable], Any]
"""Where a record stands; None is behind all others, in either direction."""

Placing = Callable[[Sequence[Sortable]], Place]
"""Makes the places of the records that are laid out: what their rows do not say is read of all of them at once."""


@dataclass(frozen=True, slots=True)
class SortedPage:
    """A screenful of a list that is laid out as a whole, and its number among ``count`` pages."""

    entries: list[Entry]
    number: int
    count: int


def sorted_page(
    sought: Sought, *, sight: Sight, placing: Placing, falling: bool, number: int, size: int = SCREENFUL
) -> SortedPage | None:
    """The records that are sought and seen, by their places; those of one place newest first. None where they are too many."""
    found = _sortable(sought, sight=sight)
    if len(found) > MOST_SORTED:
        return None
    place = placing(found)
    placed = [(place(one), one.seq) for one in found]
    known = sorted((one for one in placed if one[0] is not None), key=lambda one: one[0], reverse=falling)
    ordered = [seq for _place, seq in [*known, *(one for one in placed if one[0] is None)]]
    count = max(1, -(-len(ordered) // size))
    at = min(max(number, 1), count)
    shown = ordered[(at - 1) * size : at * size]
    entries = {entry.seq: entry for entry in entries_by_seq(shown)}
    return SortedPage([entries[seq] for seq in shown], at, count)


def _sortable(sought: Sought, *, sight: Sight) -> list[Sortable]:
    """Newest day first; one more than may be laid out tells that they are too many."""
    kinds, units = known_kind_ids().keys, known_unit_ids().uuids
    return [
        Sortable(seq, last or 0, type_, target, kinds[kind or 0], units[unit or 0], _amounts(quantities))
        for seq, last, type_, target, kind, unit, quantities in rows_to_sort(sought, sight=sight)
    ]


def rows_to_sort(sought: Sought, *, sight: Sight) -> "QuerySet[Row, tuple[Any, ...]]":
    """The columns that are compared, read along the index of days and no further than one row beyond the most."""
    rows = sought_rows(sought, sight=sight).order_by("-last", "-seq")
    return rows.values_list("seq", "last", "type", "target", "kind", "unit", "quantities")[: MOST_SORTED + 1]


@lru_cache(maxsize=10_000)
def _amounts(text: str) -> Mapping[str, Decimal]:
    return {key: Decimal(amount) for key, amount in json.loads(text).items()} if text else {}
