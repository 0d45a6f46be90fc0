"""The period that a heading means, beside the period that the form is filled for."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext as _

from shilu.forms.headings import When
from shilu.lib.periods import (
    BodyCalendar,
    Period,
    month_of,
    months_period,
    period_named_in,
    range_period,
    whole_months,
)

_SPANS = {"月": 1, "季": 3, "半": 6, "年": 12}


@dataclass(frozen=True, slots=True)
class Untimely:
    """Why a heading means no period that can be answered."""

    reason: str


def period_meant(when: When, *, asked: Period, calendar: BodyCalendar) -> Period | Untimely:
    """The period of ``when``; months and quarters without a year lie in the year of ``asked``.

    A period that begins within the one asked for and ends after it is cut off at its end; a later one is refused, for
    its months are still to come. 累计 is the body's year up to the end of the period named, else of the one asked for.
    """
    if when.ever:
        return Untimely(_("it asks for more than the records of one period"))
    if when.this == "上年":
        return _year_of(asked, calendar=calendar).year_before()
    base = _base(when, asked=asked, calendar=calendar)
    if isinstance(base, Untimely):
        return base
    if base.first > asked.last:
        return Untimely(_("%(period)s comes after the period asked for") % {"period": base.title()})
    if base.last > asked.last:
        base = base.cut(asked.last)
    if when.to_date:
        base = _year_to(base.last, calendar=calendar)
    if when.back == "last-year":
        return base.year_before()
    return base.previous() if when.back == "previous" else base


def spanned(periods: list[Period], *, calendar: BodyCalendar) -> Period | None:
    """The one period that ``periods`` make up without a gap or an overlap, in any order; None where they do not."""
    ordered = sorted(set(periods), key=lambda period: period.first)
    if not ordered:
        return None
    if any((after.first - before.last).days != 1 for before, after in pairwise(ordered)):
        return None
    first, last = ordered[0].first, ordered[-1].last
    whole = whole_months(first, last, calendar=calendar)
    return whole if (whole.first, whole.last) == (first, last) else range_period(first, last, calendar=calendar)


def year_of(period: Period) -> int:
    """The year by which people call a period: that of its last day."""
    return period.last.year


def _base(when: When, *, asked: Period, calendar: BodyCalendar) -> Period | Untimely:
    if when.named:
        found = period_named_in(when.named, calendar=calendar, year=year_of(asked))
        if found is None:
            return Untimely(_("“%(text)s” names no period that can be told") % {"text": when.named})
        return found
    return _this(when.this, asked=asked, calendar=calendar)


def _this(word: str, *, asked: Period, calendar: BodyCalendar) -> Period:
    """本期 is the period asked for; 本月, 本季, 本年 the one of that length in which it ends."""
    months = next((length for sign, length in _SPANS.items() if sign in word), 0)
    if word in {"今年", "当年"}:
        months = 12
    if not months or word == "本年":
        return asked if not months else _year_to(asked.last, calendar=calendar)
    if months == 1:
        month = month_of(asked.last, calendar=calendar)
        return asked if asked.first >= month.first else month
    index = calendar.month_index(asked.last)
    start = calendar.first_month(index // 12)
    begin = index - (index - start) % months
    found = months_period(begin, begin + months - 1, calendar=calendar)
    return asked if asked.first >= found.first and months < 12 else found


def _year_to(last: date, *, calendar: BodyCalendar) -> Period:
    """The body's year up to ``last``."""
    index = calendar.month_index(last)
    begin = index - (index - calendar.first_month(index // 12)) % 12
    whole = months_period(begin, index, calendar=calendar)
    return whole if whole.last == last else months_period(begin, begin + 11, calendar=calendar).cut(last)


def _year_of(period: Period, *, calendar: BodyCalendar) -> Period:
    """The body's year in which ``period`` ends."""
    index = calendar.month_index(period.last)
    begin = index - (index - calendar.first_month(index // 12)) % 12
    return months_period(begin, begin + 11, calendar=calendar)
