"""Tables of the tour: workbooks taken in, cells refused, a half-year beside two earlier ones."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from shilu.cli.printing import print_table
from shilu.demo.steps import Line
from shilu.ledger.importing.outcome import Imported
from shilu.lib.enumerating import enumerated
from shilu.lib.periods import Period

_NOT_STORED = frozenset({"names", "private"})


def print_imported(done: Iterable[Imported]) -> None:
    """A row a workbook: its rows, how many are new, and the columns with names and contents that were dropped."""
    rows = [(one.file, one.rows, one.new, enumerated(_dropped(one))) for one in done]
    print_table([_("Workbook"), _("Rows"), _("New"), _("Columns not stored")], rows, numbers=frozenset({1, 2}))


def _dropped(one: Imported) -> list[str]:
    columns = [column for table in one.guess for column in table["columns"]]
    return list(dict.fromkeys(str(column["name"]) for column in columns if column["role"] in _NOT_STORED))


def print_refused(one: Imported) -> None:
    """A row a cell that could not be taken."""
    rows = [(cell.cell, cell.value, cell.reason) for cell in one.refused]
    print_table([_("Cell"), _("What it says"), _("Reason")], rows)


def print_compared(lines: Sequence[Line], *, period: Period) -> None:
    """A row a figure: now, the half-year before and the difference, last year's and the difference."""
    headers = [
        _("Figure"),
        period.title(),
        period.previous().title(),
        _("Difference"),
        period.year_before().title(),
        _("Difference"),
    ]
    rows = [
        (line.now.title, line.now.shown or "—", *_beside(line, line.before), *_beside(line, line.year_before))
        for line in lines
    ]
    print_table(headers, rows, numbers=frozenset(range(1, len(headers))))


def _beside(line: Line, other: Decimal | None) -> tuple[str, str]:
    """A value of another period, and the difference to it; per cents differ by points."""
    if other is None:
        return "—", ""
    share = line.now.measure == "%"
    then = _plain(other, share=share)
    if line.now.value is None:
        return then, ""
    difference = line.now.value - other
    return then, ("+" if difference > 0 else "") + _plain(difference, share=share)


def _plain(number: Decimal, *, share: bool) -> str:
    return f"{(number * 100).quantize(Decimal('0.1')) if share else number:f}"
