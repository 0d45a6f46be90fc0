"""Upright bars beside each other, each with its words above it."""

from collections.abc import Iterator
from decimal import Decimal

from shilu.figures.pictures.frame import BOTTOM, HEIGHT, RIGHT, TOP, WIDTH, left_of, scale_of, upright_grid
from shilu.figures.pictures.marks import bar, width, words
from shilu.figures.pictures.picture import Picture

_BASE = HEIGHT - BOTTOM
_FILLED = 0.7  # of a category's room
_WIDEST = 64  # pixels of one bar


def fits_upright(picture: Picture) -> bool:
    """Whether the categories' names and the words on the bars stand side by side."""
    slot = _slot(picture, left_of(scale_of(picture)))
    wide = slot * _FILLED / max(len(picture.series), 1)
    names = max((width(name) for name in picture.categories), default=0)
    on_bars = max((width(point.words, size=12) for series in picture.series for point in series.points), default=0)
    return names <= slot - 4 and on_bars <= max(wide, slot / max(len(picture.series), 1)) + 2


def columns(picture: Picture) -> Iterator[str]:
    """The grid, the names below and the bars."""
    scale = scale_of(picture)
    left = left_of(scale)
    slot = _slot(picture, left)
    yield from upright_grid(scale, left=left, right=WIDTH - RIGHT)
    for at, name in enumerate(picture.categories):
        yield words(name, left + slot * (at + 0.5), HEIGHT - 14)
    wide = min(slot * _FILLED / max(len(picture.series), 1), _WIDEST)
    nought = scale.at(Decimal(0), first=_BASE, last=TOP)
    for at, series in enumerate(picture.series):
        for n, point in enumerate(series.points):
            x = left + slot * (n + 0.5) + wide * (at - len(picture.series) / 2)
            middle = x + wide / 2
            if point.value is None:
                yield words(point.words, middle, nought - 4, size=12, grey=True)
                continue
            y = scale.at(point.value, first=_BASE, last=TOP)
            yield bar(x, min(y, nought), wide, abs(nought - y), at=at)
            yield words(point.words, middle, y + 13 if point.value < 0 else y - 4, size=12)


def _slot(picture: Picture, left: float) -> float:
    return (WIDTH - left - RIGHT) / max(len(picture.categories), 1)
