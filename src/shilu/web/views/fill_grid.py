"""A filled form laid out for a page: its sheets and tables as they stand, with what was filled and what was left open."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from shilu.forms.outcome import Empty, Filled, Filling
from shilu.forms.sheet import Form, FormCell, FormLine, FormTable, Span, Spot, address
from shilu.lib.cells import column_letters

MOST_ROWS: Final = 200
MOST_COLUMNS: Final = 40
_LONG: Final = 12  # signs that seldom fit into one cell


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the page: ``state`` is filled, told (who fills it in), open, formula or "" for what stood there."""

    row: int
    column: int
    text: str
    state: str = ""
    reason: str = ""
    rows: int = 1
    columns: int = 1
    has_records: bool = False

    @property
    def is_long(self) -> bool:
        """Whether it is read as a line of text."""
        return len(self.text) > 2 * _LONG or "\n" in self.text


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a Word form outside its tables."""

    text: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet or Word table; ``letters`` head the columns of a sheet, ``left_out`` is how many rows the page does not show."""

    name: str
    letters: Sequence[str]
    rows: Sequence[tuple[int, Sequence[Cell]]]
    above: Sequence[Line]
    below: Sequence[Line]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Reason:
    """Why places stay open, and which."""

    reason: str
    places: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Found:
    """What was filled and what stays open, by place."""

    filled: Mapping[Spot, Filled]
    empty: Mapping[Spot, Empty]


def tables_of(form: Form, filling: Filling) -> list[Table]:
    """The tables of the filled ``form``, hidden ones left out."""
    found = _Found({one.spot: one for one in filling.filled}, {one.spot: one for one in filling.empty})
    return [_table(table, form, found) for table in form.tables if not table.hidden]


def reasons_of(filling: Filling) -> list[Reason]:
    """The reasons for which places stay open, each with its places in the words of a clerk."""
    several = len({one.spot.table for one in filling.empty if one.spot.table}) > 1
    found: dict[str, list[str]] = {}
    for one in filling.empty:
        place = address(one.spot, sort=filling.sort)
        named = several and one.spot.table
        found.setdefault(one.reason, []).append(f"{one.spot.table} {place}" if named else place)
    return [Reason(reason, places) for reason, places in found.items()]


def _table(table: FormTable, form: Form, found: _Found) -> Table:
    spans = {(span.row, span.column): span for span in table.spans}
    covered = {
        (row, column)
        for span in table.spans
        for row in range(span.row, span.last_row + 1)
        for column in range(span.column, span.last_column + 1)
    } - set(spans)
    last = min(table.width, MOST_COLUMNS)
    shown = [row for row in range(1, table.height + 1) if row not in table.hidden_rows]
    rows = []
    for row in shown[:MOST_ROWS]:
        own = [column for column in range(1, last + 1) if (row, column) not in covered]
        cells = [_cell(table, row, column, spans.get((row, column)), found) for column in own]
        rows.append((row, list(_flowing(cells)) if form.sort == "xlsx" else cells))
    letters = [column_letters(column) for column in range(1, last + 1)] if form.sort == "xlsx" else []
    above = [_line(line, found) for line in table.above if line.text.strip()]
    below = [_line(line, found) for line in table.below if line.text.strip()]
    return Table(table.name, letters, rows, above, below, max(len(shown) - MOST_ROWS, 0))


def _cell(table: FormTable, row: int, column: int, span: Span | None, found: _Found) -> Cell:
    spot = Spot(table.name, row, column)
    cell = table.cells.get((row, column)) or FormCell(row, column)
    rows, columns = (span.last_row - row + 1, span.last_column - column + 1) if span else (1, 1)
    if (one := found.filled.get(spot)) is not None:
        state = "filled" if one.figure or one.entries else "told"
        return Cell(row, column, cell.text or one.shown, state, "", rows, columns, bool(one.entries))
    if (left := found.empty.get(spot)) is not None:
        return Cell(row, column, cell.text, "open", left.reason, rows, columns)
    return Cell(row, column, cell.text, "formula" if cell.formula else "", "", rows, columns)


def _flowing(cells: Sequence[Cell]) -> Iterator[Cell]:
    """The cells of a sheet's row; a long text runs on over empty cells to its right, as a sheet shows it."""
    at = 0
    while at < len(cells):
        cell = cells[at]
        at += 1
        if len(cell.text) > _LONG and cell.rows == 1 and cell.state in {"", "told"}:
            while at < len(cells) and not (cells[at].text or cells[at].state) and cells[at].rows == 1:
                cell = replace(cell, columns=cell.columns + cells[at].columns)
                at += 1
        yield cell


def _line(line: FormLine, found: _Found) -> Line:
    return Line(line.text, "told" if Spot("", line.number) in found.filled else "")
