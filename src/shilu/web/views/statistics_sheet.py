"""A table of figures as a workbook: numbers as numbers, text as text, with its definitions on a sheet of their own."""

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO

from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from shilu.figures.queries import definition_sentence
from shilu.figures.result import Result
from shilu.ledger.queries import moment_of
from shilu.lib.moments import moment_told
from shilu.web.views.statistics_cells import Table
from shilu.web.views.statistics_words import Plain, plain_rows, unreported


def workbook(table: Table) -> bytes:
    """The table under a line that says unit, period and as of which row of the log; definitions on the second sheet."""
    out = BytesIO()
    book = Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    look = table.look
    sheet = book.add_worksheet(_("Statistics"))
    sheet.write_string(0, 0, f"{look.unit.name} {look.period.title()}")
    sheet.write_string(1, 0, _("As of %(at)s") % {"at": moment_told(moment_of(table.as_of))})
    if remark := unreported(table.rows):
        sheet.write_string(2, 0, _("Note: %(unreported)s") % {"unreported": remark})
    lines = list(plain_rows(table, table.rows))
    _write(sheet, lines, first=3, head=bold)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, max(len(lines[0]) - 1, 1), 14)
    sheet.freeze_panes(4, 1)
    meanings = book.add_worksheet(_("Definitions"))
    meanings.set_column(0, 0, 100, wrapped)
    for at, line in enumerate(dict.fromkeys(definition_sentence(one) for one in _results(table))):
        meanings.write_string(at, 0, line)
    book.close()
    return out.getvalue()


def _write(sheet: Worksheet, lines: Sequence[Sequence[Plain]], *, first: int, head: Format) -> None:
    for at, line in enumerate(lines, start=first):
        for column, value in enumerate(line):
            if isinstance(value, Decimal):
                sheet.write_number(at, column, float(value))
            elif value is not None:
                sheet.write_string(at, column, value, head if at == first else None)


def _results(table: Table) -> list[Result]:
    rows = table.rows if not table.columns else [row for row in table.rows if row.total]
    return [cell.result for row in rows for cell in row.cells if cell is not None]
