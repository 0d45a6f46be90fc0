"""The months and years that a body counts by: calendar ones, or a statistics month and an appraisal year of its own."""

import datetime as dt
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class BodyCalendar:
    """Where the body's months and years begin; a month index is ``year * 12 + month - 1``.

    A month that starts after the 15th is named for the month it ends in (from the 26th, 2022-06 is 26 May to 25 June),
    a year that starts after June for the year it ends in (from December, 2022 is December 2021 to November 2022): the
    name is that of the greater part. ``own`` names further periods of each year by first and last MM-DD; one that ends
    before it begins ends in the next year.
    """

    month_starts_on: int = 1
    year_starts_in: int = 1
    own: Mapping[str, tuple[str, str]] = field(default_factory=dict, hash=False)

    def month_first(self, index: int) -> dt.date:
        """First day of the body's month ``index``."""
        year, month = divmod(index - 1 if self.month_starts_on > 15 else index, 12)
        return dt.date(year, month + 1, self.month_starts_on)

    def month_last(self, index: int) -> dt.date:
        """Last day of the body's month ``index``."""
        return self.month_first(index + 1) - dt.timedelta(1)

    def month_index(self, day: dt.date) -> int:
        """The body's month that holds ``day``."""
        index = day.year * 12 + day.month - 1
        return next(near for near in (index + 1, index, index - 1) if self.month_first(near) <= day)

    def first_month(self, year: int) -> int:
        """The month index that the body's year ``year`` begins with."""
        return year * 12 + self.year_starts_in - 1 - (12 if self.year_starts_in > 6 else 0)

    def day_in_month(self, index: int, day: int) -> dt.date:
        """The day of the body's month ``index`` that bears the number ``day``, or the last one before it."""
        first, last = self.month_first(index), self.month_last(index)
        month = first if day >= first.day else last
        return min(month.replace(day=min(day, monthrange(month.year, month.month)[1])), last)

    def own_days(self, name: str, year: int) -> tuple[dt.date, dt.date]:
        """First and last day of the own period ``name`` that begins in ``year``; KeyError where there is none."""
        begins, ends = self.own[name]
        first = _day_of_year(begins, year)
        last = _day_of_year(ends, year)
        return first, last if last >= first else _day_of_year(ends, year + 1)


def _day_of_year(month_day: str, year: int) -> dt.date:
    month, day = (int(part) for part in month_day.split("-"))
    return dt.date(year, month, min(day, monthrange(year, month)[1]))


GREGORIAN = BodyCalendar()
