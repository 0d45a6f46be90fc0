"""Word forms for the tests, and a look at what filling made of them."""

import io
from collections.abc import Callable, Mapping
from decimal import Decimal

import docx
from docx.document import Document

from forms.workbooks import packed, parts_of
from shilu.forms.sheet import Fill, Form, FormTable, Plan, RowInsert, Spot
from shilu.forms.word.reading import read_tables

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def made(build: Callable[[Document], None]) -> bytes:
    """The bytes of a document that ``build`` writes."""
    document = docx.Document()
    build(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def by_hand(body: str, *, around: str = "") -> bytes:
    """A document with this body; ``around`` are more attributes of the root."""
    parts: dict[str, bytes | str] = dict(parts_of(made(lambda _document: None)))
    parts["word/document.xml"] = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document xmlns:w="{W}"{around}><w:body>{body}'
        "<w:sectPr/></w:body></w:document>"
    )
    return packed(parts)


def form_of(content: bytes) -> Form:
    return read_tables(content, name="报表.docx")


def table_of(content: bytes, number: int = 1) -> FormTable:
    return form_of(content).tables[number - 1]


def texts(table: FormTable) -> dict[tuple[int, int], str]:
    return {place: cell.text for place, cell in table.cells.items() if not cell.empty}


def plan(
    values: Mapping[tuple[int, int] | int, Decimal | int | str],
    *inserts: RowInsert,
    table: str = "表1",
    notes: Mapping[tuple[int, int] | int, str] | None = None,
) -> Plan:
    """A plan for one table by row and column, and for paragraphs by their number."""
    fills = []
    for place, value in values.items():
        spot = Spot("", place) if isinstance(place, int) else Spot(table, *place)
        fills.append(Fill(spot, Decimal(value) if isinstance(value, int) else value, (notes or {}).get(place, "")))
    return Plan(tuple(fills), inserts)


def opened(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def document_xml(content: bytes) -> str:
    return parts_of(content)["word/document.xml"].decode()
