"""Tables of figures that a template prints: a row a figure, or a row a part and a column a figure."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from shilu.figures.result import Result
from shilu.reports.answers import Reader, part_of
from shilu.reports.binder import Binder
from shilu.reports.binding import Query, Show
from shilu.reports.document import Row, Runs, Side, Table, Text

_RIGHT: list[Side] = ["right"]


def table(binder: Binder, *names: str, by: str = "", compare: str = "", caption: str = "", **options: Any) -> str:
    """A table of figures: a row a figure and quantity, or with ``by`` a row a unit, month or value of a label."""
    queries = [replace(binder.query(name, **options), quantity="", by=by, against=compare) for name in names]
    table = _by_table(binder, queries, by) if by else _plain_table(binder, queries, compare)
    return binder.marked_block(replace(table, caption=caption))


def part_title(result: Result, by: str, reader: Reader) -> str:
    """How one part of a breakdown is called."""
    if by == "unit":
        unit = reader.structure.units[result.unit]
        name = unit.usual_name
        return _("%(unit)s itself") % {"unit": name} if result.own else name
    if by == "month":
        return _("month %(month)s") % {"month": result.period.last.month}
    value = result.labels.get(by, "")
    label = reader.catalogue.labels.get(by)
    known = label.value(value) if label else None
    return str(known.title) if known else value or _("none given")


def _plain_table(binder: Binder, queries: list[Query], compare: str) -> Table:
    rows: list[Row] = []
    for query in queries:
        for result in binder.reader.results(query):
            one = replace(query, quantity=result.quantity, bare=True)
            cells: list[Runs] = [
                (Text(result.title),),
                (Text(result.measure),),
                (binder.number(replace(one, against=compare)),),
            ]
            if compare:
                shows: tuple[Show, ...] = ("compared", "change")
                cells += [(binder.number(replace(one, against=compare, show=show)),) for show in shows]
            rows.append(tuple(cells))
    head = [_("Item"), _("Measure"), _("This period")]
    if compare:
        head += [_("Same period last year") if compare == "last-year" else _("Period before"), _("Change")]
    sides: list[Side] = ["left", "centre", *_RIGHT * (len(head) - 2)]
    return Table(header=(tuple((Text(text),) for text in head),), body=tuple(rows), sides=tuple(sides))


def _by_table(binder: Binder, queries: list[Query], by: str) -> Table:
    columns: list[tuple[Query, Result]] = []
    for query in queries:
        seen: set[str] = set()
        for result in binder.reader.results(query):
            if result.quantity not in seen:
                seen.add(result.quantity)
                columns.append((replace(query, quantity=result.quantity, bare=True), result))
    parts: dict[str, str] = {}
    for query in queries:
        for result in binder.reader.results(query):
            parts.setdefault(part_of(result, by), part_title(result, by, binder.reader))
    rows = []
    for part, title in parts.items():
        cells: list[Runs] = [(Text(title),)]
        for query, _result in columns:
            has = any(
                part_of(one, by) == part and one.quantity == query.quantity for one in binder.reader.results(query)
            )
            cells.append((binder.number(replace(query, part=part)),) if has else (Text("—"),))
        rows.append(tuple(cells))
    head: list[Runs] = [(Text(_("Unit") if by == "unit" else _("Month") if by == "month" else _("Item")),)]
    head += [(Text(f"{result.title}（{result.measure}）"),) for _query, result in columns]
    sides: list[Side] = ["left", *_RIGHT * len(columns)]
    return Table(header=(tuple(head),), body=tuple(rows), sides=tuple(sides))
