"""Filling a form in Excel: its own bytes with rows and values put in."""

from collections import defaultdict
from collections.abc import Mapping

from shilu.documents.openxml.package import Package
from shilu.documents.openxml.spans import as_utf8
from shilu.forms.excel.book import Book, read_book
from shilu.forms.excel.following import with_rows
from shilu.forms.excel.located import anchor_of, spans_of
from shilu.forms.excel.notes import with_notes
from shilu.forms.excel.shifting import CannotInsert, Shift
from shilu.forms.excel.stale import recalculated
from shilu.forms.excel.writing_cells import SheetXml, write_cells
from shilu.forms.sheet import Form, Plan, RowInsert, Value


def filled_workbook(form: Form, plan: Plan, *, notes: bool = False) -> bytes:
    """The form's bytes with the rows and values of ``plan``, with its notes as comments where ``notes`` says so.

    Every other part of the file stays byte for byte, but for the mark that makes formulas recalculate, the order of the
    last calculation, and results that the values have made wrong. Raises ValueError for a value in a cell that holds a
    formula or for rows that ``insert_fault`` objects to.
    """
    if not plan.fills and not plan.inserts:
        return form.content
    package = Package.read(form.content, name=form.name)
    book = read_book(package)
    for insert in sorted(plan.inserts, key=lambda one: one.after_row, reverse=True):
        try:
            package = with_rows(package, book, _shift(insert))
        except CannotInsert as fault:
            raise ValueError(str(fault)) from fault
    values: dict[str, dict[tuple[int, int], Value]] = defaultdict(dict)
    said: dict[str, dict[tuple[int, int], str]] = defaultdict(dict)
    spans = {table: spans_of(package.xml(book.sheet(table).part)) for table in {fill.spot.table for fill in plan.fills}}
    for fill in plan.fills:
        place = anchor_of(fill.spot.row, fill.spot.column, spans[fill.spot.table])
        values[fill.spot.table][place] = fill.value
        if notes and fill.note:
            said[fill.spot.table][place] = fill.note
    for name, cells in values.items():
        package = _with_values(package, book, name, cells)
    package = recalculated(package, book, {name: frozenset(cells) for name, cells in values.items()})
    for name, cells_said in said.items():
        package = with_notes(package, book.sheet(name), cells_said)
    return package.content()


def insert_fault(form: Form, insert: RowInsert) -> str:
    """Why the rows cannot come into the form without doing harm; "" where they can."""
    package = Package.read(form.content, name=form.name)
    try:
        with_rows(package, read_book(package), _shift(insert))
    except CannotInsert as fault:
        return str(fault)
    return ""


def _shift(insert: RowInsert) -> Shift:
    return Shift(insert.table, insert.after_row, insert.like_row, insert.count)


def _with_values(package: Package, book: Book, name: str, values: Mapping[tuple[int, int], Value]) -> Package:
    part = book.sheet(name).part
    root, edits = package.opened(part)
    texts = as_utf8(package.parts[book.texts_part]) if book.texts_part else b""
    write_cells(SheetXml(root, edits.data, texts, book), edits, values)
    return package.edited(part, edits)
