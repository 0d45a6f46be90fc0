"""Several names written into one field: names set apart by signs, and labels with their values, a line each."""

import re

from django.utils.translation import gettext as _

from shilu.ledger.labels_made import NewLabel
from shilu.lib.errors import Refused

_NAME_AND_VALUES = re.compile(r"\s*([^：:]+?)\s*[：:]\s*(.*?)\s*(等)?\s*")


def names_in(text: str) -> list[str]:
    """The names of a field that holds several."""
    for sign in "\n，,；;":
        text = text.replace(sign, "、")
    return [name.strip() for name in text.split("、") if name.strip()]


def labels_in(text: str) -> list[NewLabel]:
    """The labels of a field, a line each: ``班次：白班、夜班``; with 等 at its end it takes others as written."""
    found = []
    for line in filter(str.strip, text.splitlines()):
        read = _NAME_AND_VALUES.fullmatch(line)
        if read is None:
            raise Refused(_("“%(line)s” is not written like 班次：白班、夜班.") % {"line": line.strip()})
        found.append(NewLabel(read[1], names_in(read[2]), open=bool(read[3])))
    return found
