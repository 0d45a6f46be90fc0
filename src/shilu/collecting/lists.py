"""A list of a page as a workbook."""

from collections.abc import Sequence

from shilu.ledger.importing.like_sheet import SheetBook
from shilu.ledger.importing.workbook import Value

_NARROWEST, _WIDEST = 8.0, 60.0


def list_book(title: str, headings: Sequence[str], rows: Sequence[Sequence[Value]]) -> bytes:
    """One sheet with headings and rows; a text stays a text, whatever it begins with."""
    book = SheetBook()
    cells: list[Sequence[Value]] = [list(headings), *rows]
    widths = {at: max(_wide(line[at]) for line in cells) for at in range(len(headings))}
    page = book.add(title, widths=widths)
    for at, heading in enumerate(headings):
        page.put(0, at, heading, form="heading")
    for number, row in enumerate(rows, start=1):
        for at, value in enumerate(row):
            page.put(number, at, value, form="cell")
    return book.content()


def _wide(value: Value) -> float:
    shown = sum(2 if sign > "\u2e7f" else 1 for sign in str(value)) + 2.0
    return min(max(shown, _NARROWEST), _WIDEST)
