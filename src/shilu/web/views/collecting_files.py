"""Files that the pages of imports hand out."""

import io
from collections.abc import Sequence

from django.http import FileResponse

from shilu.collecting.lists import list_book
from shilu.ledger.importing.workbook import Value


def workbook_answer(title: str, headings: Sequence[str], rows: Sequence[Sequence[Value]]) -> FileResponse:
    """A list as an .xlsx to keep."""
    return file_answer(list_book(title, headings, rows), f"{title}.xlsx")


def file_answer(content: bytes, name: str) -> FileResponse:
    """A file to keep under that name."""
    return FileResponse(io.BytesIO(content), as_attachment=True, filename=name)
