"""A Word table as rows and columns of its grid, with the merged cells seen as one."""

from dataclasses import dataclass

from lxml import etree

from shilu.documents import word_grid
from shilu.documents.word_grid import cells_of
from shilu.forms.sheet import Span
from shilu.forms.word.body import TBL, P, within
from shilu.forms.word.paragraphs import text_of


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
    return tuple(
        WordRow(
            number,
            row,
            tuple(WordCell(number, cell.column + 1, cell.width, cell.merge, cell.element) for cell in cells_of(row)),
        )
        for number, row in enumerate(word_grid.rows_of(table), start=1)
    )


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
