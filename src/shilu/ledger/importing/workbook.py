"""A workbook as values: its sheets with their rows, merged ranges and marks."""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from shilu.documents.border import damaged, encrypted, examine
from shilu.documents.delimited import read_delimited
from shilu.ledger.importing.marks import NO_MARKS, Marks, marks_of
from shilu.ledger.importing.ods_marks import ods_marks

Value = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta

DELIMITED_SHEET: Final = "CSV"
_NO_FORMULAS: Final[Mapping[tuple[int, int], str]] = {}


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, from its anchor (the cell that holds the value) to its last row and column, counted from 0."""

    row: int
    column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of cells from A1 on, all of one width; an empty cell is "". Rows and columns are counted from 0.

    ``uncomputed`` are formulas that no program worked out (=2+3), by row and column; such a cell is "" in ``rows``.
    """

    name: str
    rows: Sequence[Sequence[Value]]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    struck_rows: frozenset[int] = frozenset()
    uncomputed: Mapping[tuple[int, int], str] = field(default_factory=dict, repr=False)
    covered: Mapping[tuple[int, int], Merge] = field(default_factory=dict, repr=False)

    def value(self, row: int, column: int) -> Value:
        """The cell's value; a cell covered by a merged range has its anchor's."""
        merge = self.covered.get((row, column))
        return self.rows[row][column] if merge is None else self.rows[merge.row][merge.column]

    def formula(self, row: int, column: int) -> str:
        """The cell's formula where no program worked it out, else ""; a cell under a merged range has its anchor's."""
        merge = self.covered.get((row, column))
        return self.uncomputed.get((row, column) if merge is None else (merge.row, merge.column), "")


@dataclass(frozen=True, slots=True)
class Workbook:
    """``name`` is the file's own name without its folder.

    ``blind`` tells that hidden and struck-through rows cannot be seen in this form of file (.xls).
    """

    name: str
    sheets: tuple[Sheet, ...]
    left_out: tuple[str, ...] = ()
    blind: bool = False


def sheet_of(
    name: str,
    rows: Sequence[Sequence[Value]],
    *,
    merges: Sequence[Merge] = (),
    hidden: bool = False,
    hidden_rows: frozenset[int] = frozenset(),
    hidden_columns: frozenset[int] = frozenset(),
    struck_rows: frozenset[int] = frozenset(),
    uncomputed: Mapping[tuple[int, int], str] = _NO_FORMULAS,
) -> Sheet:
    """A sheet with its merged ranges clipped to the rows that hold data and the cells that they cover looked up."""
    height = len(rows)
    width = len(rows[0]) if rows else 0
    kept = tuple(
        Merge(merge.row, merge.column, min(merge.last_row, height - 1), min(merge.last_column, width - 1))
        for merge in sorted(merges, key=lambda merge: (merge.row, merge.column))
        if merge.row < height and merge.column < width
    )
    covered = {
        (row, column): merge
        for merge in kept
        for row in range(merge.row, merge.last_row + 1)
        for column in range(merge.column, merge.last_column + 1)
        if (row, column) != (merge.row, merge.column)
    }
    return Sheet(
        name,
        rows,
        kept,
        hidden=hidden,
        hidden_rows=frozenset(row for row in hidden_rows if row < height),
        hidden_columns=frozenset(column for column in hidden_columns if column < width),
        struck_rows=struck_rows,
        uncomputed=uncomputed,
        covered=covered,
    )


def read_workbook(path: Path) -> Workbook:
    """Read an .xlsx, .xls, .ods or .csv file; raises Refused with one clear line for anything else.

    Chart and macro sheets, and sheets that their maker hid for good, are left out and named; a hidden sheet is read.
    """
    accepted = examine(path)
    if accepted.sort == "csv":
        rows = read_delimited(path.read_bytes(), name=accepted.name)
        return Workbook(accepted.name, (sheet_of(DELIMITED_SHEET, rows),))
    marks = marks_of(path) if accepted.sort == "xlsx" else {}
    spanned: Mapping[str, Sequence[Merge]] = {}
    if accepted.sort == "ods":
        opened = ods_marks(path)
        marks = {
            name: Marks(frozenset(seen.hidden_rows), frozenset(seen.hidden_columns), frozenset(seen.struck_rows))
            for name, seen in opened.items()
        }
        spanned = {name: [Merge(*one) for one in seen.merges] for name, seen in opened.items()}
    try:
        # by content, not by the name's ending: an .xls is often an .xlsx
        with CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes())) as book:
            sheets = []
            left_out = []
            for number, about in enumerate(book.sheets_metadata):
                if about.typ != SheetTypeEnum.WorkSheet or about.visible == SheetVisibleEnum.VeryHidden:
                    left_out.append(about.name)
                    continue
                source = book.get_sheet_by_index(number)
                seen = marks.get(about.name, NO_MARKS)
                sheets.append(
                    sheet_of(
                        about.name,
                        source.to_python(skip_empty_area=False),
                        merges=spanned.get(about.name)
                        or [Merge(*start, *end) for start, end in source.merged_cell_ranges or ()],
                        hidden=about.visible == SheetVisibleEnum.Hidden,
                        hidden_rows=seen.hidden_rows,
                        hidden_columns=seen.hidden_columns,
                        struck_rows=seen.struck_rows,
                        uncomputed=seen.uncomputed,
                    )
                )
    except PasswordError as error:
        raise encrypted(accepted.name) from error
    except CalamineError as error:
        raise damaged(accepted.name) from error
    return Workbook(accepted.name, tuple(sheets), tuple(left_out), blind=accepted.sort == "xls")
