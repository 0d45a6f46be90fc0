"""Reading a form in Excel: its sheets as tables of cells."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from shilu.documents.openxml.package import Package
from shilu.documents.openxml.spans import Node
from shilu.forms.excel.book import Book, CellFormat, SheetPart, read_book, text_is_struck
from shilu.forms.excel.located import Cell, Row, number_of, rows_of, spans_of
from shilu.forms.excel.shown import shown
from shilu.forms.sheet import Form, FormCell, FormTable, Span

_MOST_HIDDEN_COLUMNS: Final = 512  # a hidden tail of the sheet reaches to column 16,384
_MOST_EMPTY_ROWS: Final = 1_000  # below the last text: formats reach to the end of the sheet in some files
_MOST_EMPTY_COLUMNS: Final = 100
_TRUE: Final = frozenset({"1", "true"})


def read_sheets(content: bytes, *, name: str, converted: bool = False) -> Form:
    """The form that an .xlsx is; ``converted`` tells that LibreOffice made it of an .xls. Refused where it is damaged.

    Sheets that hold no cells (charts, macros) are left out; hidden ones are read and say so.
    """
    package = Package.read(content, name=name)
    book = read_book(package)
    tables = tuple(_table(sheet, package.xml(sheet.part), book) for sheet in book.sheets)
    return Form(name, "xlsx", tables, content, converted)


def _table(sheet: SheetPart, root: Node, book: Book) -> FormTable:
    rows = rows_of(root)
    spans = spans_of(root)
    protection = root.child("sheetProtection")
    protected = protection is not None and protection.attributes.get("sheet") in _TRUE
    cells = {(cell.row, cell.column): _form_cell(cell, book, protected=protected) for cell in _uncovered(rows, spans)}
    filled = [place for place, cell in cells.items() if not cell.empty]
    last_row = max((row for row, _column in filled), default=0) + _MOST_EMPTY_ROWS
    last_column = max((column for _row, column in filled), default=0) + _MOST_EMPTY_COLUMNS
    kept = {place: cell for place, cell in cells.items() if place[0] <= last_row and place[1] <= last_column}
    clipped = tuple(
        replace(span, last_row=min(span.last_row, last_row), last_column=min(span.last_column, last_column))
        for span in spans
        if span.row <= last_row and span.column <= last_column
    )
    return FormTable(
        sheet.name,
        height=max((*(row for row, _column in kept), *(span.last_row for span in clipped)), default=0),
        width=max((*(column for _row, column in kept), *(span.last_column for span in clipped)), default=0),
        cells=kept,
        spans=clipped,
        hidden=sheet.hidden,
        hidden_rows=frozenset(row.number for row in rows if row.node.attributes.get("hidden") in _TRUE),
        hidden_columns=_hidden_columns(root),
        protected=protected,
    )


def _uncovered(rows: tuple[Row, ...], spans: tuple[Span, ...]) -> Iterator[Cell]:
    """The cells that no merged range hides; a range may name a million rows that the file does not have."""
    over: dict[int, list[Span]] = {row.number: [] for row in rows}
    numbers = sorted(over)
    for span in spans:
        for number in numbers[bisect_left(numbers, span.row) : bisect_right(numbers, span.last_row)]:
            over[number].append(span)
    for row in rows:
        for cell in row.cells:
            if not any(
                span.column <= cell.column <= span.last_column and (cell.row, cell.column) != (span.row, span.column)
                for span in over[row.number]
            ):
                yield cell


def _form_cell(cell: Cell, book: Book, *, protected: bool) -> FormCell:
    about: CellFormat = book.format(cell.node.attributes.get("s"))
    return FormCell(
        cell.row,
        cell.column,
        text=shown(cell.node, book),
        formula=cell.formula is not None,
        locked=protected and about.locked,
        pattern=about.pattern,
        struck=about.struck or _is_struck(cell.node, book),
    )


def _is_struck(cell: Node, book: Book) -> bool:
    item = cell.child("is") or book.shared(cell)
    return item is not None and text_is_struck(item)


def _hidden_columns(root: Node) -> frozenset[int]:
    found: set[int] = set()
    columns = root.child("cols")
    for node in columns.children if columns is not None else ():
        if node.attributes.get("hidden") in _TRUE:
            first, last = number_of(node, "min"), number_of(node, "max")
            found.update(range(first, min(last, _MOST_HIDDEN_COLUMNS) + 1))
    return frozenset(found)
