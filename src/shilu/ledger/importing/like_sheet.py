"""A sheet written in the shape of another: its titles, headings, widths and foot lines around new rows."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from shilu.ledger.importing.columns import COUNTED
from shilu.ledger.importing.like_table import BookTable, Cells
from shilu.ledger.importing.marks import sheet_parts
from shilu.ledger.importing.vocabulary import is_total
from shilu.ledger.importing.workbook import Merge, Sheet, Value
from shilu.lib.cells import cell_address

BAD_COLOUR: Final = "FFC7CE"
BOOK_AUTHOR: Final = "实录"
NOTE_SIZE: Final = (320, 110)  # of a comment, in pixels

_COL: Final = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_ATTRIBUTE: Final = re.compile(rb'(\w+)="([^"]*)"')
_WIDEST: Final = 50.0
_HEAD_BYTES: Final = 1 << 16  # the widths stand before the rows
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\]")
_SUMMED: Final = frozenset({*COUNTED, "cell", "ignored"})


@dataclass(frozen=True, slots=True)
class Filled:
    """A table of the book with the rows that go into it."""

    about: BookTable
    rows: Sequence[Cells]


class SheetBook:
    """The workbook being written; ``content`` closes it."""

    def __init__(self) -> None:
        self._stream = io.BytesIO()
        self._book = xlsxwriter.Workbook(
            self._stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        plain: dict[str, Any] = {"valign": "vcenter", "text_wrap": True}
        framed = {**plain, "border": 1}
        self._formats = {
            "title": self._book.add_format({**plain, "bold": True, "align": "center", "font_size": 16}),
            "line": self._book.add_format({"valign": "vcenter"}),
            "heading": self._book.add_format({**framed, "bold": True, "align": "center"}),
            "cell": self._book.add_format(framed),
            "day": self._book.add_format({**framed, "num_format": "yyyy-mm-dd", "align": "left"}),
            "bad": self._book.add_format({**framed, "bg_color": f"#{BAD_COLOUR}"}),
            "bad day": self._book.add_format({**framed, "bg_color": f"#{BAD_COLOUR}", "num_format": "yyyy-mm-dd"}),
            "moment": self._book.add_format({**framed, "num_format": "yyyy-mm-dd hh:mm:ss", "align": "left"}),
        }
        self._names: set[str] = set()

    def content(self) -> bytes:
        """The finished file."""
        self._book.close()
        return self._stream.getvalue()

    def add(self, name: str, *, widths: Mapping[int, float]) -> "SheetPage":
        """A new sheet; signs that Excel does not allow in its name are left out."""
        wanted = _FORBIDDEN.sub("", name)[:31].strip("'") or "Sheet"
        kept, number = wanted, 2
        while kept.lower() in self._names:
            kept = f"{wanted[:27]}({number})"
            number += 1
        self._names.add(kept.lower())
        page = self._book.add_worksheet(kept)
        for at, width in widths.items():
            page.set_column(at, at, width)
        return SheetPage(page, self._formats)


class SheetPage:
    """A sheet being written from top to bottom."""

    def __init__(self, page: Any, formats: Mapping[str, Any]) -> None:
        self._page = page
        self._formats = formats
        self._row = 0

    def copy(self, sheet: Sheet, rows: range, *, form: str) -> None:
        """Rows of ``sheet`` as they stand, with their merged ranges."""
        shift = self._row - rows.start
        for row in rows:
            for at, value in enumerate(sheet.rows[row]):
                self.put(row + shift, at, value, form=form)
        for merge in _merges_in(sheet, rows):
            top = "title" if form == "line" and merge.last_column - merge.column > 1 else form
            value = sheet.rows[merge.row][merge.column]
            place = (merge.row + shift, merge.column, merge.last_row + shift, merge.last_column)
            self._page.merge_range(*place, "", self._formats[top])
            self.put(merge.row + shift, merge.column, value, form=top)
        self._row += len(rows)

    def skip(self, rows: int) -> None:
        """Go on so many rows further down."""
        self._row += rows

    def write(self, rows: Sequence[Cells], columns: Sequence[int]) -> range:
        """Rows of a table; every one of ``columns`` gets a frame. Returns where they stand."""
        start = self._row
        for cells in rows:
            for at in columns:
                self.put(self._row, at, cells.get(at, ""), form="cell")
            self._row += 1
        return range(start, self._row)

    def sum_up(
        self, word: tuple[int, Value], rows: range, sums: Mapping[int, int | float], columns: Sequence[int]
    ) -> None:
        """A row of totals: ``word`` in its column, below each of ``sums`` a formula that gives that number now."""
        for at in columns:
            self.put(self._row, at, word[1] if at == word[0] else "", form="heading")
        for at, number in sums.items():
            formula = f"=SUM({cell_address(rows.start, at)}:{cell_address(rows.stop - 1, at)})"
            self._page.write_formula(self._row, at, formula, self._formats["heading"], number)
        self._row += 1

    def mark(self, row: int, at: int, value: Value, reason: str) -> None:
        """A cell coloured as bad, with the reason beside it."""
        self.put(row, at, value, form="bad")
        wide, high = NOTE_SIZE
        self._page.write_comment(row, at, reason, {"author": BOOK_AUTHOR, "x_scale": wide / 128, "y_scale": high / 74})

    def put(self, row: int, at: int, value: Value, *, form: str) -> None:
        """One cell; a text is a text, whatever it begins with."""
        chosen = self._formats[form]
        match value:
            case "":
                if form not in {"line", "title"}:
                    self._page.write_blank(row, at, None, chosen)
            case str():
                self._page.write_string(row, at, value, chosen)
            case bool():
                self._page.write_boolean(row, at, value, chosen)
            case int() | float():
                self._page.write_number(row, at, value, chosen)
            case datetime() if value.time() != datetime.min.time():
                self._page.write_datetime(row, at, value, self._formats["moment"])
            case date():
                self._page.write_datetime(row, at, value, self._formats["bad day" if form == "bad" else "day"])
            case _:
                self._page.write_string(row, at, str(value), chosen)


def write_like(book: SheetBook, sheet: Sheet, filled: Sequence[Filled], *, widths: Mapping[int, float]) -> None:
    """A sheet like ``sheet`` with the rows of ``filled`` in the bodies of its tables."""
    page = book.add(sheet.name, widths=widths or _guessed_widths(filled))
    done = 0
    for one in filled:
        table = one.about.table
        columns = [column.at for column in table.columns]
        page.copy(sheet, range(done, table.header.start), form="line")
        page.copy(sheet, range(table.header.start, table.header.stop), form="heading")
        written = page.write(one.rows, columns)
        below = sorted(line.row - 1 for line in table.left_out if line.row - 1 > (table.body[-1] if table.body else 0))
        totals = [row for row in below if _total_word(sheet.rows[row])]
        if totals and one.rows:
            word = _total_word(sheet.rows[totals[-1]])
            page.sum_up(word or (columns[0], ""), written, _sums(one), columns)
        for row in below:
            if row not in totals and row not in sheet.struck_rows:
                page.copy(sheet, range(row, row + 1), form="line")
        done = max([*table.body, *(line.row - 1 for line in table.left_out), table.header.stop - 1]) + 1
    page.copy(sheet, range(done, len(sheet.rows)), form="line")


def _total_word(cells: Sequence[Value]) -> tuple[int, Value] | None:
    """Where a row says that it is a sum, and how."""
    return next(((at, cell) for at, cell in enumerate(cells[:4]) if isinstance(cell, str) and is_total(cell)), None)


def _sums(one: Filled) -> dict[int, int | float]:
    sums: dict[int, int | float] = {}
    for use in one.about.recognised.uses:
        numbers = [cells.get(use.at) for cells in one.rows]
        if use.role in _SUMMED and any(isinstance(number, (int, float)) for number in numbers):
            sums[use.at] = sum(number for number in numbers if isinstance(number, (int, float)))
    return sums


def _merges_in(sheet: Sheet, rows: range) -> Iterator[Merge]:
    for merge in sheet.merges:
        if merge.row in rows and merge.last_row in rows:
            yield merge


def _guessed_widths(filled: Sequence[Filled]) -> dict[int, float]:
    """Widths that show the longest of the first rows, a Chinese sign being two wide."""
    widths: dict[int, float] = {}
    for one in filled:
        for column in one.about.table.columns:
            texts = [column.names[-1], *(str(cells.get(column.at, "")) for cells in one.rows[:100])]
            wide = max(sum(2 if sign > "\u2e7f" else 1 for sign in text) for text in texts) + 2.0
            widths[column.at] = min(max(wide, widths.get(column.at, 0.0)), _WIDEST)
    return widths


def widths_of(path: Path) -> Mapping[str, Mapping[int, float]]:
    """The width of each column of each sheet of an .xlsx; nothing where the file is of another sort."""
    found: dict[str, dict[int, float]] = {}
    if not zipfile.is_zipfile(path):
        return found
    with zipfile.ZipFile(path) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            return found
        for sheet, part in sheet_parts(archive):
            with archive.open(part) as stream:
                start = stream.read(_HEAD_BYTES)
            found[sheet] = dict(_widths(start[: max(start.find(b"sheetData"), 0)]))
    return found


def _widths(data: bytes) -> Iterator[tuple[int, float]]:
    for column in _COL.finditer(data):
        told = {name: value.decode() for name, value in _ATTRIBUTE.findall(column[1])}
        if told.get(b"hidden") not in {"1", "true"} and {b"min", b"max", b"width"} <= told.keys():
            for at in range(int(told[b"min"]) - 1, min(int(told[b"max"]), 512)):
                yield at, float(told[b"width"])
