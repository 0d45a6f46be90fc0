"""The days of rows: read once for each written form, completed by the year that stands around the table."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext as _

from shilu.ledger.importing.cells import Bad, text_of
from shilu.ledger.importing.context import Context
from shilu.ledger.importing.workbook import Value
from shilu.lib.dates import Days, Unreadable, read_days

DaysRead = tuple[Days, ...] | Bad | None
_MAIMED: Final = re.compile(r"\d{1,4}\.\d")  # Excel on its way to CSV makes 2022.1 of 2022.10


def day_reader(context: Context, *, delimited: bool) -> Callable[[Value], DaysRead]:
    """Reads a cell of a column of days; None where it is empty."""

    def read(value: Value) -> DaysRead:
        if delimited and isinstance(value, str) and _MAIMED.fullmatch(value):
            value = float(value)
        return read_in(context, value)

    return read


def month_reader(context: Context) -> Callable[[Value], DaysRead]:
    """Reads a cell of a column of months: 3, 3月, 2023年3月, a day that stands for its month."""

    def read(value: Value) -> DaysRead:
        if isinstance(value, (date, datetime)):
            return (whole_month(value.year, value.month),)
        if (isinstance(value, (int, float)) and value in range(1, 13)) or (
            isinstance(value, str) and value.strip().isdigit() and int(value) in range(1, 13)
        ):
            value = f"{int(value)}月"
        elif isinstance(value, float) and value.is_integer() and 190001 <= value <= 210012:
            value = f"{int(value) // 100}年{int(value) % 100}月"
        return read_in(context, value)

    return read


def whole_month(year: int, month: int) -> Days:
    """A month of which nothing finer is known."""
    return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]), whole=True)


def whole_quarter(year: int, quarter: int) -> Days:
    """A quarter of which nothing finer is known."""
    last = quarter * 3
    return Days(date(year, last - 2, 1), date(year, last, monthrange(year, last)[1]), whole=True)


def read_in(context: Context, value: Value, *, month: int | None = None) -> DaysRead:
    """The days of a cell, in the year that puts them into the workbook's period where it spans two."""
    if value == "" or (isinstance(value, str) and not value.strip()):
        return None
    fallback: DaysRead = None
    for year in context.years():
        try:
            found = read_days(value, year=year, month=month)
        except Unreadable as error:
            fallback = fallback or Bad(error.reason)
            continue
        if context.holds(found[0].first, found[-1].last):
            return found
        if fallback is None or isinstance(fallback, Bad):
            fallback = found
    return fallback


def between(first: DaysRead, last: DaysRead) -> DaysRead:
    """The days from a column of beginnings to one of ends; an empty end is the beginning."""
    if first is None or isinstance(first, Bad) or last is None:
        return first
    if isinstance(last, Bad):
        return last
    if last[-1].last < first[0].first:
        return Bad(_("the last day lies before the first"))
    return (Days(first[0].first, last[-1].last, first[0].whole and last[-1].whole),)


def typed_day(value: Value, month: Value) -> Value:
    """A day in a column beside one of months: 5 or 5日 beside 3月 is 3月5日."""
    text = text_of(value)
    if month == "" or not re.fullmatch(r"\d{1,2}[日号]?", text):
        return value
    stem = text_of(month)
    stem = f"{stem}月" if stem.isdigit() else stem
    return f"{stem}{text.rstrip('日号')}日"
