"""Days as the integers that the ledger stores and compares: 2022-06-15 is 20220615, and 202206 is its month."""

from datetime import date
from functools import lru_cache


def day_number(day: date) -> int:
    """The day as yyyymmdd; the order of days is the order of numbers."""
    return day.year * 10_000 + day.month * 100 + day.day


@lru_cache(maxsize=4_096)
def day_of(number: int) -> date:
    """The day that ``number`` stands for; ValueError where there is no such day."""
    return date(number // 10_000, number // 100 % 100, number % 100)


def months_between(first: date, last: date) -> list[int]:
    """The months, as yyyymm, from that of ``first`` to that of ``last``."""
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [month // 12 * 100 + month % 12 + 1 for month in months]


def month_end(day: date) -> date:
    """The last day of the month of ``day``."""
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
