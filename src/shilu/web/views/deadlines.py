"""The agenda: what is due for the unit and those below it, what is missing for it, and saying that it was done."""

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shilu.access.roles import Right
from shilu.deadlines.due import Due, Sort
from shilu.deadlines.models import Deadline
from shilu.deadlines.operations import (
    drop_deadline,
    end_deadline,
    mark_done,
    resume_deadline,
    undo_done,
)
from shilu.deadlines.queries import deadlines_of, done_once, due_of, dues_between, missing_for
from shilu.deadlines.repeating import Repeats
from shilu.figures.reading import Reading
from shilu.lib.errors import Refused
from shilu.organisation.structure import Unit
from shilu.web.addresses import address
from shilu.web.asking import Asking, Request
from shilu.web.forms.deadlines import MarkDone
from shilu.web.guard import page
from shilu.web.views import deadlines_new
from shilu.web.views.deadlines_new import forms_folder, own_deadline
from shilu.web.views.deadlines_sheet import workbook
from shilu.web.views.deadlines_shown import ShownDue, all_shown, grouped, reminder, units_told
from shilu.workspace.handed import hand_in

_BACK: Final = timedelta(days=92)
_AHEAD: Final = timedelta(days=184)


def listed(request: Request) -> HttpResponse:
    """The agenda of the unit of the top line and all below it."""
    asking = request.asking
    unit = asking.here()
    parts = grouped(_shown_below(asking, unit))
    may = asking.viewer.may(Right.REPORT, unit.uuid)
    own = deadlines_of([unit.uuid]) if unit.uuid in units_told(asking) else []
    ended = [one for one in own if one.until is not None]
    done = done_once(ended) if ended else frozenset()
    shown = {
        "parts": parts,
        "for_unit": unit,
        "may": may,
        "again": [one for one in own if one.repeats != Repeats.ONCE and one.until is None],
        "ended": [(one, one.pk in done) for one in ended],
    }
    return render(request, "deadlines/list.html", shown)


def export(request: Request) -> HttpResponseBase:
    """The agenda as a workbook."""
    asking = request.asking
    unit = asking.here()
    content = workbook(_shown_below(asking, unit))
    name = _("Agenda %(unit)s %(day)s.xlsx") % {"unit": unit.name, "day": asking.today.isoformat()}
    return FileResponse(BytesIO(content), as_attachment=True, filename=name)


def due(request: Request, uuid: UUID, number: int) -> HttpResponse:
    """One due day: what is missing for it, and who has done it."""
    deadline, one = _asked(request, uuid, number)
    return _due_page(request, deadline, one, MarkDone(initial={"on": request.asking.today}))


@require_POST
def done(request: Request, uuid: UUID, number: int) -> HttpResponseBase:
    """Say that a unit did it."""
    asking = request.asking
    deadline, one = _asked(request, uuid, number)
    unit = _doer(request, one)
    form = MarkDone(request.POST if "on" in request.POST else {"on": asking.today.isoformat()})
    if not form.is_valid():
        return _due_page(request, deadline, one, form)
    said = form.cleaned_data
    mark_done(deadline, number, unit=unit.uuid, on=said["on"], how=said["how"], by=asking.by)
    messages.success(request, _("Noted: %(unit)s has done “%(title)s”.") % {"unit": unit.name, "title": one.title})
    return HttpResponseRedirect(_back(request, one))


@require_POST
def undo(request: Request, uuid: UUID, number: int) -> HttpResponseBase:
    """Take back that a unit did it."""
    deadline, one = _asked(request, uuid, number)
    unit = _doer(request, one)
    undo_done(deadline, number, unit=unit.uuid)
    messages.success(request, _("Taken back: “%(title)s” is open again.") % {"title": one.title})
    return HttpResponseRedirect(_back(request, one))


def end(request: Request, uuid: UUID) -> HttpResponseBase:
    """Ask whether something is to come no more, and end it; it can go on again."""
    asking = request.asking
    deadline = own_deadline(request, uuid)
    never_done = not deadline.done.exists()
    if request.method == "POST":
        end_deadline(deadline, until=min(asking.today, deadline.first) if never_done else asking.today)
        messages.success(request, _("“%(title)s” comes no more.") % {"title": deadline.title})
        return HttpResponseRedirect(reverse("deadlines"))
    line = _("“%(title)s” is not due any more from today. What was done stays in the agenda, and it can go on again.")
    if never_done:
        line = _("“%(title)s” is taken out of the agenda. Nobody has done it yet; it can go on again.")
    told = {"title": _("Due no more"), "line": line % {"title": deadline.title}, "button": _("Let it end")}
    return render(request, "ask.html", {**told, "cancel": reverse("deadlines")})


def drop(request: Request, uuid: UUID) -> HttpResponseBase:
    """Ask, and take away for good what has ended and was never done."""
    deadline = own_deadline(request, uuid)
    if deadline.until is None:
        raise Http404
    if request.method == "POST":
        drop_deadline(deadline, folder=forms_folder(request.asking))
        messages.success(request, _("“%(title)s” was taken away.") % {"title": deadline.title})
        return HttpResponseRedirect(reverse("deadlines"))
    told = {
        "title": _("Take away for good"),
        "line": _("“%(title)s” is taken away with its file, and cannot be brought back.") % {"title": deadline.title},
        "button": _("Take away for good"),
        "cancel": reverse("deadlines"),
    }
    return render(request, "ask.html", told)


