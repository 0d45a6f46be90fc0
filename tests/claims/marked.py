"""Marked text: claims written in place as ⟦quote｜what｜value｜unit｜approx｜per｜kind⟧, read to the plain text and its claims."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

_MARK = re.compile(r"⟦([^⟦⟧\n]*)⟧")
_FIELDS = ("quote", "what", "value", "unit", "approx", "per", "kind")
_ALLOWED = {
    "approx": ("exact", "at_least", "about", "at_most"),
    "per": ("", "day", "week", "month", "quarter", "year"),
    "kind": ("count", "share", "measure"),
}


class BadMarkError(ValueError):
    """A mark that cannot be read; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A claim as marked by hand."""

    start: int
    end: int
    quote: str
    what: str
    value: Decimal | None
    unit: str
    approx: str = "exact"
    per: str = ""
    kind: str = "count"


def read_marked(path: Path) -> tuple[str, tuple[Marked, ...]]:
    """The text of a file without its marks, and the claims with their offsets in that text."""
    lines: list[str] = []
    claims: list[Marked] = []
    size = 0
    for at, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        place = f"{path.name}:{at}"
        plain = ""
        last = 0
        for found in _MARK.finditer(line):
            plain += line[last : found.start()]
            claim = _claim(found[1], size + len(plain), place)
            claims.append(claim)
            plain += claim.quote
            last = found.end()
        plain += line[last:]
        if "⟦" in plain or "⟧" in plain:
            raise BadMarkError(f"{place}: a bracket of a mark stands alone")
        lines.append(plain)
        size += len(plain) + 1
    return "\n".join(lines), tuple(claims)


def _claim(told: str, start: int, place: str) -> Marked:
    fields = told.split("｜")
    if not 4 <= len(fields) <= len(_FIELDS):
        raise BadMarkError(f"{place}: ⟦{told}⟧ has {len(fields)} fields, not 4 to {len(_FIELDS)}")
    quote, what, written, unit, *rest = fields
    if not quote:
        raise BadMarkError(f"{place}: ⟦{told}⟧ quotes nothing")
    try:
        value = None if written == "null" else Decimal(written)
    except InvalidOperation:
        raise BadMarkError(f"{place}: ⟦{told}⟧ has the value {written!r}, which is no number") from None
    named = dict(zip(_FIELDS[4:], rest, strict=False))
    for name, word in named.items():
        if word not in _ALLOWED[name]:
            raise BadMarkError(
                f"{place}: ⟦{told}⟧ has {name} {word!r}, not one of {', '.join(map(repr, _ALLOWED[name]))}"
            )
    return Marked(start, start + len(quote), quote, what, value, unit, **named)
