"""What a unit recorded day by day, as a calendar: of a unit and all below it, never of a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from shilu.figures.pictures.activity import key_svg, sheet_of, sheet_svg
from shilu.ledger.listing_days import records_of_days
from shilu.ledger.listing_sought import Sought
from shilu.lib.period import Period
from shilu.organisation.structure import Unit
from shilu.web.asking import Asking

MONTHS: Final = 6


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the calendar: its title, its picture, and the name of its period.

    ``total`` are its records in the ledger, ``undated`` those of them that sum a longer time and stand on no day.
    """

    title: str
    svg: str
    total: int
    undated: int
    period: str


@dataclass(frozen=True, slots=True)
class Activity:
    """The months that led up to that of the top line, and the key of the shades."""

    months: tuple[Month, ...]
    key: str
    busiest: tuple[date, int] | None


def activity_of(unit: Unit, *, asking: Asking) -> Activity:
    """Records by their day in these months, as far as the asker sees them; records that sum a month have no day."""
    periods = _last_months(asking)
    inside = asking.structure.tree_now().subtree(unit.uuid)
    everybody = len(inside) == len(asking.structure.units)
    sought = Sought(units=None if everybody else inside, first=periods[0].first, last=periods[-1].last)
    found = records_of_days(sought, sight=asking.viewer.sight)
    counts, times = found.by_day, found.of_times
    shown = {day: count for day, count in counts.items() if day <= asking.today}
    peak = max(shown.values(), default=0)
    months = tuple(_month(one, counts=counts, times=times, peak=peak, today=asking.today) for one in periods)
    busiest = max(shown.items(), key=lambda one: (one[1], one[0])) if peak else None
    return Activity(months, key_svg(), busiest)


def _month(
    period: Period, *, counts: Mapping[date, int], times: Mapping[tuple[date, date], int], peak: int, today: date
) -> Month:
    sheet = sheet_of(counts, first=period.first, last=min(period.last, today))
    undated = sum(count for (first, last), count in times.items() if period.covers(first, last))
    total = undated + sum(count for day, count in counts.items() if period.contains(day))
    return Month(period.title(), sheet_svg(sheet, peak=peak), total, undated, period.name)


def _last_months(asking: Asking) -> list[Period]:
    """The months of the body's calendar up to that of the top line."""
    found = [asking.month]
    while len(found) < MONTHS:
        found.insert(0, found[0].previous())
    return found
