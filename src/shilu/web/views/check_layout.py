"""A text laid out for a page: paragraphs and tables, in which the stretches that are marked are told apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from shilu.documents.document import Document, Piece


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text: how it is drawn, its sign and number, the word for the sign, what is told of it, where it leads."""

    start: int
    end: int
    sort: str
    sign: str
    word: str
    number: int
    told: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some text, and the mark on it, if there is one."""

    text: str
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text."""

    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of the text, or a sheet: its rows of cells."""

    name: str
    rows: tuple[tuple[tuple[Stretch, ...], ...], ...]


Block = Paragraph | Grid


def laid_out(document: Document, marks: Sequence[Mark]) -> list[Block]:
    """The blocks of a document with their marks; lines without a word are left out."""
    ordered = sorted(marks, key=lambda mark: (mark.start, mark.end))
    blocks: list[Block] = []
    for table, pieces in groupby(document.pieces, key=lambda piece: (piece.place.sheet, piece.place.table)):
        if any(table):
            blocks.append(Grid(table[0], _rows(list(pieces), ordered)))
        else:
            blocks += [Paragraph(_stretches(piece, ordered)) for piece in pieces if piece.text.strip()]
    return blocks


def _rows(pieces: Sequence[Piece], marks: Sequence[Mark]) -> tuple[tuple[tuple[Stretch, ...], ...], ...]:
    columns = sorted({piece.place.column for piece in pieces})
    rows = []
    for _row, cells in groupby(pieces, key=lambda piece: piece.place.row):
        by_column = {piece.place.column: piece for piece in cells}
        rows.append(
            tuple(_stretches(by_column[column], marks) if column in by_column else (Stretch(""),) for column in columns)
        )
    return tuple(rows)


def _stretches(piece: Piece, marks: Sequence[Mark]) -> tuple[Stretch, ...]:
    return tuple(_parted(piece, [mark for mark in marks if piece.start <= mark.start < piece.end]))


def _parted(piece: Piece, marks: Sequence[Mark]) -> Iterator[Stretch]:
    """The text of a piece in order; a mark on what another one covers already stands as its sign alone."""
    done = piece.start
    for mark in marks:
        start, end = max(done, mark.start), min(mark.end, piece.end)
        if start > done:
            yield Stretch(_part(piece, done, start))
        yield Stretch(_part(piece, start, end) if end > start else "", mark)
        done = max(done, end)
    if done < piece.end:
        yield Stretch(_part(piece, done, piece.end))


def _part(piece: Piece, start: int, end: int) -> str:
    return piece.text[start - piece.start : end - piece.start]
