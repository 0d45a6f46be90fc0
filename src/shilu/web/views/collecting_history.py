"""Imports that were made, each with what became of it, and undone by reversal."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from shilu.access.queries import account_names
from shilu.access.reviewed import waits_for_review
from shilu.access.roles import Right
from shilu.collecting.operations import undo_import
from shilu.collecting.queries import ImportSeen, imports_at, imports_listed
from shilu.collecting.reviewing import ask_to_undo, units_of_import, waits_to_be_undone
from shilu.ledger.undoing import undoing_of
from shilu.ledger.undoing_words import told
from shilu.web.addresses import number_of
from shilu.web.asking import Request
from shilu.web.forms.collecting import UndoReason
from shilu.web.guard import page
from shilu.web.moved_on import MovedOn
from shilu.web.tasks import undo_large_import
from shilu.web.views.collecting_files import workbook_answer
from shilu.web.views.collecting_seen import desk_here, units_here

MOST: Final = 30
_MOST_EXPORTED: Final = 5_000
LARGE: Final = 2_000  # records whose reversal takes longer than anybody likes to wait


def history(request: Request) -> HttpResponse:
    """The imports of the unit and those below it, newest first."""
    before = number_of(request.GET.get("before", ""))
    found = imports_listed(units_here(request.asking), before=before, most=MOST + 1)
    context = {
        "imports": _lines(request, found[:MOST]),
        "next": f"?before={found[MOST - 1].seq}" if len(found) > MOST else "",
        "tab": "history",
    }
    return render(request, "collecting/history.html", context)


def _lines(request: Request, found: list[ImportSeen]) -> list[dict[str, object]]:
    names = account_names(UUID(one.account) for one in found)
    units = request.asking.structure.units
    asked = waits_to_be_undone(one.seq for one in found)
    return [
        {
            "one": one,
            "asked": one.seq in asked,
            "by": names.get(UUID(one.account), ""),
            "unit": units[one.unit].usual_name,
        }
        for one in found
    ]


def history_export(request: Request) -> FileResponse:
    """The list of imports as a workbook."""
    found = _lines(request, imports_listed(units_here(request.asking), most=_MOST_EXPORTED))
    rows = [_row(line) for line in found]
    headings = [_("When"), _("File"), _("Unit"), _("Covers"), _("Rows"), _("Records"), _("By")]
    return workbook_answer(_("Imports"), headings, rows)


def _row(line: dict[str, object]) -> list[str | int]:
    one = line["one"]
    if not isinstance(one, ImportSeen):
        raise TypeError(one)
    covers = "" if one.covers[0].year == 1 else f"{one.covers[0]} – {one.covers[1]}"
    when = timezone.localtime(one.received).strftime("%Y-%m-%d %H:%M")
    return [when, one.file, str(line["unit"]), covers, one.rows, one.brought, str(line["by"])]


def undo(request: Request, seq: int) -> HttpResponse:
    """Ask why, then cancel what an import brought and put back what stood before it."""
    one = next(iter(imports_at([seq])), None)
    if one is None:
        raise Http404
    request.asking.check(Right.IMPORT, one.unit)
    if one.undone:
        told_already = _("The import of %(file)s was undone before: %(why)s.") % {"file": one.file, "why": one.reason}
        raise MovedOn(told_already, page=reverse("imports_history"))
    what = undoing_of(seq)
    form = UndoReason(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _undone(
            request,
            one,
            form.cleaned_data["reason"],
            records=len(what.cancelled) + len(what.put_back) + len(what.months),
        )
    context = {
        "title": _("Undo the import of %(file)s?") % {"file": one.file},
        "line": _("After it %(what)s. Every step stays on record; nothing is deleted.") % {"what": told(what)},
        "button": _("Undo the import"),
        "cancel": reverse("imports_history"),
        "form": form,
        "hidden": [],
    }
    return render(request, "ask.html", context, status=422 if form.errors else 200)


def _undone(request: Request, one: ImportSeen, reason: str, *, records: int) -> HttpResponse:
    desk, viewer = desk_here(request.asking), request.asking.viewer
    if waits_for_review(viewer, units_of_import(one.seq)):
        ask_to_undo(one.seq, reason=reason, desk=desk)
        messages.success(request, _("A reviewer was asked to undo the import of %(file)s.") % {"file": one.file})
    elif records > LARGE:
        account, language = str(request.asking.viewer.account), translation.get_language()
        undo_large_import.enqueue(one.seq, account, reason, language)
        messages.info(request, _("The import of %(file)s is being undone; that takes a moment.") % {"file": one.file})
    else:
        done = undo_import(one.seq, reason=reason, desk=desk)
        said = {"file": one.file, "what": told(done)}
        messages.success(request, _("The import of %(file)s is undone: %(what)s.") % said)
    return redirect("imports_history")


PAGES = [
    page("import/history/", history, name="imports_history", right=Right.IMPORT),
    page("import/history/export/", history_export, name="imports_history_export", right=Right.IMPORT),
    page("import/history/<position:seq>/undo/", undo, name="imports_undo", right=Right.IMPORT),
]
