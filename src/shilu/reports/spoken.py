"""The words for a day, and for a period and its neighbours, that a template prints, and that a finished report is searched for."""

import datetime as dt
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from shilu.lib.days import chinese_day
from shilu.lib.numerals import in_chinese
from shilu.lib.period import Period, months_period, range_period


class Spoken(str):
    """A period that prints as its title (2022年上半年) and knows the other words for it.

    ``word`` is 上半年, 第一季度, 6月 or 全年, ``short`` the same without 第; ``months`` 1—6月, ``last_month`` 6月; ``start`` and ``end`` its
    first and last day without the year; ``previous``, ``next`` and ``last_year`` the periods of the same form around it.
    """

    __slots__ = ("_period", "_said_in")

    _period: Period
    _said_in: int

    @classmethod
    def of(cls, period: Period, *, said_in: int | None = None) -> "Spoken":
        """The words for ``period`` in the current language, in a paper on a period of the year ``said_in`` (its own)."""
        spoken = cls(period.title())
        spoken._period = period
        spoken._said_in = said_in or period.last.year
        return spoken

    @property
    def name(self) -> str:
        """The canonical name: 2022-H1."""
        return self._period.name

    @property
    def year(self) -> int:
        """The year of its last day."""
        return self._period.last.year

    @property
    def bare(self) -> str:
        """The period without its year, whatever year it is beside: 上半年, 第一季度, 6月, 全年."""
        whole = self._period.whole()
        year = self._year_of(whole)
        if whole.name == str(year):
            return _("the whole year")
        return whole.title().removeprefix(f"{year}年").removesuffix(f" of {year}").removeprefix(f"{year}-")

    @property
    def word(self) -> str:
        """The period without its year; beside a period of another year 上年下半年, 明年上半年."""
        word = self.bare
        match self._period.last.year - self._said_in:
            case -1:
                return _("%(word)s of last year") % {"word": word}
            case 1:
                return _("%(word)s of next year") % {"word": word}
        return word

    @property
    def short(self) -> str:
        """``word`` as it is said: 一季度."""
        return self.word.removeprefix("第")

    @property
    def months(self) -> str:
        """The months by number: 1—6月, of one month 6月."""
        first, last = (
            self._period.calendar.month_index(day) % 12 + 1 for day in (self._period.first, self._period.last)
        )
        return f"{first}月" if first == last else f"{first}—{last}月"

    @property
    def last_month(self) -> str:
        """The last month by number: 6月."""
        return f"{self._period.calendar.month_index(self._period.last) % 12 + 1}月"

    @property
    def start(self) -> str:
        """The first day without its year."""
        return _day(self._period.first)

    @property
    def end(self) -> str:
        """The last day without its year."""
        return _day(self._period.last)

    @property
    def whole(self) -> "Spoken":
        """The period without its cut."""
        return Spoken.of(self._period.whole(), said_in=self._said_in)

    @property
    def previous(self) -> "Spoken":
        """The period before."""
        return Spoken.of(self._period.previous(), said_in=self._said_in)

    @property
    def last_year(self) -> "Spoken":
        """The same period a year before."""
        return Spoken.of(self._period.year_before(), said_in=self._said_in)

    @property
    def so_far(self) -> "Spoken":
        """The year up to the end of the period: 2026年1—5月 for May."""
        return Spoken.of(so_far(self._period), said_in=self._said_in)

    @property
    def next(self) -> "Spoken":
        """The period after; a range and a week have none and give themselves."""
        return Spoken.of(following(self._period), said_in=self._said_in)

    @staticmethod
    def _year_of(period: Period) -> int:
        head = period.name[:4]
        return int(head) if head.isdigit() else period.last.year


class Today(str):
    """A day that prints as 2026年6月30日; ``chinese`` is 二〇二六年六月三十日."""

    __slots__ = ("_day",)

    _day: dt.date

    @classmethod
    def of(cls, day: dt.date) -> "Today":
        """The words for ``day``."""
        today = cls(chinese_day(day))
        today._day = day
        return today

    @property
    def chinese(self) -> str:
        """The day in Chinese numerals."""
        year = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(self._day.year))
        return f"{year}年{in_chinese(self._day.month)}月{in_chinese(self._day.day)}日"


def so_far(period: Period) -> Period:
    """From the first day of the body's year to the last day of ``period``; by months where it ends with one."""
    calendar = period.calendar
    last = calendar.month_index(period.last)
    first = last - (last - calendar.first_month(period.last.year)) % 12
    if calendar.month_last(last) == period.last:
        return months_period(first, last, calendar=calendar)
    return range_period(calendar.month_first(first), period.last, calendar=calendar)


def following(period: Period) -> Period:
    """The whole period of the same form after ``period``; itself where its form has no months."""
    whole = period.whole()
    start, end = (whole.calendar.month_index(day) for day in (whole.first, whole.last))
    length = end - start + 1
    after = months_period(end + 1, end + length, calendar=whole.calendar)
    return after if after.previous() == whole else whole


def mentions(period: Period) -> Mapping[str, str]:
    """What a text may call ``period`` and the periods around it, each with the expression that prints just that."""
    found: dict[str, str] = {}
    for words, expression in _mentions(Spoken.of(period)):
        if words:
            found.setdefault(words, f"{{{{ {expression} }}}}")
    year = period.last.year
    for words, written in ((f"{year}年", "year"), (f"{year - 1}年", "year - 1")):
        found.setdefault(words, f"{{{{ {written} }}}}年")
    if following(period).last.year == year + 1:
        found.setdefault(f"{year + 1}年", "{{ period.next.year }}年")
    return found


def _mentions(spoken: Spoken) -> Iterator[tuple[str, str]]:
    around = {
        "period": spoken,
        "period.previous": spoken.previous,
        "period.last_year": spoken.last_year,
        "period.next": spoken.next,
    }
    for expression, one in around.items():
        yield str(one), expression
        yield (
            f"{one.year}年{one.bare.removeprefix('第')}",
            f'{expression}.year ~ "年" ~ {expression}.bare|replace("第", "")',
        )
    yield str(spoken.whole), "period.whole"
    for expression, one in around.items():
        yield one.word, f"{expression}.word"
        if one.word.startswith("上年"):
            yield one.word.replace("上年", "去年", 1), f'{expression}.word|replace("上年", "去年")'
        yield one.short, f"{expression}.short"
    yield from _months(spoken, "period")
    yield from _months(spoken.so_far, "period.so_far")
    for tail in "底末":
        yield spoken.last_month + tail, f'period.last_month ~ "{tail}"'
    for day, expression in ((spoken.end, "period.end"), (spoken.start, "period.start")):
        yield f"{spoken.year}年{day}", f'period.year ~ "年" ~ {expression}'
        yield day, expression


def _months(spoken: Spoken, expression: str) -> Iterator[tuple[str, str]]:
    """The ways to write the months of a period: 1—6月, 1至6月, 1月至6月."""
    for link in "—至-－～~到":
        for put in (link, f"月{link}"):
            changed = "" if put == "—" else f'|replace("—", "{put}")'
            yield spoken.months.replace("—", put), f"{expression}.months{changed}"


def _day(day: dt.date) -> str:
    return _("%(month)s/%(day)s") % {"month": day.month, "day": day.day}
