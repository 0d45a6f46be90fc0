"""The words that name a period in running Chinese text or a file name, as patterns with what each makes."""

import re
from collections.abc import Callable

from shilu.lib.body_calendar import BodyCalendar
from shilu.lib.numerals import with_arabic_numbers
from shilu.lib.period import Period, month_period, months_period, period_of_name
from shilu.lib.period_form import Form, Formed
from shilu.lib.plain import half_width

Maker = Callable[[re.Match[str], int, BodyCalendar], Period | None]

YEAR = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})(?!\d)(?:年度?)?(?:全年)?", re.ASCII)
# A range of days; it and the single days are taken out before months are looked for.
DAY_RANGE = re.compile(
    r"(?<!\d)(?:19|20)\d{2}[年.\-/]\d{1,2}[月.\-/]\d{1,2}日?[~/\-]"
    r"(?:(?:19|20)\d{2}[年.\-/])?(?:\d{1,2}[月.\-/])?\d{1,2}日?(?![\d月])",
    re.ASCII,
)
SINGLE_DAY = re.compile(
    r"(?<!\d)(?:(?:19|20)\d{2}(?:年\d{1,2}月\d{1,2}日?|(?P<s>[.\-/_])\d{1,2}(?P=s)\d{1,2}|\d{4})(?![\d月])|\d{1,2}月\d{1,2}日)",
    re.ASCII,
)
CUT = re.compile(
    r"[(,，]?截[~止]+(?:(?P<y>(?:19|20)\d{2})[年.\-/])?(?P<m>\d{1,2})[月.\-/](?P<d>\d{1,2})日?止?\)?", re.ASCII
)

_Y = r"(?<!\d)(?P<y>(?:19|20)\d{2})"
_LINK = r"[年\-_./]?度?"
_UP_TO = (
    r"(?P<m>\d{1,2})(?:月份?)?[\-~/]"
    r"(?:(?P<y2>(?:19|20)\d{2})[年.\-/](?P<n2>\d{1,2})(?:月份?|(?!\d))|(?P<n>\d{1,2})月份?(?!\d{1,2}日))"
)


def plain_words(text: str) -> str:
    """``text`` in the writing that the patterns know: half-width, no blanks, Arabic numbers, ~ for 至, 1半年 for 上半年."""
    plain = re.sub("[—–―‐‑‒−至到~〜∼]+|--+", "~", half_width(text).replace(" ", ""))
    return with_arabic_numbers(plain).replace("上半年", "1半年").replace("下半年", "2半年").upper()


def _numbered(form: Form) -> Maker:
    def made(found: re.Match[str], year: int, calendar: BodyCalendar) -> Period | None:
        return period_of_name(Formed(form, year, int(found["m"])).name, calendar=calendar)

    return made


def _month_range(found: re.Match[str], year: int, calendar: BodyCalendar) -> Period | None:
    first, last = int(found["m"]), int(found["n"] or found["n2"])
    start, end = year * 12 + first - 1, int(found["y2"] or year) * 12 + last - 1
    fits = 1 <= first <= 12 and 1 <= last <= 12 and start <= end
    return months_period(start, end, calendar=calendar) if fits else None


def _first_quarters(found: re.Match[str], year: int, calendar: BodyCalendar) -> Period | None:
    start = calendar.first_month(year)
    return months_period(start, start + 3 * int(found["m"]) - 1, calendar=calendar)


def _month_of_year(found: re.Match[str], year: int, calendar: BodyCalendar) -> Period | None:
    """A month without its own year: the one in the body's year, which may begin in the calendar year before."""
    if not 1 <= int(found["m"]) <= 12:
        return None
    start = calendar.first_month(year)
    return month_period(start + (int(found["m"]) - 1 - start) % 12, calendar=calendar)


_AFTER_YEAR: tuple[tuple[str, Maker], ...] = (
    (_Y + _LINK + _UP_TO, _month_range),
    (_Y + _LINK + r"前(?P<m>[23])季度", _first_quarters),
    (_Y + _LINK + r"第?(?P<m>[1-4])季度?", _numbered("quarter")),
    (_Y + _LINK + r"Q(?P<m>[1-4])(?!\d)", _numbered("quarter")),
    (_Y + _LINK + r"(?P<m>[12])半年", _numbered("half")),
    (_Y + _LINK + r"H(?P<m>[12])(?!\d)", _numbered("half")),
    (_Y + _LINK + r"第(?P<m>\d{1,2})周", _numbered("week")),
    (_Y + _LINK + r"W(?P<m>\d{1,2})(?!\d)", _numbered("week")),
    (_Y + _LINK + r"(?P<m>\d{1,2})月份?", _numbered("month")),
    (_Y + r"[\-_/]?(?P<m>0[1-9]|1[0-2])(?!\d|[.\-/]\d)", _numbered("month")),
    (_Y + r"\.(?P<m>\d{1,2})(?!\d|[.\-/]\d)", _numbered("month")),
)
_ALONE: tuple[tuple[str, Maker], ...] = (
    (r"(?<!\d)" + _UP_TO, _month_range),
    (r"前(?P<m>[23])季度", _first_quarters),
    (r"(?<!\d)(?P<m>[1-4])季度", _numbered("quarter")),
    (r"(?<![A-Z\d])Q(?P<m>[1-4])(?![A-Z\d])", _numbered("quarter")),
    (r"(?<!\d)(?P<m>[12])半年", _numbered("half")),
    (r"(?<![A-Z\d])H(?P<m>[12])(?![A-Z\d])", _numbered("half")),
    (r"(?<!\d)(?P<m>\d{1,2})月份?", _month_of_year),
)
AFTER_YEAR = tuple((re.compile(pattern, re.ASCII), maker) for pattern, maker in _AFTER_YEAR)
ALONE = tuple((re.compile(pattern, re.ASCII), maker) for pattern, maker in _ALONE)


def own_after_year(calendar: BodyCalendar) -> tuple[tuple[re.Pattern[str], Maker], ...]:
    """The patterns of the body's own named periods: 2022-heating, 2022年冬训."""

    def maker(name: str) -> Maker:
        return lambda _found, year, calendar: period_of_name(Formed("own", year, own=name).name, calendar=calendar)

    return tuple(
        (re.compile(_Y + _LINK + re.escape(plain_words(name)), re.ASCII), maker(name))
        for name in sorted(calendar.own, key=len, reverse=True)
    )
