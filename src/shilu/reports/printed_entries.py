"""Records that a template prints: in a sentence, as a list or as a table."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from shilu.ledger.entries import Wanted, entries_listed
from shilu.lib.errors import Refused
from shilu.lib.periods import parse_period
from shilu.reports.binder import Binder
from shilu.reports.binding import Query
from shilu.reports.document import Row, Side, Table, Text

_ROWS = 200  # of a printed list; more belongs into an attachment made from the ledger itself
_LEFT: list[Side] = ["left"]


def entries(binder: Binder, name: str, limit: int = 10, form: str = "sentence", **options: Any) -> str:
    """Records of a kind in the period: as a sentence, a list or a table, bound like numbers."""
    query = binder.query(name, **{key: value for key, value in options.items() if key != "columns"})
    kind = binder.reader.catalogue.kinds.get(query.figure)
    if kind is None or kind.private:
        raise Refused(_("“%(name)s” has no records that can be printed one by one.") % {"name": name})
    period = parse_period(query.period, calendar=binder.reader.calendar)
    units = binder.reader.structure.tree_on(period.last).subtree(binder.reader.unit(query.unit))
    listed = entries_listed(Wanted(kinds=frozenset({kind.key}), units=units, first=period.first, last=period.last))
    seqs = [
        entry.seq
        for entry in listed
        if entry.type == "entry"
        and entry.seq <= binder.reader.at
        and (entry.reversed_by is None or entry.reversed_by > binder.reader.at)
        and all(entry.labels.get(key) == value for key, value in query.labels.items())
    ][: min(limit, _ROWS)]
    queries = [replace(query, quantity="", entries=(seq,)) for seq in seqs]
    if form == "table":
        return binder.marked_block(_record_table(binder, queries, options.get("columns")))
    if form == "list":
        return "\n" + "\n".join(f"- {binder.marked(binder.record(one))}" for one in queries) + "\n"
    if form != "sentence":
        raise Refused(_("Records are printed as sentence, list or table, not “%(form)s”.") % {"form": form})
    return "；".join(binder.marked(binder.record(one)) for one in queries) or _("none")


def _record_table(binder: Binder, queries: list[Query], columns: Iterable[str] | None) -> Table:
    wanted = list(columns or ("day", "unit", "title", "count"))
    titles = {"day": _("Day"), "unit": _("Unit"), "title": _("Title"), "count": _("Count")}
    for key in wanted:
        if key not in titles and key in binder.reader.catalogue.labels:
            titles[key] = str(binder.reader.catalogue.labels[key].title)
    unknown = next((key for key in wanted if key not in titles), None)
    if unknown is not None:
        raise Refused(_("A table of records has no column “%(name)s”.") % {"name": unknown})
    head = ((Text(_("No.")),), *((Text(titles[key]),) for key in wanted))
    rows: tuple[Row, ...] = tuple(
        ((Text(str(number)),), *((binder.record(replace(query, show=key)),) for key in wanted))  # type: ignore[arg-type]
        for number, query in enumerate(queries, start=1)
    )
    sides: list[Side] = ["centre", *_LEFT * len(wanted)]
    return Table(header=(head,), body=rows, sides=tuple(sides))
