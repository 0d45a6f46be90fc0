"""Periods in words of the current language: 2022年上半年（截至6月15日）, 2022年1—9月, 2023年9月25日至27日."""

import datetime as dt

from django.utils.translation import gettext as _

from shilu.lib.body_calendar import BodyCalendar
from shilu.lib.period_form import Formed


def form_title(formed: Formed) -> str:
    """The words for a whole period that has a form."""
    match formed.form:
        case "half":
            words = _("first half of %(year)s") if formed.number == 1 else _("second half of %(year)s")
        case "quarter":
            words = _quarter(formed.number)
        case "month":
            words = _("%(year)s-%(number)02d")
        case "week":
            words = _("week %(number)s of %(year)s")
        case "own":
            words = _("%(name)s of %(year)s")
        case _:
            words = _("year %(year)s")
    return words % {"year": formed.year, "number": formed.number, "name": formed.own}


def _quarter(number: int) -> str:
    return [
        _("first quarter of %(year)s"),
        _("second quarter of %(year)s"),
        _("third quarter of %(year)s"),
        _("fourth quarter of %(year)s"),
    ][number - 1]


def range_title(first: dt.date, last: dt.date, *, calendar: BodyCalendar) -> str:
    """The words for a plain range; by its months where it consists of whole ones."""
    start, end = calendar.month_index(first), calendar.month_index(last)
    if (calendar.month_first(start), calendar.month_last(end)) == (first, last):
        months = {"year": start // 12, "month": start % 12 + 1, "last_year": end // 12, "last_month": end % 12 + 1}
        if start // 12 == end // 12:
            return _("%(year)s-%(month)02d to %(last_month)02d") % months
        return _("%(year)s-%(month)02d to %(last_year)s-%(last_month)02d") % months
    days = {"year": first.year, "month": first.month, "day": first.day}
    days |= {"last_year": last.year, "last_month": last.month, "last_day": last.day}
    if first == last:
        words = _("%(year)s-%(month)02d-%(day)02d")
    elif (first.year, first.month) == (last.year, last.month):
        words = _("%(year)s-%(month)02d-%(day)02d to the %(last_day)02d")
    elif first.year == last.year:
        words = _("%(year)s-%(month)02d-%(day)02d to %(last_month)02d-%(last_day)02d")
    else:
        words = _("%(year)s-%(month)02d-%(day)02d to %(last_year)s-%(last_month)02d-%(last_day)02d")
    return words % days


def cut_title(title: str, until: dt.date, *, year: int) -> str:
    """``title`` of a period of ``year`` with the day it is cut off after."""
    shown = {"period": title, "year": until.year, "month": until.month, "day": until.day}
    if until.year == year:
        return _("%(period)s (until %(month)02d-%(day)02d)") % shown
    return _("%(period)s (until %(year)s-%(month)02d-%(day)02d)") % shown
