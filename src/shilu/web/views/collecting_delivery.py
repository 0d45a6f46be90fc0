"""One workbook: what an import would do on its real rows, the guess of columns corrected, the decision, the outcome."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shilu.access.reviewed import waits_for_review
from shilu.access.roles import Right
from shilu.collecting.models import IMPORTED, IMPORTING, KNOWN, READING, READY, WAITING, Delivery
from shilu.collecting.operations import (
    begin,
    carry_out,
    correct_guess,
    decide,
    drop,
    is_small,
    look,
    marked_copy,
    preview_told,
    table_of,
)
from shilu.collecting.queries import imports_at
from shilu.collecting.reviewing import ask_to_import, asked_by, units_touched
from shilu.ledger.importing.correcting import choice_of, is_locked
from shilu.lib.errors import Refused
from shilu.web.asking import Request
from shilu.web.forms.collecting import ColumnChoice, Decisions, TableChoice
from shilu.web.guard import page
from shilu.web.tasks import import_workbook, look_at_workbook
from shilu.web.views.collecting_seen import claims_told, delivery_here, desk_here, seen
from shilu.web.views.collecting_tables import laid_out

AT_WORK: Final = (WAITING, READING, IMPORTING)
_SILENT: Final = 60  # seconds after which a page says that the background may be at rest


def delivery(request: Request, uuid: UUID) -> HttpResponse:
    """The page of one workbook."""
    return _shown(request, delivery_here(request, uuid))


def _shown(request: Request, one: Delivery, *, status: int = 200, **more: Any) -> HttpResponse:
    (told,) = seen([one], request.asking)
    preview = preview_told(one, desk=desk_here(request.asking))
    context = {
        "one": told,
        "delivery": one,
        "tables": laid_out((preview or {}).get("tables", []), catalogue=request.asking.catalogue),
        "preview": preview,
        "claims": claims_told(preview or one.outcome or {}, request.asking, said=one.choices.get("reported")),
        "outcome": one.outcome,
        "brought": next(iter(imports_at([one.seq])), None) if one.seq else None,
        "working": one.state in AT_WORK,
        "silent": (request.asking.now - one.changed_at).total_seconds() > _SILENT and not one.stage,
        "may_add_kinds": request.asking.viewer.everywhere(Right.ADMINISTER),
        "ready_rows": _ready_rows(one),
        "may_enter": _may_enter(one, adds_kinds=request.asking.viewer.everywhere(Right.ADMINISTER)),
        "reviewed": one.state == READY and waits_for_review(request.asking.viewer, units_touched(one)),
        "asked": one.state == READY and asked_by(one) is not None,
        "tab": "imports",
        **more,
    }
    return render(request, "collecting/delivery.html", context, status=status)


def _ready_rows(one: Delivery) -> int:
    told: Mapping[str, int] = one.summary or {}
    return told.get("new", 0) if one.state == READY else 0


def _may_enter(one: Delivery, *, adds_kinds: bool) -> bool:
    """Whether anything of a workbook could enter the ledger; where nothing is wrong with it, at least what it reports.

    For who may add kinds rows of unknown ones can.
    """
    told: Mapping[str, Any] = one.summary or {}
    rows = any(told.get(name) for name in ("new", "changed", "gone", "likely", "withdrawn"))
    if told.get("refused"):
        return rows or (adds_kinds and bool(told.get("unknown_kinds")))
    return rows or bool(told.get("claims", {}).get("news"))


def progress(request: Request, uuid: UUID) -> HttpResponse:
    """How far the work is; the page is loaded anew once it is done."""
    one = delivery_here(request, uuid)
    silent = (request.asking.now - one.changed_at).total_seconds() > _SILENT and not one.stage
    response = render(request, "collecting/_progress.html", {"delivery": one, "silent": silent})
    if one.state not in AT_WORK:
        response["HX-Refresh"] = "true"
    return response


def column(request: Request, uuid: UUID, number: int, letters: str) -> HttpResponse:
    """What one column holds, corrected."""
    one, table = _table_here(request, uuid, number)
    about = next((told for told in table["guess"]["columns"] if told["column"] == letters), None)
    if about is None:
        raise Http404
    catalogue = request.asking.catalogue
    form = ColumnChoice(
        request.POST if request.method == "POST" else None,
        catalogue=catalogue,
        initial={"role": choice_of(about, catalogue=catalogue)},
    )
    if request.method == "POST" and form.is_valid():
        found = correct_guess(one, number, columns={letters: form.cleaned_data["role"]}, desk=desk_here(request.asking))
        if not found.faults:
            return _looked_at_again(request, one)
        form.add_error("role", " ".join(found.faults.values()))
    cells = [row["cells"].get(letters, "") for row in table["rows"]]
    context = {
        "form": form,
        "one": one,
        "number": number,
        "about": about,
        "cells": [cell for cell in cells if cell][:6],
    }
    return _sheet(request, "column", {**context, "locked": is_locked(about)}, form)


def table(request: Request, uuid: UUID, number: int) -> HttpResponse:
    """The kind and the period of a whole table, where it does not say them itself."""
    one, about = _table_here(request, uuid, number)
    said = one.guesses.get(about["signature"], {})
    initial = {"kind": about["guess"].get("kind", ""), "period": said.get("period", "")}
    form = TableChoice(
        request.POST if request.method == "POST" else None, catalogue=request.asking.catalogue, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        found = correct_guess(one, number, columns={}, **form.cleaned_data, desk=desk_here(request.asking))
        if not found.faults:
            return _looked_at_again(request, one)
        for name, fault in found.faults.items():
            form.add_error(name if name in form.fields else None, fault)
    return _sheet(request, "table_choice", {"form": form, "one": one, "number": number, "about": about}, form)


def _table_here(request: Request, uuid: UUID, number: int) -> tuple[Delivery, Mapping[str, Any]]:
    one = delivery_here(request, uuid)
    try:
        return one, table_of(one, number)
    except Refused:
        raise Http404 from None


def _sheet(request: Request, name: str, context: Mapping[str, Any], form: Any) -> HttpResponse:
    template = f"collecting/_{name}.html" if request.htmx else f"collecting/{name}.html"
    return render(request, template, {**context, "tab": "imports"}, status=422 if form.errors else 200)


def _looked_at_again(request: Request, one: Delivery) -> HttpResponse:
    if is_small([one], desk=desk_here(request.asking)):
        look(one, desk=desk_here(request.asking))
    else:
        look_at_workbook.enqueue(str(one.uuid), str(request.asking.viewer.account), translation.get_language())
    address = reverse("imports_delivery", kwargs={"uuid": one.uuid})
    if request.htmx:
        response = HttpResponse()
        response["HX-Redirect"] = address
        return response
    return HttpResponseRedirect(address)


@require_POST
def begin_import(request: Request, uuid: UUID) -> HttpResponse:
    """Import a workbook as it was decided; a second press begins nothing."""
    one = delivery_here(request, uuid)
    form = Decisions(request.POST)
    form.is_valid()
    choices = form.choices(new_kinds=request.asking.viewer.everywhere(Right.ADMINISTER))
    desk = desk_here(request.asking)
    if one.state != READY:
        return redirect("imports_delivery", uuid=uuid)
    decide(one, choices, elsewhere=form.cleaned_data["elsewhere"])
    if waits_for_review(request.asking.viewer, units_touched(one)):
        ask_to_import(one, desk=desk)
        messages.success(
            request, _("%(file)s waits for its review; nothing of it counts until then.") % {"file": one.name}
        )
    elif begin(one, desk=desk):
        if is_small([one], desk=desk_here(request.asking)):
            _tell(request, carry_out(one, desk=desk))
        else:
            import_workbook.enqueue(str(one.uuid), str(request.asking.viewer.account), translation.get_language())
    return redirect("imports_delivery", uuid=uuid)


def _tell(request: Request, one: Delivery) -> None:
    outcome = one.outcome or {}
    told = {"file": one.name, **{name: outcome.get(name, 0) for name in ("new", "again", "withdrawn_left")}}
    if one.state == IMPORTED and told["again"]:
        messages.success(request, _("%(file)s is in the ledger: %(new)s new rows, %(again)s recorded again.") % told)
    elif one.state == IMPORTED:
        messages.success(request, _("%(file)s is in the ledger: %(new)s new rows.") % told)
    elif one.state == KNOWN and told["withdrawn_left"]:
        said = _("%(file)s: nothing new; %(withdrawn_left)s rows are of records that were cancelled in the ledger.")
        messages.success(request, said % told)
    elif one.state == KNOWN:
        messages.success(request, _("%(file)s: the ledger had all of it; nothing doubled.") % {"file": one.name})


@require_POST
def look_again(request: Request, uuid: UUID) -> HttpResponse:
    """Read a workbook anew: the ledger, the organisation or the catalogue may have changed since."""
    one = delivery_here(request, uuid)
    if one.state == IMPORTING or one.erased_at is not None:
        return redirect("imports_delivery", uuid=uuid)
    return _looked_at_again(request, one)


@require_POST
def drop_delivery(request: Request, uuid: UUID) -> HttpResponse:
    """Take a workbook back that was not imported."""
    one = delivery_here(request, uuid)
    drop(one, desk=desk_here(request.asking))
    messages.success(request, _("%(file)s was put aside; nothing of it is kept.") % {"file": one.name})
    return redirect("imports")


def marked(request: Request, uuid: UUID) -> FileResponse:
    """A copy of the workbook with its bad cells marked."""
    path = marked_copy(delivery_here(request, uuid), desk=desk_here(request.asking))
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)


PAGES = [
    page("import/<uuid:uuid>/", delivery, name="imports_delivery", right=Right.IMPORT),
    page("import/<uuid:uuid>/progress/", progress, name="imports_progress", right=Right.IMPORT),
    page("import/<uuid:uuid>/<position:number>/", table, name="imports_table", right=Right.IMPORT),
    page("import/<uuid:uuid>/<position:number>/<str:letters>/", column, name="imports_column", right=Right.IMPORT),
    page("import/<uuid:uuid>/begin/", begin_import, name="imports_begin", right=Right.IMPORT),
    page("import/<uuid:uuid>/look/", look_again, name="imports_look", right=Right.IMPORT),
    page("import/<uuid:uuid>/drop/", drop_delivery, name="imports_drop", right=Right.IMPORT),
    page("import/<uuid:uuid>/marked/", marked, name="imports_marked", right=Right.IMPORT),
]
