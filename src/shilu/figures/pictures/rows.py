"""Bars that lie below each other, for categories with long names or many of them."""

from collections.abc import Iterator
from decimal import Decimal

from shilu.figures.pictures.frame import WIDTH, scale_of
from shilu.figures.pictures.marks import bar, rule, shortened, width, words
from shilu.figures.pictures.picture import Picture

_NAMES = 210  # pixels that names may take at most
_THICK = 16
_GAP = 10


def rows_height(picture: Picture) -> float:
    """How many pixels the bars take."""
    return len(picture.categories) * (_THICK * max(len(picture.series), 1) + _GAP)


def rows(picture: Picture, *, top: float) -> Iterator[str]:
    """The names, the bars and the words at their ends, from ``top`` down."""
    scale = scale_of(picture)
    left = min(max((width(name) for name in picture.categories), default=0), _NAMES) + 10
    room = max((width(point.words, size=12) for series in picture.series for point in series.points), default=0) + 10
    first = left + (room if scale.low else 0)
    nought = scale.at(Decimal(0), first=first, last=WIDTH - room)
    high = _THICK * max(len(picture.series), 1) + _GAP
    yield rule(nought, top, nought, top + rows_height(picture), strong=True)
    for n, name in enumerate(picture.categories):
        y = top + high * n
        short = shortened(name, room=_NAMES)
        yield words(short, left - 6, y + high / 2 + 4.5, anchor="end", full="" if short == name else name)
        for at, series in enumerate(picture.series):
            point, mark = series.points[n], y + _GAP / 2 + _THICK * at
            if point.value is None:
                yield words(point.words, nought + 6, mark + 12.5, anchor="start", size=12, grey=True)
                continue
            x = scale.at(point.value, first=first, last=WIDTH - room)
            yield bar(min(x, nought), mark, abs(x - nought), _THICK, at=at)
            below = point.value < 0
            yield words(
                point.words, x - 5 if below else x + 5, mark + 12.5, anchor="end" if below else "start", size=12
            )
