"""What a unit recorded day by day, as a calendar: of a unit and all below it, never of a person."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from shilu.figures.pictures.activity import Sheet, key_svg, sheet_svg, sheets
from shilu.ledger.listing_days import records_by_day
from shilu.ledger.listing_sought import Sought
from shilu.lib.period import month_period
from shilu.lib.periods import BodyCalendar
from shilu.organisation.structure import Unit
from shilu.web.asking import Asking

MONTHS: Final = 6


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the calendar: its title, its picture, how many records it has, and the name of its period."""

    title: str
    svg: str
    total: int
    period: str


@dataclass(frozen=True, slots=True)
class Activity:
    """The months that led up to today, and the key of the shades."""

    months: tuple[Month, ...]
    key: str
    busiest: tuple[date, int] | None


def activity_of(unit: Unit, *, asking: Asking) -> Activity:
    """Records by their day in the last months, as far as the asker sees them; records that sum a month have no day."""
    today = asking.today
    first = _months_before(today)
    counts = _counts(unit, asking=asking, first=first)
    peak = max(counts.values(), default=0)
    months = tuple(
        _month(sheet, peak=peak, calendar=asking.calendar) for sheet in sheets(counts, first=first, last=today)
    )
    busiest = max(counts.items(), key=lambda one: (one[1], one[0])) if peak else None
    return Activity(months, key_svg(), busiest)


def _counts(unit: Unit, *, asking: Asking, first: date) -> dict[date, int]:
    inside = asking.structure.tree_now().subtree(unit.uuid)
    everybody = len(inside) == len(asking.structure.units)
    sought = Sought(units=None if everybody else inside, first=first, last=asking.today)
    return records_by_day(sought, sight=asking.viewer.sight)


def _month(sheet: Sheet, *, peak: int, calendar: BodyCalendar) -> Month:
    index = sheet.month.year * 12 + sheet.month.month - 1
    period = month_period(index, calendar=calendar)
    return Month(period.title(), sheet_svg(sheet, peak=peak), sheet.total, period.name)


def _months_before(today: date) -> date:
    year, month = divmod(today.year * 12 + today.month - MONTHS, 12)
    return date(year, month + 1, 1)
