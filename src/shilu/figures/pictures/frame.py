"""What stands around every picture: title, legend, grid, source."""

from collections.abc import Iterator
from decimal import Decimal

from shilu.figures.pictures.marks import DASHES, INK, bar, rule, width, words
from shilu.figures.pictures.picture import Picture
from shilu.figures.pictures.scale import Scale, scale_for

WIDTH, HEIGHT = 624, 300
TOP, BOTTOM, RIGHT = 66, 34, 12
_LEFT = 44


def scale_of(picture: Picture) -> Scale:
    """The scale that holds all values of ``picture``."""
    return scale_for(point.value for series in picture.series for point in series.points if point.value is not None)


def left_of(scale: Scale) -> float:
    """How much room the numbers of an upright axis take."""
    return max(_LEFT, max(width(written(value)) for value in scale.ticks()) + 12)


def written(value: Decimal) -> str:
    """A number of an axis."""
    return f"{value.normalize():f}"


def upright_grid(scale: Scale, *, left: float, right: float) -> Iterator[str]:
    """Lines across, each with its number on the left."""
    for value in scale.ticks():
        y = scale.at(value, first=HEIGHT - BOTTOM, last=TOP)
        yield rule(left, y, right, y, strong=value == 0)
        yield words(written(value), left - 6, y + 4, anchor="end", grey=True)


def legend(picture: Picture, *, left: float) -> Iterator[str]:
    """The name of each series beside its mark."""
    x = left
    for at, series in enumerate(picture.series):
        if picture.form == "bar":
            yield bar(x, 34, 14, 10, at=at)
            x -= 8
        else:
            yield dashed(f"{x:.1f},39 {x + 22:.1f},39", at=at)
        yield words(series.name, x + 28, 44, anchor="start")
        x += 44 + width(series.name)


def dashed(points: str, *, at: int) -> str:
    """The line of the series ``at`` along ``points``."""
    return (
        f'<polyline class="line" points="{points}" fill="none" stroke="{INK}" stroke-width="2" '
        f'stroke-dasharray="{DASHES[at % len(DASHES)]}"/>'
    )
