"""Which period a sentence ties a number to, beside the period of the paper."""

import datetime as dt
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from shilu.lib.errors import Refused
from shilu.lib.period import Period, months_period, range_period
from shilu.lib.periods import parse_period, period_named_in
from shilu.reports.checking.scope_months import (
    FIRST_MONTHS,
    LAST_MONTHS,
    PART_OF_MONTH,
    SEVERAL_MONTHS,
    SINCE,
    first_months,
    several_months,
    since,
    spelled_out,
)

_ANY_YEAR = 2000
_N = "(?:[0-9０-９]{1,2}|十[一二]|[一二三四五六七八九十])"
_Y = "(?:(?:19|20)[0-9]{2}年度?)"
_DAY = f"{_N}月[0-9]{{1,2}}日"
_TO = "[-—~～至到]"
_DAYS = re.compile(f"{_Y}?{_DAY}(?:{_TO}(?:{_DAY}|[0-9]{{1,2}}日))?(?:上午|下午|晚)?")
_NAMED = re.compile(
    f"{_Y}?(?:第?[一二三四1-4]季度|前[二三]季度|[上下]半年|{_N}月?份?{_TO}{_N}月份?|{_N}月份?(?!{_N}?[日号])|全年)|{_Y}"
)
_SINCE_NEW_YEAR = re.compile("年初以来|今年以来|本年度?以来|今年|本年度|年初至今")
_SAME = re.compile("截至目前|截止目前|目前|本期|(?:^|(?<=[，。；、]))其?期间|报告期|统计期|上述|当前|至今")
_SPAN = re.compile("[^，。；：、]{1,16}?(?:以来|期间|过程中|[活行]动中|前夕|前后|之际|来临|当日|当天)")
_WHOLE_YEAR = re.compile("一年来|一年以来")
_YEAR_ONLY = re.compile("(?:19|20)[0-9]{2}年度?")
_LAST_YEAR = re.compile("(?:去年|上年|上一年)(?:度)?同期|同期")
_OTHER_YEAR = re.compile("去年|上年|上一年度?|前年|明年|来年|下一年度?")
_QUOTED = re.compile("《[^》]*》|“[^”]*”|[（(][^）)]*[）)]")
_COMPARED = re.compile("(?:[比较与同和跟超于]|好于|高于|低于|增长)$")
_COMPARED_NAMED = re.compile("[比较]$")
_COMPARED_AFTER = re.compile("^(?:相比|持平|基数|水平)")
_UNTIL = re.compile(f"(?:截至|截止到?|(?<![0-9日月份号年])[到至]){_Y}?{_N}月份?(?:底|末|[0-9]{{1,2}}日)?(?!{_TO})")
_CUT_OFF = re.compile(f"{_UNTIL.pattern}[，,]?(?:{_NAMED.pattern})|(?:{_NAMED.pattern})[，,]?[（(]?{_UNTIL.pattern}")
_LONG = re.compile(
    "近[一二两三四五六七八九十几0-9]+年|[一二两三四五六七八九十几0-9]+年来|近年来|历年|历来|多年来?|成立以来|建[局队所院校馆]以来|[十二]+大以来|自[^，。]{1,12}以来|长期"
)
_OTHER_PART = re.compile(
    "上个?月|上个?季度|上一季度|上周|本周|当月|当天|当日|当晚|每逢|节日期间|[春端中国][节午秋庆](?:期间|前)"
)


@dataclass(frozen=True, slots=True)
class Told:
    """The period that words tell; ``doubt`` says why a difference in it would prove nothing, ``never`` why none is known.

    ``rest_of_year`` where words say only that the year so far is meant (今年).
    """

    period: Period | None
    doubt: str = ""
    never: str = ""
    rest_of_year: bool = False


def without_time(what: str) -> str:
    """``what`` without the period that it begins with: 2月份反诈宣讲 is 反诈宣讲."""
    found = _NAMED.match(what.translate(_WIDE))
    rest = what[found.end() :] if found else what
    return rest if len(rest) > 1 else what


def without_times(words: str) -> str:
    """``words`` without the periods and days that they name."""
    text = spelled_out(words.translate(_WIDE), year=_ANY_YEAR)
    for pattern, _read in _READERS:
        text = pattern.sub("", text) if pattern not in {_LONG, _SPAN} else text
    return text


def _unquoted(words: str) -> str:
    return _QUOTED.sub(lambda quoted: "·" * len(quoted[0]), words.translate(_WIDE))


def period_told(words: str, *, period: Period) -> Told | None:
    """What the last words of time in ``words`` say in a paper on ``period``; None where there are none."""
    text = spelled_out(_unquoted(words), year=period.last.year)
    found: list[tuple[int, int, Told]] = []
    taken: list[tuple[int, int]] = []
    for pattern, read in _READERS:
        for match in pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            compared = _is_compared(text, *match.span(), named=pattern is _NAMED)
            told = None if compared else read(match[0], period)
            if compared:
                taken.append(match.span())
            if told is not None:
                taken.append(match.span())
                found.append((match.end(), match.start(), told))
    return max(found, key=lambda one: one[:2])[2] if found else None


def _is_compared(text: str, start: int, end: int, *, named: bool) -> bool:
    """Whether words of time are only what something is compared with (比上年同期增加2次)."""
    before = _COMPARED_NAMED if named else _COMPARED
    return bool(before.search(text[:start]) or _COMPARED_AFTER.search(text[end:]))


_WIDE = {code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF1A)}


def _days(text: str, period: Period) -> Told | None:
    plain = re.sub("上午|下午|晚$", "", text)
    dated = plain if re.match(_Y, plain) else f"{period.last.year}年{plain}"
    try:
        told = parse_period(re.sub("[-—~～到]", "至", dated), calendar=period.calendar)
    except Refused:
        return None
    return Told(told, doubt=_single_days(text))


