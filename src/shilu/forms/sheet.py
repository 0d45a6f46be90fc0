"""A form as values, the same for Excel and Word: its tables and lines as read, and what is to be written into it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext as _

from shilu.lib.cells import column_letters

Sort = Literal["xlsx", "docx"]
Value = Decimal | str | date


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands: a cell of a table, or a paragraph of a Word form outside its tables.

    ``table`` is the sheet's name or 表1; "" for a paragraph, then ``row`` is its number in the document's body. Rows and
    columns count from 1; columns of a Word table are those of its grid, so that a cell over two columns counts as two.
    """

    table: str
    row: int
    column: int = 0


@dataclass(frozen=True, slots=True)
class FormCell:
    r"""A cell as a reader sees it.

    ``text`` is what it shows, line breaks as ``\n``, "" where it is empty; of a formula its last result.
    ``pattern`` is the number format of Excel (``0.0%``, ``yyyy-mm-dd``), "" for General and in Word. ``locked`` is a cell that
    the sheet's protection keeps people from typing into. ``struck`` is text that was crossed out.
    """

    row: int
    column: int
    text: str = ""
    formula: bool = False
    locked: bool = False
    pattern: str = ""
    struck: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing stands in it, not even a formula."""
        return not self.formula and not self.text.strip()


@dataclass(frozen=True, slots=True)
class Span:
    """A merged range from its anchor, the cell that holds the text, to its last row and column."""

    row: int
    column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class FormTable:
    """A sheet or a Word table: ``height`` rows by ``width`` columns.

    ``cells`` holds every cell that the file has (an anchor for a merged range, none for those that it covers), also empty
    ones that are drawn with a border. ``above`` are a Word document's lines between the table before and this one,
    ``below`` those after the last table; of a sheet both are empty, its lines are cells. ``protected`` is a sheet whose
    protection is on; it is filled all the same and the protection stays.
    """

    name: str
    height: int
    width: int
    cells: Mapping[tuple[int, int], FormCell]
    spans: tuple[Span, ...] = ()
    above: tuple["FormLine", ...] = ()
    below: tuple["FormLine", ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    protected: bool = False


@dataclass(frozen=True, slots=True)
class FormLine:
    """A paragraph of a Word form outside its tables: its number in the document's body, from 1, and its text."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Form:
    """A form: ``name`` is the file's own name, ``content`` the bytes that are written into.

    ``converted`` tells that the file was an .xls or .doc and ``content`` is what LibreOffice made of it.
    """

    name: str
    sort: Sort
    tables: tuple[FormTable, ...]
    content: bytes = field(repr=False)
    converted: bool = False

    def table(self, name: str) -> FormTable:
        """The table of that name."""
        return next(table for table in self.tables if table.name == name)


@dataclass(frozen=True, slots=True)
class Fill:
    """A value for one cell or line; ``spot`` is where it stands once the rows of the plan are inserted.

    A Decimal is written as a number and a date as a day where the cell's format shows one. A text is the whole new text of
    the cell or line; where something stood there, it is the old text with words put in (填报人： → 填报人：张三), and what
    stays keeps its looks. ``note`` is the comment of the working copy, "" for none.
    """

    spot: Spot
    value: Value
    note: str = ""


@dataclass(frozen=True, slots=True)
class RowInsert:
    """``count`` new rows below ``after_row`` that look like ``like_row``, both as the form numbers them before.

    A new row has the height, borders, formats and merged cells within the row of ``like_row``, and nothing in it but the
    formulas of ``like_row`` as if copied down.
    What stands below moves down, with its merged ranges, and the references of formulas move with it; a sum over the
    rows of a list takes in the new ones.
    """

    table: str
    after_row: int
    like_row: int
    count: int


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a writer carries out: rows first, then values."""

    fills: tuple[Fill, ...]
    inserts: tuple[RowInsert, ...] = ()


def moved(table: str, row: int, inserts: Iterable[RowInsert]) -> int:
    """The number that ``row`` of the form as read has once the rows are inserted."""
    return row + sum(one.count for one in inserts if one.table == table and one.after_row < row)


def address(spot: Spot, *, sort: Sort) -> str:
    """The place within its table in a clerk's words: B7 in a sheet, 第2行第3列 in a Word table, 第3段 for a paragraph."""
    if not spot.table:
        return _("paragraph %(number)s") % {"number": spot.row}
    if sort == "docx":
        return _("row %(row)s, column %(column)s") % {"row": spot.row, "column": spot.column}
    return f"{column_letters(spot.column)}{spot.row}"
