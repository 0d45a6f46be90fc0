"""What a cell of a table is about: the texts left of it in its row, and the heading rows above it."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from shilu.lib.plain import half_width

Heads = tuple[tuple[str, ...], tuple[str, ...]]

_NUMBER: Final = re.compile(
    r"[约近逾超>≥<≤~+-]{0,2}(?:[0-9][0-9,]*(?:\.[0-9]+)?|\.[0-9]+)[万亿千百]?余?(?:[^\W\d_]{0,3}|%|‰|℃|㎡|m2|\+)"
)
_TIME: Final = re.compile(
    r"[0-9]{1,4}(?:年度?|月份?|日|号|季度)|[0-9]{1,4}[-/.年][0-9]{1,2}(?:[-/.月].*)?|[0-9]{1,2}[月:：].*"
)
_DECIMAL: Final = re.compile(r"[0-9]+\.[0-9]+")
_NOTHING: Final = frozenset({"", "-", "--", "—", "——", "/", "\\", "无", "×", "*", "…"})
_STATED: Final = re.compile(r"[(]?(?:计量|金额|数量)?单位:([^\s():]{1,4})[)]?")
_BODIES: Final = tuple("局部处所室队院校馆会科司厅委办镇乡村县市区")
_MEASURES: Final = re.compile(
    r"[(]?(?:万?元|人次|场次|件次|[次人名场件篇份期条个项家支户处台本张册套只辆座部幅届天日小时学时分%]|公里|平方米)[)]?"
)
_LONGEST_HEAD: Final = 60
_MOST_HEADS: Final = 12
_MOST_HEADING_ROWS: Final = 6


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid with its text and the last row and column that it reaches to; all count from 0."""

    row: int
    column: int
    text: str
    last_row: int
    last_column: int

    def down_to(self, row: int) -> "Cell":
        """The cell merged with those below it."""
        return replace(self, last_row=max(row, self.last_row))


@lru_cache(maxsize=65536)
def is_number(text: str) -> bool:
    """Whether a cell holds a number alone, with its measure word at most (8, 1,200人次, 97.5%); a year or a date is none."""
    plain = half_width(text).replace(" ", "")
    if _NUMBER.fullmatch(plain) is None:
        return False
    return _DECIMAL.fullmatch(plain) is not None or _TIME.fullmatch(plain) is None


def heads_of(cells: Iterable[Cell]) -> Mapping[tuple[int, int], Heads]:
    """The heads of each cell of a table or a sheet by its row and column: those of the row (left to right), of the column (top down).

    Heading rows are the first row of words and those below that merged cells, gaps or measure words tie to it, as far as
    they hold no numbers. A row that is one cell is a title and no head; a line that says what all numbers are counted in
    (单位：万元) is the first head of every column.
    """
    return _Table(cells).heads()


@dataclass(slots=True)
class _Block:
    """The heading rows that hold where the reading is; ``closed`` tells that no more of them follow."""

    rows: list[int] = field(default_factory=list)
    closed: bool = False
    note: str = ""


