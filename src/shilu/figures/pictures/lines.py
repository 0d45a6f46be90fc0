"""Lines over time, each with its name at its end, the values on the points as far as there is room."""

from collections.abc import Iterator, Sequence

from shilu.figures.pictures.frame import BOTTOM, HEIGHT, RIGHT, TOP, WIDTH, dashed, left_of, scale_of, upright_grid
from shilu.figures.pictures.marks import INK, PAPER, width, words
from shilu.figures.pictures.picture import Picture, Point, Series
from shilu.figures.pictures.scale import Scale

_BASE = HEIGHT - BOTTOM
_NAMED = 120  # pixels that names at the ends of lines may take
_APART = 15

Place = tuple[float, float]


def names_fit(picture: Picture) -> bool:
    """Whether the names of the lines may stand at their ends, so that no legend is needed."""
    return len(picture.series) < 2 or max(width(series.name) for series in picture.series) <= _NAMED


def lines(picture: Picture) -> Iterator[str]:
    """The grid, the names below, the lines with their points, and the lines' names."""
    scale = scale_of(picture)
    left, right = left_of(scale), float(WIDTH - RIGHT)
    named = len(picture.series) > 1 and names_fit(picture)
    if named:
        right -= max(width(series.name) for series in picture.series)
    slot = (right - left) / max(len(picture.categories), 1)
    yield from upright_grid(scale, left=left, right=right)
    every = _every(picture.categories, slot)
    for n, name in enumerate(picture.categories):
        if n % every == 0:
            yield words(name, left + slot * (n + 0.5), HEIGHT - 14)
    places = [_places(series, scale=scale, left=left, slot=slot) for series in picture.series]
    for at, (series, its) in enumerate(zip(picture.series, places, strict=True)):
        yield from _strokes(series, its, at=at)
    for at, (series, its) in enumerate(zip(picture.series, places, strict=True)):
        yield from _points(series, its, at=at, others=[one for one in places if one is not its], slot=slot)
    if named:
        yield from _names(list(_ends(picture.series, places)), x=right + 4)


def _places(series: Series, *, scale: Scale, left: float, slot: float) -> list[Place]:
    """Where each point lies; one without a value on the axis."""
    return [
        (left + slot * (n + 0.5), _BASE if point.value is None else scale.at(point.value, first=_BASE, last=TOP))
        for n, point in enumerate(series.points)
    ]


def _strokes(series: Series, places: Sequence[Place], *, at: int) -> Iterator[str]:
    """The line of one series; a point without a value parts it."""
    stroke: list[str] = []
    for place, point in zip(places, series.points, strict=True):
        if point.value is not None:
            stroke.append(f"{place[0]:.1f},{place[1]:.1f}")
        elif stroke:
            yield dashed(" ".join(stroke), at=at)
            stroke = []
    if stroke:
        yield dashed(" ".join(stroke), at=at)


def _points(
    series: Series, places: Sequence[Place], *, at: int, others: Sequence[Sequence[Place]], slot: float
) -> Iterator[str]:
    """The points of one series with their words: above the uppermost of its place, below the others."""
    told = _told(series.points, slot)
    name, face = ("ink-0", INK) if at == 0 else ("hollow", PAPER)
    for n, ((x, y), point) in enumerate(zip(places, series.points, strict=True)):
        if point.value is None:
            yield words(point.words, x, _BASE - 5, size=12, grey=True)
            continue
        yield f'<circle class="{name}" cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{face}" stroke="{INK}"/>'
        if n in told:
            upper = all(y < one[n][1] or (y == one[n][1] and at == 0) for one in others)
            yield words(point.words, x, y - 9 if upper or y > _BASE - _APART else y + 19, size=12, halo=True)


def _ends(series: Sequence[Series], places: Sequence[Sequence[Place]]) -> Iterator[tuple[float, str]]:
    """The height at which each line ends, with its name."""
    for one, its in zip(series, places, strict=True):
        last = [y for (_x, y), point in zip(its, one.points, strict=True) if point.value is not None][-1:]
        yield from ((y, one.name) for y in last)


def _told(points: Sequence[Point], slot: float) -> set[int]:
    """The points whose words are written: all where there is room, else the highest, the lowest and the last."""
    with_values = [(point.value, n) for n, point in enumerate(points) if point.value is not None]
    if not with_values or max(width(point.words, size=12) for point in points) <= slot + 4:
        return {n for _value, n in with_values}
    return {max(with_values)[1], min(with_values)[1], with_values[-1][1]}


def _every(names: Sequence[str], slot: float) -> int:
    """That every so many names stand below the axis."""
    widest = max((width(name) for name in names), default=0) + 6
    return max(1, -(-int(widest) // max(int(slot), 1)))


def _names(ends: list[tuple[float, str]], *, x: float) -> Iterator[str]:
    """The names at the ends of their lines, moved apart where they would lie on each other."""
    below = float(TOP) - _APART
    for y, name in sorted(ends):
        below = max(y, below + _APART)
        yield words(name, x, below + 4, anchor="start")
