"""What a cell of a table is about: the texts left of it in its row, and the heading rows above it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from shilu.lib.plain import half_width

Heads = tuple[tuple[str, ...], tuple[str, ...]]

_NUMBER: Final = re.compile(
    r"[约近逾超>≥<≤~+-]{0,2}(?:[0-9][0-9,]*(?:\.[0-9]+)?|\.[0-9]+)[万亿千百]?余?(?:[^\W\d_]{0,3}|%|‰|℃|㎡|m2|\+)"
)
_TIME: Final = re.compile(r"[0-9]{1,4}(?:年度?|月份?|日|号|季度|[-/.年][0-9]{1,2}.*)")
_NOTE: Final = re.compile(r"[:：]")
_NOTHING: Final = frozenset({"", "-", "--", "—", "——", "/", "\\", "无", "×", "*", "…", "0"})
_LONGEST_HEAD: Final = 60


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


def is_number(text: str) -> bool:
    """Whether a cell holds a number alone, with its measure word at most (8, 1,200人次, 97.5%); a year or a date is none."""
    plain = half_width(text).replace(" ", "")
    return _NUMBER.fullmatch(plain) is not None and _TIME.fullmatch(plain) is None


def heads_of(cells: Sequence[Cell]) -> Mapping[tuple[int, int], Heads]:
    """The heads of each cell of a table or a sheet by its row and column: those of the row (left to right), of the column (top down).

    Heading rows are the rows of words above the first row of numbers. A row that is one cell over the whole width is a
    title and no head; a line that says what all numbers are counted in (单位：万元) is the first head of every column.
    """
    return _Table(cells).heads()


class _Table:
    """A grid with its rows told apart: titles, headings, and rows that say something."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self.cells = [cell for cell in cells if cell.text.strip()]
        self.at = {
            (row, column): cell
            for cell in self.cells
            for row in range(cell.row, cell.last_row + 1)
            for column in range(cell.column, cell.last_column + 1)
        }
        self.rows: dict[int, list[Cell]] = {}
        for (row, column), cell in sorted(self.at.items()):
            if not self.rows.setdefault(row, []) or self.rows[row][-1] is not cell:
                self.rows[row].append(cell)
            _ = column
        self.left = min((cell.column for cell in self.cells), default=0)
        self.right = max((cell.last_column for cell in self.cells), default=0)

    def heads(self) -> dict[tuple[int, int], Heads]:
        """Go down the rows, with the heading rows that hold for each."""
        found: dict[tuple[int, int], Heads] = {}
        heading: list[int] = []
        note = ""
        closed = False
        last_numbers: frozenset[int] = frozenset()
        previous = -1
        for row, cells in self.rows.items():
            numbers = frozenset(cell.column for cell in cells[self._counts(cells) :] if is_number(cell.text))
            if numbers:
                closed = True
                last_numbers = numbers
            elif len(cells) == 1 and self._is_beside(cells[0]):
                if closed and row > previous + 1:
                    heading, closed = [], False
                note = _stated_measure(cells[0].text) or note
            else:
                if closed and self._is_new(row, cells, last_numbers, parted=row > previous + 1):
                    heading, closed, note = [], False, ""
                if not closed:
                    heading.append(row)
                    stated = next(filter(None, (_stated_measure(cell.text) for cell in cells)), "")
                    note = stated or note
            previous = row
            for cell in cells:
                if cell.row == row:
                    above = self._above(cell, heading) if closed else ()
                    if closed and note:
                        above = (note, *above)
                    found[row, cell.column] = (self._left_of(cell, row, headed=bool(above)), above)
        return found

    def _counts(self, cells: Sequence[Cell]) -> int:
        """1 where the row begins with a running number, which makes no row of numbers."""
        first = cells[0]
        return 1 if first.column == self.left and len(cells) > 1 and first.text.strip().isdecimal() else 0

    def _is_beside(self, cell: Cell) -> bool:
        """Whether the only cell of a row is a title or a remark: over the whole width, or at its left end."""
        return cell.column == self.left or bool(_NOTE.search(cell.text))

    def _is_new(self, _row: int, cells: Iterable[Cell], numbers: frozenset[int], *, parted: bool) -> bool:
        """Whether a row of words below numbers begins another table: it has words where the numbers stood."""
        worded = {
            column
            for cell in cells
            for column in range(cell.column, cell.last_column + 1)
            if cell.text.strip() not in _NOTHING
        }
        over = len(numbers & worded)
        return over > 0 and (parted or 2 * over > len(numbers))

    def _above(self, cell: Cell, heading: Sequence[int]) -> tuple[str, ...]:
        found: list[Cell] = []
        for row in heading:
            head = self.at.get((row, cell.column))
            if head is not None and head is not cell and head not in found and not _stated_measure(head.text):
                found.append(head)
        # a line of notes above the heading (填报单位：…  日期：…) heads nothing
        while len(found) > 1 and _NOTE.search(found[0].text):
            found.pop(0)
        return tuple(_one_line(head.text) for head in found if len(head.text) <= _LONGEST_HEAD)

    def _left_of(self, cell: Cell, row: int, *, headed: bool) -> tuple[str, ...]:
        found: list[str] = []
        for column in range(cell.column - 1, self.left - 1, -1):
            left = self.at.get((row, column))
            if left is None or left.column != column or left is cell:
                continue
            if is_number(left.text):
                if found and not headed:
                    break
            elif len(left.text) <= _LONGEST_HEAD and left.text.strip() not in _NOTHING:
                found.append(_one_line(left.text))
        return tuple(reversed(found))


_STATED: Final = re.compile(r"[(（]?(?:计量|金额)?单位[:：]\s*([^\s()（）:：]{1,4})[)）]?")


def _stated_measure(text: str) -> str:
    """What a line says that all numbers below it are counted in (单位：万元); "" where it names a body."""
    found = _STATED.fullmatch(half_width(text).replace(" ", ""))
    return (
        f"单位：{found[1]}"
        if found and not found[1].endswith(("局", "部", "处", "所", "室", "队", "院", "校", "馆"))
        else ""
    )


def _one_line(text: str) -> str:
    return "".join(text.split())
