"""The ledger's own plain sheet coming back: its columns are known, and each row names the record that it is of."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final

from django.conf import settings
from django.utils import translation

from shilu.ledger.catalogue import Catalogue
from shilu.ledger.entries import correcting_entries, entries_by_seq
from shilu.ledger.entry import Entry, EntryDraft
from shilu.ledger.importing.columns import COUNTED, TEXTS, Recognised, Use
from shilu.ledger.importing.compare import Changed, Comparison, Placed, Slot
from shilu.ledger.importing.facts import Fact
from shilu.ledger.importing.plain_book import PlainColumns
from shilu.ledger.importing.roles import role_title
from shilu.ledger.importing.tables import Table
from shilu.ledger.row import Texts

_FIRST: Final = ("number", "start", "end", "unit", "own", "kind", "title")
_LAST: Final = ("own",) * 4
_LONGEST_NUMBER: Final = 18  # digits of a position


def recognise_own(table: Table, *, catalogue: Catalogue) -> Recognised | None:
    """What the columns hold if ``table`` is the plain sheet of a ledger, in whatever language it was written; else None."""
    names = [column.names[-1] for column in table.columns]
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            uses = _uses(names, catalogue=catalogue)
        if uses is not None:
            placed = zip(table.columns, uses, strict=True)
            return Recognised("list", tuple(replace(use, at=column.at) for column, use in placed))
    return None


def _uses(names: list[str], *, catalogue: Catalogue) -> list[Use] | None:
    known = PlainColumns((), (), ()).headings(catalogue=catalogue)
    first, last = known[: len(_FIRST)], known[len(_FIRST) :]
    if names[: len(first)] != first or names[-len(last) :] != last:
        return None
    # quantities stand before labels, labels before texts: a name that two of them have is told by its place
    sorts: tuple[Callable[[str], Use | None], ...] = (_quantity(catalogue), _label(catalogue), _text)
    found: list[Use] = []
    sort = 0
    for name in names[len(first) : -len(last)]:
        meant = ((at, use) for at in range(sort, len(sorts)) if (use := sorts[at](name)) is not None)
        sort, use = next(meant, (sort, Use(0, name, "own")))
        found.append(use)
    return [
        *(Use(0, name, role) for name, role in zip(first, _FIRST, strict=True)),
        *found,
        *(Use(0, name, role) for name, role in zip(last, _LAST, strict=True)),
    ]


def _quantity(catalogue: Catalogue) -> Callable[[str], Use | None]:
    keys = {str(quantity.title): key for key, quantity in catalogue.quantities.items()}

    def use(name: str) -> Use | None:
        key = keys.get(name)
        return None if key is None else Use(0, name, key if key in COUNTED else "count", quantity=key)

    return use


def _label(catalogue: Catalogue) -> Callable[[str], Use | None]:
    keys = {str(label.title): key for key, label in catalogue.labels.items()}
    return lambda name: Use(0, name, "label", label=keys[name]) if name in keys else None


def _text(name: str) -> Use | None:
    return next((Use(0, name, role) for role in TEXTS if role_title(role) == name), None)


def numbers_of(table: Table, recognised: Recognised) -> dict[int, int]:
    """The position that each row (as Excel numbers it) names."""
    use = recognised.column("number")
    cells = ((row + 1, table.sheet.value(row, use.at)) for row in table.body) if use else ()
    found = {}
    for row, cell in cells:
        text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
        if text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER:
            found[row] = int(text)
    return found


class OwnRows:
    """The records that rows of the ledger's own sheet name, with all that was posted in their place since."""

    def __init__(self, numbers: Mapping[int, int]) -> None:
        named = {entry.seq: entry for entry in entries_by_seq(list(numbers.values()))}
        cancelled = {entry.reverses for entry in named.values() if entry.reverses is not None}
        entries = named | {entry.seq: entry for entry in entries_by_seq(sorted(cancelled))}
        self._named = {row: named[seq] for row, seq in numbers.items() if seq in named}
        self._versions = _versions({seq: entries[seq] for seq in {one.reverses or one.seq for one in named.values()}})
        self._told = frozenset(numbers.values())
        self._placed: set[int] = set()

    def part(self, rows: Iterable[Placed], comparison: Comparison) -> list[Placed]:
        """Put the rows whose record is in the ledger into ``comparison``, as known or changed; return the others."""
        left = []
        for row in rows:
            versions = self._versions_of(row.row)
            standing = versions[-1] if versions and versions[-1].reversed_by is None else None
            if any(_says(row.draft, version) for version in versions):
                self._know(row, versions[-1], comparison)
            elif standing is not None and _same_record(row.draft, standing):
                placed = replace(row, draft=replace(row.draft, whole=standing.whole))
                comparison.changed.append(Changed(placed, standing))
            else:
                left.append(row)
                continue
            self._placed |= {version.seq for version in versions}
        return left

    def _know(self, row: Placed, last: Entry, comparison: Comparison) -> None:
        """Put in a row of which the record is ``last`` now; what the sheet itself tells as cancelled is known as that."""
        named = self._named[row.row]
        if named.reverses is not None or named.reversed_by in self._told:
            comparison.known.append(row)
            return
        placed = replace(row, draft=replace(row.draft, whole=last.whole))
        comparison.know(placed, last, same=_says(row.draft, last))

    def unnamed(self, slots: Iterable[Slot]) -> list[Slot]:
        """The facts of earlier imports of the sheet that none of the rows put in by ``part`` is of."""
        return [slot for slot in slots if self._placed.isdisjoint(version.seq for version in slot.versions)]

    def known(self, rows: Iterable[Placed]) -> tuple[list[Placed], list[Placed]]:
        """The rows whose month's sum the ledger has as they say it, and the others."""
        known: list[Placed] = []
        left: list[Placed] = []
        for row in rows:
            said = any(_says(row.draft, version) for version in self._versions_of(row.row))
            (known if said else left).append(row)
        return known, left

    def counts_of(self, fact: Fact) -> Mapping[str, Decimal] | None:
        """The counts that the record of a row has or had last, where the row says all else as it does."""
        versions = self._versions_of(fact.row)
        said = (fact.kind, fact.unit and fact.unit.key, fact.first, fact.last, fact.labels)
        return next(
            (
                one.quantities
                for one in reversed(versions)
                if said == (one.kind, str(one.unit), one.first, one.last, one.labels)
            ),
            None,
        )

    def _versions_of(self, row: int) -> list[Entry]:
        """What the record of a row has said; a list with cancelled records holds their reversals too."""
        named = self._named.get(row)
        if named is None:
            return []
        return [named, *self._versions[named.seq if named.reverses is None else named.reverses]]


