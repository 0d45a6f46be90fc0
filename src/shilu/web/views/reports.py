"""Pages of all papers: those on their way, those that are final, and verifying a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, F, IntegerField, QuerySet, When
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shilu.access.queries import account_names
from shilu.access.roles import Right
from shilu.lib.errors import Refused
from shilu.lib.periods import Period, parse_period, period_named_in
from shilu.reports.drafting.operations import begin_paper
from shilu.reports.drafting.queries import papers_issued, papers_of, template_of, templates_in
from shilu.reports.in_sight import issue_in_sight
from shilu.reports.models import Paper
from shilu.reports.queries import IssuedTitle, issued_titles
from shilu.reports.verify import Verified, verify_paper
from shilu.web.addresses import number_of
from shilu.web.asking import Asking, Request
from shilu.web.forms.reports import NewPaper, VerifiedFile
from shilu.web.guard import page
from shilu.web.heads import Order, heads_of, order_asked
from shilu.web.views import reports_templates
from shilu.web.views.handed import contents, read_beforehand, unit_here
from shilu.web.views.papers_found import (
    OPEN,
    Superseding,
    issues_in_sight,
    reads_all,
    setting_of,
    shown,
    superseding,
    units_read,
)
from shilu.web.views.papers_sources import query_address

_ON_A_PAGE: Final = 50
_COLUMNS: Final = frozenset({"title", "unit", "stage", "due", "changed"})
_FALLING: Final = frozenset({"changed"})


@dataclass(frozen=True, slots=True)
class FinalPaper:
    """A final paper of the log, with its page where it was written here, and what is in force in its place."""

    seq: int
    title: str
    unit: str
    period: str
    issued: datetime
    paper: Paper | None
    sendings: list[Any]
    after: Superseding | None


def listed(request: Request) -> HttpResponse:
    """Papers on their way, or (``?show=final``) final ones, of the unit of the top line and all below it."""
    asking = request.asking
    units = units_read(asking.viewer, within=asking.here().uuid)
    final = request.GET.get("show") == "final"
    names: dict[str, Any] = {"final": final, "may_write": asking.viewer.may(Right.REPORT, asking.here().uuid)}
    if final:
        some = issues_in_sight(asking, within=asking.here().uuid)
        return render(request, "reports/list.html", {**names, **_final(request, units, some=some)})
    order = order_asked(request, _COLUMNS, usual="changed")
    papers = papers_ordered(papers_of(units, stages=OPEN), order, places=list(asking.structure.units))
    found = Paginator(papers, _ON_A_PAGE).get_page(request.GET.get("page"))
    columns = (
        ("title", _("Title of the paper"), ""),
        ("unit", _("Unit"), ""),
        ("", _("Period"), ""),
        ("stage", _("Stage"), ""),
        ("due", _("Due day"), ""),
        ("changed", _("Changed"), ""),
    )
    heads = heads_of(request, columns, order=order, falling=_FALLING)
    rows = [shown(paper, asking) for paper in found]
    return render(request, "reports/list.html", {**names, "papers": rows, "page": found, "heads": heads})


def papers_ordered(papers: QuerySet[Paper], order: Order, *, places: Sequence[UUID]) -> QuerySet[Paper]:
    """``papers`` by a column: units as ``places`` has them, stages on their way, what is due nowhere behind all others."""
    ranked: dict[str, Sequence[Any]] = {"unit": places, "stage": OPEN}
    column = "changed_at" if order.column == "changed" else order.column
    by: F | Case = F(column)
    if order.column in ranked:
        whens = (When(**{column: one}, then=at) for at, one in enumerate(ranked[order.column]))
        by = Case(*whens, output_field=IntegerField())
    falling = (order.column in _FALLING) != order.turned
    first = by.desc(nulls_last=True) if falling else by.asc(nulls_last=True)
    return papers.order_by(first, "-changed_at", "-id")


def _final(request: Request, units: set[UUID], *, some: set[str]) -> dict[str, Any]:
    """A screenful of the papers that the log holds of ``units`` and ``some`` of others, those issued last first."""
    asking = request.asking
    codes = [code for code, unit in asking.structure.codes.items() if unit in units]
    after, before = (number_of(request.GET.get(name, "")) for name in ("after", "before"))
    found = issued_titles(codes, some=some, after=after, before=before, most=_ON_A_PAGE + 1)
    more, shown = len(found) > _ON_A_PAGE, found[:_ON_A_PAGE]
    if after is not None:
        shown.reverse()
    newer, older = (more, True) if after is not None else (before is not None, more)
    return {
        "papers": _with_pages(shown, asking),
        "newer": shown[0].seq if shown and newer else None,
        "older": shown[-1].seq if shown and older else None,
    }


def _with_pages(found: list[IssuedTitle], asking: Asking) -> list[FinalPaper]:
    """Papers of the log with their pages, where they were written here."""
    readable = {unit.uuid for unit in asking.viewer.units(Right.READ)}
    known = papers_issued([one.uuid for one in found], units=readable)
    superseded = superseding(asking, [one.uuid for one in found])
    lines = []
    for one in found:
        unit = asking.structure.by_code(one.unit)
        paper = known.get(UUID(one.uuid))
        period = parse_period(one.period, calendar=asking.calendar).title()
        named = unit.usual_name if unit else one.unit
        sendings = list(paper.sendings.all()) if paper else []
        after = superseded.get(one.uuid)
        lines.append(FinalPaper(one.seq, one.title, named, period, one.issued, paper, sendings, after))
    return lines


def new(request: Request) -> HttpResponse:
    """Begin a paper from a template for the unit of the top line."""
    asking, unit = request.asking, unit_here(request)
    templates = templates_in(asking.workspace.templates)
    form = NewPaper(
        templates,
        request.POST or None,
        period=asking.period,
        today=asking.today,
        initial={key: request.GET[key] for key in ("template", "due") if key in request.GET},
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            text, layout = template_of(asking.workspace.templates, said["template"])
            paper = begin_paper(
                text,
                template=said["template"],
                layout=layout,
                unit=unit.uuid,
                period=said["span"],
                due=said["due"],
                setting=setting_of(asking),
                by=asking.by,
            )
        except Refused as fault:
            form.add_error("template", str(fault))
        else:
            if other := _other_period(paper.title, said["span"]):
                messages.warning(request, other)
            return HttpResponseRedirect(reverse("papers_text", kwargs={"uuid": paper.uuid}))
    asked = request.GET.get("template", "")
    if request.method == "GET" and asked and asked not in {one.name for one in templates if not one.fault}:
        gone = _("The template “%(name)s” is not in the list any more; choose another one, or put it back.")
        messages.warning(request, gone % {"name": asked.removesuffix(".md")})
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "reports/new.html", {"form": form, "templates": templates, "for_unit": unit}, status=status)


def _other_period(title: str, period: Period) -> str:
    """What is to be said where a title names another period than the figures are of; else nothing."""
    titled = period_named_in(title, calendar=period.calendar)
    if titled is None or titled.whole().name == period.whole().name or titled.name == period.name:
        return ""
    return _(
        "The title names %(titled)s, but the figures are of %(period)s. If that is not meant, throw the draft away and begin it with the right period."
    ) % {"titled": titled.title(), "period": period.title()}


def verify(request: Request) -> HttpResponse:
    """Compare a file with its issue and the ledger now."""
    form = VerifiedFile(request.POST or None, request.FILES or None)
    found = None
    if request.method == "POST" and form.is_valid():
        try:
            found = _verified(request, form)
        except Refused as fault:
            form.add_error("file", str(fault))
    names = {
        "form": form,
        "found": found,
        "names": _keepers(found),
        "periods": _periods(found, request.asking),
        "addresses": {one.number.id: query_address(one.number.query) for one in found.numbers} if found else {},
        "after": superseding(request.asking, [found.paper.uuid]).get(found.paper.uuid) if found else None,
        "same": [one for one in found.numbers if one.state == "same"] if found else [],
        "others": [one for one in found.numbers if one.state != "same"] if found else [],
    }
    return render(request, "reports/verify.html", names, status=422 if form.is_bound and form.errors else 200)


def _verified(request: Request, form: VerifiedFile) -> Verified:
    asking = request.asking
    files = contents([form.cleaned_data["file"]])
    (found,) = read_beforehand(files, lambda path: verify_paper(path, calendar=asking.calendar))
    unit = asking.structure.by_code(found.paper.unit)
    may = unit is not None and asking.viewer.may(Right.READ, unit.uuid)
    if unit is None or not may or not (reads_all(asking.viewer.sight, unit.uuid) or _in_sight(found, asking)):
        raise Refused(_("%(file)s is no paper that this ledger issued.") % {"file": files[0][0]})
    return found


def _in_sight(found: Verified, asking: Asking) -> bool:
    """Whether a paper tells of nothing but the kinds that this reader may read."""
    sight, structure = asking.viewer.sight, asking.structure
    return issue_in_sight(found.paper, sight=sight, structure=structure, catalogue=asking.catalogue)


def _keepers(found: Verified | None) -> dict[UUID, str]:
    """The names of those who keep a number by hand."""
    return account_names(one.kept.account for one in found.numbers if one.kept) if found else {}


def _periods(found: Verified | None, asking: Asking) -> dict[str, str]:
    """The periods of the numbers in words."""
    names = {one.number.query.period for one in found.numbers} if found else set()
    return {name: parse_period(name, calendar=asking.calendar).title() for name in names}


PAGES = [
    page("reports/", listed, name="reports", right=Right.READ),
    page("reports/new/", new, name="reports_new", right=Right.REPORT),
    *reports_templates.PAGES,
    page("verify/", verify, name="verify", right=Right.READ),
]
