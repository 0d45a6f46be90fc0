"""Charts of a paper as SVG: the same pictures that pages show, with the values written as the paper writes them."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from shilu.figures.pictures.drawing import picture_svg
from shilu.figures.pictures.picture import Picture, Point
from shilu.figures.pictures.picture import Series as Drawn
from shilu.reports.chart_numbers import points_of
from shilu.reports.document import Chart, Series
from shilu.reports.paper import chart_title

_NOTHING = "—"


def chart_svg(chart: Chart) -> str:
    """One ``<svg>`` without script, style sheet or foreign parts; the words of the chart stand beside it, not in it."""
    series = tuple(Drawn(one.name, _points(one)) for one in chart.series)
    return picture_svg(Picture(chart.form, chart_title(chart), chart.categories, series), spoken=False)


def _values(series: Series) -> list[Decimal | None]:
    return [_decimal(point.binding.value) if point else None for point in series.points]


def _points(series: Series) -> tuple[Point, ...]:
    shown: Sequence[str] = [point.shown if point else _NOTHING for point in series.points]
    return tuple(
        Point(value if words is not None else None, words or alone)
        for value, words, alone in zip(_values(series), points_of(series), shown, strict=True)
    )


def _decimal(value: str | None) -> Decimal | None:
    try:
        return Decimal(value) if value is not None else None
    except InvalidOperation:
        return None
