"""What is wrong with the fields of a request, in one line of the reader's language."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

_MOST_TOLD: Final = 5
_AROUND: Final = frozenset({"body", "query", "path", "form", "file", "header"})
"""Where a field is sought; what a program calls it comes after."""
_WHOLES: Final = frozenset({"given", "change", "why", "wanted", "choices"})
"""What operations call a body or form as a whole, which no program sees."""
_NO_NUMBER: Final = gettext_noop("write a number")
_WHOLE: Final = gettext_noop("write a whole number")
_TRUE: Final = gettext_noop("write true or false")
_TEXT: Final = gettext_noop("write a text")
_SAID: Final = {
    "missing": gettext_noop("is missing"),
    "extra_forbidden": gettext_noop("there is no such field"),
    "string_type": _TEXT,
    "string_too_short": gettext_noop("write at least %(min_length)s characters"),
    "string_too_long": gettext_noop("write at most %(max_length)s characters"),
    "string_pattern_mismatch": gettext_noop("does not have the form %(pattern)s"),
    "too_long": gettext_noop("at most %(max_length)s are taken"),
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "int_parsing_size": _WHOLE,
    "float_type": _NO_NUMBER,
    "float_parsing": _NO_NUMBER,
    "decimal_type": _NO_NUMBER,
    "decimal_parsing": _NO_NUMBER,
    "finite_number": _NO_NUMBER,
    "decimal_max_digits": gettext_noop("write at most %(max_digits)s digits"),
    "greater_than_equal": gettext_noop("write %(ge)s or more"),
    "less_than_equal": gettext_noop("write %(le)s or less"),
    "bool_type": _TRUE,
    "bool_parsing": _TRUE,
    "literal_error": gettext_noop("write one of %(expected)s"),
    "list_type": gettext_noop("write a list: […]"),
    "dict_type": gettext_noop("write an object: {…}"),
    "model_attributes_type": gettext_noop("write an object: {…}"),
    "model_type": gettext_noop("write an object: {…}"),
    "uuid_parsing": gettext_noop("write a uuid"),
    "uuid_type": gettext_noop("write a uuid"),
    "value_error": "%(error)s",
}
"""What each sort of fault is called; any other keeps the words of pydantic."""


def line_of(errors: Sequence[Mapping[str, Any]]) -> str:
    """The faults of a request's fields in one line, each with the name of its field."""
    return "; ".join(f"{_place(one['loc'])}: {_told(one)}" for one in errors[:_MOST_TOLD])


def _place(where: Sequence[str | int]) -> str:
    """The field's name as the program gives it."""
    parts = [str(part) for part in where]
    if len(parts) > 1 and parts[0] in _AROUND:
        parts.pop(0)
    if parts[0] in _WHOLES:
        parts = parts[1:] or ["body"]
    return ".".join(parts)


def _told(error: Mapping[str, Any]) -> str:
    line = _SAID.get(error["type"])
    given = {
        key: value.replace(" or ", ", ") if key == "expected" else value for key, value in error.get("ctx", {}).items()
    }
    return _(line) % given if line else str(error["msg"])
