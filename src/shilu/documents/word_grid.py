"""The rows and cells of a Word table by the columns of its grid."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MOST_COLUMNS: Final = 63  # of a Word table
AROUND: Final = frozenset(f"{{{W}}}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))
"""What may stand around a paragraph, a table, a row, a cell or a run without being one."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell element, the column of the grid that it begins in, from 0, and how many it covers.

    ``merge`` is how it is merged down: ``restart``, ``continue`` or "".
    """

    element: etree._Element
    column: int
    width: int
    merge: str


def rows_of(table: etree._Element) -> list[etree._Element]:
    """The rows of a table, also those inside content controls, not those of tables within nor those a revision deleted."""
    return [row for row in _below(table, f"{{{W}}}tr") if row.find(f"{{{W}}}trPr/{{{W}}}del") is None]


def cells_of(row: etree._Element) -> Iterator[GridCell]:
    """The cells of a row from left to right."""
    column = _number(row, "trPr", "gridBefore")
    for cell in _below(row, f"{{{W}}}tc"):
        width = max(_number(cell, "tcPr", "gridSpan"), 1)
        merge = cell.find(f"{{{W}}}tcPr/{{{W}}}vMerge")
        yield GridCell(cell, column, width, "" if merge is None else merge.get(f"{{{W}}}val", "continue"))
        column += width


def _below(node: etree._Element, tag: str) -> Iterator[etree._Element]:
    for one in node:
        if one.tag == tag:
            yield one
        elif one.tag in AROUND:
            yield from _below(one, tag)


def _number(node: etree._Element, properties: str, name: str) -> int:
    found = node.find(f"{{{W}}}{properties}/{{{W}}}{name}")
    written = found.get(f"{{{W}}}val", "") if found is not None else ""
    return min(int(written), _MOST_COLUMNS) if written.isascii() and written.isdecimal() else 0
