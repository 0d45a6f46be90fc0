"""Cells of a column over the body of a table, each distinct value read once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.utils.translation import gettext as _

from shilu.ledger.importing.tables import Table
from shilu.ledger.importing.vocabulary import bare, vocabulary
from shilu.ledger.importing.workbook import Value
from shilu.lib.cells import cell_address

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Bad:
    """A cell that gives no value, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Cells:
    """A column over the body, with each value that stands in it once."""

    values: Sequence[Value]
    distinct: frozenset[Value] | set[Value]


def own_cells(table: Table, at: int) -> Cells:
    """The cells of a column as they stand; 同上 and 〃 are the cell above."""
    return _with_ditto(table.by_column[at])


def carried_cells(table: Table, at: int) -> Cells:
    """The cells of a column; one covered by a merged range has its anchor's value, 同上 and 〃 that of the row above."""
    values = table.by_column[at]
    # a range merged to the right belongs to its first column
    merges = {merge.row for merge in table.sheet.merges if merge.column == at}
    if merges:
        covered = table.sheet.covered
        carried = list(values)
        for position, row in enumerate(table.body):
            merge = covered.get((row, at))
            if merge is not None and merge.column == at:
                carried[position] = table.sheet.rows[merge.row][merge.column]
        values = carried
    return _with_ditto(values)


def cells_of(values: Sequence[Value]) -> Cells:
    """Values of body rows as a column."""
    return Cells(values, set(values))


def _with_ditto(values: Sequence[Value]) -> Cells:
    distinct = set(values)
    marks = {
        cell for cell in distinct if isinstance(cell, str) and 0 < len(cell) < 6 and bare(cell) in vocabulary().ditto
    }
    if not marks:
        return Cells(values, distinct)
    carried = list(values)
    for position, cell in enumerate(carried):
        if isinstance(cell, str) and cell in marks:
            carried[position] = carried[position - 1] if position else ""
    return Cells(carried, set(carried))


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
            told = {"first": cell_address(merge.row, at), "last": cell_address(merge.last_row, at)}
            found[positions[rows[0]]] = Bad(
                _("one number merged over %(first)s to %(last)s: unmerge and write each row's own") % told
            )
    return found


def read_each(cells: Cells, read: Callable[[Value], _T]) -> list[_T]:
    """``read`` of every cell, called once for each distinct value unless nearly all are."""
    if 2 * len(cells.distinct) > len(cells.values):
        return list(map(read, cells.values))
    known = {cell: read(cell) for cell in cells.distinct}
    return list(map(known.__getitem__, cells.values))


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
