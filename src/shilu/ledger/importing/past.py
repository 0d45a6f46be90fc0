"""What earlier imports of the same table left in the ledger."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from shilu.ledger.entries import correcting_entries, entries_of_batches, reversals_of_imports
from shilu.ledger.entry import Entry
from shilu.ledger.importing.compare import MonthTotal, Slot, slots_of
from shilu.ledger.models import Text
from shilu.ledger.months import MonthKey
from shilu.ledger.queries import bodies, rows_of, undone_imports
from shilu.lib.day_numbers import day_number
from shilu.organisation.models import Unit


@dataclass(frozen=True, slots=True)
class PastImport:
    """An import that was not undone: its position, its file, the days that it is about, and what its tables were."""

    seq: int
    file: str
    first: int
    last: int
    digest: str
    tables: tuple[Mapping[str, Any], ...]


TableName = tuple[str, str]
"""The name of a table's sheet, and its signature."""


@dataclass(frozen=True, slots=True)
class Own:
    """What earlier imports brought of the tables of a workbook, which rows of that workbook never double.

    Of ``imports`` all is of such tables; of others what stands in ``lines`` (of an import and a sheet). ``months`` are
    the sums of private kinds.
    """

    imports: frozenset[int]
    lines: Mapping[tuple[int, str], Sequence[Sequence[int]]]
    months: Mapping[MonthKey, MonthTotal]

    def brought(self, entry: Entry) -> bool:
        """Whether one of the tables brought the entry."""
        line, batch = entry.texts.line, entry.batch
        if batch is None or line is None:
            return batch in self.imports
        found = self.lines.get((batch, entry.texts.sheet), ())
        return batch in self.imports or any(first <= line <= last for first, last in found)


@dataclass(slots=True)
class Past:
    """The imports that a new one of a file is compared with, and, once read, what they brought."""

    imports: tuple[PastImport, ...]
    file: str
    first: int
    last: int
    undone: frozenset[int]
    _brought: dict[tuple[int, ...], list[Entry]] = field(default_factory=dict)

    def of_table(self, sheet: str, signature: str) -> list[PastImport]:
        """Imports of the same table: the same sheet and columns, and the same file name or an overlapping period."""
        return [
            past
            for past in self.imports
            if (past.file == self.file or (past.first <= self.last and self.first <= past.last))
            and any(table["sheet"] == sheet and table["signature"] == signature for table in past.tables)
        ]

    def of_tables(self, present: Collection[TableName]) -> "Own":
        """What earlier imports brought of the tables that are ``present`` in the workbook (by sheet and signature).

        Of a workbook of the same name too, but not of a table that is no more in it: its sheet or columns are others
        now, and what it brought may be in the workbook in another dress.
        """
        related = {past.seq for past in self.imports if past.file == self.file}
        related |= {past.seq for sheet, signature in present for past in self.of_table(sheet, signature)}
        tables = [(past, table) for past in self.imports if past.seq in related for table in past.tables]
        here = [(past, table) for past, table in tables if (table["sheet"], table["signature"]) in present]
        gone = {past.seq for past, table in tables if (table["sheet"], table["signature"]) not in present}
        lines: dict[tuple[int, str], list[Sequence[int]]] = {}
        for past, table in here:
            if past.seq in gone:
                lines.setdefault((past.seq, table["sheet"]), []).append(table["lines"])
        return Own(frozenset(related - gone), lines, _sums(table for _past, table in here))

    def slots(self, sheet: str, signature: str) -> list[Slot]:
        """What the rows of a table made in its imports, with what people made of that by hand since."""
        seqs = tuple(past.seq for past in self.of_table(sheet, signature))
        if seqs not in self._brought:
            self._brought[seqs] = entries_of_batches(seqs)
        brought = [entry for entry in self._brought[seqs] if self._is_of(entry, sheet, signature)]
        entries = _with_corrections([entry for entry in brought if entry.type == "entry"])
        own = {entry.seq for entry in brought if entry.type == "reversal"}
        others = [entry.reversed_by for entry in entries if entry.reversed_by and entry.reversed_by not in own]
        return slots_of(entries, reversals_by_import=own | reversals_of_imports(others), undone=self.undone)

    def _is_of(self, entry: Entry, sheet: str, signature: str) -> bool:
        """Whether a row of that table brought the entry; a reversal may be of any."""
        if entry.type != "entry":
            return True
        if entry.texts.sheet != sheet:
            return False
        tables = next((past.tables for past in self.imports if past.seq == entry.batch), ())
        lines = [table["lines"] for table in tables if (table["sheet"], table["signature"]) == (sheet, signature)]
        line = entry.texts.line
        return line is None or not tables or any(first <= line <= last for first, last in lines)


