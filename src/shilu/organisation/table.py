"""A sheet of foreign rows: where its header stands, what its columns are, and what a cell says."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from shilu.lib.dates import read_days
from shilu.lib.plain import half_width

Cells = Sequence[Sequence[object]]
"""The rows of a sheet from A1 on, as values; an empty cell is "" or None."""

Roles = Mapping[str, tuple[str, ...]]
"""How the column of each role may be called, the surest name first."""

_SEARCHED: Final = 30  # rows in which the header is looked for
_FOOT: Final = re.compile(
    r"(?:合计|总计|小计|共计|填表人?|制表人?|审核人|审批人|填报人|填报单位|填报日期|注)(?:[:：\d].*)?$"
    r"|(?:单位)?(?:负责人|联系电话|备注|说明)[:：].*$"
)
_BETWEEN: Final = re.compile(r"[、,;/\n](?![^(（]*[)）])")
_SAME: Final = frozenset({"同上", "〃", '"', "''", "″"})


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that cannot be taken: row and column counted from 0, what it says, and one line on what is wrong."""

    row: int
    column: int
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Header:
    """The row of the header and the column of each role found; ``others`` are the columns that have none, as written."""

    row: int
    columns: Mapping[str, int]
    others: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One row below the header, asked by role."""

    number: int
    cells: Sequence[object]
    header: Header

    def column(self, role: str) -> int:
        """The column of ``role``, or the first one where the sheet has none."""
        return self.header.columns.get(role, 0)

    def value(self, role: str) -> object:
        """The cell's value; an empty string where the row or the sheet has no such cell."""
        column = self.header.columns.get(role)
        return "" if column is None or column >= len(self.cells) or self.cells[column] is None else self.cells[column]

    def text(self, role: str) -> str:
        return text_of(self.value(role))

    def fault(self, role: str, reason: str) -> Fault:
        return Fault(self.number, self.column(role), self.text(role), reason)

    def is_foot(self) -> bool:
        """Whether this is a line below the table: a total, a signature, a note."""
        written = [text for cell in self.cells if (text := text_of(cell))]
        return bool(written) and bool(_FOOT.match(written[0].replace(" ", "")))


def text_of(value: object) -> str:
    """What a cell says: half width, and 1001.0 as Excel keeps a code is 1001."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return half_width(str(value))


def is_repeated(text: str) -> bool:
    """Whether the cell says "as above"."""
    return text in _SAME


def parts_of(text: str) -> tuple[str, ...]:
    """The names that stand together in one cell; what stands in brackets belongs to its name."""
    return tuple(dict.fromkeys(part.strip() for part in _BETWEEN.split(text) if part.strip()))


def first_day(value: object) -> date:
    """The one day that a cell names, the first of it where a month or a year is written; Unreadable where it names none."""
    return read_days(value, year=None)[0].first


def find_header(rows: Cells, *, roles: Roles, needed: Sequence[str]) -> Header | None:
    """The first row that has a column for every role ``needed``."""
    for number, cells in enumerate(rows[:_SEARCHED]):
        header = _header(number, [text_of(cell) for cell in cells], roles)
        if all(role in header.columns for role in needed):
            return header
    return None


def lines_below(header: Header, rows: Cells) -> list[Line]:
    """The rows below the header that hold anything, without repeated headers and lines at the foot."""
    head = {column: text_of(rows[header.row][column]) for column in header.columns.values()}
    found = [Line(number, rows[number], header) for number in range(header.row + 1, len(rows))]
    return [
        line
        for line in found
        if any(text_of(cell) for cell in line.cells)
        and not line.is_foot()
        and any(column >= len(line.cells) or text_of(line.cells[column]) != text for column, text in head.items())
    ]


def _header(number: int, texts: Sequence[str], roles: Roles) -> Header:
    named = [_column_keys(text) for text in texts]
    columns: dict[str, int] = {}
    for role, names in roles.items():
        for name in names:
            places = [place for place, keys in enumerate(named) if name in keys and place not in columns.values()]
            if places:
                columns[role] = places[0]
                break
    others = {place: text for place, text in enumerate(texts) if text and place not in columns.values()}
    return Header(number, columns, others)


def _column_keys(text: str) -> tuple[str, ...]:
    whole = re.sub(r"[\s*]+", "", text).casefold()
    return whole, re.sub(r"\(.*?\)", "", whole)
