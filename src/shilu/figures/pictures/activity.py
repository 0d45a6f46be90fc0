"""A calendar of activity: a sheet for each month, a square for each day, darker where more was recorded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from django.utils.translation import gettext as _

from shilu.figures.pictures.drawing import svg
from shilu.figures.pictures.marks import HAIRLINE

_SHADES = ("#ffffff", "#d9d9d9", "#a6a6a6", "#6e6e6e", "#262626")
_CELL, _STEP = 13, 15
_DAY = timedelta(days=1)
_LEAST_PEAK = 8  # so that a single record on a day is light where no day has many


@dataclass(frozen=True, slots=True)
class Sheet:
    """One month of the calendar: its first day, the days that are shown of it, and how many records each has."""

    month: date
    days: Mapping[date, int]

    @property
    def total(self) -> int:
        """All records of the month."""
        return sum(self.days.values())


def sheets(counts: Mapping[date, int], *, first: date, last: date) -> list[Sheet]:
    """The months from ``first`` to ``last``, with 0 for each day that has nothing."""
    found: dict[date, dict[date, int]] = {}
    day = first
    while day <= last:
        found.setdefault(day.replace(day=1), {})[day] = counts.get(day, 0)
        day += _DAY
    return [Sheet(month, days) for month, days in found.items()]


def shade(count: int, *, peak: int) -> int:
    """0 for nothing, else 1 to 4: each shade begins at about twice what the one before begins at."""
    most = max(peak, _LEAST_PEAK)
    return 0 if not count else 1 + (count * 8 > most) + (count * 4 > most) + (count * 2 > most)


def sheet_svg(sheet: Sheet, *, peak: int) -> str:
    """A month as seven columns from Monday on; each square says its day and count when it is pointed at."""
    offset = sheet.month.weekday()
    squares = []
    for day, count in sheet.days.items():
        place = offset + day.day - 1
        x, y = 1 + place % 7 * _STEP, 1 + place // 7 * _STEP
        dark = shade(count, peak=peak)
        said = _("%(month)s-%(day)s: %(count)s records") % {"month": day.month, "day": day.day, "count": count}
        squares.append(
            f'<rect class="shade-{dark}" x="{x}" y="{y}" width="{_CELL}" height="{_CELL}" rx="2" fill="{_SHADES[dark]}" '
            f'stroke="{HAIRLINE}"><title>{escape(said)}</title></rect>'
        )
    return svg("".join(squares), wide=7 * _STEP, high=6 * _STEP)


def key_svg() -> str:
    """The five shades beside each other, from none to many."""
    squares = "".join(
        f'<rect class="shade-{at}" x="{1 + at * _STEP}" y="1" width="{_CELL}" height="{_CELL}" rx="2" fill="{ink}" stroke="{HAIRLINE}"/>'
        for at, ink in enumerate(_SHADES)
    )
    return svg(squares, wide=len(_SHADES) * _STEP, high=_STEP)
