"""Who has sent the period's workbook and who has not, with a text that reminds them."""

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from shilu.access.roles import Right
from shilu.collecting.returns import Return, reminder, returns_for, sorts_below
from shilu.lib.enumerating import enumerated
from shilu.web.asking import Request
from shilu.web.guard import page
from shilu.web.views.collecting_files import workbook_answer
from shilu.web.views.collecting_seen import State

_MOST_UNTIL = 40


def returns(request: Request) -> HttpResponse:
    """The units that are asked, with how each has reported the period."""
    asking = request.asking
    unit = asking.here(Right.IMPORT)
    sorts = sorts_below(unit.uuid, day=asking.period.last, structure=asking.structure)
    found = _found(request)
    until = request.GET.get("until", "").strip()[:_MOST_UNTIL]
    context = {
        "sorts": sorts,
        "sort": _sort(request),
        "until": until,
        "lines": [{"one": one, "state": _state(one)} for one in found],
        "there": sum(one.how not in {"missing", "partly"} for one in found),
        "reminder": reminder(found, period=asking.period, until=until),
        "tab": "returns",
    }
    return render(request, "collecting/returns.html", context)


def _sort(request: Request) -> str:
    asking = request.asking
    asked = request.GET.get("sort", "")
    known = sorts_below(asking.here(Right.IMPORT).uuid, day=asking.period.last, structure=asking.structure)
    return asked if asked in known else ""


def _found(request: Request) -> list[Return]:
    asking = request.asking
    unit = asking.here(Right.IMPORT)
    return returns_for(asking.period, within=unit.uuid, structure=asking.structure, sort=_sort(request))


def _state(one: Return) -> State:
    return {
        "sent": State("✓", _("sent"), "good"),
        "partly": State("≠", _("sent for a part only"), "bad"),
        "confirmed": State("✓", _("confirmed without a workbook"), "good"),
        "above": State("✓", _("covered by the unit above"), "good"),
        "missing": State("○", _("not sent"), "bad"),
    }[one.how]


def returns_export(request: Request) -> FileResponse:
    """The list as a workbook."""
    rows = [
        [
            one.unit.name,
            _state(one).word,
            enumerated(sent.file for sent in one.imports),
            timezone.localtime(one.imports[0].received).strftime("%Y-%m-%d %H:%M") if one.imports else "",
        ]
        for one in _found(request)
    ]
    title = _("Who has sent, %(period)s") % {"period": request.asking.period.title()}
    return workbook_answer(title, [_("Unit"), _("How far"), _("Workbook"), _("Received")], rows)


PAGES = [
    page("import/returns/", returns, name="imports_returns", right=Right.IMPORT),
    page("import/returns/export/", returns_export, name="imports_returns_export", right=Right.IMPORT),
]
