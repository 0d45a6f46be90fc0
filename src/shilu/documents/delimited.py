"""Rows of a CSV file in the encodings and with the separators that offices use."""

import csv
import io
from typing import Final

from django.utils.translation import gettext as _

from shilu.documents.decoding import decoded
from shilu.lib.errors import Refused

_SEPARATORS: Final = (",", "\t", ";")


def read_delimited(data: bytes, *, name: str) -> list[list[str]]:
    """Rows of text cells, all of one width; UTF-8 (with or without BOM), UTF-16 with BOM or GB 18030."""
    text = decoded(data, name=name)
    separator = max(_SEPARATORS, key=lambda mark: _evenness(text, mark))
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise Refused(
            _("%(file)s cannot be read as CSV (a quotation mark is not closed?); save it as .xlsx.") % {"file": name}
        ) from error
    width = max((len(row) for row in rows), default=0)
    return [[cell.strip() for cell in row] + [""] * (width - len(row)) for row in rows]


def _evenness(text: str, separator: str) -> tuple[int, int]:
    """How many of the first lines have the commonest number of cells, then that number: the separator gives the most."""
    lines = [line for line in text[:20_000].splitlines()[:30] if line.strip()]
    widths = [len(row) for row in csv.reader(lines, delimiter=separator)]
    split = [width for width in widths if width > 1]
    if not split:
        return (0, 0)
    usual = max(set(split), key=split.count)
    return (split.count(usual), usual)
