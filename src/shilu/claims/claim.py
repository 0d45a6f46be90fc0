"""A number that a text claims about the work or the body it reports: the number, its measure word and what is counted."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

Approx = Literal["exact", "at_least", "about", "at_most"]
Per = Literal["", "day", "week", "month", "quarter", "year"]
Sort = Literal["count", "share", "measure"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One number of a text, as written and as meant.

    ``start`` and ``end`` are offsets of ``quote`` in the text. ``value`` is the plain number (a per cent as a fraction,
    万 and 亿 folded in), None for a placeholder such as ×名. ``unit`` is the measure word as written, ``what`` the
    shortest phrase that names what is counted. ``per`` is the period of a stated rate, ``period`` what the text ties the
    claim to. ``marks`` are the words that make the number inexact, as written (约, 余, 以上); ``upper`` is the other end
    of a range whose lower end is ``value``.
    """

    start: int
    end: int
    quote: str
    value: Decimal | None
    approx: Approx = "exact"
    unit: str = ""
    what: str = ""
    per: Per = ""
    period: str = ""
    kind: Sort = "count"
    marks: tuple[str, ...] = ()
    upper: Decimal | None = None

    def as_json(self) -> dict[str, Any]:
        """The keys of a marked claim: a whole number as int, any other and every share as float."""
        value: int | float | None = None
        if self.value is not None:
            whole = self.kind != "share" and self.value == self.value.to_integral_value()
            value = int(self.value) if whole else float(self.value)
        return {
            "quote": self.quote,
            "value": value,
            "approx": self.approx,
            "unit": self.unit,
            "what": self.what,
            "per": self.per,
            "period": self.period,
            "kind": self.kind,
            "start": self.start,
            "end": self.end,
        }
