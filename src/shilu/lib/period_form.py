"""The forms of period and their canonical names: 2022, 2022-H1, 2022-Q2, 2022-06, 2022-W23, 2022-heating."""

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import Literal

from shilu.lib.body_calendar import BodyCalendar

Form = Literal["year", "half", "quarter", "month", "week", "own"]
MONTHS: dict[Form, int] = {"year": 12, "half": 6, "quarter": 3, "month": 1}

_NAME = re.compile(
    r"(?P<year>[1-9]\d{3})(?:-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|W(?P<week>\d{2})|(?P<month>0[1-9]|1[0-2])|(?P<own>[^./]+)))?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Formed:
    """What a whole period's name says: the form, the year, which half, quarter, month or week, or the own period's name."""

    form: Form
    year: int
    number: int = 1
    own: str = ""

    @property
    def name(self) -> str:
        suffix = {
            "year": "",
            "half": f"-H{self.number}",
            "quarter": f"-Q{self.number}",
            "month": f"-{self.number:02}",
            "week": f"-W{self.number:02}",
            "own": f"-{self.own}",
        }
        return f"{self.year}{suffix[self.form]}"

    @property
    def sort(self) -> str:
        """What sort of period it is: year, half, quarter, month, week, or the own period's name."""
        return self.own or self.form

    def days(self, calendar: BodyCalendar) -> tuple[dt.date, dt.date]:
        """First and last day; ValueError or KeyError where ``calendar`` has no such period."""
        if self.form == "week":
            monday = dt.date.fromisocalendar(self.year, self.number, 1)
            return monday, monday + dt.timedelta(6)
        if self.form == "own":
            return calendar.own_days(self.own, self.year)
        length = MONTHS[self.form]
        start = self.year * 12 if self.form == "month" else calendar.first_month(self.year)
        index = start + (self.number - 1) * length
        return calendar.month_first(index), calendar.month_last(index + length - 1)

    def in_year(self, year: int) -> "Formed":
        """This form in ``year``; a 53rd week is the last one of a year with 52."""
        if self.form == "week":
            return replace(self, year=year, number=min(self.number, dt.date(year, 12, 28).isocalendar().week))
        return replace(self, year=year)

    def before(self) -> "Formed":
        """The one of the same form before."""
        if self.form == "week":
            monday = dt.date.fromisocalendar(self.year, self.number, 1) - dt.timedelta(7)
            return replace(self, year=monday.isocalendar().year, number=monday.isocalendar().week)
        if self.number > 1:
            return replace(self, number=self.number - 1)
        return replace(self, year=self.year - 1, number=12 // MONTHS.get(self.form, 12))


def in_years(sort: str, years: range) -> list[Formed]:
    """The periods of a sort in those years, also such as a calendar may not have: a 53rd week, an unknown own name."""
    most = {"year": 1, "half": 2, "quarter": 4, "month": 12, "week": 53}
    forms: dict[str, Form] = {"year": "year", "half": "half", "quarter": "quarter", "month": "month", "week": "week"}
    if sort not in forms:
        return [Formed("own", year, own=sort) for year in years]
    return [Formed(forms[sort], year, number) for year in years for number in range(1, most[sort] + 1)]


def formed(name: str) -> Formed | None:
    """What the canonical ``name`` of a whole period says; None where it is a plain range or no name."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    year = int(found["year"])
    if found["own"]:
        return Formed("own", year, own=found["own"])
    numbered: tuple[Form, ...] = ("half", "quarter", "week", "month")
    return next((Formed(form, year, int(found[form])) for form in numbered if found[form]), Formed("year", year))
