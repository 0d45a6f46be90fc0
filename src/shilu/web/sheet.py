"""A list as a workbook: what is shown, as text that stays text."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Final

import xlsxwriter
from django.http import FileResponse

_WIDEST: Final = 60
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sheet_response(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> FileResponse:
    """A workbook of one sheet, to be saved as ``name``.xlsx; numbers stay numbers, everything else is text."""
    written = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(written, options) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True, "bottom": 1})
        sheet.write_row(0, 0, head, bold)
        widths = [len(title) * 2 for title in head]
        for at, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if isinstance(value, int):
                    sheet.write_number(at, column, value)
                else:
                    sheet.write_string(at, column, str(value))
                widths[column] = max(widths[column], len(str(value)) * 2)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(width + 2, _WIDEST))
        sheet.freeze_panes(1, 0)
    written.seek(0)
    return FileResponse(written, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)
