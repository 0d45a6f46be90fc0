"""Rows that the ledger may have already from elsewhere: a web record, another workbook, a month's sum."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from uuid import UUID

from shilu.ledger.catalogue_names import normalised
from shilu.ledger.entry import Entry, EntryDraft
from shilu.ledger.importing.compare import Placed
from shilu.lib.day_numbers import months_between

_ALIKE = 0.75  # of two titles' letters, by difflib's ratio


@dataclass(frozen=True, slots=True)
class Likely:
    """A row that looks like a double of ``entry``; ``summary`` where one sums a month that the other lies in."""

    placed: Placed
    entry: Entry
    summary: bool


def likely_doubles(rows: Iterable[Placed], standing: Iterable[Entry]) -> list[Likely]:
    """Rows of which ``standing`` holds a likely double: same kind and unit, the same day (or month), a like title."""
    by_month: dict[tuple[str, UUID, int], list[Entry]] = defaultdict(list)
    for entry in standing:
        for month in months_between(entry.first, entry.last):
            by_month[entry.kind, entry.unit, month].append(entry)
    found = []
    for row in rows:
        draft = row.draft
        months = months_between(draft.first, draft.last)
        near = (entry for month in months for entry in by_month.get((draft.kind, draft.unit, month), ()))
        match = next((entry for entry in near if _same_days(draft, entry) and _may_agree(draft, entry)), None)
        if match is not None:
            found.append(Likely(row, match, summary=draft.whole or match.whole))
    return found


def _same_days(draft: EntryDraft, entry: Entry) -> bool:
    return draft.first <= entry.last and entry.first <= draft.last


def _may_agree(draft: EntryDraft, entry: Entry) -> bool:
    shared = draft.labels.keys() & entry.labels.keys()
    if any(draft.labels[key] != entry.labels[key] for key in shared) or not (
        draft.quantities.keys() & entry.quantities.keys()
    ):
        return False
    return draft.whole or entry.whole or titles_alike(draft.texts.title, entry.texts.title)


def titles_alike(one: str, other: str) -> bool:
    """Whether two titles may name the same thing: one is missing, holds the other, or most letters agree."""
    first, second = normalised(one), normalised(other)
    if first in second or second in first:
        return True
    return SequenceMatcher(None, first, second).ratio() >= _ALIKE
