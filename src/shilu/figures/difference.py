"""The difference between two values of a figure, in words."""

from decimal import Decimal

from django.utils.translation import gettext as _

from shilu.figures.result import PER_CENT, Compared, shown_value


def difference_words(other: Compared, *, measure: str) -> str:
    """+3次（+12.5%）; two shares differ by points; empty where one of the values is missing."""
    if not other.difference:
        return "" if other.difference is None else _("unchanged")
    shown = amount_words(other.difference, measure=measure)
    shown = f"+{shown}" if other.difference > 0 else shown
    if other.percent is None or measure == PER_CENT:
        return shown
    return _("%(value)s (%(shown)s)") % {"value": shown, "shown": f"{other.percent * 100:+.1f}%"}


def amount_words(difference: Decimal, *, measure: str) -> str:
    """How much it is: 3次, 2.5 points."""
    shown = shown_value(difference, measure=measure)
    return shown.removesuffix(PER_CENT) + _(" points") if measure == PER_CENT else shown
