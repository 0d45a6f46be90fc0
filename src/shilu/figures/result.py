"""The answer to one question: a figure of a unit in a period, with all that a reader may ask about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from django.utils.translation import gettext as _

from shilu.lib.amounts import plain_number
from shilu.lib.enumerating import beside
from shilu.lib.periods import Period

Status = Literal["reported", "partial", "none"]
Hidden = Literal["", "few", "neighbour"]

PER_CENT = "%"
PLACES = 6  # of a quotient; more would only be noise in a file


@dataclass(frozen=True, slots=True)
class Compared:
    """The same figure in another period; ``percent`` is a fraction, 0.125 for 12.5 %.

    ``word`` stands where the value is not there.
    """

    period: Period
    value: Decimal | None
    difference: Decimal | None
    percent: Decimal | None
    word: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Result:
    """A figure's value with what it means and what it rests on.

    ``value`` is None where there is nothing to say, and ``reason`` then tells why; a per cent is a fraction. ``shown``
    is what a reader sees, with the measure word. ``numerator`` and ``denominator`` stand where the value is a quotient.
    ``word`` says in a word why there is no value, where it is not that something was not reported. ``over`` is the time in
    which the numerator was counted, where that is not the period. ``counts`` is the title of the quantity, where its
    kind has several. ``ahead`` where its status is less than reported only because the time is not over.
    ``of`` are all entries of its kind, where only some of them say what is counted.
    ``own`` marks what a unit recorded itself among the parts of its subtree. ``as_of`` is the position of the log, ``moment`` when its last row came in.
    """

    asked: str | None
    figure: str
    title: str
    definition: str
    unit: UUID
    unit_code: str
    unit_name: str
    period: Period
    quantity: str
    measure: str
    labels: Mapping[str, str]
    value: Decimal | None
    shown: str
    status: Status
    as_of: int
    entries: int
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    missing: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    reason: str = ""
    hidden: Hidden = ""
    own: bool = False
    word: str = ""
    over: Period | None = None
    counts: str = ""
    ahead: bool = False
    of: int = 0
    compare: Compared | None = field(default=None)
    moment: datetime | None = field(default=None, compare=False)

    @property
    def is_incomplete(self) -> bool:
        """Whether the value misses what should have been reported."""
        partial = self.status == "partial" or (self.status == "none" and self.value is not None)
        return partial and not self.ahead

    @property
    def said_by_some(self) -> str:
        """That not every record of the kind says what is counted; empty where each does."""
        if not self.of:
            return ""
        told = {"said": self.entries, "of": self.of, "quantity": self.counts or self.measure}
        return _("%(said)s of %(of)s records say the %(quantity)s") % told

    @property
    def lacking(self) -> str:
        """The word that stands beside the dash where there is no value."""
        if self.value is not None:
            return ""
        words = {"none": _("not reported"), "partial": _("not all reported"), "reported": _("no value")}
        return self.shown or self.word or words[self.status]

    @property
    def lacking_named(self) -> str:
        """The same where several quantities of a kind stand together: which of them is not there, and why."""
        if self.value is not None or self.shown or not self.counts:
            return self.lacking
        return beside(self.counts, self.lacking)


def quotient(numerator: Decimal, denominator: Decimal) -> Decimal:
    """The quotient to six decimals, without trailing zeros."""
    return plain((numerator / denominator).quantize(Decimal(1).scaleb(-PLACES)))


def plain(number: Decimal) -> Decimal:
    """The number without trailing zeros or exponent: 8, 2.5, 1000."""
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def shown_value(value: Decimal, *, measure: str) -> str:
    """The value as a reader sees it: 8次, 2.17次, 97.5%."""
    number = value * 100 if measure == PER_CENT else value
    places = Decimal("0.1") if measure == PER_CENT else Decimal("0.01")
    short = number if measure != PER_CENT and number == number.quantize(Decimal("0.001")) else number.quantize(places)
    return f"{plain(short):f}{measure}"


def as_json(result: Result) -> dict[str, Any]:
    """The object that ``shilu figures --format json`` prints for one result."""
    share = result.measure == PER_CENT
    written: dict[str, Any] = {
        "asked": result.asked,
        "figure": result.figure,
        "title": result.title,
        "definition": result.definition,
        "unit": result.unit_code,
        "unit_name": result.unit_name,
        "period": result.period.name,
        "quantity": result.quantity,
        "measure": result.measure,
        "labels": dict(result.labels),
        "value": json_number(result.value, share=share),
        "shown": result.shown,
        "numerator": json_number(result.numerator),
        "denominator": json_number(result.denominator),
        "status": result.status,
        "missing": list(result.missing),
        "remarks": list(result.remarks),
        "reason": result.reason or None,
        "as_of": result.as_of,
        "entries": result.entries,
    }
    if result.own:
        written["own"] = True
    if result.over is not None and result.over != result.period:
        written["over"] = result.over.name
    if result.compare is not None:
        written["compare"] = {
            "period": result.compare.period.name,
            "value": json_number(result.compare.value, share=share),
            "difference": json_number(result.compare.difference, share=share),
            "percent": json_number(result.compare.percent, share=True),
        }
    return written


def json_number(number: Decimal | None, *, share: bool = False) -> int | float | None:
    """A whole number as such, any other and every share with its decimals."""
    if number is None:
        return None
    return float(number) if share else plain_number(number)
