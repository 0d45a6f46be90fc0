"""Columns of a table that follow from two others of their row: 应完成, 已完成, 完成率; 本期, 上年同期, 同比±%."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from shilu.documents.document import Document, Piece
from shilu.lib.amounts import plain_number
from shilu.lib.plain import half_width
from shilu.reports.checking.finding import Finding
from shilu.reports.checking.within.rounding import fits, shown_rounded

_NUMBER = re.compile(r"([+-]?\d+(?:\.\d+)?)%?")
_RATE = re.compile(r"(?P<of>[\u4e00-\u9fff]{2})率(?:\(%\)|%)?$")
_PART = {
    "完成": "完成",
    "整改": "整改",
    "到会": "实到",
    "出勤": "实到|出勤",
    "参训": "实到|参训",
    "答复": "答复",
    "办结": "办结",
    "合格": "合格",
}
_WHOLE = re.compile(r"^应|任务|目标|计划|总数|总量|发现|收集|受理|参考|抽检")
_NOW = re.compile(r"^(?:本期|本年|今年|本年度|本年累计|本期累计|现值|本期数|20\d\d年(?:上半年)?)$")
_THEN = re.compile(r"^(?:上年同期|去年同期|同期|上期|上年|去年|同期数|上年同期数)$")
_CHANGE = re.compile(r"^(?:同比|较上年同期|比上年同期|增减|增幅|较上年|较同期|增长|比同期)")


@dataclass(frozen=True, slots=True)
class _Cell:
    piece: Piece
    head: str
    written: Decimal
    per_cent: bool


@dataclass(frozen=True, slots=True)
class RowChange:
    """A cell that states how another of its row moved, with the two that it follows from.

    ``alone`` where it is the only one of its row: then its head does not tell whether a number or a per cent is meant.
    """

    moved: _Cell
    now: _Cell
    then: _Cell
    alone: bool

    def ways(self, now: Decimal, then: Decimal) -> list[tuple[Decimal, bool]]:
        """What may stand in the cell where the two others are ``now`` and ``then``, and whether as a per cent."""
        number, share = (now - then, False), ((now - then) / then * 100, True) if then > 0 else None
        if self.moved.per_cent:
            return [share] if share else []
        if self.alone:
            return [number, *([share] if share else [])]
        return [number] if re.search(r"数|量|\(", self.moved.head) else []

    def stated(self, now: Decimal, then: Decimal) -> tuple[Decimal, bool] | None:
        """Which of the ways stands in the cell.

        A fall may be written without its sign below a head that says 增减 of both; a workbook may hold 25 % as 0.25.
        """
        for size, share in self.ways(now, then):
            readings = (size, abs(size), *((size / 100, abs(size) / 100) if share and self.alone else ()))
            if any(fits(self.moved.written, one) for one in readings):
                return size, share
        return None


def table_rates(document: Document) -> Iterator[Finding]:
    """Rates and changes that their columns do not give."""
    for cells in _rows(document):
        yield from _rates(cells)
        for change in _changes(cells):
            yield from _wrong(change)


def row_changes(document: Document) -> Iterator[RowChange]:
    """The cells of tables that state how another cell of their row moved."""
    for cells in _rows(document):
        yield from _changes(cells)


def _rows(document: Document) -> Iterable[Sequence[_Cell]]:
    rows: dict[tuple[str, int, int], list[_Cell]] = defaultdict(list)
    for piece in document.pieces:
        cell = _cell(piece)
        if cell is not None:
            rows[piece.place.sheet, piece.place.table, piece.place.row].append(cell)
    return rows.values()


def _cell(piece: Piece) -> _Cell | None:
    """A cell that holds one number and stands below one head of its column."""
    columns = piece.heads[piece.row_heads :]
    plain = half_width(piece.text).replace(",", "").replace(" ", "")
    found = _NUMBER.fullmatch(plain)
    if not (piece.place.row and columns and found):
        return None
    head = re.sub(r"\s", "", half_width(columns[-1]))
    return _Cell(piece, head, Decimal(found[1]), plain.endswith("%") or "%" in head)


def _rates(cells: Sequence[_Cell]) -> Iterator[Finding]:
    for cell in cells:
        found = _RATE.search(cell.head)
        if found is None or not cell.per_cent:
            continue
        stem = re.compile(rf"(?<![不未非])(?:{_PART.get(found['of'], found['of'])})")
        parts = [one for one in cells if stem.search(one.head) and one is not cell and not _RATE.search(one.head)]
        wholes = [one for one in cells if _WHOLE.search(one.head) and not _RATE.search(one.head)]
        parts = [one for one in parts if one not in wholes]
        if len(parts) == 1 and len(wholes) == 1 and wholes[0].written > 0 and not parts[0].per_cent:
            exact = parts[0].written / wholes[0].written * 100
            if not fits(cell.written, exact):
                yield _finding("share", cell, f"{shown_rounded(cell.written, exact)}%", (wholes[0], parts[0]))


def _changes(cells: Sequence[_Cell]) -> Iterator[RowChange]:
    now = [cell for cell in cells if _NOW.match(cell.head)]
    then = [cell for cell in cells if _THEN.match(cell.head)]
    moved = [cell for cell in cells if _CHANGE.match(cell.head)]
    if len(now) == 1 and len(then) == 1:
        yield from (RowChange(cell, now[0], then[0], alone=len(moved) == 1) for cell in moved)


def _wrong(change: RowChange) -> Iterator[Finding]:
    now, then = change.now.written, change.then.written
    ways = change.ways(now, then)
    if ways and change.stated(now, then) is None:
        right, share = ways[0]
        shown = f"{shown_rounded(change.moved.written, right)}%" if share else str(plain_number(right))
        yield _finding("change", change.moved, shown, (change.then, change.now))


def _finding(rule: str, cell: _Cell, right: str, others: tuple[_Cell, _Cell]) -> Finding:
    said = {
        "place": cell.piece.place.words(),
        "stated": cell.piece.text.strip(),
        "right": right,
        "first": others[0].piece.text.strip(),
        "second": others[1].piece.text.strip(),
    }
    message = _("%(place)s is given as %(stated)s; of %(first)s and %(second)s it is %(right)s.") % said
    spans = tuple((other.piece.start, other.piece.end) for other in others)
    return Finding("share" if rule == "share" else "change", cell.piece.start, cell.piece.end, message, others=spans)
