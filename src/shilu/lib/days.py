"""The days that one written date names in a year, checked against the calendar."""

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass

from django.utils.translation import gettext as _

from shilu.lib.date_text import Written
from shilu.lib.unreadable import Unreadable

FIRST_YEAR, LAST_YEAR = 1949, 2100


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day; ``whole`` where only a month, quarter, half or year was written, which the fact sums or lies in."""

    first: dt.date
    last: dt.date
    whole: bool = False


def chinese_day(day: dt.date) -> str:
    """2022年6月20日: Arabic, full, without leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


def one_day(day: dt.date) -> Days:
    """``day`` alone; Unreadable outside the years of reason."""
    _check_year(day.year)
    return Days(day, day)


def days_written(written: Written, year: int | None, month: int | None) -> Days:
    """The days of ``written`` in ``year``, which is already that of the writing; ``month`` serves a day that names none."""
    month = written.month if written.month is not None else month
    if month is not None:
        _check_month(month)
    if written.part in {"day", "bare"} and month is None:
        raise Unreadable(_("the month is missing: write it, as in 3月5日"), key="no_month")
    if year is None:
        raise Unreadable(_("the year is missing: write it in the date or in the title"), key="no_year")
    _check_year(year)
    if written.part in {"day", "bare"} and month is not None:
        day = written.day or 0
        if not 1 <= day <= monthrange(year, month)[1]:
            named = {"year": year, "month": month, "day": day}
            raise Unreadable(_("month %(month)s of %(year)s has no day %(day)s") % named, key="no_such_day")
        return one_day(dt.date(year, month, day))
    first, last = _span(written, year, month or 1)
    return Days(first, last, whole=True)


def reversed_range() -> Unreadable:
    """The error of a range whose end stands before its beginning."""
    return Unreadable(_("the range ends before it begins: write the first day first"), key="reversed")


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        bounds = {"year": year, "first": FIRST_YEAR, "last": LAST_YEAR}
        raise Unreadable(_("the year %(year)s is outside %(first)s to %(last)s") % bounds, key="year_bounds")


def _check_month(month: int) -> None:
    if not 1 <= month <= 12:
        raise Unreadable(_("there is no month %(month)s") % {"month": month}, key="no_such_month")


def _span(written: Written, year: int, month: int) -> tuple[dt.date, dt.date]:
    number = written.number
    match written.part:
        case "week":
            return _week(year, number)
        case "third":
            start, end = _months(year, month, month)
            return start + dt.timedelta(10 * (number - 1)), end if number == 3 else start + dt.timedelta(
                10 * number - 1
            )
        case "year":
            first, last = 1, 12
        case "half":
            first, last = 6 * number - 5, 6 * number
        case "quarter":
            first, last = 3 * number - 2, 3 * number
        case "months":
            first, last = month, number
        case _:
            first = last = month
    _check_month(last)
    if last < first:
        raise reversed_range()
    return _months(year, first, last)


def _months(year: int, first: int, last: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, first, 1), dt.date(year, last, monthrange(year, last)[1])


def _week(year: int, number: int) -> tuple[dt.date, dt.date]:
    try:
        monday = dt.date.fromisocalendar(year, number, 1)
    except ValueError as fault:
        shown = {"year": year, "week": number}
        raise Unreadable(_("%(year)s has no week %(week)s") % shown, key="no_such_week") from fault
    return monday, monday + dt.timedelta(6)
