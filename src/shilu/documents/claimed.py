"""The claims of a document: those of its running text, and those of its cells by their heads."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from shilu.claims import Claim, extract
from shilu.claims.marks import WITHIN, approx, mark_before
from shilu.claims.measure_words import NONE, measure_at
from shilu.claims.numbers import number_at
from shilu.claims.periods import Periods
from shilu.documents.document import SEAM, Document, Piece
from shilu.documents.head_words import (
    counts_nothing,
    head_of,
    is_body,
    is_measure,
    is_sum,
    is_time,
    names_kinds,
    names_records,
)
from shilu.documents.heads import is_number
from shilu.lib.plain import half_width

_CODE: Final = re.compile(r"0[0-9].*|1[0-9]{10}|[0-9]{12,}|[0-9]{3,4}-[0-9]{7,8}")
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")
_OF_MEASURE: Final = re.compile(r"(?:计量)?单位|计量|量词")
_SHARE: Final = re.compile(r"(?:率|占比|比例|比重)$")
_MARKED_COLUMNS: Final = {"甲", "乙", "丙", "丁", "栏次", "列次"}
_DIGIT: Final = re.compile(r"[0-9.]")
_PARTS: Final = {"%": 100, "％": 100, "‰": 1000}
_TITLE: Final = 80


def claims_of(document: Document) -> tuple[Claim, ...]:
    """All claims of ``document`` in order; offsets are those of its text.

    The running text and sentences in cells are read by ``extract``. A cell that holds a number alone, or a number with
    its measure word, is a claim of what its heads say: the row's head, or the column's where rows are units, months or
    records; the measure word is that of the cell, else of the heads (次), else of the column 计量单位, else of the line
    above the table (单位：万元). Running numbers, codes, years, days and telephone numbers are none.
    """
    if not any(_is_cell(piece) for piece in document.pieces):
        return extract(document.text)
    grids = _grids(document.pieces)
    alone = {piece.start: piece for piece in document.pieces if _is_cell(piece) and is_number(piece.text)}
    found = []
    for claim in extract(_without(document, alone)):
        piece = document.at(claim.start)
        if piece is None or not _is_cell(piece):
            found.append(claim)
        elif claim.end <= piece.end and not is_time(piece.text.strip()):
            found.append(claim if claim.what else replace(claim, what=grids[_table(piece)].noun(piece)))
    title = next((one.text for one in document.pieces if one.text.strip() and not is_number(one.text)), "")[:_TITLE]
    for piece in alone.values():
        made = grids[_table(piece)].claim(piece, title=title)
        if made is not None:
            found.append(made)
    return tuple(sorted(found, key=lambda claim: claim.start))


def _without(document: Document, alone: Collection[int]) -> str:
    """The text with nothing but full stops where a number stands alone in a cell, so that it is no part of a sentence."""
    return SEAM.join("。" * len(piece.text) if piece.start in alone else piece.text for piece in document.pieces)


def _is_cell(piece: Piece) -> bool:
    return bool(piece.place.table or piece.place.cell)


def _table(piece: Piece) -> tuple[str, int]:
    return piece.place.sheet, piece.place.table


def _grids(pieces: Iterable[Piece]) -> dict[tuple[str, int], "_Grid"]:
    grids: dict[tuple[str, int], _Grid] = {}
    for piece in pieces:
        if _is_cell(piece):
            grids.setdefault(_table(piece), _Grid()).take(piece)
    return grids


@dataclass(slots=True)
class _Grid:
    """A table or a sheet: its rows, and the head of the column in which a text stands."""

    rows: dict[int, list[Piece]] = field(default_factory=dict)
    above: dict[str, str] = field(default_factory=dict)
    measures: dict[int, str] = field(default_factory=dict)
    numbering: dict[int, bool] = field(default_factory=dict)

    def take(self, piece: Piece) -> None:
        """One more cell, in the order of the document."""
        self.rows.setdefault(piece.place.row, []).append(piece)
        column = _column_heads(piece)
        if column:
            self.above["".join(piece.text.split())] = column[-1]

    def claim(self, piece: Piece, *, title: str) -> Claim | None:
        """What the number of a cell claims; None where it claims nothing."""
        written = half_width(piece.text).replace(" ", "")
        if _CODE.fullmatch(written) or self._is_number_of_row(piece, written):
            return None
        heads = [head for head in piece.heads if not head.startswith("单位：")]
        near = (*_column_heads(piece)[-1:], *_row_heads(piece)[-2:])
        if any(counts_nothing(head) for head in near) or (not heads and written.isdecimal()):
            return None
        if _YEAR.fullmatch(written) and not self._measure(piece):
            return None
        times = "".join(head for head in heads if is_time(head))
        read = _read(written, self._measure(piece))
        if read is None:
            return None
        start = piece.start + len(piece.text) - len(piece.text.lstrip())
        quote = piece.text.strip()
        return replace(
            read, start=start, end=start + len(quote), quote=quote, what=self.noun(piece), period=_period(title, times)
        )

    def noun(self, piece: Piece) -> str:
        """What the heads of a cell say is counted; "" where they do not say it."""
        row = self._row_noun(piece)
        columns = [head_of(head) for head in _column_heads(piece)]
        act = columns[-1].act if columns else ""
        if row:
            return f"{act}{row}" if act.startswith("参") else row
        nouns = [head.noun for head in columns if head.noun]
        if nouns:
            return nouns[-1]
        last = _column_heads(piece)[-1:]
        return re.sub(r"[(（].*", "", last[0]) if last and act else ""

    def _row_noun(self, piece: Piece) -> str:
        """The nearest head of the row that says what is counted; one in a column of kinds goes first."""
        found: list[tuple[bool, str]] = []
        for head in reversed(_row_heads(piece)):
            above = self.above.get(head, "")
            if _OF_MEASURE.fullmatch(half_width(above)) or names_records(above) or is_time(head) or is_sum(head):
                continue
            if is_body(head) and not names_kinds(above) and above:
                continue
            if is_number(head) or is_measure(head) or not re.search(r"[^\W\d_]", head):
                continue
            taken = head_of(head)
            noun = taken.noun or (head if taken.act else "")
            if noun:
                found.append((names_kinds(above), noun))
        return next((noun for of_kinds, noun in found if of_kinds), found[0][1] if found else "")

    def _measure(self, piece: Piece) -> str:
        """The measure word that stands beside or above a bare number."""
        heads = [head_of(head) for head in (*reversed(_column_heads(piece)), *reversed(_row_heads(piece)))]
        notes = [head for head in _column_heads(piece) if head.startswith("单位：")]
        own = next((head.measure for head in heads if head.measure and head.measure not in map(_noted, notes)), "")
        return own or self._column_of_measures(piece) or next(map(_noted, notes), "") or self._share(piece)

    def _column_of_measures(self, piece: Piece) -> str:
        row = piece.place.row
        if row not in self.measures:
            self.measures[row] = next(filter(None, map(_measure_told, self.rows[row])), "")
        return self.measures[row]

    def _share(self, piece: Piece) -> str:
        """% for a number of more than 1 that is called a rate; a fraction is what it is."""
        value = float(re.sub(r"[^0-9.]", "", half_width(piece.text)) or 0)
        return "%" if value > 1 and _SHARE.search(self.noun(piece)) else ""

    def _is_number_of_row(self, piece: Piece, written: str) -> bool:
        """Whether a number counts rows or columns: 1, 2, 3 down the first column without a head, or 甲 1 2 3 across."""
        if not written.isdecimal():
            return False
        row = self.rows[piece.place.row]
        if piece.place.row not in self.numbering:
            self.numbering[piece.place.row] = _numbers_columns(row)
        if self.numbering[piece.place.row]:
            return True
        return row[0] is piece and len(row) > 1 and not _column_heads(piece) and int(written) <= len(self.rows)


def _measure_told(piece: Piece) -> str:
    """The measure word of a row that stands in a column 计量单位; "" in any other cell."""
    heads = _column_heads(piece)
    told = piece.text.strip()
    return told if heads and _OF_MEASURE.fullmatch(half_width(heads[-1])) and is_measure(told) else ""


def _numbers_columns(row: Sequence[Piece]) -> bool:
    """Whether a row numbers the columns: 甲 1 2 3."""
    numbers = [half_width(one.text) for one in row if is_number(one.text)]
    words = {"".join(one.text.split()) for one in row if not is_number(one.text)}
    counted = [str(number) for number in range(1, len(numbers) + 1)]
    return words <= _MARKED_COLUMNS and len(numbers) > 1 and numbers == counted


def _noted(note: str) -> str:
    return note.removeprefix("单位：")


def _row_heads(piece: Piece) -> Sequence[str]:
    return piece.heads[: piece.row_heads]


def _column_heads(piece: Piece) -> Sequence[str]:
    return piece.heads[piece.row_heads :]


@lru_cache(maxsize=4096)
def _period(title: str, times: str) -> str:
    """The period that the heads of a cell name, in the year of the title; else that of the title."""
    before = f"{title}\n{times}"
    return Periods(before).of(len(before))


def _read(written: str, measure: str) -> Claim | None:
    """The number of a cell as running text would read it with its own measure word, else with ``measure``."""
    first = _DIGIT.search(written)
    before, at = mark_before(written, first.start() if first else 0, 0)
    bare = re.fullmatch(r".*?[0-9][0-9,.]*[万亿千百]?余?[+]?", written) is not None
    text = written + measure if bare else written
    number = number_at(text, at + len(before))
    if number is None or number.value is None:
        return None
    within = WITHIN.match(text, number.end)
    found = measure_at(text, within.end() if within else number.end) or NONE
    marks = tuple(mark for mark in (before, within[0] if within else "") if mark)
    value = number.value / _PARTS.get(found.word, 1)
    word = "%" if found.word == "％" else found.word
    unit = word or (measure if bare else "")
    return Claim(0, 0, written, value, approx(marks), unit, kind=found.kind, marks=marks)
