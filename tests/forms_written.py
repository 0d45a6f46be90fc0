"""Forms for tests, stated as text tables: `<` goes on with the cell left of it, `^` with the cell above, `=…` is a formula."""

from shilu.forms.sheet import Form, FormCell, FormLine, FormTable, Span


def form_of(*tables: FormTable, sort: str = "xlsx", name: str = "表样.xlsx") -> Form:
    return Form(name, sort, tables, b"")


def table_of(
    text: str,
    *,
    name: str = "Sheet1",
    patterns: dict[tuple[int, int], str] | None = None,
    locked: bool = False,
    above: tuple[str, ...] = (),
    below: tuple[str, ...] = (),
) -> FormTable:
    """A table of the lines of ``text``, cells parted by |; with ``locked`` every cell that holds text is locked."""
    rows = [[cell.rstrip().removeprefix(" ") for cell in line.split("|")] for line in text.strip("\n").splitlines()]
    width = max(map(len, rows))
    rows = [[*row, *[""] * (width - len(row))] for row in rows]
    cells, spans = {}, []
    for row, line in enumerate(rows, start=1):
        for column, cell in enumerate(line, start=1):
            if cell in {"<", "^"}:
                continue
            shown = "" if cell.startswith("=") else cell
            pattern = (patterns or {}).get((row, column), "")
            cells[row, column] = FormCell(row, column, shown, cell.startswith("="), locked and bool(cell), pattern)
            last_column = column
            while last_column < width and line[last_column] == "<":
                last_column += 1
            last_row = row
            while last_row < len(rows) and rows[last_row][column - 1] == "^":
                last_row += 1
            if (last_row, last_column) != (row, column):
                spans.append(Span(row, column, last_row, last_column))
    # a range over several rows and columns is written with < in every further column of its first row only
    lines = lambda texts, first: tuple(FormLine(first + at, line) for at, line in enumerate(texts))  # noqa: E731
    inside = {
        (row, column)
        for span in spans
        for row in range(span.row, span.last_row + 1)
        for column in range(span.column, span.last_column + 1)
        if (row, column) != (span.row, span.column)
    }
    kept = {at: cell for at, cell in cells.items() if at not in inside}
    return FormTable(
        name,
        len(rows),
        width,
        kept,
        tuple(spans),
        lines(above, 1),
        lines(below, len(above) + 1),
        protected=locked,
    )
