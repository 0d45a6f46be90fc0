"""Periods by name: what --period, a title, a sheet or a file name says."""

import datetime as dt
import re

from django.utils.translation import gettext as _

from shilu.lib.body_calendar import GREGORIAN, BodyCalendar
from shilu.lib.dates import FIRST_YEAR, LAST_YEAR, read_days
from shilu.lib.errors import Refused
from shilu.lib.period import (
    Period,
    latest_of_sort,
    month_of,
    month_period,
    months_period,
    period_of_name,
    range_period,
    whole_months,
)
from shilu.lib.period_words import (
    AFTER_YEAR,
    ALONE,
    CUT,
    DAY_RANGE,
    SINGLE_DAY,
    YEAR,
    Maker,
    own_after_year,
    plain_words,
)
from shilu.lib.unreadable import Unreadable

__all__ = [
    "GREGORIAN",
    "BodyCalendar",
    "Period",
    "latest_of_sort",
    "month_of",
    "month_period",
    "months_period",
    "parse_period",
    "period_named_in",
    "range_period",
    "whole_months",
]

_LONGEST = 200


def parse_period(text: str, *, calendar: BodyCalendar = GREGORIAN) -> Period:
    """The period that ``text`` names, in canonical form or in Chinese, cut off where it says 截至; Refused where it names none."""
    period = period_of_name(text.strip(), calendar=calendar) or _parsed(text, calendar)
    if period is None or period.first.year < FIRST_YEAR - 1 or period.last.year > LAST_YEAR + 1:
        forms = "2022, 2022-H1, 2022-Q2, 2022-06, 2022-W23, 2022-01-01/2022-06-15, 2022年上半年"
        own = "".join(f", 2022-{name}" for name in calendar.own)
        shown = {"text": text.strip()[:40], "forms": forms + own}
        raise Refused(_("“%(text)s” is no period; write one of %(forms)s") % shown)
    return period


def period_named_in(text: str, *, calendar: BodyCalendar = GREGORIAN, year: int | None = None) -> Period | None:
    """The period that a title, sheet or file name names among other words; None where it names none or several.

    ``year`` serves a text that says only 上半年 or 3月. A single day (填报日期, the day in a file name) is no period.
    """
    plain = plain_words(text[:_LONGEST])
    plain, cut = _without_cut(plain)
    ranges, plain = _day_ranges(plain, calendar)
    plain = SINGLE_DAY.sub("|", plain)
    named, plain = _named(plain, (*own_after_year(calendar), *AFTER_YEAR), None, calendar)
    found = ranges or named
    if not found:
        years = {int(mention["y"]) for mention in YEAR.finditer(plain)}
        if len(years) > 1 or not (years or year):
            return None
        around = years.pop() if years else None
        found, _rest = _named(YEAR.sub("|", plain), ALONE, around or year, calendar)
        if not found and around:
            found = {_year_period(around, calendar)}
    elif named and len(named) == 1 and _beside(plain, next(iter(named)), calendar):
        return None
    return _cut_off(found.pop(), cut) if len(found) == 1 else None


def _beside(rest: str, period: Period, calendar: BodyCalendar) -> bool:
    """Whether the rest of a text names a month or the like outside ``period``: 2022年3月、4月."""
    others, _rest = _named(rest, ALONE, period.last.year, calendar)
    return any(not period.covers(other.first, other.last) for other in others)


def _parsed(text: str, calendar: BodyCalendar) -> Period | None:
    plain, cut = _without_cut(plain_words(text[:_LONGEST]))
    if not plain and cut and cut["y"]:
        plain = cut["y"]  # 截至2022年6月15日 alone: the year up to that day
    for pattern, maker in (*own_after_year(calendar), *AFTER_YEAR):
        if found := pattern.fullmatch(plain):
            return _cut_off(maker(found, int(found["y"]), calendar), cut)
    if found := YEAR.fullmatch(plain):
        return _cut_off(_year_period(int(found["y"]), calendar), cut)
    ranges, rest = _day_ranges(plain, calendar)
    if len(ranges) == 1 and rest == "|":
        return _cut_off(ranges.pop(), cut)
    if SINGLE_DAY.fullmatch(plain):
        return _range(plain, calendar)
    return None


def _without_cut(plain: str) -> tuple[str, re.Match[str] | None]:
    cut = CUT.search(plain)
    return (plain[: cut.start()] + plain[cut.end() :], cut) if cut else (plain, None)


def _cut_off(period: Period | None, cut: re.Match[str] | None) -> Period | None:
    """``period`` cut off where the text says so; the day's year is the period's own where it stands without one."""
    if period is None or cut is None:
        return period
    years = [int(cut["y"])] if cut["y"] else [period.first.year, period.last.year]
    for year in years:
        try:
            until = dt.date(year, int(cut["m"]), int(cut["d"]))
        except ValueError:
            continue
        if period.contains(until):
            return period.cut(until)
    return None


def _day_ranges(plain: str, calendar: BodyCalendar) -> tuple[set[Period], str]:
    ranges = {found[0]: _range(found[0], calendar) for found in DAY_RANGE.finditer(plain)}
    for written, period in ranges.items():
        plain = plain.replace(written, "|") if period else plain
    return {period for period in ranges.values() if period}, plain


def _range(written: str, calendar: BodyCalendar) -> Period | None:
    try:
        (days,) = read_days(re.sub(r"/(?=(?:19|20)\d\d-)", "~", written), year=None)
    except (Unreadable, ValueError):
        return None
    return None if days.whole else range_period(days.first, days.last, calendar=calendar)


def _named(
    plain: str, patterns: tuple[tuple[re.Pattern[str], Maker], ...], year: int | None, calendar: BodyCalendar
) -> tuple[set[Period], str]:
    """The periods that the patterns find, each piece of text used once, and the text without those pieces."""
    periods: set[Period] = set()
    for pattern, maker in patterns:
        for found in list(pattern.finditer(plain)):
            period = maker(found, int(found["y"]) if year is None else year, calendar)
            if period is not None:
                periods.add(period)
                plain = plain.replace(found[0], "|", 1)
    return periods, plain


def _year_period(year: int, calendar: BodyCalendar) -> Period:
    start = calendar.first_month(year)
    return months_period(start, start + 11, calendar=calendar)
