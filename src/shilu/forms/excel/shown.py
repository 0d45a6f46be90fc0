"""What a cell shows: its value in the format that it has."""

import re
from decimal import Decimal, InvalidOperation
from typing import Final

from openpyxl.styles.numbers import is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from shilu.documents.openxml.spans import Node
from shilu.forms.excel.book import Book, text_of, unescaped

_CHINESE: Final = re.compile(r"年|月|日")
_PLACES: Final = re.compile(r"0\.(0+)")
_MOST_PLACES: Final = 15


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
        return number_shown(value.strip(), book.format(cell.attributes.get("s")).pattern, from_1904=book.from_1904)
    return unescaped(value).replace("\r\n", "\n")


def number_shown(value: str, pattern: str, *, from_1904: bool = False) -> str:
    """A number as its format shows it, as far as forms use formats: plain, per cent, days and times."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if not number.is_finite():
        return value
    if pattern and is_date_format(pattern):
        return _day(float(number), pattern, from_1904=from_1904) or value
    section = pattern.partition(";")[0]
    places = len(found[1]) if (found := _PLACES.search(section)) else 0
    if "%" in section:
        return f"{number * 100:.{places}f}%"
    if section in {"0", "#,##0"} or places:
        text = f"{number:,.{places}f}" if "," in section else f"{number:.{places}f}"
        return text if section.strip("0#,.") == "" else _plain(number)
    return _plain(number)


def _plain(number: Decimal) -> str:
    """The number without the dust of binary fractions (0.30000000000000004)."""
    if len(number.as_tuple().digits) > _MOST_PLACES:
        number = +Decimal(f"{float(number):.15g}")
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _day(number: float, pattern: str, *, from_1904: bool) -> str:
    try:
        found = from_excel(number, CALENDAR_MAC_1904 if from_1904 else CALENDAR_WINDOWS_1900)
    except (ValueError, OverflowError):
        return ""
    if not hasattr(found, "year"):
        return str(found)
    if _CHINESE.search(pattern):
        written = (("y", f"{found.year}年"), ("m", f"{found.month}月"), ("d", f"{found.day}日"))
        return "".join(word for letter, word in written if letter in pattern.lower())
    day = f"{found.year:04}-{found.month:02}" + (f"-{found.day:02}" if "d" in pattern.lower() else "")
    return f"{day} {found.hour:02}:{found.minute:02}" if "h" in pattern.lower() else day
