"""A period in the words of somebody who looks at one already: 上半年, 6月, 本月, 去年下半年, 5月26日到6月25日."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Final

from django.utils.translation import gettext as _

from shilu.lib.dates import read_days
from shilu.lib.days import Days
from shilu.lib.errors import Refused
from shilu.lib.period import Period, month_of, period_of_name, range_period
from shilu.lib.period_form import formed
from shilu.lib.period_words import ALONE, plain_words
from shilu.lib.periods import parse_period
from shilu.lib.unreadable import Unreadable

_LONGEST: Final = 60
_YEARS: Final = {
    "今年": 0,
    "本年": 0,
    "本年度": 0,
    "当年": 0,
    "去年": -1,
    "上年": -1,
    "上年度": -1,
    "前年": -2,
    "明年": 1,
}
_YEAR: Final = re.compile(f"(?P<word>{'|'.join(sorted(_YEARS, key=len, reverse=True))})(?P<rest>.*)")
_ENGLISH: Final = {
    "this year": "今年",
    "last year": "去年",
    "this month": "本月",
    "last month": "上月",
    "this quarter": "本季度",
    "last quarter": "上季度",
    "this week": "本周",
    "last week": "上周",
    "today": "今天",
    "yesterday": "昨天",
}
_SINCE_NEW_YEAR: Final = frozenset({"今年以来", "年初以来", "年内", "今年至今", "年初至今", "年初到现在"})
_BY_DAY: Final = re.compile(r"(?:这个?|本|当)(?P<this>月|季度?|周|星期)(?:份|内)?|上个?(?P<last>月|季度?|周|星期)份?")
_DAYS: Final = {"今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "前天": 2}


def period_meant(text: str, *, shown: Period, today: dt.date) -> Period:
    """The period that ``text`` means beside the period ``shown``; Refused, with what may be written, for none.

    A half, quarter, month or day without its year is of the year of ``shown``; 今年, 本月 and 上月 are reckoned from ``today``.
    Days over a new year begin in the year of ``shown``, or in the year before while that day has not come.
    """
    plain = _ENGLISH.get(text.strip().lower(), re.sub(r"\s", "", text))[:_LONGEST]
    readings: tuple[Callable[[], Period | None], ...] = (
        lambda: _named(plain, shown),
        lambda: _by_today(plain, shown=shown, today=today),
        lambda: _over_new_year(plain, shown=shown, today=today),
        lambda: _of_year(plain, year=_year_of(shown), shown=shown),
    )
    try:
        found = next((period for read in readings if (period := read()) is not None), None)
    except (ValueError, OverflowError, KeyError):
        found = None
    if found is None:
        raise Refused(
            _("“%(text)s” is no period; write it as in 2026上半年, 一季度, 6月, 本月 or 5月26日到6月25日.")
            % {"text": text.strip()[:40]}
        )
    return found


def _named(plain: str, shown: Period) -> Period | None:
    try:
        return parse_period(plain, calendar=shown.calendar)
    except Refused:
        return None


def _by_today(plain: str, *, shown: Period, today: dt.date) -> Period | None:
    calendar = shown.calendar
    if plain in _SINCE_NEW_YEAR:
        year = period_of_name(f"{_year_on(today, shown)}", calendar=calendar)
        return year.cut(today) if year else None
    if plain in _DAYS:
        day = today - dt.timedelta(_DAYS[plain])
        return range_period(day, day, calendar=calendar)
    if found := _YEAR.fullmatch(plain):
        year_meant = _year_on(today, shown) + _YEARS[found["word"]]
        return _of_year(found["rest"] or "全年", year=year_meant, shown=shown)
    if found := _BY_DAY.fullmatch(plain):
        this = _round(today, (found["this"] or found["last"])[0], shown)
        return this if found["this"] else this and this.previous()
    return None


def _round(today: dt.date, length: str, shown: Period) -> Period | None:
    """The month, quarter or week that holds ``today``."""
    if length == "月":
        return month_of(today, calendar=shown.calendar)
    if length == "季":
        year = _year_on(today, shown)
        quarters = (period_of_name(f"{year}-Q{number}", calendar=shown.calendar) for number in range(1, 5))
        return next((one for one in quarters if one is not None and one.contains(today)), None)
    year, week, _day = today.isocalendar()
    return period_of_name(f"{year}-W{week:02}", calendar=shown.calendar)


def _of_year(plain: str, *, year: int, shown: Period) -> Period | None:
    """What names no year of its own, in ``year``: a half, quarter, month, own period, or days."""
    calendar = shown.calendar
    if plain in {"全年", "年度", "整年"}:
        return period_of_name(f"{year}", calendar=calendar)
    words = plain_words(plain)
    for pattern, maker in ALONE:
        if found := pattern.fullmatch(words.removeprefix("第")):
            return maker(found, year, calendar)
    if period := _named(f"{year}年{plain}", shown):
        return period
    days = _days(plain, year=year, shown=shown)
    return range_period(days.first, days.last, calendar=calendar) if days else None


def _over_new_year(plain: str, *, shown: Period, today: dt.date) -> Period | None:
    """Days that are of two years; None for others, and for those that begin later than ``today`` in either year."""
    for year in (_year_of(shown), _year_of(shown) - 1):
        days = _days(plain, year=year, shown=shown)
        if days and not days.whole and days.first.year < days.last.year and days.first <= today:
            return range_period(days.first, days.last, calendar=shown.calendar)
    return None


def _days(plain: str, *, year: int, shown: Period) -> Days | None:
    try:
        days = read_days(plain, year=year, month=shown.first.month)
    except Unreadable:
        return None
    return days[0] if len(days) == 1 else None


def _year_of(shown: Period) -> int:
    form = formed(shown.name.partition("..")[0])
    return form.year if form else shown.last.year


def _year_on(today: dt.date, shown: Period) -> int:
    """The body's year that holds ``today``."""
    for year in (today.year, today.year + 1, today.year - 1):
        period = period_of_name(f"{year}", calendar=shown.calendar)
        if period is not None and period.contains(today):
            return year
    return today.year
