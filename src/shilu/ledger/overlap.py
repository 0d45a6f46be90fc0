"""A month's sum and a single fact of that month count the same thing twice; this finds the one for the other."""

from shilu.ledger.entries import standing_near
from shilu.ledger.entry import Entry, EntryDraft


def overlapping_sum(draft: EntryDraft) -> Entry | None:
    """The standing entry of the same kind and unit that sums what ``draft`` is part of, or is part of what it sums."""
    near = standing_near({draft.kind}, units={draft.unit}, first=draft.first, last=draft.last, without=())
    return next((entry for entry in near if entry.whole != draft.whole and counts_overlap(draft, entry)), None)


def counts_overlap(one: EntryDraft | Entry, other: EntryDraft | Entry) -> bool:
    """Whether two facts of one kind may count the same things: a shared quantity, and no label says otherwise."""
    shared = one.labels.keys() & other.labels.keys()
    agree = all(one.labels[key] == other.labels[key] for key in shared)
    return agree and bool(one.quantities.keys() & other.quantities.keys())
