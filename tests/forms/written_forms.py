"""Forms for tests, stated as text tables: `<` goes on with the cell left of it, `^` with the cell above, `=…` is a formula."""

from datetime import date

from shilu.figures.reading import Reading
from shilu.forms.facts import Filler
from shilu.forms.filling import Wanted, fill_form
from shilu.forms.outcome import Filling
from shilu.forms.sheet import Form, FormCell, FormLine, FormTable, Sort, Span
from shilu.lib.periods import GREGORIAN, parse_period

Texts = dict[str, str]


def form_of(*tables: FormTable, sort: Sort = "xlsx", name: str = "表样.xlsx") -> Form:
    return Form(name, sort, tables, b"")


def table_of(
    text: str,
    *,
    name: str = "Sheet1",
    patterns: dict[tuple[int, int], str] | None = None,
    locked: bool = False,
    above: tuple[str, ...] = (),
) -> FormTable:
    """A table of the lines of ``text``, cells parted by |; with ``locked`` every cell that holds text is locked."""
    rows = [[cell.rstrip(" ").removeprefix(" ") for cell in line.split("|")] for line in text.strip("\n").splitlines()]
    width = max(map(len, rows))
    rows = [[*row, *[""] * (width - len(row))] for row in rows]
    spans = [span for row, line in enumerate(rows) for column in range(len(line)) if (span := _span(rows, row, column))]
    cells = {
        (row, column): FormCell(
            row,
            column,
            "" if cell.startswith("=") else cell,
            cell.startswith("="),
            locked and bool(cell),
            (patterns or {}).get((row, column), ""),
        )
        for row, line in enumerate(rows, start=1)
        for column, cell in enumerate(line, start=1)
        if cell not in {"<", "^"}
    }
    lines = tuple(FormLine(number, line) for number, line in enumerate(above, start=1))
    return FormTable(name, len(rows), width, cells, tuple(spans), lines, protected=locked)


def _span(rows: list[list[str]], row: int, column: int) -> Span | None:
    if rows[row][column] in {"<", "^"}:
        return None
    last_column = column
    while last_column + 1 < len(rows[row]) and rows[row][last_column + 1] == "<":
        last_column += 1
    last_row = row
    while last_row + 1 < len(rows) and rows[last_row + 1][column] == "^":
        last_row += 1
    if (last_row, last_column) == (row, column):
        return None
    return Span(row + 1, column + 1, last_row + 1, last_column + 1)


def filling_of(
    *tables: FormTable,
    period: str = "2022-H1",
    unit: str = "X",
    zero: str = "0",
    sort: Sort = "xlsx",
    name: str = "表样.xlsx",
    reviewer: str = "",
) -> Filling:
    """The form filled from the ledger as it is, for the unit of that code."""
    reading = Reading(today=None)
    asked = reading.structure.by_code(unit)
    filler = Filler(asked.name, "张三", reviewer, "0000-123", date(2022, 7, 4))
    wanted = Wanted(asked.uuid, parse_period(period), filler, zero)
    return fill_form(form_of(*tables, sort=sort, name=name), wanted=wanted, calendar=GREGORIAN, reading=reading)


def shown(filling: Filling) -> Texts:
    """What was written, by cell, of the only table of a form."""
    return {one["cell"]: one["shown"] for one in filling.as_json()["filled"]}


def left(filling: Filling) -> Texts:
    """Why each cell stays empty."""
    return {one["cell"]: one["reason"] for one in filling.as_json()["empty"]}
