"""A copy of a workbook in which every bad cell is coloured and says what is wrong with it."""

import io
from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from shilu.documents.border import examine
from shilu.ledger.importing.facts import CellFault
from shilu.ledger.importing.like_sheet import BAD_COLOUR, BOOK_AUTHOR, NOTE_SIZE, SheetBook
from shilu.ledger.importing.workbook import Workbook, read_workbook
from shilu.lib.durable import write_file
from shilu.lib.errors import Refused


def check_target(out: Path, path: Path) -> None:
    """Refused where ``out`` cannot be a marked copy of ``path``: the workbook itself, no .xlsx, or in no folder."""
    if out.suffix.lower() != ".xlsx":
        raise Refused(_("%(file)s: the marked copy is an .xlsx workbook; give it such a name.") % {"file": out.name})
    if not out.absolute().parent.is_dir():
        raise Refused(_("There is no folder %(folder)s.") % {"folder": out.absolute().parent})
    if out.exists() and path.exists() and out.samefile(path):
        raise Refused(_("%(file)s is the workbook itself; write the marked copy to another file.") % {"file": out.name})


def mark_workbook(path: Path, faults: Sequence[CellFault], out: Path) -> None:
    """Write to ``out`` a copy of the workbook at ``path`` with the cells of ``faults`` marked, each with its reason.

    The copy of an .xlsx keeps formats and formulas; of another sort of file, or of an .xlsx that cannot be taken over
    whole, it has the values. Refused as ``check_target`` says.
    """
    check_target(out, path)
    content = _copied(path, faults) if examine(path).sort == "xlsx" else None
    write_file(out.absolute(), content or _rewritten(read_workbook(path), faults))


def _reasons(faults: Sequence[CellFault]) -> dict[tuple[str, str], str]:
    """What is wrong with each cell, by sheet and address."""
    found: dict[tuple[str, str], str] = {}
    for fault in faults:
        key = (fault.sheet, fault.cell)
        found[key] = f"{found[key]}\n{fault.reason}" if key in found else fault.reason
    return found


def _copied(path: Path, faults: Sequence[CellFault]) -> bytes | None:
    """The workbook itself with the marks in it; None where openpyxl cannot take it over."""
    try:
        book = load_workbook(path)
    except (InvalidFileException, KeyError, TypeError, ValueError):
        return None
    for (sheet, at), reason in _reasons(faults).items():
        if sheet in book.sheetnames and isinstance(page := book[sheet], Worksheet):
            _mark(page, at, reason)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _mark(page: Worksheet, at: str, reason: str) -> None:
    cell = page[_anchor(page, at)]
    cell.fill = PatternFill("solid", start_color=BAD_COLOUR, end_color=BAD_COLOUR)
    said = f"{cell.comment.text}\n" if cell.comment else ""
    cell.comment = Comment(f"{said}{reason}", BOOK_AUTHOR, width=NOTE_SIZE[0], height=NOTE_SIZE[1])


def _anchor(page: Worksheet, at: str) -> str:
    """The cell that shows the value: of a merged range its first."""
    if isinstance(page[at], MergedCell):
        for merged in page.merged_cells.ranges:
            if at in merged:
                return str(merged.start_cell.coordinate)
    return at


def _rewritten(workbook: Workbook, faults: Sequence[CellFault]) -> bytes:
    """The values of a workbook with the marks."""
    reasons = _reasons(faults)
    book = SheetBook()
    for sheet in workbook.sheets:
        page = book.add(sheet.name, widths={})
        page.copy(sheet, range(len(sheet.rows)), form="line")
        for (name, at), reason in reasons.items():
            if name == sheet.name:
                row, column = coordinate_to_tuple(at)
                page.mark(row - 1, column - 1, sheet.rows[row - 1][column - 1], reason)
    return book.content()