def past_imports(unit: UUID, *, file: str, first: date, last: date) -> Past:
    """The imports made for ``unit`` and not undone since, oldest first."""
    found = rows_of("import").filter(unit__in=Unit.objects.filter(uuid=unit).values("id"))
    undone = undone_imports()
    rows = [row for row in found if row.seq not in undone]
    files = dict(Text.objects.filter(seq__in=[row.seq for row in rows]).values_list("seq", "file"))
    imports = []
    for row in rows:
        body = json.loads(row.body)
        imports.append(
            PastImport(
                seq=row.seq,
                file=files.get(row.seq, ""),
                first=row.first or 0,
                last=row.last or 0,
                digest=body["digest"],
                tables=tuple(body["tables"]),
            )
        )
    return Past(tuple(imports), file, day_number(first), day_number(last), undone)


def _with_corrections(entries: list[Entry]) -> list[Entry]:
    """``entries`` and, over any number of steps, those that were posted in their place."""
    known = {entry.seq: entry for entry in entries}
    waiting = list(known)
    while waiting:
        following = [entry for entry in correcting_entries(waiting) if entry.seq not in known]
        known.update((entry.seq, entry) for entry in following)
        waiting = [entry.seq for entry in following]
    return [known[seq] for seq in sorted(known)]


def months_said(imports: Iterable[PastImport], *, sheet: str, signature: str) -> dict[MonthKey, MonthTotal]:
    """The monthly totals of private kinds that a table has by what each of these imports brought of it."""
    tables = (table for past in imports for table in past.tables)
    return _sums(table for table in tables if (table["sheet"], table["signature"]) == (sheet, signature))


def _sums(tables: Iterable[Mapping[str, Any]]) -> dict[MonthKey, MonthTotal]:
    found: dict[MonthKey, MonthTotal] = {}
    for table in tables:
        for total in map(month_from_body, table["months"]):
            before = found.get(total.key)
            found[total.key] = before.with_(total) if before else total
    return {key: total for key, total in found.items() if any(total.quantities.values())}


def remembered_guesses() -> dict[str, Mapping[str, Any]]:
    """How the columns of each table were read at its last import, by the table's signature."""
    found: dict[str, Mapping[str, Any]] = {}
    for _seq, _type, body in bodies("import"):
        found.update((table["signature"], table["guess"]) for table in body["tables"])
    return found


def month_body(total: MonthTotal) -> dict[str, Any]:
    """A monthly total as an import's row keeps it."""
    return {
        "kind": total.kind,
        "unit": str(total.unit),
        "first": total.first.isoformat(),
        "last": total.last.isoformat(),
        "labels": dict(total.labels),
        "rows": total.rows,
        "quantities": {key: format(amount, "f") for key, amount in total.quantities.items()},
    }


def month_from_body(body: Mapping[str, Any]) -> MonthTotal:
    """The monthly total that ``month_body`` wrote."""
    return MonthTotal(
        kind=body["kind"],
        unit=UUID(body["unit"]),
        first=date.fromisoformat(body["first"]),
        last=date.fromisoformat(body["last"]),
        labels=body["labels"],
        rows=body["rows"],
        quantities={key: Decimal(amount) for key, amount in body["quantities"].items()},
    )
