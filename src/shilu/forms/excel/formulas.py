"""The formulas of a sheet as they read in their own cells, those that share one text too."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from shilu.forms.excel.located import Cell, Row
from shilu.forms.excel.references import Reference, UnclearFormula, copied_formula, stated_range

Sort = Literal["plain", "shared", "array", "unclear"]


@dataclass(frozen=True, slots=True)
class CellFormula:
    """A formula; ``text`` is without the equals sign.

    ``shared`` is one whose text stands in another cell or serves others too, ``array`` one that fills ``area``, ``unclear``
    one that cannot be told.
    """

    cell: Cell
    text: str
    sort: Sort
    area: Reference | None = None


def formulas_of(rows: tuple[Row, ...]) -> Iterator[CellFormula]:
    """Every formula of a sheet, in order."""
    first: dict[str, tuple[Cell, str]] = {}
    for row in rows:
        for cell in row.cells:
            if (node := cell.formula) is None:
                continue
            sort = node.attributes.get("t", "normal")
            if sort == "shared":
                key = node.attributes.get("si", "")
                if node.text:
                    first.setdefault(key, (cell, node.text))
                yield _shared(cell, node.text, first.get(key))
            elif sort == "array":
                yield CellFormula(cell, node.text, "array", stated_range(node.attributes.get("ref", "")))
            else:
                yield CellFormula(cell, node.text, "plain" if sort == "normal" and node.text else "unclear")


def _shared(cell: Cell, own: str, first: tuple[Cell, str] | None) -> CellFormula:
    if own or first is None:
        return CellFormula(cell, own, "shared" if own else "unclear")
    origin, text = first
    try:
        copy = copied_formula(text, rows=cell.row - origin.row, columns=cell.column - origin.column)
    except UnclearFormula:
        return CellFormula(cell, "", "unclear")
    return CellFormula(cell, copy, "shared")
