"""Figures that are computed from other figures: ratio, rate, comparison, target."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from shilu.figures.outcome import Outcome, joined
from shilu.figures.result import PER_CENT, plain, quotient, shown_value
from shilu.ledger.catalogue import Figure, Target
from shilu.lib.errors import Refused
from shilu.lib.period import Period
from shilu.lib.periods import parse_period

_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_SHORTEST = 28  # days, of which an average over months can be told

Computed = Callable[[str, Period], Outcome]  # the figure that a reference names, in a period


def ratio(figure: Figure, *, period: Period, computed: Computed) -> Outcome:
    """One figure over another; no value where the other is 0."""
    numerator, denominator = computed(figure.numerator, period), computed(figure.denominator, period)
    found = replace(joined(numerator, denominator), numerator=numerator.value, denominator=denominator.value)
    if numerator.value is None or denominator.value is None:
        return found
    if not denominator.value:
        return replace(found, reason=_("the denominator is 0"))
    return replace(found, value=quotient(numerator.value, denominator.value))


def rate(figure: Figure, *, period: Period, computed: Computed) -> Outcome:
    """A figure averaged over the months, quarters or years of the period; a month that was begun counts whole."""
    of = computed(figure.of, period)
    months, each = len(period.months()), _MONTHS[figure.per or "month"]
    if months < each or (period.last - period.first).days + 1 < _SHORTEST:
        return replace(of, value=None, reason=_("the period is too short for an average"))
    if of.value is None:
        return of
    parts = plain(Decimal(months) / each)
    return replace(of, value=quotient(of.value, parts), numerator=of.value, denominator=parts)


def comparison(figure: Figure, *, period: Period, computed: Computed) -> Outcome:
    """How much more than in an earlier period: in per cent where that is its measure word, else the difference."""
    earlier = earlier_period(figure, period)
    now, before = computed(figure.of, period), computed(figure.of, earlier)
    found = replace(joined(now, before), numerator=now.value, denominator=before.value, entries=now.entries)
    if now.value is None or before.value is None:
        return found
    if figure.measure != PER_CENT:
        return replace(found, value=plain(now.value - before.value))
    if not before.value:
        return replace(found, reason=_("there was nothing in %(period)s") % {"period": earlier.title()})
    return replace(found, value=quotient(now.value - before.value, before.value))


def earlier_period(figure: Figure, period: Period) -> Period:
    """What a comparison looks back to."""
    return period.previous() if figure.against == "previous" else period.year_before()


def target(figure: Figure, *, period: Period, computed: Computed, unit: str, root: bool) -> Outcome:
    """The amount set for the unit of that code, or how far it is done where the measure word is per cent."""
    of = computed(figure.of, period)
    goal = _goal(figure.targets, period=period, unit=unit, root=root)
    if goal is None:
        return replace(of, value=None, reason=_("no target was set for this unit and period"))
    found = replace(of, numerator=of.value, denominator=goal.amount)
    if of.value is None:
        return found
    share = quotient(of.value, goal.amount)
    if figure.measure == PER_CENT:
        return replace(found, value=share)
    done = _("%(done)s done, %(share)s of it") % {
        "done": shown_value(of.value, measure=figure.measure),
        "share": shown_value(share, measure=PER_CENT),
    }
    return replace(found, value=goal.amount, remarks=(*of.remarks, done))


def _goal(targets: tuple[Target, ...], *, period: Period, unit: str, root: bool) -> Target | None:
    """The target of the shortest time that contains ``period``; one without a unit is that of the whole body."""
    found: list[tuple[int, Target]] = []
    for one in targets:
        if one.unit != unit and not (root and not one.unit):
            continue
        try:
            time = parse_period(one.period, calendar=period.calendar)
        except Refused:
            continue
        if time.covers(period.first, period.last):
            found.append(((time.last - time.first).days, one))
    return min(found, key=lambda one: one[0])[1] if found else None
