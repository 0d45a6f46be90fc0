"""Statistics: figures by unit, by month or by label, beside another time, kept as views, copied out and exported."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shilu.access.roles import Right
from shilu.figures.reading import Reading
from shilu.figures.saved import SavedView, views_of
from shilu.figures.saved_operations import Taken, drop_view, keep_view
from shilu.lib.errors import Refused
from shilu.web.asking import Asking, Request
from shilu.web.forms.statistics import KeepView
from shilu.web.guard import page
from shilu.web.kept import PATIENCE, answered, part
from shilu.web.sheet import XLSX
from shilu.web.views import statistics_targets
from shilu.web.views.statistics_asked import Look, address_of, look_of
from shilu.web.views.statistics_cells import Row, Table
from shilu.web.views.statistics_entries import entries_exported, entries_page
from shilu.web.views.statistics_page import page_of
from shilu.web.views.statistics_picture import pictures
from shilu.web.views.statistics_sheet import workbook
from shilu.web.views.statistics_sorted import sorted_by
from shilu.web.views.statistics_table import table_of
from shilu.web.views.statistics_words import passed_over, plain_rows, sentence, unreported


def statistics(request: Request) -> HttpResponse:
    """The table that the address asks for; of ticked rows where there are some."""
    parameters = request.GET.copy()
    if ticked := parameters.getlist("row"):
        parameters.setlist("figure", ticked)
    if ticked or parameters.get("add"):
        look, filters = look_of(request.asking, parameters)
        if ticked or filters.cleaned_data.get("add"):
            for line in passed_over(look):
                messages.warning(request, line)
            return HttpResponseRedirect(f"{reverse('statistics')}?{_address(look)}")
    return _shown(request)


def _shown(request: Request, *, keep: KeepView | None = None, status: int = 200) -> HttpResponse:
    """The page, where a name for the view did not fit with that form filled in."""
    asking = request.asking
    views = views_of(asking.viewer.account, units=[unit.uuid for unit in asking.viewer.units()])

    def make(_at: int) -> Mapping[str, Any]:
        look, filters = look_of(asking, request.GET)
        sort = request.GET.get("sort", "")
        table = sorted_by(
            _table(asking, look, patience=0), sort
        )  # what is kept of a kept answer would be older than it says
        shown = page_of(table, filters=filters, views=views, asking=asking, number=request.GET.get("page", ""))
        context = {**shown, "sort": sort, "request": request, "passed_over": passed_over(look)}
        drawn = render_to_string("statistics/_drawn.html", context)
        return {"drawn": drawn, "carried": shown["carried"], "address": shown["address"]}

    here = (asking.here().uuid, asking.period, asking.calendar, asking.today)
    key = ("statistics", asking.viewer.held, here, request.GET.urlencode(), repr(views))
    shown = answered(key, make=make, workspace=asking.workspace.folder, account=asking.viewer.account)
    sets = asking.viewer.may(Right.CONFIRM, asking.here().uuid)
    fields = "statistics/_keep_fields.html"
    kept = render_to_string(fields, {"keep": keep}) if keep else part(fields, make=lambda: {"keep": KeepView()})
    context = {**shown, "keep": keep, "keep_fields": kept, "sets_targets": sets}
    return render(request, "statistics/page.html", context, status=status)


def copied(request: Request) -> HttpResponse:
    """The ticked rows, or all where none is ticked, as a sentence, a table and pictures to take away."""
    look, _filters = look_of(request.asking, request.GET)
    table = _table(request.asking, look)
    rows = _ticked(table, request.GET.getlist("row"))
    head, *lines = plain_rows(table, rows)
    context = {
        "table": table,
        "sentence": sentence(table, rows),
        "unreported": unreported(rows),
        "head": head,
        "lines": lines,
        "pictures": pictures(table, rows),
        "back": f"{reverse('statistics')}?{_address(look)}",
        "address": request.GET.urlencode(),
    }
    return render(request, "statistics/_copied.html" if request.htmx else "statistics/copied.html", context)


def picture(request: Request) -> HttpResponse:
    """One picture of the table as an SVG file."""
    look, _filters = look_of(request.asking, request.GET)
    table = _table(request.asking, look)
    for drawn in pictures(table, _ticked(table, request.GET.getlist("row"))):
        if drawn.token == request.GET.get("drawn"):
            return _file(drawn.svg.encode(), name=f"{drawn.title}.svg", kind="image/svg+xml")
    raise Http404


def export(request: Request) -> HttpResponse:
    """The table as a workbook."""
    look, _filters = look_of(request.asking, request.GET)
    name = f"{look.unit.name} {look.period.title()} {_('Statistics')}.xlsx"
    return _file(workbook(_table(request.asking, look)), name=name, kind=XLSX)


@require_POST
def keep(request: Request) -> HttpResponse:
    """Keep the question under a name; the page again where the name does not fit."""
    asking = request.asking
    look, _filters = look_of(asking, request.GET)
    form = KeepView(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        question = look.question if not told["fixed"] else look.question.at(look.whole.name)
        try:
            keep_view(
                told["name"],
                question=question,
                unit=look.unit.uuid,
                account=asking.viewer.account,
                shared=told["shared"],
                now=asking.now,
                replaces=told["replaces"],
            )
        except Refused as refused:
            code = "taken" if isinstance(refused, Taken) else None
            form.add_error("name", ValidationError(str(refused), code=code))
        else:
            messages.success(request, _("The view “%(name)s” is kept.") % {"name": told["name"]})
            return HttpResponseRedirect(f"{reverse('statistics')}?{_address(look)}")
    return _shown(request, keep=form, status=422)


def drop(request: Request) -> HttpResponse:
    """Ask, then give up a view of one's own."""
    asking = request.asking
    name = request.GET.get("name", "")
    view = next((one for one in _own_views(asking) if one.name == name), None)
    if view is None:
        raise Http404
    if request.method == "POST":
        drop_view(view.uuid, account=asking.viewer.account)
        messages.success(request, _("The view “%(name)s” is deleted.") % {"name": view.name})
        return HttpResponseRedirect(reverse("statistics"))
    context = {
        "title": _("Delete the view “%(name)s”?") % {"name": view.name},
        "line": _("Only the view goes; records and figures stay as they are."),
        "button": _("Delete the view"),
        "cancel": reverse("statistics"),
    }
    return render(request, "ask.html", context)


