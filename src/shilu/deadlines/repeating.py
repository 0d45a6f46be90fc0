"""How something due comes again: every month, quarter, half-year or year, its period moving on with it."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from itertools import count
from typing import Final

from django.utils.translation import gettext as _

from shilu.lib.errors import Refused
from shilu.lib.period import Period, period_of
from shilu.lib.period_form import MONTHS, Formed, formed


class Repeats(StrEnum):
    """How often something is due."""

    ONCE = "once"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half-yearly"
    YEARLY = "yearly"


STEPS: Final[dict[Repeats, int]] = {
    Repeats.ONCE: 0,
    Repeats.MONTHLY: 1,
    Repeats.QUARTERLY: 3,
    Repeats.HALF_YEARLY: 6,
    Repeats.YEARLY: 12,
}


def day_after(first: date, *, months: int) -> date:
    """The day that bears the same number ``months`` later, or the last one of that month."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, min(first.day, monthrange(year, month + 1)[1]))


def days_due(first: date, repeats: Repeats, *, until: date) -> Iterator[tuple[int, date]]:
    """The due days up to and with ``until``, each with its number from 0."""
    if first > until:
        return
    if repeats is Repeats.ONCE:
        yield 0, first
        return
    for number in count():
        day = day_after(first, months=STEPS[repeats] * number)
        if day > until:
            return
        yield number, day


def period_after(period: Period, *, months: int) -> Period:
    """The period of the same form ``months`` later, cut off at the same day of its months; Refused where there is none.

    A month moves by any number of months, a half-year by six and twelve, a week or a plain range by none.
    """
    if months == 0:
        return period
    form = formed(period.name.partition("..")[0])
    moved = None if form is None else _moved(form, months)
    if moved is None:
        raise Refused(
            _(
                "%(period)s does not move on by %(months)s months; choose a period of that length, or let it be due once."
            )
            % {"period": period.title(), "months": months}
        )
    calendar = period.calendar
    whole = period_of(moved, calendar=calendar)
    if not period.is_cut:
        return whole
    return whole.cut(calendar.day_in_month(calendar.month_index(period.last) + months, period.last.day))


def _moved(form: Formed, months: int) -> Formed | None:
    length = MONTHS.get(form.form, 12)
    steps, rest = divmod(months, length)
    if rest or form.form == "week":
        return None
    if form.form == "own":
        return form.in_year(form.year + steps)
    year, number = divmod(form.year * (12 // length) + form.number - 1 + steps, 12 // length)
    return Formed(form.form, year, number + 1)
