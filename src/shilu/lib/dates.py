"""What day or days a cell names: the written forms stand, with what they give, in written_dates.toml."""

import datetime as dt
import math
import re
from calendar import monthrange
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from django.utils.translation import gettext as _

from shilu.lib.date_text import Stretch, Written, written_dates
from shilu.lib.days import FIRST_YEAR, LAST_YEAR, Days, days_written, one_day, reversed_range
from shilu.lib.unreadable import Unreadable

__all__ = ["FIRST_YEAR", "LAST_YEAR", "Days", "Unreadable", "read_days"]

# A range without years may run over one new year; a longer one is a slip of the pen, as in 5月9日-3月5日.
_LONGEST_OVER_NEW_YEAR = 183
_SERIAL_START = dt.date(1899, 12, 30)
_SERIALS = range(17_899, 73_416)  # the days of FIRST_YEAR to LAST_YEAR as Excel numbers them
_SERIAL = re.compile(r"\s*([0-9]{5})(?:\.[0-9]+)?\s*")


@dataclass(frozen=True, slots=True)
class _Known:
    """What an item without year or month takes: from the item before it, else from the caller (``title_year``)."""

    year: int | None
    month: int | None
    title_year: int | None
    day: int = 0

    def after(self, days: Days) -> "_Known":
        return _Known(days.last.year, days.last.month, self.title_year, days.last.day)


def read_days(value: object, *, year: int | None, month: int | None = None) -> tuple[Days, ...]:
    """The days that a cell names, in its order; ``year`` and ``month`` are what title, sheet or column head say.

    A day without a year takes ``year``. A two-digit year is read only beside ``year`` (one more or less). A number is
    read where it can mean one thing: 20220305, 2022.06 and 3.15 are, 2022.1 (January, or October without its zero) is
    asked; so a reader of CSV, where 2022.10 may have been through Excel, passes such text as a float. A cell formatted
    as a date comes as date or datetime. Raises Unreadable, and nothing else.
    """
    match value:
        case dt.datetime():
            return (one_day(value.date()),)
        case dt.date():
            return (one_day(value),)
        case dt.time() | dt.timedelta():
            raise Unreadable(_("a time of day without its day: write the day, as in 3月5日"), key="time_only")
        case str() if value.strip():
            return _days_of_text(value, year, month)
        case int() | float() | Decimal() if not isinstance(value, bool):
            return _days_of_text(_number_as_text(value), year, month)
        case _:
            raise Unreadable(_("no day is written: write the day, as in 3月5日"), key="nothing")


def _number_as_text(value: float | Decimal) -> str:
    """A number typed for a date, written out; Unreadable where the zero that Excel drops would make it another day."""
    finite = value.is_finite() if isinstance(value, Decimal) else isinstance(value, int) or math.isfinite(value)
    if not finite or not 1 <= value < 30_000_000:
        raise _no_date_number()
    if value == int(value):
        text = str(int(value))
        if len(text) < 4:
            raise _no_date_number()
        return text
    text = format(value.normalize(), "f") if isinstance(value, Decimal) else repr(value)
    left, _point, right = text.partition(".")
    if len(right) == 1:
        one, other = int(right), int(right) * 10
        if len(left) == 4 and other <= 12:
            asked = {"year": left, "one": one, "other": other}
            raise Unreadable(
                _("month %(one)s or month %(other)s of %(year)s? Excel dropped the zero: write it as in 2022年10月")
                % asked,
                key="dropped_zero",
            )
        if int(left) <= 12 and other <= monthrange(2000, int(left))[1]:
            asked = {"month": left, "one": one, "other": other}
            raise Unreadable(
                _("day %(one)s or day %(other)s of month %(month)s? Excel dropped the zero: write it as in 3月10日")
                % asked,
                key="dropped_zero",
            )
    return text


def _no_date_number() -> Unreadable:
    return Unreadable(_("this number is not a date: write it as in 2022年3月5日"), key="number")


@lru_cache(maxsize=4096)
def _days_of_text(text: str, year: int | None, month: int | None) -> tuple[Days, ...]:
    if (serial := _SERIAL.fullmatch(text)) and int(serial[1]) in _SERIALS:
        shown = {"day": (_SERIAL_START + dt.timedelta(int(serial[1]))).isoformat(), "number": text.strip()}
        message = _("%(number)s may be Excel's number of %(day)s: give the cell a date format or write the day")
        raise Unreadable(message % shown, key="serial")
    stretches = written_dates(text)
    if stretches[0].first.part == "bare" and (month is None or (len(stretches) == 1 and stretches[0].last is None)):
        raise _bare_number(text)
    found: list[Days] = []
    known = _Known(year, month, year)
    for stretch in stretches:
        if found:
            _check_order(stretch.first, known, text=text)
        found.append(_stretch_days(stretch, known))
        known = known.after(found[-1])
    return tuple(found)


def _bare_number(text: str) -> Unreadable:
    shown = {"text": text.strip()}
    return Unreadable(
        _("“%(text)s”: a day, a count or a month and a day? Write it as in 5日, 5次 or 3月5日") % shown,
        key="bare_number",
    )


def _check_order(item: Written, before: _Known, *, text: str) -> None:
    """Refuse what an item without its year leaves open: a lone number that does not follow, a step over new year."""
    if item.part == "bare" and (item.day or 0) <= before.day:
        raise _bare_number(text)
    if item.year is None and item.month and before.month and before.month - item.month > 6:
        raise Unreadable(_("the dates pass new year: write the year before each"), key="new_year")


def _stretch_days(stretch: Stretch, known: _Known) -> Days:
    begin, end = stretch.first, stretch.last
    year = _full_year(begin, known)
    if end is None:
        return days_written(begin, year, known.month)
    if begin.year is None and end.year is not None and (end_year := _full_year(end, known)) is not None:
        # 12月30日-2023年1月2日: the year stands at the end alone.
        year = end_year - int(bool(begin.month and end.month and begin.month > end.month))
    start = days_written(begin, year, known.month)
    last = _range_end(begin, start, end, known)
    return Days(start.first, last.last, start.whole)


def _range_end(begin: Written, start: Days, end: Written, known: _Known) -> Days:
    own_year = _full_year(end, known) if end.year is not None else None
    over = int(own_year is None and bool(begin.month and end.month and end.month < begin.month))
    last = days_written(end, (own_year or start.first.year) + over, start.first.month)
    if last.whole != start.whole:
        raise Unreadable(_("a range from a month to a day: write both as in 3月5日-7日 or 3月-5月"), key="mixed_range")
    if last.last < start.first or (over and (last.last - start.first).days > _LONGEST_OVER_NEW_YEAR):
        raise reversed_range()
    return last


def _full_year(written: Written, known: _Known) -> int | None:
    if written.year is None:
        return known.year
    if written.year >= 100:
        return written.year
    full = 2000 + written.year
    if known.title_year is None or abs(full - known.title_year) > 1:
        asked = {"year": f"{written.year:02}"}
        raise Unreadable(_("which year is %(year)s? Write its four digits") % asked, key="short_year")
    return full
