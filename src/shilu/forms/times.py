"""The period that a heading means, beside the period that the form is filled for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext as _

from shilu.forms.headings import LAST_YEAR, WHOLE_LAST_YEAR, When
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
_WHOLE_YEAR = "全年"
_YEAR = re.compile(r"((?:19|20)\d{2})年?度?(?:全年)?")
_THIS_YEAR = frozenset({"今年", "本年", "本年度", "当年"})


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
    if when.this == WHOLE_LAST_YEAR:
        return year_ending(asked, calendar=calendar).year_before()
    if when.this == LAST_YEAR:
        return _last_year(when, asked=asked, calendar=calendar)
    base = _base(when, asked=asked, calendar=calendar)
    if isinstance(base, Untimely):
        return base
    if base.first > asked.last or (when.this == _WHOLE_YEAR and not when.named and base.last > asked.whole().last):
        return Untimely(_("%(period)s comes after the period asked for") % {"period": base.title()})
    if base.last > asked.last:
        base = base.cut(asked.last)
    if when.back == "previous":
        base = base.previous()
    if when.to_date:
        base = _year_to(base.last, calendar=calendar)
    return base.year_before() if when.back == "last-year" else base


def joined_times(whens: Sequence[When]) -> When:
    """The times of several headings in one: a year over a month, 本年 or 上年 under 本月, the innermost where two differ."""
    joined = When()
    for when in whens:
        joined = _joined(joined, when)
    return joined


def is_this_year(when: When) -> bool:
    """Whether a heading says 本年 or 今年 alone, which may be all of it so far or the time asked for of it."""
    return when.this in _THIS_YEAR and not (when.named or when.to_date or when.back)


def year_alone(when: When) -> int | None:
    """The year that a heading names without a part of it: 2021 for 2021年."""
    found = _YEAR.fullmatch(when.named)
    return int(found[1]) if found and not (when.this or when.to_date or when.back) else None


def _joined(outer: When, inner: When) -> When:
    this = inner.this or outer.this
    back = inner.back or outer.back
    last = next((one.this for one in (inner, outer) if one.this in {LAST_YEAR, WHOLE_LAST_YEAR}), "")
    if last:
        other = outer if inner.this == last else inner
        if other.this == _WHOLE_YEAR:
            this = WHOLE_LAST_YEAR
        elif last == LAST_YEAR and (other.named or other.to_date or other.this not in {"", *_THIS_YEAR, LAST_YEAR}):
            this, back = other.this, back or "last-year"
        else:
            this = last
    elif inner.this in _THIS_YEAR and outer:
        this = outer.this
    return When(_named(outer.named, inner.named), this, inner.to_date or outer.to_date, back, inner.ever or outer.ever)


def _named(outer: str, inner: str) -> str:
    """Two named times in one: 2021年 over 3月 and 3月 over 2021年 are both 2021年3月."""
    if not outer or not inner:
        return inner or outer
    for year, other in ((outer, inner), (inner, outer)):
        if _YEAR.fullmatch(year) and not re.match(r"(?:19|20)\d{2}", other):
            return f"{year.removesuffix('全年').rstrip('度')}{other}"
    return inner


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
    if (year := _YEAR.fullmatch(when.named)) and (when.this not in {"", _WHOLE_YEAR, *_THIS_YEAR} or when.to_date):
        return _of_year(int(year[1]), when, asked=asked, calendar=calendar)
    if when.named:
        found = period_named_in(when.named, calendar=calendar, year=year_of(asked))
        if found is None:
            return Untimely(_("“%(text)s” names no period that can be told") % {"text": when.named})
        return found
    return _this(when.this, asked=asked, calendar=calendar)


def _of_year(year: int, when: When, *, asked: Period, calendar: BodyCalendar) -> Period | Untimely:
    """The time of ``when`` in another year: 2021年 under 本月; 2021年累计 does not say up to when."""
    back = year_of(asked) - year
    if back < 0 or (back and when.to_date and asked.last != year_ending(asked, calendar=calendar).last):
        return Untimely(_("“%(text)s” names no period that can be told") % {"text": f"{when.named}{when.this}"})
    base = asked if when.to_date else _this(when.this, asked=asked, calendar=calendar)
    for _year in range(back):
        base = base.year_before()
    return base


def _last_year(when: When, *, asked: Period, calendar: BodyCalendar) -> Period | Untimely:
    """All of last year, where the period asked for is a year too: else 上年 may be only the same time of it."""
    year = year_ending(asked, calendar=calendar)
    if (year.first, year.last) == (asked.whole().first, asked.whole().last):
        return asked.year_before() if when.to_date else year.year_before()
    return Untimely(_("it does not say whether all of last year is meant or the same time of it"))


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


def year_ending(period: Period, *, calendar: BodyCalendar) -> Period:
    """The body's year in which ``period`` ends."""
    index = calendar.month_index(period.last)
    begin = index - (index - calendar.first_month(index // 12)) % 12
    return months_period(begin, begin + 11, calendar=calendar)
