"""Pictures that a template prints: bars, lines, and a calendar of activity."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from shilu.figures.days import Days, days_of, has_days
from shilu.figures.pictures.activity import peak_of, sheet_of
from shilu.figures.result import Result
from shilu.lib.errors import Refused
from shilu.lib.periods import parse_period
from shilu.reports.answers import part_of
from shilu.reports.binder import Binder
from shilu.reports.binding import Query
from shilu.reports.document import Chart, Row, Runs, Series, Side, Squares, Table, Text
from shilu.reports.printed_tables import part_title

_MONTHS = 24  # of one calendar
_ACROSS = 3
_CENTRE: list[Side] = ["centre"]


def chart(binder: Binder, *names: str, by: str = "month", form: str = "bar", title: str = "", **options: Any) -> str:
    """A bar or line chart of figures by month, unit or a label; as a calendar, the days of one figure."""
    if form == "calendar":
        return _calendar(binder, *names, title=title, **options)
    if form not in {"bar", "line"}:
        raise Refused(_("A chart is bar, line or calendar, not “%(form)s”.") % {"form": form})
    series = []
    categories: list[str] = []
    measure = ""
    for name in names:
        query = replace(binder.query(name, **options), by=by)
        results = [one for one in binder.reader.results(query) if one.quantity == query.quantity]
        categories = categories or [part_title(one, by, binder.reader) for one in results]
        measure = measure or results[0].measure
        numbers = tuple(binder.number(replace(query, part=part_of(one, by), bare=True)) for one in results)
        series.append(Series(results[0].title, numbers))
    return binder.marked_block(
        Chart(
            form="line" if form == "line" else "bar",
            title=title or "、".join(one.name for one in series),
            categories=tuple(categories),
            series=tuple(series),
            measure=measure,
        )
    )


def _calendar(binder: Binder, *names: str, title: str = "", **options: Any) -> str:
    """A month a cell: its number, bound as in a table by month, above its days, darker where more was recorded."""
    if len(names) != 1:
        raise Refused(_("A calendar is drawn of one figure."))
    query = replace(binder.query(names[0], **options), by="month")
    results = [one for one in binder.reader.results(query) if one.quantity == query.quantity]
    catalogue = binder.reader.catalogue
    if not has_days(query.figure, quantity=query.quantity, catalogue=catalogue):
        raise Refused(_("“%(name)s” has no days that a calendar could show.") % {"name": names[0]})
    if len(results) > _MONTHS:
        raise Refused(_("A calendar has at most %(most)s months.") % {"most": _MONTHS})
    days = _days(binder, query)
    found = [(one, sheet_of(days.counts, first=one.period.first, last=one.period.last)) for one in results]
    peak = peak_of(sheet for _result, sheet in found)
    cells: Row = tuple(_month(binder, query, one, Squares(sheet, peak)) for one, sheet in found)
    across = min(_ACROSS, len(cells))
    rows = [cells[at : at + across] for at in range(0, len(cells), across)]
    rows[-1] += ((),) * (across - len(rows[-1]))
    table = Table(
        header=(),
        body=tuple(rows),
        caption=title or _("%(figure)s, day by day") % {"figure": results[0].title},
        source=_source(days, peak),
        sides=tuple(_CENTRE * across),
    )
    return binder.marked_block(table)


def _source(days: Days, peak: int) -> str:
    said = _("The darker a day, the more was recorded on it; %(count)s at most.") % {"count": peak}
    return f"{said}{days.remark}{_('.')}" if days.remark else said


def _days(binder: Binder, query: Query) -> Days:
    return days_of(
        query.figure,
        quantity=query.quantity,
        labels=query.labels,
        unit=binder.reader.unit(query.unit),
        period=parse_period(query.period, calendar=binder.reader.calendar),
        catalogue=binder.reader.catalogue,
        structure=binder.reader.structure,
        at=binder.reader.at,
    )


def _month(binder: Binder, query: Query, result: Result, squares: Squares) -> Runs:
    number = binder.number(replace(query, part=part_of(result, "month")))
    return Text(f"{part_title(result, 'month', binder.reader)} "), number, squares
