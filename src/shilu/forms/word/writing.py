"""Filling a form in Word: its own document with rows and texts put in, every other part as it was."""

import copy
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from lxml import etree

from shilu.documents.openxml.package import Package
from shilu.forms.sheet import Fill, Form, Plan, Value
from shilu.forms.word.body import BODY, Body, P, read_body, w
from shilu.forms.word.notes import with_comments
from shilu.forms.word.paragraphs import bits_of, run_look, text_of, write_text
from shilu.forms.word.reading import table_name
from shilu.forms.word.rows import insert_rows
from shilu.forms.word.tables import WordCell, WordRow, merged_cells, rows_of

_FACE: Final = frozenset(map(w, ("rFonts", "sz", "szCs")))


def filled_document(form: Form, plan: Plan, *, notes: bool = False) -> bytes:
    """The form's bytes with the rows and values of ``plan``, with its notes as comments where ``notes`` says so.

    Every part but the main one, and the comments where there are notes, stays byte for byte.
    """
    if not plan.fills and not plan.inserts:
        return form.content
    package = Package.read(form.content, name=form.name)
    body = read_body(package)
    tables = {table_name(number): table for number, table in enumerate(body.tables, start=1)}
    for insert in sorted(plan.inserts, key=lambda one: one.after_row, reverse=True):
        insert_rows(tables[insert.table], after=insert.after_row, like=insert.like_row, count=insert.count)
    cells = {name: _by_place(rows_of(table)) for name, table in tables.items()}
    said = {}
    for fill in plan.fills:
        paragraph = _write(fill, body, cells)
        if notes and fill.note:
            said[paragraph] = fill.note
    package = with_comments(package, said)
    return package.with_part(BODY, body.content()).content()


_Cells = dict[tuple[int, int], tuple[WordCell, WordRow]]


def _by_place(rows: tuple[WordRow, ...]) -> _Cells:
    """The cell that shows at each place of the grid, with its row."""
    return {
        (row, column): (one.anchor, rows[one.anchor.row - 1])
        for one in merged_cells(rows)
        for row in range(one.span.row, one.span.last_row + 1)
        for column in range(one.span.column, one.span.last_column + 1)
    }


def _write(fill: Fill, body: Body, cells: dict[str, _Cells]) -> etree._Element:
    """Write one value; the paragraph that shows it, or its first line."""
    text = written_text(fill.value)
    if not fill.spot.table:
        paragraph = body.paragraphs[fill.spot.row - 1]
        write_text(paragraph, text)
        return paragraph
    cell, row = cells[fill.spot.table][fill.spot.row, fill.spot.column]
    return _write_cell(cell, row, text)


def written_text(value: Value) -> str:
    """A value as a Word form has it: a plain number, a day as 2022-06-30."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date) else value


def _write_cell(cell: WordCell, row: WordRow, text: str) -> etree._Element:
    """Write a text into a cell, a line into each of its paragraphs; more lines get paragraphs like the last one."""
    paragraphs = cell.paragraphs or [etree.SubElement(cell.element, P)]
    look = _look_beside(cell, row)
    lines = text.split("\n")
    for paragraph in paragraphs:
        height = text_of(paragraph).count("\n") + 1
        write_text(paragraph, "\n".join(lines[:height]), look=look)
        lines = lines[height:]
    last = paragraphs[-1]
    for line in lines:
        following = _like(last)
        last.addnext(following)
        write_text(following, line, look=look)
        last = following
    return paragraphs[0]


def _like(paragraph: etree._Element) -> etree._Element:
    """An empty paragraph that looks as another does."""
    made = etree.Element(P)
    properties = paragraph.find(w("pPr"))
    if properties is not None:
        made.append(copy.deepcopy(properties))
    own = next((run.find(w("rPr")) for run in paragraph.iter(w("r")) if run.find(w("rPr")) is not None), None)
    if own is not None and made.find(f"{w('pPr')}/{w('rPr')}") is None and (look := run_look(own)) is not None:
        if (home := made.find(w("pPr"))) is None:
            home = etree.SubElement(made, w("pPr"))
        home.append(look)
    return made


def _look_beside(cell: WordCell, row: WordRow) -> etree._Element | None:
    """Font and size of the nearest text in the row, for a cell that says nothing of its own."""
    others = sorted(row.cells, key=lambda one: (abs(one.column - cell.column), one.column))
    for properties in (found for other in others if other is not cell for found in _looks(other)):
        face = etree.Element(w("rPr"))
        face.extend(copy.deepcopy(node) for node in properties if node.tag in _FACE)
        if len(face):
            return face
    return None


def _looks(cell: WordCell) -> Iterator[etree._Element]:
    for paragraph in cell.paragraphs:
        if text_of(paragraph).strip():
            for bit in bits_of(paragraph):
                run = bit.element.getparent()
                found = run.find(w("rPr")) if run is not None else None
                if found is not None:
                    yield found
