"""The months of private kinds: of each unit, kind and month one standing entry that sums it."""

import json
from collections.abc import Collection
from datetime import date
from typing import NamedTuple
from uuid import UUID

from shilu.ledger.entries import read_entries, standing_rows
from shilu.ledger.entry import Entry, EntryDraft
from shilu.ledger.small_ids import known_kind_ids, known_unit_ids
from shilu.lib.canonical import canonical
from shilu.lib.day_numbers import day_number


class MonthKey(NamedTuple):
    """A unit's month of a private kind; the labels as canonical JSON."""

    kind: str
    unit: UUID
    first: date
    last: date
    labels: str

    def draft(self) -> EntryDraft:
        """The entry of that month, without a count."""
        return EntryDraft(self.kind, self.unit, self.first, self.last, {}, labels=json.loads(self.labels), whole=True)


def month_key(thing: Entry | EntryDraft) -> MonthKey:
    """The month that an entry sums."""
    return MonthKey(thing.kind, thing.unit, thing.first, thing.last, canonical(thing.labels))


def months_standing(keys: Collection[MonthKey]) -> dict[MonthKey, Entry]:
    """The standing entries that sum ``keys``; two queries, however many."""
    if not keys:
        return {}
    kinds, units = known_kind_ids().ids, known_unit_ids().ids
    rows = standing_rows().filter(
        kind__in={kinds[key.kind] for key in keys if key.kind in kinds},
        unit__in={units[key.unit] for key in keys if key.unit in units},
        first__gte=day_number(min(key.first for key in keys)),
        last__lte=day_number(max(key.last for key in keys)),
        whole=1,
    )
    found = {month_key(entry): entry for entry in read_entries(rows.order_by("seq"))}
    return {key: found[key] for key in keys if key in found}
