"""A calendar of activity: a sheet for each month, a square for each day, darker where more was recorded."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from django.utils.translation import gettext as _

from shilu.figures.pictures.drawing import svg
from shilu.figures.pictures.frame import WIDTH
from shilu.figures.pictures.marks import HAIRLINE, width, words

_SHADES = ("#ffffff", "#d9d9d9", "#a6a6a6", "#6e6e6e", "#262626")
_CELL, _STEP = 13, 15
_MARGIN, _APART, _WORDS = 12, 14, 18  # pixels round the months, between them, and for the words above each
_ACROSS = 5  # months beside each other at most
_DAY = timedelta(days=1)
_LEAST_PEAK = 8  # so that a single record on a day is light where no day has many


@dataclass(frozen=True, slots=True)
class Sheet:
    """One month of the calendar: its first day, the days that are shown of it, and how many records each has.

    The month is the calendar's, or that of the body's statistics, which may begin on another day.
    """

    month: date
    days: Mapping[date, int]

    def place(self, day: date) -> int:
        """Which square is a day's, counted from the Monday of the first week."""
        return self.month.weekday() + (day - self.month).days


def sheet_of(counts: Mapping[date, int], *, first: date, last: date) -> Sheet:
    """The days from ``first`` to ``last`` as one sheet, with 0 for each day that has nothing."""
    days = (first + _DAY * at for at in range((last - first).days + 1))
    return Sheet(first, {day: counts.get(day, 0) for day in days})


def shade(count: int, *, peak: int) -> int:
    """0 for nothing, else 1 to 4: each shade begins at about twice what the one before begins at."""
    most = max(peak, _LEAST_PEAK)
    return 0 if not count else 1 + (count * 8 > most) + (count * 4 > most) + (count * 2 > most)


def sheet_svg(sheet: Sheet, *, peak: int) -> str:
    """A month as seven columns from Monday on; each square says its day and count when it is pointed at."""
    return svg("".join(_squares(sheet, peak=peak, x=1, y=1)), wide=7 * _STEP, high=6 * _STEP)


def weeks(sheet: Sheet, *, peak: int) -> list[list[str]]:
    """The inks of a month's days in weeks of seven, for what draws its own squares; empty where no day is."""
    inks = [""] * (1 + max(map(sheet.place, sheet.days), default=-1))
    for day, count in sheet.days.items():
        inks[sheet.place(day)] = _SHADES[shade(count, peak=peak)]
    inks += [""] * (-len(inks) % 7)
    return [inks[at : at + 7] for at in range(0, len(inks), 7)]


def calendar_svg(title: str, months: Sequence[tuple[Sheet, str]], *, notes: Sequence[str] = ()) -> str:
    """Months beside each other, each under its words, with the key of the shades below: a picture that stands alone."""
    peak = peak_of(sheet for sheet, _words in months)
    lines = -(-len(months) // _ACROSS)
    across = -(-len(months) // lines)
    slot = (WIDTH - 2 * _MARGIN) / across
    parts = [words(title, WIDTH / 2, 18, size=15)]
    top = 40
    for at, (sheet, said) in enumerate(months):
        x = _MARGIN + slot * (at % across) + (slot - 7 * _STEP) / 2
        y = top + at // across * (6 * _STEP + _WORDS + _APART)
        parts.append(words(said, x, y + 12, anchor="start", size=12))
        parts += _squares(sheet, peak=peak, x=x + 1, y=y + _WORDS)
    below = top + lines * (6 * _STEP + _WORDS + _APART)
    parts += _key(_MARGIN, below)
    for at, note in enumerate(notes):
        parts.append(words(note, _MARGIN, below + 38 + 18 * at, anchor="start", size=12, grey=True))
    told = _(", ").join(said for _sheet, said in months)
    return svg("".join(parts), wide=WIDTH, high=below + 28 + 18 * len(notes), title=title, said=told)


def peak_of(found: Iterable[Sheet]) -> int:
    """The records of the busiest day."""
    return max((count for sheet in found for count in sheet.days.values()), default=0)


def _squares(sheet: Sheet, *, peak: int, x: float, y: float) -> Iterator[str]:
    for day, count in sheet.days.items():
        place = sheet.place(day)
        dark = shade(count, peak=peak)
        said = _("%(month)s-%(day)s: %(count)s records") % {"month": day.month, "day": day.day, "count": count}
        yield (
            f'<rect class="shade-{dark}" x="{x + place % 7 * _STEP:g}" y="{y + place // 7 * _STEP:g}" width="{_CELL}" '
            f'height="{_CELL}" rx="2" fill="{_SHADES[dark]}" stroke="{HAIRLINE}"><title>{escape(said)}</title></rect>'
        )


def _key(x: float, y: float) -> Iterator[str]:
    """The shades from few to many, with a word at each end."""
    few, many = _("fewer"), _("more, of records")
    yield words(few, x, y + 11, anchor="start", size=12, grey=True)
    x += width(few, size=12) + 8
    for at, ink in enumerate(_SHADES):
        yield (
            f'<rect class="shade-{at}" x="{x + at * _STEP:.1f}" y="{y}" width="{_CELL}" height="{_CELL}" rx="2" fill="{ink}" '
            f'stroke="{HAIRLINE}"/>'
        )
    yield words(many, x + len(_SHADES) * _STEP + 6, y + 11, anchor="start", size=12, grey=True)


def key_svg() -> str:
    """The five shades beside each other, from none to many."""
    squares = "".join(
        f'<rect class="shade-{at}" x="{1 + at * _STEP}" y="1" width="{_CELL}" height="{_CELL}" rx="2" fill="{ink}" stroke="{HAIRLINE}"/>'
        for at, ink in enumerate(_SHADES)
    )
    return svg(squares, wide=len(_SHADES) * _STEP, high=_STEP)
