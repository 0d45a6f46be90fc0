"""Writes workbooks as clerks keep them: titles, merged heads, foot lines, struck and hidden rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Self

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

_MADE = datetime(2026, 6, 30, 9)  # noqa: DTZ001 - Excel keeps no time zone
_WIDTH = 14


@dataclass(slots=True)
class Book:
    """A workbook that comes out the same every time."""

    path: Path
    writer: Any = field(init=False)
    formats: dict[tuple[str, ...], Format] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.writer = xlsxwriter.Workbook(str(self.path))
        self.writer.set_properties({"created": _MADE, "author": "", "comments": "虚构示例"})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.writer.close()

    def format(self, *marks: str) -> Format:
        """A format made of marks: title, head, center, lined, open, date, struck, money, tenth."""
        if marks not in self.formats:
            made = self.writer.add_format(
                {"valign": "vcenter", "text_wrap": True, "font_name": "宋体", "font_size": 11}
            )
            for mark in marks:
                _apply(made, mark)
            self.formats[marks] = made
        return self.formats[marks]

    def sheet(self, name: str, *, title: str, width: int, widths: Mapping[int, float] | None = None) -> "Page":
        """A new sheet with its title over ``width`` columns."""
        page = Page(self, self.writer.add_worksheet(name))
        page.sheet.set_column(0, width - 1, _WIDTH)
        for column, wide in (widths or {}).items():
            page.sheet.set_column(column, column, wide)
        page.sheet.merge_range(0, 0, 0, width - 1, title, self.format("title"))
        page.row = 1
        return page


@dataclass(slots=True)
class Page:
    """A sheet that is written from top to bottom; ``row`` is the next one."""

    book: Book
    sheet: Worksheet
    row: int = 0

    def line(self, cells: Iterable[object], *marks: str) -> int:
        """One row of cells; an empty one stays empty. Returns its number, counted from 0."""
        for column, cell in enumerate(cells):
            self.cell(column, cell, *marks)
        self.row += 1
        return self.row - 1

    def cell(self, column: int, value: object, *marks: str) -> None:
        """One cell of the current row."""
        if value is None or value == "":
            return
        if isinstance(value, date):
            self.sheet.write_datetime(self.row, column, value, self.book.format("date", *marks))  # type: ignore[arg-type]
        elif isinstance(value, str):
            self.sheet.write_string(self.row, column, value, self.book.format(*marks))
        else:
            self.sheet.write(self.row, column, value, self.book.format(*marks))

    def head(self, names: Sequence[str]) -> None:
        """A header of one row."""
        self.line(names, "head")

    def two_rows(self, groups: Sequence[tuple[str, Sequence[str]]]) -> None:
        """A header of two rows: each group's name merged over its columns, or down where it has none."""
        column, style = 0, self.book.format("head")
        for name, under in groups:
            if not under:
                self.sheet.merge_range(self.row, column, self.row + 1, column, name, style)
                column += 1
                continue
            self.sheet.merge_range(self.row, column, self.row, column + len(under) - 1, name, style)
            for one in under:
                self.sheet.write(self.row + 1, column, one, style)
                column += 1
        self.row += 2

    def sums(self, label: str, *, at: int, columns: Mapping[int, int], first: int) -> None:
        """A row of sums over the rows from ``first``; the values stand beside the formulas."""
        self.sheet.write(self.row, at, label, self.book.format("head"))
        for column, value in columns.items():
            letter = xlsxwriter.utility.xl_col_to_name(column)
            formula = f"=SUM({letter}{first + 1}:{letter}{self.row})"
            self.sheet.write_formula(self.row, column, formula, self.book.format("head"), value)
        self.row += 1

    def merge_down(self, column: int, first: int, last: int, value: object) -> None:
        """One value over several rows of a column, counted from 0."""
        if last > first:
            self.sheet.merge_range(first, column, last, column, value, self.book.format())
        else:
            self.sheet.write(first, column, value, self.book.format())

    def foot(self, *lines: str) -> None:
        """Lines below the table."""
        for text in lines:
            self.sheet.write(self.row, 0, text)
            self.row += 1


def _apply(made: Format, mark: str) -> None:
    if mark == "title":
        made.set_bold()
        made.set_font_size(16)
        made.set_align("center")
    elif mark == "head":
        made.set_bold()
        made.set_align("center")
        made.set_border(1)
    elif mark == "center":
        made.set_align("center")
    elif mark == "lined":
        made.set_border(1)
    elif mark == "open":
        made.set_locked(False)
    elif mark == "date":
        made.set_num_format("yyyy-mm-dd")
    elif mark == "money":
        made.set_num_format("#,##0.00")
    elif mark == "tenth":
        made.set_num_format("0.0")
    elif mark == "struck":
        made.set_font_strikeout()
