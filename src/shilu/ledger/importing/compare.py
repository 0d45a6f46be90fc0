"""A workbook against what its last import left in the ledger: which rows are new, known, changed or gone.

A row is known by day, unit, kind and title; its numbers and the rest are content. The running number is no part of
either, and equal rows are told apart by their count, so that sorting and inserting change nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from shilu.ledger.entry import Entry, EntryDraft
from shilu.ledger.months import MonthKey
from shilu.lib.canonical import canonical

Identity = tuple[date, date, UUID, str, str]


@dataclass(frozen=True, slots=True)
class Placed:
    """A fact with the row of the table that states it."""

    draft: EntryDraft
    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Slot:
    """What became of one fact of an earlier import: its versions, oldest first.

    ``standing`` is the version that counts now, if any; ``by_hand`` tells that a person, not an import, changed it
    last, which a later import respects.
    """

    versions: tuple[Entry, ...]
    by_hand: bool

    @property
    def standing(self) -> Entry | None:
        last = self.versions[-1]
        return last if last.reversed_by is None else None


@dataclass(frozen=True, slots=True)
class Changed:
    """A row, and its record as it was last: it says otherwise, or counts no more."""

    placed: Placed
    entry: Entry


@dataclass(slots=True)
class Comparison:
    """The rows of a table by what they are to the ledger.

    Of ``withdrawn`` the records were cancelled by hand; ``revised`` say what theirs said before somebody corrected it.
    """

    new: list[Placed] = field(default_factory=list)
    known: list[Placed] = field(default_factory=list)
    withdrawn: list[Changed] = field(default_factory=list)
    revised: list[Changed] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    gone: list[Entry] = field(default_factory=list)

    def know(self, row: Placed, entry: Entry, *, same: bool) -> None:
        """Take a row of which the ledger has the record, which is ``entry`` now; ``same`` where it says what the row says."""
        if entry.reversed_by is not None:
            self.withdrawn.append(Changed(row, entry))
        elif same:
            self.known.append(row)
        else:
            self.revised.append(Changed(row, entry))


def slots_of(
    entries: Iterable[Entry], *, reversals_by_import: Container[int], undone: Container[int] = ()
) -> list[Slot]:
    """Chains of entries in which each corrects the one before; ``entries`` are entries only, in the log's order.

    ``reversals_by_import`` are the positions of reversals that an import, or undoing one, wrote; ``undone`` the imports
    that were.
    """
    ordered = list(entries)
    corrects = {entry.seq: entry.corrects for entry in ordered if entry.corrects is not None}
    following = {earlier: seq for seq, earlier in corrects.items()}
    by_seq = {entry.seq: entry for entry in ordered}
    found = []
    for entry in ordered:
        if corrects.get(entry.seq) in by_seq:
            continue
        versions = [entry]
        while (following_seq := following.get(versions[-1].seq)) in by_seq:
            versions.append(by_seq[following_seq])
        found.append(Slot(tuple(versions), _is_by_hand(versions, reversals_by_import, undone)))
    return found


def _is_by_hand(versions: Sequence[Entry], reversals_by_import: Container[int], undone: Container[int]) -> bool:
    """Whether a person changed a record last; what an undone import made of it is as if it had not been."""
    last = len(versions)
    while last > 1 and versions[last - 1].batch in undone:
        last -= 1
    cancelled = [version.reversed_by for version in versions[:last] if version.reversed_by is not None]
    recorded_again = bool(cancelled) and (versions[last - 1].batch or 0) > cancelled[-1]
    return bool(cancelled) and cancelled[-1] not in reversals_by_import and not recorded_again


def identity_of(row: Entry | EntryDraft) -> Identity:
    """What makes a row the same row in a later copy of the table."""
    return (row.first, row.last, row.unit, row.kind, row.texts.title)


def _content(quantities: Mapping[str, Decimal], labels: Mapping[str, str], details: str) -> tuple[object, ...]:
    return (tuple(sorted(quantities.items())), tuple(sorted(labels.items())), details)


def content_of(draft: EntryDraft) -> tuple[object, ...]:
    """What a row says beyond its identity."""
    return _content(draft.quantities, draft.labels, draft.texts.details)


def entry_content(entry: Entry) -> tuple[object, ...]:
    return _content(entry.quantities, entry.labels, entry.texts.details)


class _Free:
    """The slots that no row has taken yet, by the identities that their versions had."""

    def __init__(self, slots: Iterable[Slot]) -> None:
        self._left: dict[int, Slot] = {}
        self._by_identity: dict[Identity, list[int]] = defaultdict(list)
        for number, slot in enumerate(slots):
            if slot.standing is None and not slot.by_hand:
                continue  # an import cancelled it, because its row was gone: a row that is back is new
            self._left[number] = slot
            for identity in {identity_of(version) for version in slot.versions}:
                self._by_identity[identity].append(number)

    def take(self, row: Placed, fits: Callable[[Placed, Slot], bool]) -> Slot | None:
        """The first free slot of the row's identity that fits; it is free no more."""
        for number in self._by_identity.get(identity_of(row.draft), ()):
            if number in self._left and fits(row, self._left[number]):
                return self._left.pop(number)
        return None

    def left_standing(self) -> list[Entry]:
        """What stands in the slots that are free, in the log's order."""
        standing = (slot.standing for slot in self._left.values())
        return sorted((entry for entry in standing if entry is not None), key=lambda entry: entry.seq)


