"""How an answer reaches the reader: as a table, as JSON for scripts, or as CSV for a spreadsheet."""

import csv
import io
import json
import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer
from django.utils.translation import gettext_noop as _

from shilu.lib.enumerating import enumerated

if TYPE_CHECKING:
    from rich.console import Console

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


class Format(StrEnum):
    """The forms of an answer."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


FormatOption = Annotated[Format, typer.Option("--format", help=_("How to print: table, json (for scripts) or csv."))]


def console() -> "Console":
    """Standard output as rich prints it: as wide as the terminal, and never cutting cells when piped."""
    from rich.console import Console  # noqa: PLC0415 - it takes time to load, and JSON needs none of it

    width = None if sys.stdout.isatty() else 160
    # no markup: a cell may hold words in square brackets, which are shown as they are
    return Console(file=sys.stdout, width=width, highlight=False, soft_wrap=True, markup=False, emoji=False)


def say(line: object = "") -> None:
    """One line of standard output."""
    typer.echo(str(line))


def remark(line: object) -> None:
    """One line beside the answer, on standard error."""
    typer.echo(str(line), err=True)


def print_json(value: Any) -> None:
    """One JSON value, indented, letters as they are."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=1))


def print_table(
    headers: Sequence[str], rows: Iterable[Sequence[object]], *, numbers: frozenset[int] = frozenset()
) -> None:
    """A table; the columns at ``numbers`` are set to the right."""
    from rich.table import Table  # noqa: PLC0415 - as above

    table = Table(box=None, pad_edge=False, header_style="bold")
    for at, header in enumerate(headers):
        table.add_column(header, justify="right" if at in numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*("" if cell is None else str(cell) for cell in row))
    console().print(table)


def print_csv(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """CSV in which a text cell stays text: what a spreadsheet would take for a formula gets an apostrophe."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(headers)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    typer.echo(stream.getvalue(), nl=False)


def _safe(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell


def print_rows(
    headers: Sequence[str],
    rows: Sequence[Sequence[object]],
    *,
    form: Format,
    value: Any,
    numbers: frozenset[int] = frozenset(),
) -> None:
    """The same answer in the form that was asked for; ``value`` is what scripts get."""
    if form is Format.JSON:
        print_json(value)
    elif form is Format.CSV:
        print_csv(headers, rows)
    else:
        print_table(headers, rows, numbers=numbers)


def print_positions(seqs: Sequence[int], line: str, form: Format) -> None:
    """Which rows a command wrote to the log; ``line`` names them as %(seqs)s."""
    if form is Format.JSON:
        print_json({"seqs": list(seqs)})
    else:
        say(line % {"seqs": enumerated(seqs)})
