"""What a cell shows: its value in the format that it has."""

from decimal import Decimal, InvalidOperation

from shilu.documents.openxml.spans import Node
from shilu.documents.shown_numbers import shown_number
from shilu.forms.excel.book import Book, text_of, unescaped


def shown(cell: Node, book: Book) -> str:
    """The text that a cell shows; of a formula its last result."""
    sort = cell.attributes.get("t", "n")
    if sort == "inlineStr":
        inline = cell.child("is")
        return text_of(inline) if inline is not None else ""
    if sort == "s":
        shared = book.shared(cell)
        return text_of(shared) if shared is not None else ""
    stored = cell.child("v")
    value = stored.text if stored is not None else ""
    if sort == "b":
        return {"1": "TRUE", "0": "FALSE"}.get(value, value)
    if sort == "n":
        return _number(value.strip(), book.format(cell.attributes.get("s")).pattern, from_1904=book.from_1904)
    return unescaped(value).replace("\r\n", "\n")


def _number(value: str, pattern: str, *, from_1904: bool) -> str:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    return shown_number(number, pattern, from_1904=from_1904) if number.is_finite() else value
