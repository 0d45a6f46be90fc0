"""The grammar of a written date: text in, the years, months and days it names out, nothing yet filled in or checked."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from shilu.lib.numerals import with_arabic_numbers
from shilu.lib.plain import half_width
from shilu.lib.unreadable import Unreadable
from shilu.lib.vague_dates import refuse_vague

LONGEST = 300
Part = Literal["day", "month", "months", "third", "quarter", "half", "year", "week", "bare"]


@dataclass(frozen=True, slots=True)
class Written:
    """One date or span as written; ``number`` tells which half, quarter, third or week, or the last of several months.

    ``year`` has two digits where two were written; ``bare`` is a day's number with neither month nor 日 (3月5、12、19日).
    """

    part: Part
    year: int | None = None
    month: int | None = None
    day: int | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Stretch:
    """One item of a cell: a date, or a first and a last one."""

    first: Written
    last: Written | None = None


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def _day(found: re.Match[str]) -> Written:
    return Written("day", _number(found["y"]), int(found["m"]), int(found["d"]))


def _month_or_day(found: re.Match[str]) -> Written:
    day = _number(found["d"])
    return Written("month" if day is None else "day", _number(found["y"]), int(found["m"]), day)


def _months(found: re.Match[str]) -> Written:
    return Written("months", _number(found["y"]), int(found["m"]), number=int(found["n"]))


def _third(found: re.Match[str]) -> Written:
    return Written("third", _number(found["y"]), int(found["m"]), number=int(found["n"]))


def _first_quarters(found: re.Match[str]) -> Written:
    return Written("months", _number(found["y"]), 1, number=int(found["n"]) * 3)


def _month(found: re.Match[str]) -> Written:
    return Written("month", int(found["y"]), int(found["m"]))


def _year(found: re.Match[str]) -> Written:
    return Written("year", _number(found["y"]))


def _day_of_month(found: re.Match[str]) -> Written:
    return Written("day", None, int(found["m"]), int(found["d"]))


def _lone(part: Part) -> Callable[[re.Match[str]], Written]:
    def written(found: re.Match[str]) -> Written:
        return Written(part, day=int(found["d"]))

    return written


def _numbered(part: Part) -> Callable[[re.Match[str]], Written]:
    def written(found: re.Match[str]) -> Written:
        return Written(part, _number(found["y"]), number=int(found["n"]))

    return written


_Y4 = r"(?P<y>[1-9]\d{3})"
_Y = r"(?:(?P<y>[1-9]\d{3}|\d{2}(?=年))(?:年度?)?[.\-/]?)?"
_YL = r"(?:(?P<y>[1-9]\d{3})[年\-_./]?)?"

# Tried in this order at each place; the first that fits is taken.
_GRAMMAR: tuple[tuple[str, Callable[[re.Match[str]], Written]], ...] = (
    (r"(?P<y>[1-9]\d{3}|\d{2})(?P<s>[.\-/])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?!\d)[日号]?", _day),
    (_Y4 + r"(?P<m>\d{2})(?P<d>\d{2})(?!\d)", _day),
    (_Y4 + r"年度?(?P<m>\d{1,2})[.\-/](?P<d>\d{1,2})(?![\d月])[日号]?", _day),
    (_Y + r"(?P<m>\d{1,2})月?[\-~](?P<n>\d{1,2})月份?(?!\d)", _months),
    (_Y + r"(?P<m>\d{1,2})月份?(?P<n>[1-3])旬", _third),
    (_Y + r"(?P<m>\d{1,2})月份?(?:(?P<d>\d{1,2})(?!\d)[日号]?)?", _month_or_day),
    (_Y + r"前(?P<n>[23])季度", _first_quarters),
    (_Y + r"第?(?P<n>[1-4])季度?", _numbered("quarter")),
    (_YL + r"Q(?P<n>[1-4])", _numbered("quarter")),
    (_Y + r"(?P<n>[12])半年", _numbered("half")),
    (_YL + r"H(?P<n>[12])", _numbered("half")),
    (_Y + r"第(?P<n>\d{1,2})周", _numbered("week")),
    (_YL + r"W(?P<n>\d{1,2})(?!\d)", _numbered("week")),
    (r"(?P<y>[1-9]\d{3}|\d{2})年度?(?:全年)?|(?P<z>全年)", _year),
    (_Y4 + r"(?P<s>[.\-/])(?P<m>\d{1,2})(?![\d.])[月份]*", _month),
    (r"(?P<y>(?:19|20)\d{2})(?P<m>0[1-9]|1[0-2])(?!\d)", _month),
    (_Y4 + r"(?!\d)", _year),
    (r"(?P<m>\d{1,2})(?P<s>[./])(?P<d>\d{1,2})(?!\d)(?!(?P=s))[日号]?", _day_of_month),
    (r"(?P<d>\d{1,2})[日号]", _lone("day")),
    (r"(?P<d>\d{1,2})(?!\d)", _lone("bare")),
)
_ATOMS = tuple((re.compile(pattern, re.ASCII), build) for pattern, build in _GRAMMAR)


_WEEKDAY = "(?:周|星期|礼拜)[一二三四五六日天]"
_WEEKDAYS = re.compile(rf"(?<=\(){_WEEKDAY}(?:[、,~\-至到]*(?:{_WEEKDAY}|[一二三四五六日天]))*|{_WEEKDAY}")
_HALF_DAY = "上午|下午|上下午|晚上|早上|早晨|中午|凌晨|傍晚|夜间|晚间|全天|午后|晚|早"
_CLOCK = (
    r"\d{1,2}(?::\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|\+\d{2}:?\d{2})?|(?:[\-~]\d{1,2})?[时点](?:\d{1,2}分?|半|整|钟)?)"
)
_MOMENT = rf"(?:(?:{_HALF_DAY})+(?:{_CLOCK})?|{_CLOCK})"
_TIME = re.compile(rf"[ T]?\(?{_MOMENT}(?:[\-~、,]{_MOMENT})*\)?", re.ASCII)
_LENGTH = re.compile(r"\(?[共计为期]{1,2}\d{1,3}天\)?", re.ASCII)
_RANGE = re.compile(r"起?[~\-]")
_LIST = re.compile(r"[、,;|和及与 ]+|/(?=\d)|(?<=[日号月)午晚])(?=\d)")


def _cleaned(text: str) -> str:
    plain = re.sub(r"(?<=[^0-9]) +| +(?=[^0-9])", "", half_width(text)).strip("\"'“”‘’。.;；,，、")
    refuse_vague(plain)
    plain = re.sub("[—–―‐‑‒−ー至到~〜∼]+|-{2,}", "~", _WEEKDAYS.sub("", plain).replace("()", ""))
    plain = plain.removesuffix("止") if "~" in plain else plain
    plain = (
        plain.replace("元月", "1月").replace("月上旬", "月1旬").replace("月中旬", "月2旬").replace("月下旬", "月3旬")
    )
    plain = re.sub("月份([上中下])旬", lambda found: f"月{'上中下'.index(found[1]) + 1}旬", plain)
    plain = plain.replace("上半年", "1半年").replace("下半年", "2半年")
    return with_arabic_numbers(plain).upper()


def _unknown(text: str) -> Unreadable:
    shown = half_width(text)[:40]
    return Unreadable(
        _("“%(text)s” is not a date: write it as in 2022年3月5日 or 3月5日") % {"text": shown}, key="unknown"
    )


def _atom(text: str, place: int) -> tuple[Written, int] | None:
    for pattern, build in _ATOMS:
        if found := pattern.match(text, place):
            written, place = build(found), found.end()
            for suffix in (_TIME, _LENGTH, _TIME):
                if followed := suffix.match(text, place):
                    place = followed.end()
            return written, place
    return None


def written_dates(text: str) -> tuple[Stretch, ...]:
    """The dates and spans that ``text`` writes, in its order; Unreadable where it writes none or anything beside them."""
    if len(text) > LONGEST:
        raise _unknown(text)
    plain = _cleaned(text)
    stretches: list[Stretch] = []
    place = 0
    while True:
        found = _atom(plain, place)
        if found is None:
            raise _unknown(text)
        first, place = found
        last = None
        if (between := _RANGE.match(plain, place)) and (found := _atom(plain, between.end())):
            last, place = found
        stretches.append(Stretch(first, last))
        if place == len(plain):
            return tuple(stretches)
        between = _LIST.match(plain, place)
        if between is None:
            raise _unknown(text)
        place = between.end()