def _versions(entries: Mapping[int, Entry]) -> dict[int, list[Entry]]:
    """Each entry with those that were posted in its place, one after the other."""
    found = {seq: [entry] for seq, entry in entries.items()}
    waiting = {seq: seq for seq in entries}
    while waiting:
        following = {entry.corrects: entry for entry in correcting_entries(sorted(set(waiting.values())))}
        further = {}
        for seq, last in waiting.items():
            if last in following:
                found[seq].append(following[last])
                further[seq] = following[last].seq
        waiting = further
    return found


def _says(draft: EntryDraft, entry: Entry) -> bool:
    """Whether a row says what the entry says; counts that its reader was not told are left out of it."""
    return (
        (draft.kind, draft.unit, draft.first, draft.last) == (entry.kind, entry.unit, entry.first, entry.last)
        and draft.texts.title == entry.texts.title
        and draft.labels == entry.labels
        and draft.quantities.items() <= entry.quantities.items()
        and _words(draft.texts) == _words(entry.texts)
    )


def _words(texts: Texts) -> dict[str, str]:
    """The further texts that the sheet has columns for, as a cell of it is read."""
    said = texts.particulars
    return {role: word for role in TEXTS if (word := " ".join(str(said.get(role, "")).split()))}


def _same_record(draft: EntryDraft, entry: Entry) -> bool:
    """Whether a row is of that record, with something changed in it, and not of one in another ledger."""
    if (draft.kind, draft.unit) != (entry.kind, entry.unit):
        return False
    return (draft.first, draft.last) == (entry.first, entry.last) or draft.texts.title == entry.texts.title != ""
