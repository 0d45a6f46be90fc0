"""From a workbook to its facts: each table found, its columns recognised, its rows read."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Catalogue
from shilu.ledger.importing.columns import Recognised, kind_heading, recognise
from shilu.ledger.importing.context import Context, FindUnit, UnitFound, context_of, titled_kind
from shilu.ledger.importing.facts import Found, Reading, TableReading
from shilu.ledger.importing.grid import read_grid
from shilu.ledger.importing.guess import guess
from shilu.ledger.importing.kind_book import KindBook
from shilu.ledger.importing.listing import read_list
from shilu.ledger.importing.own_export import numbers_of, recognise_own
from shilu.ledger.importing.quiet import uncollected
from shilu.ledger.importing.tables import Table, find_tables
from shilu.ledger.importing.uncomputed import refuse_uncomputed
from shilu.ledger.importing.workbook import Sheet, Workbook
from shilu.lib.cells import column_letters
from shilu.lib.enumerating import enumerated
from shilu.lib.errors import Refused
from shilu.lib.periods import GREGORIAN, BodyCalendar, parse_period

_NO_GUESSES: Mapping[str, Mapping[str, Any]] = {}


def read_facts(
    workbook: Workbook,
    *,
    catalogue: Catalogue,
    find_unit: FindUnit,
    default: UnitFound | None = None,
    calendar: BodyCalendar = GREGORIAN,
    new_kinds: bool = False,
    own: str = "own",
    guesses: Mapping[str, Mapping[str, Any]] = _NO_GUESSES,
) -> Reading:
    """All that ``workbook`` states.

    ``find_unit`` looks names up, ``default`` is the unit of rows that name none, nor does their table. With
    ``new_kinds`` unknown names make kinds whose keys begin with ``own``, else they are faults. ``guesses`` are earlier guesses by signature,
    or such as somebody corrected, which may name the period of a table too.
    Several days in one cell are one fact a day where the count is their number or missing; with people or money beside
    them they are refused, because nobody knows whose number that is. Several outlets in one cell on lines are one fact
    each. Raises Refused where no sheet has a header row.
    """
    book = KindBook(catalogue, own=own if new_kinds else None)
    readings: list[TableReading] = []
    headless = []
    with uncollected():
        for sheet in workbook.sheets:
            tables = find_tables(sheet, known=lambda name: bool(kind_heading(name, catalogue=catalogue)))
            if not tables and any(cell != "" for row in sheet.rows for cell in row):
                headless.append(sheet.name)
            readings += [
                _read_table(
                    table,
                    file=workbook.name,
                    book=book,
                    find_unit=find_unit,
                    default=default,
                    calendar=calendar,
                    guesses=guesses,
                    around=tables[0],
                    blind=workbook.blind,
                )
                for table in tables
            ]
    if not readings:
        raise _no_header(workbook, headless)
    return Reading(
        workbook.name, tuple(readings), book.made, (*workbook.left_out, *headless), unknown_kinds=tuple(book.unknown)
    )


def _no_header(workbook: Workbook, headless: list[str]) -> Refused:
    if not headless:
        return Refused(_("%(file)s holds no records: its sheets are empty.") % {"file": workbook.name})
    return Refused(
        _(
            "%(file)s, sheet %(sheet)s: no header row was found; write one row with the names of the columns (日期, 事项类别, 次数 …)."
        )
        % {"file": workbook.name, "sheet": headless[0]}
    )


def _read_table(
    table: Table,
    *,
    file: str,
    book: KindBook,
    find_unit: FindUnit,
    default: UnitFound | None,
    calendar: BodyCalendar,
    guesses: Mapping[str, Mapping[str, Any]],
    around: Table,
    blind: bool,
) -> TableReading:
    catalogue = book.catalogue
    context = context_of(table, file=file, find_unit=find_unit, default=default, calendar=calendar)
    if table is not around and context.period is None:
        # a second table below the first is of the first one's period and unit unless its own title says otherwise
        first = context_of(around, file=file, find_unit=find_unit, default=default, calendar=calendar)
        context = context.below(first)
    remembered = guesses.get(table.signature)
    if remembered and remembered.get("period"):
        period = parse_period(remembered["period"], calendar=calendar)
        context = replace(context, period=period, year=period.last.year)
    recognised = _own(table, catalogue, remembered) or recognise(table, catalogue=catalogue, remembered=remembered)
    titled = None
    if recognised.column("kind") is None:
        said, named = catalogue.meaning(recognised.kind), titled_kind(table, file=file, catalogue=catalogue)
        # what somebody says of this table holds; what was said of an earlier one of its columns, where the title is silent
        titled = said or named if remembered and remembered.get("said") else named or said
    read = read_grid if recognised.shape == "grid" else read_list
    found = read(table, recognised, context=context, kinds=book, titled=titled, find_unit=find_unit)
    refuse_uncomputed(table, recognised, found)
    told = guess(table, recognised, titled=titled)
    return _as_reading(table, recognised, context=context, found=found, blind=blind, told=told)


def _own(table: Table, catalogue: Catalogue, remembered: Mapping[str, Any] | None) -> Recognised | None:
    """The columns of the ledger's own sheet, unless somebody said that they are others."""
    own = recognise_own(table, catalogue=catalogue)
    if own is None or remembered is None:
        return own
    said = {column["name"]: column["role"] for column in remembered["columns"]}
    return own if all(said.get(use.name, use.role) == use.role for use in own.uses) else None


def _as_reading(
    table: Table, recognised: Recognised, *, context: Context, found: Found, blind: bool, told: Mapping[str, Any]
) -> TableReading:
    left_out = sorted((*table.left_out, *found.left_out), key=lambda line: line.row)
    return TableReading(
        sheet=table.sheet.name,
        signature=table.signature,
        title=context.title,
        period=context.period,
        unit=context.unit,
        unit_named=context.named,
        filled_by=table.head.get("填报单位", "") or table.head.get("报送单位", ""),
        rows=found.rows,
        facts=tuple(found.facts),
        faults=tuple(found.faults),
        zeros=tuple(found.zeros),
        left_out=tuple(left_out),
        dropped=recognised.dropped,
        unused=tuple(
            _("%(column)s (%(kind)s keeps no such count)") % {"column": column, "kind": kind}
            for column, kind in found.unused
        ),
        hidden=_hidden(table.sheet, table, blind=blind),
        guess=told,
        numbers=numbers_of(table, recognised) if recognised.columns("own") else None,
    )


def _hidden(sheet: Sheet, table: Table, *, blind: bool) -> tuple[str, ...]:
    told = []
    if blind:
        told.append(
            _("hidden and struck-through rows cannot be told in this form of file and were taken; save it as .xlsx")
        )
    if sheet.hidden:
        told.append(_("sheet %(sheet)s is hidden") % {"sheet": sheet.name})
    if table.hidden_rows:
        told.append(_("hidden rows: %(rows)s") % {"rows": enumerated(table.hidden_rows)})
    columns = [column_letters(column.at + 1) for column in table.columns if column.at in sheet.hidden_columns]
    if columns:
        told.append(_("hidden columns: %(columns)s") % {"columns": enumerated(columns)})
    return tuple(told)
