"""Total rows and total columns of tables against their parts."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from django.utils.translation import gettext as _

from shilu.documents.document import Document, Piece
from shilu.lib.amounts import plain_number
from shilu.lib.plain import half_width
from shilu.reports.checking.finding import Finding

_TOTAL = re.compile(r"(?:合计|总计|总\s*数|共计|全局合计|全县合计)(?:\(.*\))?")
_SUBTOTAL = re.compile(r"小计(?:\(.*\))?|.{1,8}小计")
_OF_WHICH = re.compile(r"[#＃]|其中")
# What does not add up down a column.
_NOT_ADDED = re.compile(
    r"率|%|占比|比例|增|减|均|序号|编号|排名|名次|日期|时间|年度|电话|工号|备注|同比|环比|较|单价|累计|人数|得分|分数|评分"
)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_EMPTY: Final = {"", "/", "-", "—", "——", "无", "－", "–"}


@dataclass(frozen=True, slots=True)
class _Cell:
    piece: Piece
    amount: Decimal | None


_Grid = Mapping[tuple[int, int], _Cell]


@dataclass(frozen=True, slots=True)
class Total:
    """A total of a table with the ways in which other cells may make it, each a list of cells with their amounts."""

    piece: Piece
    stated: Decimal
    ways: tuple[Mapping[int, Decimal], ...]

    @property
    def sums(self) -> list[Decimal]:
        """What the cells of each way make."""
        return [sum(way.values(), Decimal(0)) for way in self.ways]

    @property
    def parts(self) -> Mapping[int, Decimal] | None:
        """The amounts of which it is the sum, by where their cells begin; None where none make it."""
        return next((way for way in self.ways if sum(way.values(), Decimal(0)) == self.stated), None)


def tables(document: Document) -> Iterator[Finding]:
    """Totals in tables that their rows or columns do not make."""
    for total in totals(document):
        if total.parts is None:
            yield _finding(total.piece, total.sums[-1])


def totals(document: Document) -> Iterator[Total]:
    """The totals of tables whose parts are all there."""
    for grid in _grids(document):
        yield from _total_rows(grid)
        yield from _total_columns(grid)


def _grids(document: Document) -> Iterator[_Grid]:
    found: dict[tuple[str, int], dict[tuple[int, int], _Cell]] = defaultdict(dict)
    for piece in document.pieces:
        place = piece.place
        if place.row and place.column:
            found[place.sheet, place.table][place.row, place.column] = _Cell(piece, _amount(piece.text))
    yield from found.values()


def _amount(text: str) -> Decimal | None:
    """The number of a cell, 0 where it states nothing; None where it has other words."""
    plain = re.sub(
        r"(?<=\d)(?:场次|人次|[次场人名件个篇份期条项元])$", "", half_width(text).replace(",", "").replace(" ", "")
    )
    if plain in _EMPTY:
        return Decimal(0)
    try:
        return Decimal(plain) if _NUMBER.fullmatch(plain) else None
    except InvalidOperation:
        return None


def _label(grid: _Grid, row: int, columns: Sequence[int]) -> str:
    """The first words of a row, without blanks."""
    for column in columns[:3]:
        if (row, column) in grid:
            words = re.sub(r"\s", "", half_width(grid[row, column].piece.text))
            if words and not _NUMBER.fullmatch(words):
                return words
    return ""


def _total_rows(grid: _Grid) -> Iterator[Total]:
    rows = sorted({row for row, _column in grid})
    columns = sorted({column for _row, column in grid})
    labels = {row: _label(grid, row, columns) for row in rows}
    body: list[int] = []
    subtotals: list[int] = []
    since: list[int] = []
    for row in rows:
        total, sub = _TOTAL.fullmatch(labels[row]), _SUBTOTAL.fullmatch(labels[row])
        if not (total or sub):
            if body or _is_body(grid, row, columns):
                body.append(row)
                since.append(row)
            continue
        parts = [since] if sub else [body, subtotals]
        yield from _row_totals(grid, row, [rows for rows in parts if len(rows) > 1], labels, columns)
        if sub:
            subtotals.append(row)
            since = []
        else:
            body, subtotals, since = [], [], []


def _is_body(grid: _Grid, row: int, columns: Sequence[int]) -> bool:
    """Whether a row has a number below its own heads, as a row of heads has not."""
    return any(
        (row, column) in grid and grid[row, column].amount is not None and grid[row, column].piece.text.strip()
        for column in columns
    )


def _row_totals(
    grid: _Grid, row: int, parts: Sequence[Sequence[int]], labels: Mapping[int, str], columns: Sequence[int]
) -> Iterator[Total]:
    seen = {one for one, _column in grid}
    for column in columns:
        cell = grid.get((row, column))
        if cell is None or not cell.piece.text.strip() or cell.amount is None or _skipped(cell.piece):
            continue
        ways = []
        for rows in parts:
            for chosen in (rows, [one for one in rows if not _OF_WHICH.match(labels[one])]):
                cells = [grid[one, column] for one in chosen if (one, column) in grid]
                if len(cells) != len(chosen) or any(one.amount is None for one in cells):
                    break
                if any(one.piece.text.strip() for one in cells):
                    ways.append(_amounts(cells))
            else:
                continue
            ways = []
            break
        if ways and not _uncertain(cell, row, min(map(min, parts)), seen):
            yield Total(cell.piece, cell.amount, tuple(ways))


def _amounts(cells: Sequence[_Cell]) -> Mapping[int, Decimal]:
    return {cell.piece.start: cell.amount or Decimal(0) for cell in cells}


def _uncertain(cell: _Cell, row: int, first: int, rows: Collection[int]) -> bool:
    """Whether a sheet may hide what the total counts, or its formula was never reckoned."""
    if not cell.piece.place.cell:
        return False
    return cell.amount == 0 or any(at not in rows for at in range(first, row))


def _total_columns(grid: _Grid) -> Iterator[Total]:
    """A column 合计 or 小计 against the other columns of its row that count with the same measure word."""
    by_row: dict[int, list[_Cell]] = defaultdict(list)
    for row, column in sorted(grid):
        by_row[row].append(grid[row, column])
    for cells in by_row.values():
        for cell in cells:
            heads = _column_heads(cell.piece)
            at = next((at for at, head in enumerate(heads) if _TOTAL.fullmatch(head)), None)
            if at is None or cell.amount is None or not cell.piece.text.strip():
                continue
            below = heads[at + 1 :]
            parts = [
                one
                for one in cells
                if one is not cell
                and (its := _column_heads(one.piece))
                and len(its) == len(heads)
                and its[at + 1 :] == below
                and its[:at] == heads[:at]
                and not _skipped(one.piece)
                and one.piece.text not in cell.piece.heads[: cell.piece.row_heads]
            ]
            if len(parts) < 2 or any(
                part.amount is None or _OF_WHICH.match(_column_heads(part.piece)[at]) for part in parts
            ):
                continue
            if _mixed(parts) or any(_SUBTOTAL.fullmatch(head) for part in parts for head in _column_heads(part.piece)):
                continue
            if any(part.piece.text.strip() for part in parts):
                yield Total(cell.piece, cell.amount, (_amounts(parts),))


def _column_heads(piece: Piece) -> tuple[str, ...]:
    return tuple(re.sub(r"\s", "", half_width(head)) for head in piece.heads[piece.row_heads :])


def _skipped(piece: Piece) -> bool:
    return any(_NOT_ADDED.search(head) for head in _column_heads(piece))


def _mixed(parts: Sequence[_Cell]) -> bool:
    """Whether the columns count with several measure words: 场次 beside 人次."""
    measures = {
        next(
            (
                word
                for word in ("人次", "人数", "场次", "次数", "件", "份", "篇", "元", "学时")
                if word in _column_heads(part.piece)[-1]
            ),
            "",
        )
        for part in parts
    }
    return len(measures) > 1


def _finding(piece: Piece, right: Decimal) -> Finding:
    said = {"place": piece.place.words(), "stated": piece.text.strip(), "sum": str(plain_number(right))}
    message = _("The total in %(place)s is given as %(stated)s, but its parts make %(sum)s.") % said
    return Finding("table", piece.start, piece.end, message)