def _own_views(asking: Asking) -> list[SavedView]:
    units = [unit.uuid for unit in asking.viewer.units()]
    return [view for view in views_of(asking.viewer.account, units=units) if view.own]


def _table(asking: Asking, look: Look, *, patience: float = PATIENCE) -> Table:
    """The answer, which is kept until the ledger grows."""
    question = look.question
    key = (
        *("table", look.unit.uuid, look.period, look.period.calendar, question.names, question.by, look.against),
        *(tuple(question.labels.items()), look.kinds, asking.today),
    )
    return answered(
        key,
        make=lambda at: table_of(look, reading=Reading(at, today=asking.today)),
        workspace=asking.workspace.folder,
        account=asking.viewer.account,
        patience=patience,
    )


def _ticked(table: Table, keys: list[str]) -> tuple[Row, ...]:
    rows = tuple(row for row in table.rows if row.key in set(keys))
    return rows or table.parts


def _address(look: Look) -> str:
    return address_of(look.question.at(look.whole.name), unit=look.unit.code)


def _file(content: bytes, *, name: str, kind: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})


PAGES = [
    page("statistics/", statistics, name="statistics", right=Right.READ),
    page("statistics/entries/", entries_page, name="figure_entries", right=Right.READ),
    page("statistics/entries/export/", entries_exported, name="figure_entries_export", right=Right.READ),
    page("statistics/copied/", copied, name="statistics_copied", right=Right.READ),
    page("statistics/picture/", picture, name="statistics_picture", right=Right.READ),
    page("statistics/export/", export, name="statistics_export", right=Right.READ),
    page("statistics/keep/", keep, name="statistics_keep", right=Right.READ),
    page("statistics/drop/", drop, name="statistics_drop", right=Right.READ),
    *statistics_targets.PAGES,
]
