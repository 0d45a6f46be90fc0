"""The pieces of files that have a structure: web pages, Word files, workbooks and delimited text."""

from collections.abc import Callable, Mapping
from typing import Final

from lxml import etree

from shilu.documents.border import damaged
from shilu.documents.delimited import read_delimited
from shilu.documents.document import Piece, Sort, laid
from shilu.documents.heads import Cell
from shilu.documents.parts import parse_part, unpacked
from shilu.documents.sheets import cells_written, sheet_pieces
from shilu.documents.web_page import web_pieces
from shilu.documents.word import word_pieces
from shilu.documents.word_grid import W

_WORD_PARTS: Final = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")


def structured_pieces(content: bytes, *, sort: Sort, name: str) -> tuple[Piece, ...]:
    """The pieces of a file that the border let in; Refused where it is damaged. ``name`` is the file's."""
    try:
        return _READERS[sort](content, name)
    except (RecursionError, etree.XMLSyntaxError) as fault:
        raise damaged(name) from fault


def word_roots(content: bytes, *, name: str) -> tuple[etree._Element, tuple[etree._Element, ...]]:
    """The body of a .docx and its notes, as ``word_pieces`` takes them; Refused where it has none."""
    parts = unpacked(content, which=_WORD_PARTS.__contains__, name=name)
    roots = {part: parse_part(data, name=name) for part, data in parts.items()}
    body = roots[_WORD_PARTS[0]].find(f"{{{W}}}body") if _WORD_PARTS[0] in roots else None
    if body is None:
        raise damaged(name)
    return body, tuple(roots[part] for part in _WORD_PARTS[1:] if part in roots)


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


_READERS: Final[Mapping[Sort, Callable[[bytes, str], tuple[Piece, ...]]]] = {
    "html": _read_page,
    "docx": _read_word,
    "xlsx": _read_sheets,
    "csv": _read_rows,
}