def compare(placed: Sequence[Placed], slots: Iterable[Slot]) -> Comparison:
    """Match the rows of a table with the slots that its earlier imports made: equal content first, then the identity."""
    free = _Free(slots)
    result = Comparison()
    others = []
    for row in placed:
        slot = free.take(row, _says_the_same)
        if slot is None:
            others.append(row)
        else:
            _know(row, slot, result)
    for row in others:
        slot = free.take(row, lambda _row, _slot: True)
        if slot is None:
            result.new.append(row)
        elif slot.standing is None:
            _know(row, slot, result)
        else:
            result.changed.append(Changed(row, slot.standing))
    result.gone = free.left_standing()
    return result


def _know(row: Placed, slot: Slot, result: Comparison) -> None:
    entry = slot.versions[-1]
    same = (identity_of(row.draft), content_of(row.draft)) == (identity_of(entry), entry_content(entry))
    result.know(row, entry, same=same)


def _says_the_same(row: Placed, slot: Slot) -> bool:
    """Whether a slot says what the row says: as it stands, or, where a person changed it, as the table said it before."""
    compared = slot.versions if slot.by_hand else slot.versions[-1:]
    content = content_of(row.draft)
    return any(entry_content(version) == content for version in compared)


@dataclass(frozen=True, slots=True)
class MonthTotal:
    """What a table says of one private kind in one unit's month: how many rows, and their sums."""

    kind: str
    unit: UUID
    first: date
    last: date
    labels: Mapping[str, str]
    rows: int
    quantities: Mapping[str, Decimal]

    @property
    def key(self) -> MonthKey:
        return MonthKey(self.kind, self.unit, self.first, self.last, canonical(self.labels))

    def with_(self, other: "MonthTotal") -> "MonthTotal":
        """Both together, of one month."""
        return replace(self, rows=self.rows + other.rows, quantities=_added(self.quantities, other.quantities, 1))

    def without(self, rows: Collection[EntryDraft]) -> "MonthTotal":
        """What is left of a growth where some of its rows are held back; never less than nothing."""
        if not rows:
            return self
        sums = dict(self.quantities)
        for row in rows:
            sums = _added(sums, row.quantities, -1)
        left = {key: max(amount, Decimal(0)) for key, amount in sums.items()}
        return replace(self, rows=self.rows - len(rows), quantities=left)


@dataclass(frozen=True, slots=True)
class MonthChange:
    """A month whose total moved: ``rows`` more (or fewer) rows, ``difference`` in each quantity."""

    before: MonthTotal | None
    after: MonthTotal | None
    rows: int
    difference: Mapping[str, Decimal]

    def brought(self) -> MonthTotal:
        """The change as a total of its own, which may be below nothing."""
        total = self.after or self.before
        if total is None:
            raise ValueError(self)
        return replace(total, rows=self.rows, quantities=self.difference)

    @property
    def grown(self) -> bool:
        """Rows were added, and no quantity became smaller: the additions are new rows."""
        return self.rows > 0 and all(amount >= 0 for amount in self.difference.values())


def month_totals(drafts: Iterable[EntryDraft]) -> dict[MonthKey, MonthTotal]:
    """Facts of private kinds, already brought to their months, summed a unit, month and kind."""
    found: dict[MonthKey, MonthTotal] = {}
    for draft in drafts:
        total = MonthTotal(draft.kind, draft.unit, draft.first, draft.last, draft.labels, 1, draft.quantities)
        before = found.get(total.key)
        if before is not None:
            total = before.with_(total)
        found[total.key] = total
    return found


def compare_months(
    after: Mapping[MonthKey, MonthTotal], before: Mapping[MonthKey, MonthTotal]
) -> dict[MonthKey, MonthChange]:
    """The months whose sums are not what the table's last import said; the same sums in fewer rows are the same."""
    found = {}
    for key in [*after, *(key for key in before if key not in after)]:
        now, then = after.get(key), before.get(key)
        rows = (now.rows if now else 0) - (then.rows if then else 0)
        difference = _added(now.quantities if now else {}, then.quantities if then else {}, -1)
        if any(difference.values()):
            found[key] = MonthChange(then, now, rows, difference)
    return found


def _added(one: Mapping[str, Decimal], other: Mapping[str, Decimal], sign: int) -> dict[str, Decimal]:
    return {key: one.get(key, Decimal(0)) + sign * other.get(key, Decimal(0)) for key in [*one, *other]}
