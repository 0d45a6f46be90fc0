"""A month's sum and a single fact of that month count the same thing twice; this finds the one for the other."""

from shilu.ledger.entry import Entry, EntryDraft
from shilu.ledger.queries import standing_near


def overlapping_sum(draft: EntryDraft) -> Entry | None:
    """The standing entry of the same kind and unit that sums what ``draft`` is part of, or is part of what it sums."""
    near = standing_near({draft.kind}, units={draft.unit}, first=draft.first, last=draft.last, without=())
    return next((entry for entry in near if entry.whole != draft.whole and _may_count_the_same(draft, entry)), None)


def _may_count_the_same(draft: EntryDraft, entry: Entry) -> bool:
    shared = draft.labels.keys() & entry.labels.keys()
    agree = all(draft.labels[key] == entry.labels[key] for key in shared)
    return agree and bool(draft.quantities.keys() & entry.quantities.keys())
