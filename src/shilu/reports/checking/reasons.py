"""The sentences in which a clerk reads why a claim got its verdict."""

from decimal import Decimal

from django.utils.translation import gettext as _

from shilu.claims.claim import Claim
from shilu.figures.result import PER_CENT, Result, shown_value
from shilu.reports.checking.bounds import Bounds


def recorded_words(result: Result) -> str:
    """What the records have: unit, period, figure and value."""
    said = {
        "unit": result.unit_name,
        "period": result.period.title(),
        "shown": result.shown,
        "title": result.title,
        "entries": result.entries,
    }
    if not result.entries:
        return _("%(unit)s, %(period)s: “%(title)s” is %(shown)s") % said
    return _("%(unit)s, %(period)s: the ledger has %(shown)s of “%(title)s” (%(entries)s records)") % said


def nothing_words(result: Result) -> str:
    """That there is no record at all."""
    return _("%(unit)s, %(period)s: the ledger has no record of “%(title)s”") % {
        "unit": result.unit_name,
        "period": result.period.title(),
        "title": result.title,
    }


def allowed_words(claim: Claim, bounds: Bounds, *, measure: str) -> str:
    """Which values a number with a mark stands for; an empty string where one number was written."""
    if bounds.is_one:
        return ""
    low, high = (_number(bound, measure) for bound in _whole_ends(bounds, whole=measure != PER_CENT))
    said = {"quote": claim.quote, "low": low, "high": high}
    if low and high:
        return _("“%(quote)s” stands for %(low)s to %(high)s") % said
    return (
        _("“%(quote)s” stands for at least %(low)s") if low else _("“%(quote)s” stands for at most %(high)s")
    ) % said


def sentence(*parts: str) -> str:
    """Parts of a reason as one sentence."""
    said, *more = [part.rstrip("。；.;") for part in parts if part]
    for part in more:
        said = _("%(first)s; %(second)s") % {"first": said, "second": part}
    return _("%(words)s.") % {"words": said}


def _whole_ends(bounds: Bounds, *, whole: bool) -> tuple[Decimal | None, Decimal | None]:
    low, high = bounds.low, bounds.high
    if not whole:
        return low, high
    if low is not None:
        up = low.to_integral_value(rounding="ROUND_CEILING")
        low = up + 1 if bounds.low_open and up == low else up
    if high is not None:
        down = high.to_integral_value(rounding="ROUND_FLOOR")
        high = down - 1 if bounds.high_open and down == high else down
    return low, high


def _number(bound: Decimal | None, measure: str) -> str:
    return "" if bound is None else shown_value(bound, measure=measure)