@require_POST
def resume(request: Request, uuid: UUID) -> HttpResponseBase:
    """Let something that was ended come again."""
    deadline = own_deadline(request, uuid)
    resume_deadline(deadline)
    messages.success(request, _("“%(title)s” is due again.") % {"title": deadline.title})
    return HttpResponseRedirect(reverse("deadlines"))


def form_file(request: Request, uuid: UUID, number: int) -> HttpResponseBase:
    """The upper office's file as it came."""
    deadline, _one = _asked(request, uuid, number)
    path = _form_path(request.asking, deadline)
    return FileResponse(path.open("rb"), as_attachment=True, filename=deadline.form_name)


@require_POST
def fill(request: Request, uuid: UUID, number: int) -> HttpResponseBase:
    """Fill the upper office's form for the period that is due."""
    asking = request.asking
    deadline, one = _asked(request, uuid, number)
    unit = _doer(request, one)
    kept = hand_in(
        asking.workspace.folder,
        [(deadline.form_name, _form_path(asking, deadline).read_bytes())],
        purpose="fill",
        account=asking.viewer.account,
        unit=unit.code,
        period=(one.period or asking.period).name,
        now=asking.now,
    )
    return HttpResponseRedirect(reverse("fill_form", args=[kept.uuid]))


def _shown_below(asking: Asking, unit: Unit) -> list[ShownDue]:
    below = asking.structure.tree_now().subtree(unit.uuid)
    readable = [uuid for uuid in units_told(asking) if uuid in below]
    today = asking.today
    dues = dues_between(readable, first=date.min, last=today + _AHEAD, calendar=asking.calendar)
    return all_shown((one for one in dues if one.waiting or one.on >= today - _BACK), asking)


def _asked(request: Request, uuid: UUID, number: int) -> tuple[Deadline, Due]:
    """A due day, for the units that the reader sees; Http404 where they see none of it."""
    asking = request.asking
    deadline = Deadline.objects.filter(uuid=uuid).first()
    if deadline is None or number > 2_000:
        raise Http404
    try:
        return deadline, due_of(deadline, number, units=units_told(asking), calendar=asking.calendar)
    except Refused:
        raise Http404 from None


def _doer(request: Request, one: Due) -> Unit:
    """The unit of the form that has to do it and for which the reader may say so."""
    code = request.POST.get("doer", "")
    asking = request.asking
    unit = asking.unit_coded(code, Right.REPORT) if code else asking.structure.units[one.units[0]]
    asking.check(Right.REPORT, unit.uuid)
    if unit.uuid not in one.units:
        raise Http404
    return unit


def _due_page(request: Request, deadline: Deadline, one: Due, form: MarkDone) -> HttpResponse:
    asking = request.asking
    (told,) = all_shown([one], asking)
    context = {
        "due": told,
        "deadline": deadline,
        "missing": missing_for(one, reading=Reading(today=asking.today)).seen(one, sight=asking.viewer.sight),
        "form": form,
        "reminder": reminder(told) if told.waiting and len(told.doers) > 1 else "",
        "may_end": asking.viewer.may(Right.REPORT, deadline.unit),
        "write": _write_address(told, asking),
        "months": address("months", {"unit": asking.structure.units[one.unit].code}),
    }
    return render(request, "deadlines/due.html", context, status=422 if form.errors else 200)


def _write_address(told: ShownDue, asking: Asking) -> str:
    """Where the report that is due is written."""
    due, lone = told.due, told.lone
    if due.sort is not Sort.REPORT or lone is None or not lone.may:
        return ""
    period = due.period or asking.period
    asked = {"unit": lone.code, "period": period.name, "template": due.template, "due": due.on.isoformat()}
    return address("reports_new", asked)


def _form_path(asking: Asking, deadline: Deadline) -> Path:
    path = forms_folder(asking) / deadline.form
    if not deadline.form or not path.is_file():
        raise Http404
    return path


def _back(request: Request, one: Due) -> str:
    """The agenda, or the page of the due day where that was asked from."""
    if request.POST.get("from") == "due":
        return reverse("deadlines_due", args=[one.deadline, one.number])
    return reverse("deadlines")


PAGES = [
    page("deadlines/", listed, name="deadlines", right=Right.READ),
    page("deadlines/export/", export, name="deadlines_export", right=Right.READ),
    *deadlines_new.PAGES,
    page("deadlines/<uuid:uuid>/<position:number>/", due, name="deadlines_due", right=Right.READ),
    page("deadlines/<uuid:uuid>/<position:number>/done/", done, name="deadlines_done", right=Right.REPORT),
    page("deadlines/<uuid:uuid>/<position:number>/undo/", undo, name="deadlines_undo", right=Right.REPORT),
    page("deadlines/<uuid:uuid>/<position:number>/form/", form_file, name="deadlines_form", right=Right.READ),
    page("deadlines/<uuid:uuid>/<position:number>/fill/", fill, name="deadlines_fill", right=Right.REPORT),
    page("deadlines/<uuid:uuid>/end/", end, name="deadlines_end", right=Right.REPORT),
    page("deadlines/<uuid:uuid>/drop/", drop, name="deadlines_drop", right=Right.REPORT),
    page("deadlines/<uuid:uuid>/resume/", resume, name="deadlines_resume", right=Right.REPORT),
]
