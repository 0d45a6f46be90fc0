"""A Word table as rows and columns of its grid, with the merged cells seen as one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from shilu.forms.sheet import Span
from shilu.forms.word.body import TBL, TC, TR, P, w, within
from shilu.forms.word.paragraphs import text_of

_MOST_COLUMNS: Final = 63  # of a Word table


@dataclass(frozen=True, slots=True)
class WordCell:
    """A cell element and where it stands in the grid, from 1; ``merge`` is how it is merged down: restart, continue or ""."""

    row: int
    column: int
    width: int
    merge: str
    element: etree._Element

    @property
    def paragraphs(self) -> list[etree._Element]:
        """Its own paragraphs, without those of a table within."""
        return list(within(self.element, {P}))


@dataclass(frozen=True, slots=True)
class WordRow:
    """A row element with its cells in order."""

    number: int
    element: etree._Element
    cells: tuple[WordCell, ...]


def rows_of(table: etree._Element) -> tuple[WordRow, ...]:
    """The rows of a table, without those that a revision deleted."""
    rows = [row for row in within(table, {TR}) if row.find(f"{w('trPr')}/{w('del')}") is None]
    return tuple(WordRow(number, row, tuple(_cells(row, number))) for number, row in enumerate(rows, start=1))


def _cells(row: etree._Element, number: int) -> Iterator[WordCell]:
    column = 1 + _number(row, f"{w('trPr')}/{w('gridBefore')}")
    for cell in within(row, {TC}):
        width = max(_number(cell, f"{w('tcPr')}/{w('gridSpan')}"), 1)
        merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
        yield WordCell(number, column, width, "" if merge is None else merge.get(w("val"), "continue"), cell)
        column += width


def _number(element: etree._Element, path: str) -> int:
    found = element.find(path)
    value = found.get(w("val"), "") if found is not None else ""
    return min(int(value), _MOST_COLUMNS) if value.isdecimal() else 0


@dataclass(frozen=True, slots=True)
class Merged:
    """A cell as people see it: its anchor and the last row that it reaches down to."""

    anchor: WordCell
    last_row: int

    @property
    def span(self) -> Span:
        """The cells of the grid that it covers."""
        cell = self.anchor
        return Span(cell.row, cell.column, self.last_row, cell.column + cell.width - 1)


def merged_cells(rows: tuple[WordRow, ...]) -> tuple[Merged, ...]:
    """The cells of a table as people see them, by row and column."""
    reach: dict[tuple[int, int], Merged] = {}
    above: dict[int, WordCell] = {}
    for row in rows:
        here: dict[int, WordCell] = {}
        for cell in row.cells:
            anchor = above.get(cell.column)
            if cell.merge == "continue" and anchor is not None and anchor.width == cell.width:
                reach[anchor.row, anchor.column] = Merged(anchor, row.number)
                here[cell.column] = anchor
            else:
                reach[cell.row, cell.column] = Merged(cell, row.number)
                if cell.merge:
                    here[cell.column] = cell
        above = here
    return tuple(reach.values())


def cell_text(cell: WordCell) -> str:
    """The text of a cell, a line for each paragraph; empty lines at its end are left out. A table within counts as text."""
    lines = []
    for node in within(cell.element, {P, TBL}):
        lines += [text_of(node)] if node.tag == P else [text_of(one) for one in node.iter(P)]
    return "\n".join(lines).rstrip("\n")
