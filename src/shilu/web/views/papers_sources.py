"""Every number of a paper with what it is and a way to its records."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shilu.access.roles import Right
from shilu.ledger.queries import moment_of, position
from shilu.lib.moments import moment_told
from shilu.lib.periods import parse_period
from shilu.reports.binding import Query, read_query
from shilu.reports.document import Number, Record
from shilu.reports.drafting.composing import composed_as_read
from shilu.reports.queries import issued_paper
from shilu.web.addresses import records_address
from shilu.web.asking import Request
from shilu.web.guard import page
from shilu.web.views.papers_found import paper_of, setting_of


@dataclass(frozen=True, slots=True)
class Source:
    """A number as the paper shows it, what it counts, and the address of its records."""

    title: str
    shown: str
    unit: str
    period: str
    definition: str
    address: str
    kept: bool
    is_old: bool


def numbers(request: Request, uuid: UUID) -> HttpResponse:
    """The numbers of a paper in their order: of a final one as issued, else of this moment."""
    found = paper_of(request, uuid)
    at = issued_paper(str(found.issue)).as_of if found.issue else position()
    draft = composed_as_read(found, text=found.text, at=at, setting=setting_of(request.asking))
    sources = [_source(run, request) for run in draft.printed.values()]
    return render(
        request,
        "papers/numbers.html",
        {"paper": found, "sources": sources, "at": at, "moment": moment_told(moment_of(at))},
    )


def _source(run: Number | Record, request: Request) -> Source:
    query = read_query(run.binding.query)
    return Source(
        title=run.binding.title,
        shown=run.shown,
        unit=run.binding.unit_name,
        period=parse_period(query.period, calendar=request.asking.calendar).title(),
        definition=run.binding.definition,
        address=query_address(query),
        kept=bool(query.kept),
        is_old=query.is_open_old,
    )


def query_address(query: Query) -> str:
    """The page of the records behind a number, or of a part of it; the record itself, where one record is printed.

    Nothing for a sum of several figures, and for what an earlier report said of none.
    """
    if query.plus or not query.figure:
        return ""
    if query.entries:
        return reverse("ledger_entry", kwargs={"seq": query.entries[0]})
    by_unit = query.by == "unit"
    return records_address(
        figure=query.figure,
        quantity=query.quantity,
        labels={**query.labels, **({query.by: query.part} if query.by not in {"", "unit", "month"} else {})},
        unit=query.part.removesuffix(".own") if by_unit else query.unit,
        period=query.part if query.by == "month" else query.period,
        own=by_unit and query.part.endswith(".own"),
    )


PAGES = [page("reports/<uuid:uuid>/numbers/", numbers, name="papers_numbers", right=Right.READ)]
