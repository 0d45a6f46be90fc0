"""Reading a form in Word: its tables, and the lines around them."""

from lxml import etree

from shilu.documents.openxml.package import Package
from shilu.forms.sheet import Form, FormCell, FormLine, FormTable
from shilu.forms.word.body import Body, read_body
from shilu.forms.word.paragraphs import is_struck, text_of
from shilu.forms.word.tables import WordCell, cell_text, merged_cells, rows_of


def read_tables(content: bytes, *, name: str, converted: bool = False) -> Form:
    """The form that a .docx is; ``converted`` tells that LibreOffice made it of a .doc. Refused where it is damaged.

    A table within a cell is text of that cell.
    """
    body = read_body(Package.read(content, name=name))
    tables = tuple(_table(number, element, body) for number, element in enumerate(body.tables))
    return Form(name, "docx", tables, content, converted)


def table_name(number: int) -> str:
    """The name of a document's table, counted from 1."""
    return f"表{number}"


def _table(number: int, element: etree._Element, body: Body) -> FormTable:
    rows = rows_of(element)
    merged = merged_cells(rows)
    is_last = number == len(body.tables) - 1
    return FormTable(
        table_name(number + 1),
        height=len(rows),
        width=max((cell.column + cell.width - 1 for row in rows for cell in row.cells), default=0),
        cells={(one.anchor.row, one.anchor.column): _cell(one.anchor) for one in merged},
        spans=tuple(one.span for one in merged if one.last_row > one.anchor.row or one.anchor.width > 1),
        above=_lines(body, body.between[number - 1] if number else 0, body.between[number]),
        below=_lines(body, body.between[number], len(body.paragraphs)) if is_last else (),
    )


def _cell(cell: WordCell) -> FormCell:
    struck = [is_struck(one) for one in cell.paragraphs if text_of(one).strip()]
    return FormCell(cell.row, cell.column, cell_text(cell), struck=bool(struck) and all(struck))


def _lines(body: Body, first: int, end: int) -> tuple[FormLine, ...]:
    """The lines that say something among paragraphs of the body, counted from 0."""
    texts = ((at + 1, text_of(body.paragraphs[at])) for at in range(first, end))
    return tuple(FormLine(number, text) for number, text in texts if text.strip())
