"""A sheet's rows and cells with the places that they have in its XML, also where the file leaves the addresses out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from shilu.documents.openxml.spans import Node
from shilu.forms.excel.references import stated_range
from shilu.forms.sheet import Span

_DIGITS: Final = re.compile(r"[1-9]\d{0,6}")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell element and where it stands, from 1."""

    row: int
    column: int
    node: Node

    @property
    def formula(self) -> Node | None:
        """Its formula element."""
        return self.node.child("f")


@dataclass(frozen=True, slots=True)
class Row:
    """A row element with its cells in order."""

    number: int
    node: Node
    cells: tuple[Cell, ...]

    def cell(self, column: int) -> Cell | None:
        """The cell of a column."""
        return next((cell for cell in self.cells if cell.column == column), None)


def rows_of(sheet: Node) -> tuple[Row, ...]:
    """The rows of a sheet's root in the order of the file; one without a number follows the one before."""
    data = sheet.child("sheetData")
    found = []
    number = 0
    for node in data.children if data is not None else ():
        if node.name == "row":
            stated = node.attributes.get("r", "")
            number = int(stated) if _DIGITS.fullmatch(stated) else number + 1
            found.append(Row(number, node, tuple(_cells(node, number))))
    return tuple(found)


def _cells(row: Node, number: int) -> Iterator[Cell]:
    column = 0
    for node in row.children:
        if node.name == "c":
            reference = stated_range(node.attributes.get("r", "").upper())
            column = reference.first.column if reference is not None else column + 1
            yield Cell(number, column, node)


def number_of(node: Node, name: str) -> int:
    """The whole number of an attribute; 0 where there is none."""
    value = node.attributes.get(name, "")
    return int(value) if _DIGITS.fullmatch(value) else 0


def spans_of(sheet: Node) -> tuple[Span, ...]:
    """The merged ranges of a sheet's root, by row and column."""
    merges = sheet.child("mergeCells")
    found = []
    for node in merges.children if merges is not None else ():
        reference = stated_range(node.attributes.get("ref", ""))
        if reference is not None and reference.last is not None:
            (first, last), (left, right) = reference.rows, reference.columns
            found.append(Span(first, left, last, right))
    return tuple(sorted(found, key=lambda span: (span.row, span.column)))


def anchor_of(row: int, column: int, spans: Iterable[Span]) -> tuple[int, int]:
    """The row and column of the cell that shows at a place: of a merged range its first, else the place itself."""
    for span in spans:
        if span.row <= row <= span.last_row and span.column <= column <= span.last_column:
            return span.row, span.column
    return row, column