class _Table:
    """A grid with its rows told apart: titles, headings, and rows that say something."""

    def __init__(self, cells: Iterable[Cell]) -> None:
        self.rows: dict[int, list[Cell]] = {}
        for cell in cells:
            if cell.text.strip():
                for row in range(cell.row, cell.last_row + 1):
                    self.rows.setdefault(row, []).append(cell)
        for row_cells in self.rows.values():
            row_cells.sort(key=lambda cell: cell.column)
        self.left = min((row_cells[0].column for row_cells in self.rows.values()), default=0)

    def heads(self) -> dict[tuple[int, int], Heads]:
        """Go down the rows, with the heading rows that hold for each."""
        found: dict[tuple[int, int], Heads] = {}
        block = _Block()
        numbered: frozenset[int] = frozenset()
        previous = -1
        for row in sorted(self.rows):
            cells = self.rows[row]
            parted = row > previous + 1
            previous = row
            numbers = self._numbers(cells)
            if numbers:
                block.closed = True
                numbered = numbers
            elif len(cells) == 1:
                if parted and block.closed:
                    block = _Block()
                block.note = _stated_measure(cells[0].text) or block.note
                if block.rows and not block.closed and cells[0].column > self.left and not block.note:
                    block.rows.append(row)
            else:
                if block.closed and _is_worded(cells, numbered, parted=parted):
                    block, numbered = _Block(), frozenset()
                self._take(row, cells, block)
            if row not in block.rows:
                self._row_heads(row, cells, block, found)
        return found

    def _take(self, row: int, cells: Sequence[Cell], block: _Block) -> None:
        """A row of words: a heading row, or the first row of what stands below one."""
        stated = next(filter(None, (_stated_measure(cell.text) for cell in cells)), "")
        if block.closed:
            return
        if stated or any(re.search(r"[:：]", cell.text) for cell in cells):
            block.note = stated or block.note  # a line of notes above the heading (填报单位：…  日期：…) heads nothing
        elif not block.rows or (len(block.rows) < _MOST_HEADING_ROWS and self._is_tied(row, cells, block.rows[-1])):
            block.rows.append(row)
        else:
            block.closed = True

    def _is_tied(self, row: int, cells: Sequence[Cell], above: int) -> bool:
        """Whether a row of words belongs to the heading row ``above`` it."""
        upper = self.rows[above]
        if any(cell.last_row >= row or cell.last_column > cell.column for cell in upper):
            return True
        rest = [cell for cell in cells if cell.column > self.left]
        if rest and all(_MEASURES.fullmatch(half_width(cell.text).replace(" ", "")) for cell in rest):
            return True
        return len(upper) < len(cells) and (cells[0].column > self.left or upper[0].column > self.left)

    def _numbers(self, cells: Sequence[Cell]) -> frozenset[int]:
        """The columns in which numbers stand; a running number at the left is none."""
        first = cells[0]
        skip = first.column == self.left and len(cells) > 1 and half_width(first.text).isdecimal()
        return frozenset(cell.column for cell in cells[1 if skip else 0 :] if is_number(cell.text))

    def _row_heads(self, row: int, cells: Sequence[Cell], block: _Block, found: dict[tuple[int, int], Heads]) -> None:
        left: list[str] = []
        fresh = False
        for cell in cells:
            above = self._above(cell, block)
            if cell.row == row:
                found[row, cell.column] = (tuple(left[-_MOST_HEADS:]), above)
            if is_number(cell.text):
                fresh = not above
            elif len(cell.text) <= _LONGEST_HEAD and cell.text.strip() not in _NOTHING:
                if fresh:  # without a heading a word begins its own pair: 讲座次数 | 8 | 参加人数 | 120
                    left = []
                fresh = False
                left.append(_one_line(cell.text))

    def _above(self, cell: Cell, block: _Block) -> tuple[str, ...]:
        if not block.rows:
            return (block.note,) if block.note and block.closed and is_number(cell.text) else ()
        found: list[Cell] = []
        for heading in block.rows:
            cells = self.rows[heading]
            at = bisect_right(cells, cell.column, key=lambda one: one.column) - 1
            if at >= 0 and cells[at].last_column >= cell.column and cells[at] not in found:
                found.append(cells[at])
        heads = tuple(_one_line(head.text) for head in found if len(head.text) <= _LONGEST_HEAD)
        return (block.note, *heads) if block.note else heads


def _is_worded(cells: Sequence[Cell], numbers: frozenset[int], *, parted: bool) -> bool:
    """Whether a row of words below numbers begins another table: it has words where the numbers stood."""
    worded = {cell.column for cell in cells if half_width(cell.text) not in _NOTHING}
    over = len(numbers & worded)
    return (parted and len(worded) > 1) or 2 * over > len(numbers) > 0


def _stated_measure(text: str) -> str:
    """What a line says that all numbers below it are counted in (单位：万元); "" where it names a body."""
    found = _STATED.fullmatch(half_width(text).replace(" ", ""))
    return f"单位：{found[1]}" if found and not found[1].endswith(_BODIES) else ""


def _one_line(text: str) -> str:
    return "".join(text.split())
