"""Setting something up as due and changing it, with the upper office's form and the figures that it needs."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shilu.access.roles import Right
from shilu.deadlines.due import NewDeadline, Sort
from shilu.deadlines.models import Deadline
from shilu.deadlines.operations import add_deadline, change_deadline, keep_form
from shilu.deadlines.queries import deadlines_of
from shilu.deadlines.repeating import Repeats
from shilu.figures.reading import Reading
from shilu.forms.facts import Filler
from shilu.forms.files import read_form
from shilu.forms.filling import Wanted
from shilu.forms.understood import understood
from shilu.lib.enumerating import enumerated
from shilu.lib.errors import Refused
from shilu.lib.period import period_of_name
from shilu.lib.periods import Period
from shilu.organisation.structure import Unit
from shilu.reports.template_figures import figures_asked
from shilu.web.asking import Asking, Request
from shilu.web.forms.deadlines import OWN, AddDeadline
from shilu.web.guard import page
from shilu.web.views.handed import contents, read_beforehand, unit_here

_FOLDER: Final = "deadlines"


def new(request: Request) -> HttpResponseBase:
    """Set something up as due."""
    unit = unit_here(request)
    form = _form(request, unit, period=request.asking.period)
    if request.method == "POST" and form.is_valid():
        said = _said(request, form, unit)
        if said is not None:
            _keep_file(request, add_deadline(said[0], by=request.asking.by), said[1])
            messages.success(request, _("“%(title)s” stands in the agenda.") % {"title": said[0].title})
            return HttpResponseRedirect(reverse("deadlines"))
    return _shown(request, form, unit)


def edit(request: Request, uuid: UUID) -> HttpResponseBase:
    """Set up otherwise what is due already; what was done of it stays done."""
    asking = request.asking
    deadline = own_deadline(request, uuid)
    unit = asking.structure.units[deadline.unit]
    period = period_of_name(deadline.period, calendar=asking.calendar) if deadline.period else None
    form = _form(request, unit, period=period.whole() if period else asking.period, initial=_initial(deadline, period))
    if request.method == "POST" and form.is_valid():
        said = _said(request, form, unit)
        if said is not None:
            try:
                change_deadline(deadline, said[0])
            except Refused as fault:
                form.add_error("repeats", str(fault))
            else:
                _keep_file(request, deadline, said[1])
                messages.success(request, _("“%(title)s” was changed.") % {"title": deadline.title})
                return HttpResponseRedirect(reverse("deadlines"))
    return _shown(request, form, unit, deadline)


def own_deadline(request: Request, uuid: UUID) -> Deadline:
    """A deadline that a unit of the reader's set up; else Http404."""
    deadline = Deadline.objects.filter(uuid=uuid).first()
    if deadline is None or deadline.unit not in request.asking.structure.units:
        raise Http404
    request.asking.check(Right.REPORT, deadline.unit)
    return deadline


def _initial(deadline: Deadline, period: Period | None) -> dict[str, Any]:
    return {
        "title": deadline.title,
        "sort": deadline.sort,
        "first": deadline.first,
        "repeats": deadline.repeats,
        "period": period.whole().name if period else "",
        "until": period.last if period and period.is_cut else None,
        "below": deadline.below or OWN,
        "to": deadline.to,
        "template": deadline.template,
        "figures": enumerated(deadline.figures),
    }


def _form(request: Request, unit: Unit, *, period: Period, initial: Mapping[str, Any] | None = None) -> AddDeadline:
    asking = request.asking
    children = asking.structure.children_on(unit.uuid, day=asking.today)
    return AddDeadline(
        request.POST or None,
        request.FILES or None,
        initial=dict(initial or {}),
        period=period,
        today=asking.today,
        types=list(dict.fromkeys(child.type for child in children if child.type)),
        has_below=bool(children),
        templates=sorted(path.name for path in asking.workspace.templates.glob("*.md")),
    )


def _shown(request: Request, form: AddDeadline, unit: Unit, deadline: Deadline | None = None) -> HttpResponseBase:
    recipients = sorted({one.to for one in deadlines_of([unit.uuid]) if one.to})
    told = {"form": form, "for_unit": unit, "recipients": recipients, "deadline": deadline}
    return render(request, "deadlines/new.html", told, status=422 if form.is_bound else 200)


def _said(request: Request, form: AddDeadline, unit: Unit) -> tuple[NewDeadline, Sequence[tuple[str, bytes]]] | None:
    """What is to be due, with its file; None with the fault in the form where the file cannot be read."""
    asking, said = request.asking, form.cleaned_data
    files: Sequence[tuple[str, bytes]] = ()
    figures: tuple[str, ...] = said["figures"]
    try:
        if said["form"]:
            files = contents([said["form"]])
            (found,) = read_beforehand(files, lambda path: _figures_of_form(path, unit, said["span"], asking))
            figures = figures or found
        if said["template"] and not figures:
            figures = figures_asked((asking.workspace.templates / said["template"]).read_text(encoding="utf-8"))
    except Refused as fault:
        form.add_error("form", str(fault))
        return None
    new = NewDeadline(
        unit=unit.uuid,
        sort=Sort(said["sort"]),
        title=said["title"],
        first=said["first"],
        repeats=Repeats(said["repeats"]),
        period=said["span"],
        below=said["below"].removeprefix(OWN),
        to=said["to"],
        template=said["template"],
        figures=figures,
    )
    return new, files


def _keep_file(request: Request, deadline: Deadline, files: Sequence[tuple[str, bytes]]) -> None:
    for name, content in files:
        keep_form(deadline, name=name, content=content, folder=forms_folder(request.asking))


def _figures_of_form(path: Path, unit: Unit, period: Period | None, asking: Asking) -> tuple[str, ...]:
    """The titles of the figures that a form asks for; Refused where it is no form."""
    read = read_form(path)
    wanted = Wanted(unit.uuid, period or asking.period, Filler(unit.name, "", "", "", asking.today))
    words = understood(read, wanted=wanted, calendar=asking.calendar, reading=Reading(today=asking.today))
    return tuple(dict.fromkeys(one.title for one in words if one.title))


def forms_folder(asking: Asking) -> Path:
    """Where the forms that came with what is due lie."""
    return asking.workspace.folder / _FOLDER


PAGES = [
    page("deadlines/new/", new, name="deadlines_new", right=Right.REPORT),
    page("deadlines/<uuid:uuid>/edit/", edit, name="deadlines_edit", right=Right.REPORT),
]
