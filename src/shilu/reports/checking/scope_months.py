"""Stretches of months as reports name them: 前四个月, 5月以来, 4、5月份, 二季度以来, 去年一季度."""

import re

from shilu.lib.period import Period, months_period, range_period
from shilu.lib.periods import period_named_in

NUMBER = "(?:[0-9]{1,2}|十[一二]|[一二三四五六七八九十两])"
FIRST_MONTHS = re.compile(f"[前头]{NUMBER}个?月")
LAST_MONTHS = re.compile(f"(?:近|最近|后){NUMBER}个月")
SINCE = re.compile(f"自?(?:第?[一二三四1-4]季度|{NUMBER}月份?)(?:[0-9]{{1,2}}日)?(?:以来|起|开始)")
SEVERAL_MONTHS = re.compile(f"{NUMBER}月?份?[、和及与]{NUMBER}月份?(?![0-9]{{1,2}}[日号])")
PART_OF_MONTH = re.compile(f"{NUMBER}月份?(?:[上中下]旬|初|底|末)")

_PART = f"(?:第?[一二三四1-4]季度|前[二三]季度|[上下]半年|{NUMBER}月|{NUMBER}[-—~～至到]{NUMBER}月|[前头]{NUMBER}个?月|全年)"
_RELATIVE = re.compile(f"(?P<year>去年|上年度?|上一年度?|前年|今年|本年度?)的?(?={_PART})")
_QUARTER = re.compile(r"(?<![A-Za-z0-9])[Qq]([1-4])(?![0-9])")
_AHEAD = {"去": 1, "上": 1, "前": 2}


def spelled_out(text: str, *, year: int) -> str:
    """``text`` in which 去年一季度 names its year and Q1 is 一季度; ``year`` is the one of the report."""
    text = _QUARTER.sub(lambda found: f"{'一二三四'[int(found[1]) - 1]}季度", text)
    return _RELATIVE.sub(lambda found: f"{year - _AHEAD.get(found['year'][0], 0)}年", text)


def first_months(text: str, period: Period) -> Period | None:
    """The first months of the body's year (前四个月)."""
    count = _number(text)
    start = _year_start(period)
    return months_period(start, start + count - 1, calendar=period.calendar) if 0 < count <= 12 else None


def since(text: str, period: Period) -> Period | None:
    """From a month or quarter to the end of ``period``."""
    begun = period_named_in(re.sub("以来|起|开始|自", "", text), calendar=period.calendar, year=period.last.year)
    if begun is None or begun.first > period.last:
        return None
    return range_period(begun.first, period.last, calendar=period.calendar)


def several_months(text: str, period: Period) -> Period | None:
    """Two months that follow each other (4、5月份); None where they do not."""
    one, two = (_number(found) for found in re.findall(NUMBER, text)[:2])
    if two != one + 1 or not 0 < one < 12:
        return None
    start = period.calendar.month_index(period.last.replace(month=one, day=15))
    return months_period(start, start + 1, calendar=period.calendar)


def _year_start(period: Period) -> int:
    index = period.calendar.month_index(period.last)
    return index - (index - period.calendar.first_month(period.last.year)) % 12


def _number(text: str) -> int:
    """The first number of one to twelve in ``text``."""
    found = re.search(NUMBER, text)
    if found is None:
        return 0
    words = found[0]
    if words.isdigit():
        return int(words)
    return (
        2
        if words == "两"
        else 10 + "十一二".index(words[1])
        if len(words) == 2
        else "零一二三四五六七八九十".index(words)
    )
