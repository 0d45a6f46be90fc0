"""A file read as text with places."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from lxml import etree

from shilu.documents.border import TEXT, Accepted, damaged, examine, unreadable
from shilu.documents.decoding import decoded
from shilu.documents.delimited import read_delimited
from shilu.documents.document import Document, Piece, Sort, laid
from shilu.documents.heads import Cell
from shilu.documents.office import newer
from shilu.documents.parts import parse_part, unpacked
from shilu.documents.plain_text import text_pieces
from shilu.documents.sheets import cells_written, sheet_pieces
from shilu.documents.web_page import web_pieces
from shilu.documents.word import W, word_pieces

_OLD: Final = {"doc", "xls", "ods"}
_WORD_PARTS: Final = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")


def read_document(path: Path) -> Document:
    """The text of the file at ``path`` with the place of each paragraph and cell.

    .txt and .md as they stand, .docx, .html, .xlsx and .csv; .doc, .xls and .ods where LibreOffice is there. Refused in
    one line where it is anything else, or too large, damaged, locked or dangerous.
    """
    accepted = examine(path, wanted=TEXT)
    sort, content = _content(accepted)
    try:
        pieces = _READERS[sort](content, accepted.name)
    except (RecursionError, etree.XMLSyntaxError) as fault:
        raise damaged(accepted.name) from fault
    return Document(accepted.name, sort, pieces)


def text_document(text: str, *, name: str) -> Document:
    """The document of a text that came in no file, as it stands with line ends unified."""
    return Document(name, "text", text_pieces(text))


def word_roots(content: bytes, *, name: str) -> tuple[etree._Element, tuple[etree._Element, ...]]:
    """The body of a .docx and its notes, as ``word_pieces`` takes them; Refused where it has none."""
    parts = unpacked(content, which=_WORD_PARTS.__contains__, name=name)
    roots = {part: parse_part(data, name=name) for part, data in parts.items()}
    body = roots[_WORD_PARTS[0]].find(f"{{{W}}}body") if _WORD_PARTS[0] in roots else None
    if body is None:
        raise damaged(name)
    return body, tuple(roots[part] for part in _WORD_PARTS[1:] if part in roots)


def _content(accepted: Accepted) -> tuple[Sort, bytes]:
    if accepted.sort in _OLD:
        made, content = newer(accepted.path, sort=accepted.sort)
        return ("docx" if made == "docx" else "xlsx"), content
    try:
        return _SORTS[accepted.sort], accepted.path.read_bytes()
    except OSError as fault:
        raise unreadable(accepted.name) from fault


def _read_text(content: bytes, name: str) -> tuple[Piece, ...]:
    return text_pieces(decoded(content, name=name))


def _read_page(content: bytes, name: str) -> tuple[Piece, ...]:
    return web_pieces(content, name=name)


def _read_word(content: bytes, name: str) -> tuple[Piece, ...]:
    body, notes = word_roots(content, name=name)
    return tuple(piece for piece, _elements in word_pieces(body, notes=notes))


def _read_rows(content: bytes, name: str) -> tuple[Piece, ...]:
    rows = read_delimited(content, name=name)
    return laid(
        cells_written(
            [
                Cell(row, column, text, row, column)
                for row, cells in enumerate(rows)
                for column, text in enumerate(cells)
                if text
            ],
            sheet="",
        )
    )


def _read_sheets(content: bytes, name: str) -> tuple[Piece, ...]:
    return sheet_pieces(content, name=name)


_SORTS: Final[Mapping[str, Sort]] = {"text": "text", "html": "html", "docx": "docx", "xlsx": "xlsx", "csv": "csv"}
_READERS: Final[Mapping[Sort, Callable[[bytes, str], tuple[Piece, ...]]]] = {
    "text": _read_text,
    "html": _read_page,
    "docx": _read_word,
    "xlsx": _read_sheets,
    "csv": _read_rows,
}
