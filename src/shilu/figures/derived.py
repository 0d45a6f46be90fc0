"""Figures that are computed from other figures: ratio, rate, comparison, target."""

from collections.abc import Callable
from dataclasses import dataclass, replace
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


@dataclass(frozen=True, slots=True)
class Set:
    """A target that holds: its amount, and its time so far, in which what is done of it is counted."""

    amount: Decimal
    time: Period
    of_year: bool


Computed = Callable[[str, Period], Outcome]  # the figure that a reference names, in a period


def ratio(figure: Figure, *, period: Period, computed: Computed) -> Outcome:
    """One figure over another; no value where the other is 0."""
    numerator, denominator = computed(figure.numerator, period), computed(figure.denominator, period)
    found = replace(joined(numerator, denominator), numerator=numerator.value, denominator=denominator.value)
    if numerator.value is None or denominator.value is None:
        return found
    if not denominator.value:
        return replace(found, reason=_("the denominator is 0"), word=_("nothing to divide by"))
    return replace(found, value=quotient(numerator.value, denominator.value))


def rate(figure: Figure, *, period: Period, computed: Computed) -> Outcome:
    """A figure averaged over the months, quarters or years of the period; a month that was begun counts whole."""
    of = computed(figure.of, period)
    months, each = len(period.months()), _MONTHS[figure.per or "month"]
    if months < each or (period.last - period.first).days + 1 < _SHORTEST:
        reason, word = _("the period is too short for an average"), _("too short a time")
        return replace(of, value=None, reason=reason, word=word)
    if of.value is None:
        return of
    parts = plain(Decimal(months) / each)
    return replace(of, value=quotient(of.value, parts), numerator=of.value, denominator=parts)


def comparison(figure: Figure, *, period: Period, computed: Computed) -> Outcome:
    """How much more than in an earlier period: in per cent where that is its measure word, else the difference.

    Who is missing is told of ``period``; what is to be remarked of the earlier one names it.
    """
    earlier = earlier_period(figure, period)
    now, before = computed(figure.of, period), computed(figure.of, earlier)
    said = {"period": earlier.title()}
    aside = tuple(_("%(period)s: %(remark)s") % {**said, "remark": remark} for remark in before.remarks)
    found = replace(
        joined(now, before),
        numerator=now.value,
        denominator=before.value,
        entries=now.entries,
        missing=now.missing,
        remarks=now.remarks,
        asides=(*now.asides, *aside),
    )
    if now.value is None:
        return found
    if before.value is None:
        reason = _("%(period)s: %(remark)s") % {**said, "remark": before.reason}
        return replace(found, reason=reason, word=_("nothing to compare with"))
    if figure.measure != PER_CENT:
        return replace(found, value=plain(now.value - before.value))
    if not before.value:
        reason = _("there was nothing in %(period)s") % said
        return replace(found, reason=reason, word=_("nothing to compare with"))
    return replace(found, value=quotient(now.value - before.value, before.value))


def earlier_period(figure: Figure, period: Period) -> Period:
    """What a comparison looks back to."""
    return period.previous() if figure.against == "previous" else period.year_before()


def target(goal: Set | None, *, figure: Figure, period: Period, computed: Computed, measure: str) -> Outcome:
    """The amount that was set, or how far it is done where the figure's measure word is per cent.

    What is done is counted from the beginning of the time that the target is for, up to the end of ``period``. ``measure``
    is the measure word of what is to be done. The amount is known whether anything was reported or not.
    """
    if goal is None:
        reason, word = _("no target was set for this unit and period"), _("no target")
        return replace(computed(figure.of, period), value=None, reason=reason, word=word)
    of = computed(figure.of, goal.time)
    found = replace(of, numerator=of.value, denominator=goal.amount, over=goal.time)
    share = None if of.value is None else quotient(of.value, goal.amount)
    if of.value is None or share is None:
        remarks = (_goal_remark(goal, of, measure=measure), *of.remarks)
        if figure.measure == PER_CENT:
            return replace(found, remarks=remarks)
        return replace(found, value=goal.amount, status="partial", remarks=remarks, reason="", word="")
    if figure.measure == PER_CENT:
        return replace(found, value=share)
    said = {
        "done": shown_value(of.value, measure=figure.measure),
        "share": shown_value(share, measure=PER_CENT),
        "time": goal.time.title(),
    }
    if goal.time == period:
        done = _("%(done)s done, %(share)s of it") % said
    else:
        done = _("%(time)s: %(done)s done, %(share)s of it") % said
    return replace(found, value=goal.amount, remarks=(*of.remarks, done))


def _goal_remark(goal: Set, of: Outcome, *, measure: str) -> str:
    """What was set, and why it is not known how much of it is done."""
    said = {
        "goal": shown_value(goal.amount, measure=measure),
        "why": _("not reported yet") if of.status == "none" else of.reason,
    }
    if goal.of_year:
        return _("target of the year %(goal)s, %(why)s") % said
    return _("target %(goal)s, %(why)s") % said


def target_set(targets: tuple[Target, ...], *, period: Period, unit: str, root: bool) -> Set | None:
    """The target of the shortest time that contains ``period``, for the unit of that code.

    One without a unit is that of the whole body, a ``root``.
    """
    found: list[tuple[int, Set]] = []
    for one in targets:
        if one.unit != unit and not (root and not one.unit):
            continue
        try:
            time = parse_period(one.period, calendar=period.calendar)
        except Refused:
            continue
        if time.covers(period.first, period.last):
            length = (time.last - time.first).days
            so_far = period if period.first == time.first else time.cut(period.last)
            found.append((length, Set(one.amount, so_far, of_year=one.period.isdigit())))
    return min(found, key=lambda one: one[0])[1] if found else None
