"""Pictures of a table: one a figure over its parts, or one of the figures that have the same measure word."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from shilu.figures.days import days_of, has_days
from shilu.figures.pictures.activity import calendar_svg, sheet_of
from shilu.figures.pictures.drawing import picture_svg
from shilu.figures.pictures.picture import Form, Picture, Point, Series
from shilu.figures.result import PER_CENT
from shilu.ledger.queries import moment_of, structure_at
from shilu.lib.enumerating import bracketed
from shilu.lib.moments import moment_told
from shilu.web.views.statistics_cells import Cell, Row, Table
from shilu.web.views.statistics_words import compared_title, short_title, unreported

_MOST_SHEETS = 24  # months of a calendar
_LEAST = 2  # a single bar says no more than its number


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture with the name by which it is asked for alone."""

    token: str
    title: str
    svg: str


def pictures(table: Table, rows: Sequence[Row]) -> list[Drawn]:
    """The pictures of ``rows``; none where there is nothing to compare."""
    rows = [row for row in rows if not row.total]
    calendars = _calendars(table, rows) if table.look.question.by == "month" else []
    if table.columns:
        found = [
            (column.token, _of_column(table, at, rows))
            for at, column in enumerate(table.columns)
            if len(rows) >= _LEAST
        ]
    else:
        found = _of_figures(table, rows)
    drawn = [Drawn(token, picture.title, picture_svg(picture)) for token, picture in found if _says_something(picture)]
    return [*drawn, *calendars]


def _calendars(table: Table, rows: Sequence[Row]) -> list[Drawn]:
    """The days of each figure whose records have days, in the months of ``rows``."""
    look = table.look
    if not 0 < len(rows) <= _MOST_SHEETS:
        return []
    structure = structure_at(table.as_of)
    found = []
    for at, column in enumerate(table.columns):
        cells = [(row, cell) for row in rows if (cell := row.cells[at]) is not None]
        results = [cell.result for _row, cell in cells]
        if not any(one.entries for one in results) or any(one.hidden for one in results):
            continue
        figure, quantity = results[0].figure, results[0].quantity
        if not has_days(figure, quantity=quantity, catalogue=look.catalogue):
            continue
        days = days_of(
            figure,
            quantity=quantity,
            labels=results[0].labels,
            unit=look.unit.uuid,
            period=look.period,
            catalogue=look.catalogue,
            structure=structure,
            at=table.as_of,
        )
        if not days.counts:
            continue
        months = [
            (
                sheet_of(days.counts, first=cell.result.period.first, last=cell.result.period.last),
                f"{short_title(row, table)} {cell.result.shown or cell.missing}",
            )
            for row, cell in cells
        ]
        title = _("%(figure)s, day by day") % {"figure": column.title}
        token = f"{column.token}:days"
        notes = [note for note in (_source(table, rows), days.remark) if note]
        found.append(Drawn(token, title, calendar_svg(title, months, notes=notes)))
    return found


def _of_column(table: Table, at: int, rows: Sequence[Row]) -> Picture:
    column = table.columns[at]
    form: Form = "line" if table.look.question.by == "month" and len(rows) > _LEAST else "bar"
    if form == "bar":
        # what has no value in either period would only be empty lines; the table tells who has not reported
        rows = [row for row in rows if _valued(row.cells[at])]
    cells = [row.cells[at] for row in rows]
    return Picture(
        form,
        bracketed(column.title, column.measure),
        tuple(short_title(row, table) for row in rows),
        tuple(_series(cells, table)),
        source=_source(table, rows),
    )


def _of_figures(table: Table, rows: Sequence[Row]) -> list[tuple[str, Picture]]:
    """One picture for each measure word that several figures share."""
    by_measure: dict[str, list[tuple[Row, Cell]]] = {}
    for row in rows:
        if (cell := row.cells[0]) is not None:
            by_measure.setdefault(cell.result.measure, []).append((row, cell))
    return [
        (
            measure,
            Picture(
                "bar",
                bracketed(table.look.unit.name, measure),
                tuple(row.title for row, _cell in of),
                tuple(_series([cell for _row, cell in of], table)),
                source=_source(table, [row for row, _cell in of]),
            ),
        )
        for measure, of in by_measure.items()
        if len(of) >= _LEAST
    ]


def _series(cells: Sequence[Cell | None], table: Table) -> list[Series]:
    period = table.look.period.title()
    series = [Series(period, tuple(_point(cell) for cell in cells))]
    if table.compared is not None:
        name = compared_title(table.compared, compare=table.look.question.compare)
        series.append(Series(name, tuple(_earlier(cell) for cell in cells)))
    return series


def _point(cell: Cell | None) -> Point:
    if cell is None:
        return Point(None, "—")
    result = cell.result
    if result.value is None:
        return Point(None, cell.missing)
    share = result.measure == PER_CENT
    return Point(
        result.value * 100 if share else result.value,
        result.shown.removesuffix(result.measure) + (PER_CENT if share else ""),
    )


def _earlier(cell: Cell | None) -> Point:
    other = cell.result.compare if cell else None
    if cell is None or other is None or other.value is None:
        return Point(None, "—")
    share = cell.result.measure == PER_CENT
    return Point(
        other.value * 100 if share else other.value,
        cell.then.removesuffix(cell.result.measure) + (PER_CENT if share else ""),
    )


def _valued(cell: Cell | None) -> bool:
    return cell is not None and (cell.result.value is not None or cell.then_link is not None)


def _source(table: Table, rows: Sequence[Row]) -> str:
    said = {
        "unit": table.look.unit.name,
        "period": table.look.period.title(),
        "at": moment_told(moment_of(table.as_of)),
    }
    source = _("Source: ledger of %(unit)s, %(period)s, as of %(at)s") % said
    remark = unreported(rows, named=1)  # one line below a picture holds no more
    return f"{source}{_('; ')}{remark}" if remark else source


def _says_something(picture: Picture) -> bool:
    valued = any(point.value is not None for series in picture.series for point in series.points)
    return valued and len(picture.categories) >= _LEAST
