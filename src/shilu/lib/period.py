"""A period of time that figures are counted in: a year, half, quarter, month, week, own period or plain range."""

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from shilu.lib.body_calendar import GREGORIAN, BodyCalendar
from shilu.lib.errors import Refused
from shilu.lib.period_form import MONTHS, Formed, formed, in_years
from shilu.lib.period_title import cut_title, form_title, range_title

_RANGE = re.compile(r"(\d{4}-\d{2}-\d{2})/(\d{4}-\d{2}-\d{2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, and the canonical name that says which form of period it is.

    Names: 2022, 2022-H1, 2022-Q2, 2022-06, 2022-W23, 2022-heating (an own one), 2023-09-25/2023-09-27, and 2022-H1..2022-06-15
    for one that is cut off after a day.
    """

    first: dt.date
    last: dt.date
    name: str
    calendar: BodyCalendar = field(default=GREGORIAN, repr=False, compare=False)

    @property
    def is_cut(self) -> bool:
        """Whether the period is cut off before its end."""
        return ".." in self.name

    @property
    def sort(self) -> str:
        """What sort of period it is, cut or not: year, half, quarter, month, week or an own name; none for plain days."""
        form = self._form()
        return form.sort if form else ""

    def contains(self, day: dt.date) -> bool:
        """Whether ``day`` lies in the period."""
        return self.first <= day <= self.last

    def covers(self, first: dt.date, last: dt.date) -> bool:
        """Whether all days from ``first`` to ``last`` lie in the period."""
        return self.first <= first and last <= self.last

    def over_by(self, today: dt.date) -> dt.date | None:
        """The last day in those of the body's months that are over on ``today``, their last day itself included; None where none is."""
        calendar = self.calendar
        month = calendar.month_index(today)
        ended = calendar.month_last(month if calendar.month_last(month) <= today else month - 1)
        return min(ended, self.last) if ended >= self.first else None

    def whole(self) -> "Period":
        """The period without its cut."""
        form = self._form()
        return period_of(form, calendar=self.calendar) if form else self

    def cut(self, until: dt.date) -> "Period":
        """The period up to ``until``, its form kept in the name; Refused for a day before it begins."""
        if until >= self.last:
            return self
        if until < self.first:
            shown = {"day": until.isoformat(), "period": self.title()}
            raise Refused(_("%(day)s is before %(period)s begins; give a day within it") % shown)
        if self._form() is None:
            return range_period(self.first, until, calendar=self.calendar)
        return replace(self, last=until, name=f"{self.name.partition('..')[0]}..{until.isoformat()}")

    def part(self, named: "Period") -> "Period | None":
        """``named`` as a part of this period, up to the day on which it is cut off; None where it is none."""
        whole = self.whole()
        if named.first > self.last or not whole.covers(named.first, named.last):
            return None
        return self if named == whole else named.cut(self.last)

    def previous(self) -> "Period":
        """The period of the same form before, a cut one cut at the same day of its months; a range has as many days."""
        form = self._form()
        if form is None:
            last = self.first - dt.timedelta(1)
            return range_period(last - (self.last - self.first), last, calendar=self.calendar)
        before = period_of(form.before(), calendar=self.calendar)
        return before.cut(self._same_place_in(before, form)) if self.is_cut else before

    def year_before(self) -> "Period":
        """The same form a year earlier; a cut one and a range on the same days a year before, 29 February on the 28th."""
        form = self._form()
        if form is None:
            return range_period(_year_less(self.first), _year_less(self.last), calendar=self.calendar)
        before = period_of(form.in_year(form.year - 1), calendar=self.calendar)
        if not self.is_cut:
            return before
        same_day = self._same_place_in(before, form) if form.form == "week" else _year_less(self.last)
        return before.cut(max(same_day, before.first))

    def months(self) -> list["Period"]:
        """The body's months from the first to the last day; one that lies only partly in the period is clipped to it."""
        indexes = range(self.calendar.month_index(self.first), self.calendar.month_index(self.last) + 1)
        months = (month_period(index, calendar=self.calendar) for index in indexes)
        return [
            month.cut(min(month.last, self.last))
            if month.first >= self.first
            else range_period(self.first, min(month.last, self.last), calendar=self.calendar)
            for month in months
        ]

    def title(self) -> str:
        """The period in words of the current language: 2022年上半年（截至6月15日）."""
        form = self._form()
        if form is None:
            return range_title(self.first, self.last, calendar=self.calendar)
        return cut_title(form_title(form), self.last, year=form.year) if self.is_cut else form_title(form)

    def _form(self) -> Formed | None:
        return formed(self.name.partition("..")[0])

    def _same_place_in(self, other: "Period", form: Formed) -> dt.date:
        if form.form not in MONTHS:
            return other.first + (self.last - self.first)
        calendar = self.calendar
        month = calendar.month_index(self.last) - calendar.month_index(self.first)
        return calendar.day_in_month(calendar.month_index(other.first) + month, self.last.day)


def period_of(form: Formed, *, calendar: BodyCalendar = GREGORIAN) -> Period:
    """The period of a form; ValueError or KeyError where ``calendar`` has none."""
    return Period(*form.days(calendar), form.name, calendar)


def period_of_name(name: str, *, calendar: BodyCalendar = GREGORIAN) -> Period | None:
    """The period of a canonical name, cut or not; None where ``name`` is none."""
    base, cut, until = name.partition("..")
    try:
        if found := _RANGE.fullmatch(name):
            first, last = (dt.date.fromisoformat(day) for day in found.groups())
            return range_period(first, last, calendar=calendar) if first <= last else None
        form = formed(base)
        period = period_of(form, calendar=calendar) if form else None
        return period.cut(dt.date.fromisoformat(until)) if cut and period else period
    except (ValueError, OverflowError, KeyError, Refused):
        return None


def latest_of_sort(sort: str, *, today: dt.date, calendar: BodyCalendar = GREGORIAN) -> Period | None:
    """The period of a sort (half, month, an own name …) that is reported on ``today``; None where there is no such sort.

    It is the running one once half of it is over, else the one before.
    """
    begun = []
    for form in in_years(sort, range(today.year - 1, today.year + 2)):
        try:
            period = period_of(form, calendar=calendar)
        except (ValueError, KeyError):
            continue
        if period.first + (period.last - period.first) / 2 <= today:
            begun.append(period)
    return max(begun, key=lambda one: one.first, default=None)


def month_period(index: int, *, calendar: BodyCalendar = GREGORIAN) -> Period:
    """The body's month ``index`` (``year * 12 + month - 1``)."""
    return period_of(Formed("month", index // 12, index % 12 + 1), calendar=calendar)


def month_of(day: dt.date, *, calendar: BodyCalendar = GREGORIAN) -> Period:
    """The body's month that holds ``day``."""
    return month_period(calendar.month_index(day), calendar=calendar)


def range_period(first: dt.date, last: dt.date, *, calendar: BodyCalendar = GREGORIAN) -> Period:
    """The days from ``first`` to ``last`` as a plain range."""
    return Period(first, last, f"{first.isoformat()}/{last.isoformat()}", calendar)


def months_period(first: int, last: int, *, calendar: BodyCalendar = GREGORIAN) -> Period:
    """The body's months ``first`` to ``last``: a year, half, quarter or month where they are one, else a plain range."""
    length = last - first + 1
    for form in MONTHS:
        # An appraisal year may begin in the year before the one it is named for.
        for year in (first // 12, first // 12 + 1):
            start = year * 12 if form == "month" else calendar.first_month(year)
            if MONTHS[form] == length and 0 <= first - start < 12 and (first - start) % length == 0:
                return period_of(Formed(form, year, (first - start) // length + 1), calendar=calendar)
    return range_period(calendar.month_first(first), calendar.month_last(last), calendar=calendar)


def whole_months(first: dt.date, last: dt.date, *, calendar: BodyCalendar = GREGORIAN) -> Period:
    """The body's whole months from that of ``first`` to that of ``last``."""
    return months_period(calendar.month_index(first), calendar.month_index(last), calendar=calendar)


def _year_less(day: dt.date) -> dt.date:
    return day.replace(year=day.year - 1, day=min(day.day, monthrange(day.year - 1, day.month)[1]))
