"""The rows of a table in the order of one of its columns."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from shilu.web.views.statistics_cells import Cell, Row, Table


def sorted_by(table: Table, order: str) -> Table:
    """``table`` with its parts by the column of the name ``order``, largest first, after a "-" smallest first.

    Parts without a value stand behind the others, the total at the end; any other order changes nothing.
    """
    rising, token = order.startswith("-"), order.removeprefix("-")
    at = next((at for at, column in enumerate(table.columns) if column.token == token), None)
    if at is None:
        return table
    valued = [row for row in table.parts if _value(row.cells[at]) is not None]
    without = [row for row in table.parts if _value(row.cells[at]) is None]
    ordered = sorted(valued, key=lambda row: _value(row.cells[at]) or Decimal(0), reverse=not rising)
    totals: Sequence[Row] = [row for row in table.rows if row.total]
    return replace(table, sections=(("", (*ordered, *without, *totals)),))


def _value(cell: Cell | None) -> Decimal | None:
    return None if cell is None else cell.result.value
