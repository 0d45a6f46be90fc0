"""Setting something up as due, with the upper office's form and the figures that it needs."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from django.contrib import messages
from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shilu.access.roles import Right
from shilu.deadlines.due import NewDeadline, Sort
from shilu.deadlines.operations import add_deadline, keep_form
from shilu.deadlines.queries import deadlines_of
from shilu.deadlines.repeating import Repeats
from shilu.figures.reading import Reading
from shilu.forms.facts import Filler
from shilu.forms.files import read_form
from shilu.forms.filling import Wanted
from shilu.forms.understood import understood
from shilu.lib.errors import Refused
from shilu.lib.periods import Period
from shilu.organisation.structure import Unit
from shilu.reports.template_figures import figures_asked
from shilu.web.asking import Asking, Request
from shilu.web.forms.deadlines import AddDeadline
from shilu.web.guard import page
from shilu.web.views.handed import contents, read_beforehand, unit_here

_FOLDER: Final = "deadlines"


def new(request: Request) -> HttpResponseBase:
    """Set something up as due."""
    asking = request.asking
    unit = unit_here(request)
    children = asking.structure.children_on(unit.uuid, day=asking.today)
    form = AddDeadline(
        request.POST or None,
        request.FILES or None,
        period=asking.period,
        today=asking.today,
        types=list(dict.fromkeys(child.type for child in children if child.type)),
        has_below=bool(children),
        templates=sorted(path.name for path in asking.workspace.templates.glob("*.md")),
    )
    if request.method == "POST" and form.is_valid() and _added(request, form, unit):
        messages.success(request, _("“%(title)s” stands in the agenda.") % {"title": form.cleaned_data["title"]})
        return HttpResponseRedirect(reverse("deadlines"))
    recipients = sorted({one.to for one in deadlines_of([unit.uuid]) if one.to})
    told = {"form": form, "for_unit": unit, "recipients": recipients}
    return render(request, "deadlines/new.html", told, status=422 if form.is_bound else 200)


def _added(request: Request, form: AddDeadline, unit: Unit) -> bool:
    """Keep what was set up; False with the fault in the form where its file cannot be read."""
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
        return False
    new = NewDeadline(
        unit=unit.uuid,
        sort=Sort(said["sort"]),
        title=said["title"],
        first=said["first"],
        repeats=Repeats(said["repeats"]),
        period=said["span"],
        below=said["below"].removeprefix("own"),
        to=said["to"],
        template=said["template"],
        figures=figures,
    )
    deadline = add_deadline(new, by=asking.by)
    for name, content in files:
        keep_form(deadline, name=name, content=content, folder=forms_folder(asking))
    return True


def _figures_of_form(path: Path, unit: Unit, period: Period | None, asking: Asking) -> tuple[str, ...]:
    """The titles of the figures that a form asks for; Refused where it is no form."""
    read = read_form(path)
    wanted = Wanted(unit.uuid, period or asking.period, Filler(unit.name, "", "", "", asking.today))
    words = understood(read, wanted=wanted, calendar=asking.calendar, reading=Reading())
    return tuple(dict.fromkeys(one.title for one in words if one.title))


def forms_folder(asking: Asking) -> Path:
    """Where the forms that came with what is due lie."""
    return asking.workspace.folder / _FOLDER


PAGES = [page("deadlines/new/", new, name="deadlines_new", right=Right.REPORT)]