def _named(text: str, period: Period) -> Told | None:
    if text == "全年":
        return Told(_year_of(period))
    told = period_named_in(text, calendar=period.calendar, year=period.last.year)
    if told is None:
        return None
    if told.covers(period.first, period.last) and _YEAR_ONLY.fullmatch(text):
        return Told(period)
    return _part(told, text, period)


def _part(told: Period, text: str, period: Period) -> Told:
    """``told`` as a part of the paper's period, up to its cut-off; in doubt where it is none."""
    part = period.part(told)
    return Told(told, doubt=_outside(text)) if part is None else Told(part)


def _outside(text: str) -> str:
    return _("“%(words)s” lies outside the period of the text") % {"words": text}


def _year_of(period: Period) -> Period:
    """The body's year that holds the last day of ``period``."""
    calendar = period.calendar
    index = calendar.month_index(period.last)
    first = index - (index - calendar.first_month(period.last.year)) % 12
    year = months_period(first, first + 11, calendar=calendar)
    return period if period.covers(*_year_span(first, period)) else period.part(year) or year


def _year_span(first: int, period: Period) -> tuple[dt.date, dt.date]:
    return period.calendar.month_first(first), period.calendar.month_last(first + 11)


def _until(text: str, period: Period) -> Told:
    found = re.search(f"({_Y})?({_N})月(?:([0-9]{{1,2}})日)?", text)
    named = (
        period_named_in(found[0].partition("月")[0] + "月", calendar=period.calendar, year=period.last.year)
        if found
        else None
    )
    if found is None or named is None:
        return Told(period)
    day = named.first.replace(day=int(found[3])) if found[3] and int(found[3]) <= named.last.day else named.last
    if not period.contains(day):
        return Told(period, doubt=_outside(text))
    ends = {named.last, period.last}
    return Told(period.cut(day), doubt=_single_days(text) if found[3] and day not in ends else "")


def _single_days(text: str) -> str:
    return _("“%(words)s” is about single days") % {"words": text}


def until_told(words: str, *, period: Period) -> Told | None:
    """The day up to which ``words`` count (截至5月31日), None where they name none."""
    found = _UNTIL.search(spelled_out(words.translate(_WIDE), year=period.last.year))
    return _until(found[0], period) if found else None


def cut_told(words: str, *, told: Period, period: Period) -> Told | None:
    """``told`` up to the day that ``words`` name beside it (截至6月15日，上半年); None where they name none."""
    found = _CUT_OFF.findall(spelled_out(words.translate(_WIDE), year=period.last.year))
    until = _UNTIL.search(found[-1]) if found else None
    named = _NAMED.search(_UNTIL.sub("", found[-1])) if found else None
    if until is None or named is None or _named(named[0], period) != Told(told):
        return None
    return _until(until[0], told)


def _whole_year(text: str, period: Period) -> Told:
    is_year = len(period.months()) == 12
    return Told(period) if is_year else _unclear(text, period)


def _span(text: str, period: Period) -> Told:
    return Told(period, doubt=_unclear(text, period).never)


def _first_months(text: str, period: Period) -> Told:
    told = first_months(text, period)
    if told is None:
        return _unclear(text, period)
    return _part(told, text, period)


def _since(text: str, period: Period) -> Told:
    told = since(text, period)
    return Told(told, doubt=_span(text, period).doubt) if told else _unclear(text, period)


def _several_months(text: str, period: Period) -> Told:
    told = several_months(text, period)
    return Told(told, doubt=_span(text, period).doubt) if told else _unclear(text, period)


def _since_new_year(_text: str, period: Period) -> Told:
    calendar = period.calendar
    index = calendar.month_index(period.last)
    start = next(
        month for month in range(index, index - 12, -1) if (month - calendar.first_month(period.last.year)) % 12 == 0
    )
    if calendar.month_first(start) == period.first:
        return Told(period, rest_of_year=True)
    end = calendar.month_last(index)
    if end == period.last:
        return Told(months_period(start, index, calendar=calendar), rest_of_year=True)
    return Told(range_period(calendar.month_first(start), period.last, calendar=calendar), rest_of_year=True)


def _same(_text: str, period: Period) -> Told:
    return Told(period)


def _last_year(text: str, period: Period) -> Told:
    return Told(period.year_before(), doubt=_("“%(words)s” is about an earlier time") % {"words": text})


def _other_year(text: str, period: Period) -> Told:
    if text.startswith(("明", "来", "下")):
        return Told(None, never=_("“%(words)s” is still to come") % {"words": text})
    years = 2 if text == "前年" else 1
    year = period.last.year - years
    doubt = _("“%(words)s” is about an earlier time") % {"words": text}
    return Told(range_period(dt.date(year, 1, 1), dt.date(year, 12, 31), calendar=period.calendar), doubt=doubt)


def _unclear(text: str, _period: Period) -> Told:
    return Told(None, never=_("it is not clear which time “%(words)s” means") % {"words": text})


_READERS = (
    (_WHOLE_YEAR, _whole_year),
    (FIRST_MONTHS, _first_months),
    (LAST_MONTHS, _unclear),
    (SINCE, _since),
    (_LONG, _unclear),
    (_LAST_YEAR, _last_year),
    (_OTHER_YEAR, _other_year),
    (_OTHER_PART, _unclear),
    (_SINCE_NEW_YEAR, _since_new_year),
    (_UNTIL, _until),
    (_SAME, _same),
    (_DAYS, _days),
    (PART_OF_MONTH, _span),
    (SEVERAL_MONTHS, _several_months),
    (_NAMED, _named),
    (_SPAN, _span),
)
