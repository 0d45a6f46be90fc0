"""The page of all that has no word of its own in the rail, by what the reader may do."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shilu.access.may import Viewer
from shilu.access.roles import Right
from shilu.web.asking import Request
from shilu.web.guard import page

_MOST_NAMES: Final = 20


@dataclass(frozen=True, slots=True)
class Door:
    """A page that can be gone to, what it is for, and who may: who holds ``right`` or ``or_right``."""

    view: str
    title: Any
    purpose: Any
    right: Right
    or_right: Right | None = None


DOORS: Final = (
    Door("review", _("Review"), _("Records that wait to be posted or returned"), Right.REVIEW, Right.RECORD),
    Door("months", _("Confirm months"), _("Who has reported, what is missing, nothing to report"), Right.READ),
    Door("reports", _("Reports"), _("Papers on their way and final ones"), Right.READ),
    Door("imports", _("Import"), _("Workbooks into the ledger; who has sent, workbooks to hand out"), Right.IMPORT),
    Door("deadlines", _("Agenda"), _("What is due, and who has sent it"), Right.READ),
    Door("check", _("Check a text"), _("The numbers of a draft beside the ledger"), Right.REPORT),
    Door("learn", _("Template from an old report"), _("Last year's report becomes a template"), Right.REPORT),
    Door("fill", _("Fill a form"), _("Somebody else's Excel or Word form, filled from the ledger"), Right.REPORT),
    Door("verify", _("Verify a paper"), _("A file that came back, against ledger and log"), Right.READ),
    Door("people", _("People and accounts"), _("Who signs in, with which role; printed first codes"), Right.RESET),
    Door("organisation", _("Organisation"), _("Units and posts, each with its days"), Right.ADMINISTER),
    Door("catalogue", _("Kinds and figures"), _("What can be recorded and how it is counted"), Right.READ),
    Door("handover", _("Handover"), _("What a recorder who leaves hands on"), Right.POST),
    Door("settings", _("Settings"), _("Name, calendar, lines on papers and pages"), Right.ADMINISTER),
    Door("backup", _("Backup and restore"), _("Daily copies, and bringing one back"), Right.OPERATE),
    Door("audit", _("Audit"), _("What administrators did"), Right.OPERATE),
    Door("personal", _("Personal data"), _("What is kept of people, why, and for how long"), Right.OPEN),
    Door("account", _("My account"), _("Language, code, keys for programs, my data"), Right.OPEN),
)


def more(request: Request) -> HttpResponse:
    """The doors that are open to this reader."""
    viewer = request.asking.viewer
    doors = [(door, reverse(door.view)) for door in DOORS if _open(door, viewer)]
    return render(request, "more.html", {"doors": doors})


def _open(door: Door, viewer: Viewer) -> bool:
    if door.right is Right.OPERATE:
        return viewer.looks_after_copies
    if door.or_right is not None and viewer.holds(door.or_right):
        return True
    return door.right is Right.OPEN or viewer.holds(door.right)


def units(request: Request) -> JsonResponse:
    """The names of units that may stand in the top line and hold what was typed, at most twenty."""
    typed = request.GET.get("q", "").strip()
    found = [unit.name for unit in request.asking.viewer.units() if typed in unit.name or typed == unit.code]
    return JsonResponse(found[:_MOST_NAMES], safe=False)


PAGES = [
    page("units/names/", units, name="units", right=Right.READ),
    page("more/", more, name="more", right=Right.OPEN),
]
