"""The text of a file as people read it: paragraphs and cells in order, each with its place."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from django.utils.translation import gettext as _

Sort = Literal["text", "html", "docx", "xlsx", "csv"]

SEAM = "\n"
"""What stands between two pieces in the text of a document."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece stands; all numbers count from 1, and 0 or "" is what does not apply.

    ``paragraph`` is the paragraph that is not empty and in no table; ``table``, ``row`` and ``column`` a cell of a table;
    ``sheet`` and ``cell`` (B7) a cell of a workbook, which has ``row`` and ``column`` too.
    """

    paragraph: int = 0
    table: int = 0
    row: int = 0
    column: int = 0
    sheet: str = ""
    cell: str = ""

    def words(self) -> str:
        """The place in the reader's words: 第3段, 表1第2行第3列, Sheet1!B7."""
        if self.cell:
            return f"{self.sheet}!{self.cell}" if self.sheet else self.cell
        if self.table:
            return _("table %(table)s, row %(row)s, column %(column)s") % {
                "table": self.table,
                "row": self.row,
                "column": self.column,
            }
        return _("paragraph %(paragraph)s") % {"paragraph": self.paragraph}


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph or a cell: ``text`` is what the document's text has from ``start`` to ``end``.

    ``heads`` says what a cell is about: the head or heads of its row, then those of its column; ``row_heads`` is how
    many of them are the row's.
    """

    text: str
    start: int
    end: int
    place: Place
    heads: tuple[str, ...] = ()
    row_heads: int = 0


@dataclass(frozen=True)
class Document:
    """A file read: ``name`` is its own name without the folder, ``sort`` what it was read as."""

    name: str
    sort: Sort
    pieces: tuple[Piece, ...]

    @cached_property
    def text(self) -> str:
        """All pieces in order, joined by a line break; offsets of claims count in it."""
        return SEAM.join(piece.text for piece in self.pieces)

    def at(self, offset: int) -> Piece | None:
        """The piece that holds the character at ``offset``; None between two pieces."""
        low, high = 0, len(self.pieces)
        while low < high:
            middle = (low + high) // 2
            if self.pieces[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        found = self.pieces[low] if low < len(self.pieces) else None
        return found if found is not None and found.start <= offset else None


@dataclass(frozen=True, slots=True)
class Written:
    """A piece before it has its offsets."""

    text: str
    place: Place
    row_heads: tuple[str, ...] = ()
    column_heads: tuple[str, ...] = ()


def laid(written: Iterable[Written]) -> tuple[Piece, ...]:
    """The pieces of a document, one after the other."""
    pieces = []
    start = 0
    for one in written:
        end = start + len(one.text)
        heads = (*one.row_heads, *one.column_heads)
        pieces.append(Piece(one.text, start, end, one.place, heads, len(one.row_heads)))
        start = end + len(SEAM)
    return tuple(pieces)
