"""Rows that the ledger may have already from elsewhere: a web record, another workbook, a month's sum, in the same workbook too."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from uuid import UUID

from shilu.ledger.catalogue_names import normalised
from shilu.ledger.entry import Entry, EntryDraft
from shilu.ledger.importing.compare import Comparison, Placed
from shilu.ledger.overlap import counts_overlap
from shilu.lib.day_numbers import months_between

_ALIKE = 0.75  # of two titles' letters, by difflib's ratio
_SHORTEST_MONTH = 28


@dataclass(frozen=True, slots=True)
class Likely:
    """A row that looks like a double of ``other``; ``summary`` where one sums a month that the other lies in.

    ``month``: it is of a private kind, and its month was counted from elsewhere already: ``other`` is that sum.

    The other is an entry of the ledger, or a row of the same workbook where one of the two is a summary.
    """

    placed: Placed
    other: Entry | Placed
    summary: bool
    month: bool = False

    @property
    def is_told(self) -> bool:
        """Whether the other has its labels and something of all that it counts: without the row nothing would be nought."""
        row, other = self.placed.draft, self.other if isinstance(self.other, Entry) else self.other.draft
        labels = row.labels.items() <= other.labels.items()
        return labels and all(other.quantities.get(key) for key, amount in row.quantities.items() if amount)


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
        match = next(
            (
                entry
                for entry in near
                if _same_days(draft, entry)
                and counts_overlap(draft, entry)
                and (draft.whole or entry.whole or titles_alike(draft.texts.title, entry.texts.title))
            ),
            None,
        )
        if match is not None:
            found.append(Likely(row, match, summary=draft.whole or match.whole))
    return found


def _same_days(draft: EntryDraft, entry: Entry) -> bool:
    return draft.first <= entry.last and entry.first <= draft.last


def titles_alike(one: str, other: str) -> bool:
    """Whether two titles may name the same thing: one is missing, holds the other, or most letters agree."""
    first, second = normalised(one), normalised(other)
    if first in second or second in first:
        return True
    return SequenceMatcher(None, first, second).ratio() >= _ALIKE


class Summaries:
    """The rows of a workbook that sum a month or longer, and the single facts of it that the ledger has already.

    ``adds_up`` tells whether facts of a kind are summed: of a stock by its level they are not.
    """

    def __init__(self, comparisons: Iterable[Comparison], *, adds_up: Callable[[str], bool]) -> None:
        self._sums: dict[tuple[str, UUID], list[Placed]] = defaultdict(list)
        self._posted: dict[tuple[str, UUID], list[Placed]] = defaultdict(list)
        for comparison in comparisons:
            old = [*comparison.known, *(one.placed for one in (*comparison.changed, *comparison.revised))]
            for row in (*comparison.new, *old):
                if _is_sum(row.draft) and adds_up(row.draft.kind):
                    self._sums[row.draft.kind, row.draft.unit].append(row)
            for row in old:
                if not row.draft.whole and adds_up(row.draft.kind):
                    self._posted[row.draft.kind, row.draft.unit].append(row)

    def doubles(self, rows: Iterable[Placed]) -> list[Likely]:
        """Of new rows the single facts that another row sums, and the sums of facts that were posted before."""
        found = []
        for row in rows if self._sums else ():
            draft = row.draft
            near: Iterable[Placed] = ()
            if not draft.whole:
                near = (one for one in self._sums.get((draft.kind, draft.unit), ()) if _holds(one.draft, draft))
            elif _is_sum(draft):
                near = (one for one in self._posted.get((draft.kind, draft.unit), ()) if _holds(draft, one.draft))
            match = next((one for one in near if counts_overlap(draft, one.draft)), None)
            if match is not None:
                found.append(Likely(row, match, summary=True))
        return found


def _is_sum(draft: EntryDraft) -> bool:
    """Whether it counts a month or longer; 中旬 is a day that nobody knows."""
    return draft.whole and (draft.last - draft.first).days >= _SHORTEST_MONTH - 1


def _holds(total: EntryDraft, single: EntryDraft) -> bool:
    return total.first <= single.last <= total.last
