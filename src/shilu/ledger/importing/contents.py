"""What the cells of a column look like, for columns whose headings say nothing."""

from collections.abc import Sequence
from typing import Final

from shilu.ledger.catalogue import Catalogue
from shilu.ledger.importing.tables import Table
from shilu.ledger.importing.workbook import Value
from shilu.lib.dates import Unreadable, read_days

SAMPLE: Final = 60


def numeric(table: Table, at: int) -> bool:
    """Whether a column holds numbers and nothing else."""
    cells = sample(table, at)
    return bool(cells) and all(isinstance(cell, (int, float)) for cell in cells)


def sample(table: Table, at: int) -> list[Value]:
    """The first filled cells of a column."""
    rows = table.sheet.rows
    cells: list[Value] = []
    for row in table.body:
        if rows[row][at] != "":
            cells.append(rows[row][at])
            if len(cells) == SAMPLE:
                break
    return cells


def share_of_kinds(table: Table, at: int, *, catalogue: Catalogue) -> float:
    """How many of the texts of a column name a kind, from 0 to 1."""
    cells = [cell for cell in sample(table, at) if isinstance(cell, str)]
    return sum(1 for cell in cells if catalogue.meaning(cell)) / len(cells) if cells else 0.0


def share_of_days(cells: Sequence[Value]) -> float:
    """How many of the cells can be read as days, from 0 to 1."""
    read = 0
    for cell in cells:
        if not isinstance(cell, (int, float)):
            try:
                read_days(cell, year=2000)
            except Unreadable:
                continue
            read += 1
    return read / len(cells)


def runs(cells: Sequence[Value]) -> bool:
    """Whether the cells are 1, 2, 3 and so on."""
    return all(isinstance(cell, (int, float)) and cell == position for position, cell in enumerate(cells, start=1))
