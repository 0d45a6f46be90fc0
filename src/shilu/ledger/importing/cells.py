"""Cells of a column over the body of a table, each distinct value read once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.utils.translation import gettext as _

from shilu.ledger.importing.tables import Table
from shilu.ledger.importing.vocabulary import bare, vocabulary
from shilu.ledger.importing.workbook import Value, address

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Bad:
    """A cell that gives no value, and why."""

    reason: str


def own_cells(table: Table, at: int) -> list[Value]:
    """The cells of a column as they stand, one for each body row."""
    rows = table.sheet.rows
    return [rows[row][at] for row in table.body]


def carried_cells(table: Table, at: int) -> list[Value]:
    """The cells of a column; one covered by a merged range has its anchor's value, 同上 and 〃 that of the row above."""
    cells = own_cells(table, at)
    covered = table.sheet.covered
    if any(merge.column <= at <= merge.last_column for merge in table.sheet.merges):
        for position, row in enumerate(table.body):
            merge = covered.get((row, at))
            # a range merged to the right belongs to its first column, unless it begins left of the table
            if merge is not None and merge.column == at:
                cells[position] = table.sheet.rows[merge.row][merge.column]
    return with_ditto(cells)


def with_ditto(cells: list[Value]) -> list[Value]:
    """``cells`` with each 同上 replaced by the cell above it."""
    marks = {
        cell for cell in set(cells) if isinstance(cell, str) and 0 < len(cell) < 6 and bare(cell) in vocabulary().ditto
    }
    if marks:
        for position, cell in enumerate(cells):
            if isinstance(cell, str) and cell in marks:
                cells[position] = cells[position - 1] if position else ""
    return cells


def shared_counts(table: Table, at: int) -> dict[int, Bad]:
    """Body positions whose count is merged over several rows: nobody knows how much of it is of each row."""
    tall = [
        merge
        for merge in table.sheet.merges
        if merge.column <= at <= merge.last_column
        and merge.last_row > merge.row
        and merge.last_row >= table.header.stop
    ]
    if not tall:
        return {}
    positions = {row: position for position, row in enumerate(table.body)}
    found = {}
    for merge in tall:
        rows = [row for row in range(merge.row, merge.last_row + 1) if row in positions]
        if len(rows) > 1 and table.sheet.rows[merge.row][merge.column] != "":
            told = {"first": address(merge.row, at), "last": address(merge.last_row, at)}
            found[positions[rows[0]]] = Bad(
                _("one number merged over %(first)s to %(last)s: unmerge and write each row's own") % told
            )
    return found


def read_each(cells: Sequence[Value], read: Callable[[Value], _T]) -> list[_T]:
    """``read`` of every cell, called once for each distinct value."""
    known = {cell: read(cell) for cell in set(cells)}
    return [known[cell] for cell in cells]


def text_of(value: Value) -> str:
    """A cell as text, its line breaks and doubled blanks as one blank; whole numbers without a decimal point."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def joined_texts(values: Iterable[str]) -> str:
    """Several texts as one, without empty and repeated ones."""
    return "；".join(dict.fromkeys(value for value in values if value))
