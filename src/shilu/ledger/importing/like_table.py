"""A table of the workbook whose columns an export takes, and the words in which days and units are written there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from shilu.ledger.catalogue import Catalogue, Meaning
from shilu.ledger.entry import Entry
from shilu.ledger.importing.cells import text_of
from shilu.ledger.importing.columns import Recognised, recognise
from shilu.ledger.importing.context import Context, FindUnit, UnitFound, context_of, titled_kind
from shilu.ledger.importing.tables import Table, find_tables
from shilu.ledger.importing.workbook import Sheet, Value
from shilu.lib.dates import Days, Unreadable, read_days
from shilu.lib.day_numbers import month_end
from shilu.organisation.finding import Finder, Found
from shilu.organisation.structure import Structure

Cells = Mapping[int, Value]
"""What a row says, by column."""


@dataclass(frozen=True, slots=True)
class BookTable:
    """A table of the workbook ``file`` with all that an import would read out of its surroundings.

    ``titled`` is the kind of all its rows where the table has no column of kinds.
    """

    table: Table
    file: str
    recognised: Recognised
    context: Context
    titled: Meaning | None

    def texts_of(self, role: str) -> list[str]:
        """The different words that the book has in the column of that role, in its order."""
        use = self.recognised.column(role)
        cells = self.table.by_column[use.at] if use else ()
        return list(dict.fromkeys(text_of(cell) for cell in cells if cell != ""))

    def holds(self, entry: Entry) -> bool:
        """Whether the entry was read from a row of this very table."""
        body, line = self.table.body, entry.texts.line
        here = (entry.texts.file, entry.texts.sheet) == (self.file, self.table.sheet.name)
        return here and line is not None and bool(body) and body[0] < line <= body[-1] + 1


class Taker(Protocol):
    """Puts entries into a table, each as it is offered."""

    about: BookTable

    def takes(self, entry: Entry) -> bool | None:
        """Whether the table can say all of the entry, or only some of it; None where it has no place for it."""
        ...

    def take(self, entry: Entry) -> None:
        """Keep an entry that the table ``takes``."""
        ...

    def rows(self) -> Sequence[Cells]:
        """The body of the table with all that was taken."""
        ...


def tables_of(
    sheet: Sheet, *, file: str, catalogue: Catalogue, find_unit: FindUnit, default: UnitFound | None
) -> list[BookTable]:
    """The tables of ``sheet`` as an import of ``file`` reads them."""
    found: list[BookTable] = []
    for table in find_tables(sheet, known=lambda name: catalogue.meaning(name) is not None):
        context = context_of(table, file=file, find_unit=find_unit, default=default)
        if found and context.period is None:
            first = found[0].context
            context = context.below(first)
        recognised = recognise(table, catalogue=catalogue)
        titled = None if recognised.column("kind") else titled_kind(table, file=file, catalogue=catalogue)
        found.append(BookTable(table, file, recognised, context, titled))
    return found


class UnitWords:
    """How units are written: by the shortest name that means them and no other, else by their code."""

    def __init__(self, structure: Structure) -> None:
        self._structure = structure
        self._finder = Finder(structure)
        self._tree = structure.tree_now()
        self._names: dict[UUID, str] = {}

    def name(self, unit: UUID) -> str:
        if unit not in self._names:
            one = self._structure.units[unit]
            names = [name for name in (one.short_name, one.name) if name and self._means(name, unit)]
            self._names[unit] = names[0] if names else one.code
        return self._names[unit]

    def named(self, texts: Sequence[str]) -> dict[UUID, str]:
        """The units that ``texts`` mean, each with the first word for it."""
        found: dict[UUID, str] = {}
        for text in texts:
            finding = self._finder.find(text)
            if isinstance(finding, Found):
                found.setdefault(finding.unit.uuid, text)
        return found

    def _means(self, name: str, unit: UUID) -> bool:
        finding = self._finder.find(name)
        return isinstance(finding, Found) and finding.unit.uuid == unit

    def find(self, name: str) -> UnitFound | str:
        """Looks a name up as an import does."""
        finding = self._finder.find(name)
        return UnitFound(str(finding.unit.uuid), finding.unit.name) if isinstance(finding, Found) else name

    def distance(self, unit: UUID, below: UnitFound | None) -> int | None:
        """How many steps ``unit`` stands below ``below``; None where it does not, a great many below no unit."""
        if below is None:
            return 1_000
        chain = list(self._tree.chain(unit))
        above = UUID(below.key)
        return chain.index(above) if above in chain else None


def written_days(first: date, last: date, *, whole: bool) -> Value:
    """A day as a date, days as a range, and a month, quarter, half or year of which nothing finer is known by its name."""
    if first == last:
        return first
    if whole and first.day == 1 and last == month_end(last) and first.year == last.year:
        spans = {
            (first.month, first.month): f"{first.year}年{first.month}月",
            (1, 3): f"{first.year}年第一季度",
            (4, 6): f"{first.year}年第二季度",
            (7, 9): f"{first.year}年第三季度",
            (10, 12): f"{first.year}年第四季度",
            (1, 6): f"{first.year}年上半年",
            (7, 12): f"{first.year}年下半年",
            (1, 12): f"{first.year}年",
        }
        if (named := spans.get((first.month, last.month))) is not None:
            return named
    return f"{first.isoformat()}至{last.isoformat()}"


def reads_as(value: Value, entry: Entry) -> bool:
    """Whether an import reads exactly the entry's days out of ``value``."""
    try:
        return read_days(value, year=None) == (Days(entry.first, entry.last, entry.whole),)
    except Unreadable:
        return False
