"""Charts as SVG for pages and HTML papers: bars and lines in one ink, values on the marks, readable in black and white."""

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from html import escape

from shilu.reports.chart_numbers import points_of
from shilu.reports.document import Chart, Series
from shilu.reports.paper import chart_title

WIDTH, HEIGHT = 624, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 12, 66, 34
_FILLS = ("#262626", "#d9d9d9", "#7f7f7f", "#ffffff")
_DASHES = ("none", "7 4", "2 3", "10 3 2 3")
_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


def chart_svg(chart: Chart) -> str:
    """One ``<svg>`` without script, style sheet or foreign parts; the words of the chart stand beside it, not in it."""
    top = scale_top([value for series in chart.series for value in values_of(series) if value is not None])
    marks = _bars(chart, top) if chart.form == "bar" else _lines(chart, top)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-size="13" fill="#000" aria-hidden="true">'
        f'<text x="{WIDTH / 2:g}" y="18" text-anchor="middle" font-size="15">{escape(chart_title(chart))}</text>'
        f"{''.join(_legend(chart))}{''.join(_grid(top))}{''.join(_categories(chart))}{''.join(marks)}</svg>"
    )


def values_of(series: Series) -> list[Decimal | None]:
    """The values as numbers, None where there is none."""
    return [_decimal(point.binding.value) if point else None for point in series.points]


def _decimal(value: str | None) -> Decimal | None:
    try:
        return Decimal(value) if value is not None else None
    except InvalidOperation:
        return None


def scale_top(values: Sequence[Decimal]) -> Decimal:
    """The upper end of the axis: a round number, at or above the largest value."""
    most = max([*values, Decimal(1)])
    power = Decimal(10) ** (most.adjusted())
    return next(step * power for step in _STEPS if step * power >= most)


def _y(value: Decimal, top: Decimal) -> float:
    return HEIGHT - _BOTTOM - float(max(value, Decimal(0)) / top) * (HEIGHT - _TOP - _BOTTOM)


def _slot(chart: Chart) -> float:
    return (WIDTH - _LEFT - _RIGHT) / max(len(chart.categories), 1)


def ticks(top: Decimal) -> list[Decimal]:
    """Round values from 0 to ``top``; whole ones where ``top`` is small."""
    parts = int(top) if top <= 2 and top == int(top) else 4 if top.scaleb(-top.adjusted()) == 2 else 5
    return [top * part / parts for part in range(parts + 1)]


def _grid(top: Decimal) -> Iterator[str]:
    for value in ticks(top):
        y = _y(value, top)
        ink = "#262626" if value == 0 else "#d9d9d9"
        yield f'<line x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="{ink}"/>'
        yield f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end" fill="#595959">{value.normalize():f}</text>'


def _categories(chart: Chart) -> Iterator[str]:
    slot = _slot(chart)
    for at, name in enumerate(chart.categories):
        yield f'<text x="{_LEFT + slot * (at + 0.5):.1f}" y="{HEIGHT - 14}" text-anchor="middle">{escape(name)}</text>'


def _legend(chart: Chart) -> Iterator[str]:
    if len(chart.series) < 2:
        return
    x = _LEFT
    for at, series in enumerate(chart.series):
        if chart.form == "bar":
            yield f'<rect x="{x}" y="32" width="14" height="10" fill="{_FILLS[at % 4]}" stroke="#262626"/>'
        else:
            yield f'<line x1="{x}" x2="{x + 22}" y1="37" y2="37" stroke="#262626" stroke-width="2" stroke-dasharray="{_DASHES[at % 4]}"/>'
        yield f'<text x="{x + 28}" y="42">{escape(series.name)}</text>'
        x += 44 + 14 * len(series.name)


def _bars(chart: Chart, top: Decimal) -> Iterator[str]:
    slot = _slot(chart)
    wide = slot * 0.7 / max(len(chart.series), 1)
    for at, series in enumerate(chart.series):
        for n, (value, words) in enumerate(zip(values_of(series), points_of(series), strict=True)):
            if value is None or words is None:
                continue
            x, y = _LEFT + slot * (n + 0.15) + wide * at, _y(value, top)
            yield (
                f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{HEIGHT - _BOTTOM - y:.1f}" fill="{_FILLS[at % 4]}" '
                f'stroke="#262626"/><text x="{x + wide / 2:.1f}" y="{y - 4:.1f}" text-anchor="middle" font-size="12">{escape(words)}</text>'
            )


def _lines(chart: Chart, top: Decimal) -> Iterator[str]:
    slot = _slot(chart)
    for at, series in enumerate(chart.series):
        places = [
            (_LEFT + slot * (n + 0.5), _y(value, top), words)
            for n, (value, words) in enumerate(zip(values_of(series), points_of(series), strict=True))
            if value is not None and words is not None
        ]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _words in places)
        yield f'<polyline points="{path}" fill="none" stroke="#262626" stroke-width="2" stroke-dasharray="{_DASHES[at % 4]}"/>'
        for x, y, words in places:
            face = "#262626" if at == 0 else "#ffffff"
            yield (
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{face}" stroke="#262626"/>'
                f'<text x="{x:.1f}" y="{y - 9 if at % 2 == 0 else y + 19:.1f}" text-anchor="middle" font-size="12">{escape(words)}</text>'
            )
