"""台账: the list of records with its filters and sums."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from shilu.access.roles import Right
from shilu.ledger.history import files_counted
from shilu.ledger.listing import Page, Place, page_of
from shilu.ledger.listing_sums import Sums, sums_of
from shilu.web.asking import Request
from shilu.web.guard import page
from shilu.web.kept import answered
from shilu.web.views import ledger_entry, ledger_export
from shilu.web.views.ledger_asked import Asked, asked_of, place_of
from shilu.web.views.ledger_words import lines_of, sums_line


def listed(request: Request) -> HttpResponse:
    """A screenful of records, newest day first, with the sums of all that the filters leave."""
    asking = request.asking
    may_record = asking.viewer.may(Right.RECORD, asking.here().uuid)
    filters, part = _written(request)
    if request.htmx and request.htmx.target == "listed":
        return HttpResponse(part)
    return render(request, "ledger/list.html", {"filters": filters, "listed": part, "may_record": may_record})


def _written(request: Request) -> tuple[SafeString, SafeString]:
    """Filters and list as text; the same question by the same rights has the same answer until the log grows.

    What asks for people by name is not kept, for names may change without a word in the log.
    """
    asking = request.asking

    def make(_at: int) -> tuple[SafeString, SafeString]:
        shown = _found(request, asked_of(request))
        return render_to_string("ledger/_filters.html", shown), render_to_string("ledger/_listed.html", shown)

    if request.GET.get("recorder"):
        return make(0)
    here = (asking.here().uuid, asking.period, asking.calendar, asking.today)
    key = ("records", asking.viewer.held, here, request.GET.urlencode())
    return answered(key, make=make, workspace=asking.workspace.folder, account=asking.viewer.account, patience=0)


def _found(request: Request, asked: Asked) -> dict[str, Any]:
    """What the list shows."""
    asking = request.asking
    sight = asking.viewer.sight
    found, sums = Page(), Sums(0, {})
    if asked.sought is not None:
        after, before = place_of(request.GET.get("after", "")), place_of(request.GET.get("before", ""))
        found = page_of(asked.sought, sight=sight, after=after, before=before, oldest_first=asked.oldest_first)
        sums = sums_of(asked.sought, sight=sight)
    return {
        "request": request,
        "unit": asking.unit,
        "period": asking.period,
        "asked": asked,
        "filters": asked.form,
        "lines": lines_of(found.entries, asking=asking, files=files_counted(one.seq for one in found.entries)),
        "sums": sums_line(sums, catalogue=asking.catalogue, all_of_it=asking.viewer.may(Right.POST, asked.unit.uuid)),
        "back": _address(asked.address, "before", found.back),
        "further": _address(asked.address, "after", found.further),
    }


def _address(asked: str, name: str, place: Place | None) -> str:
    return f"{reverse('ledger')}?{asked}&{name}={place.last}-{place.seq}" if place else ""


PAGES = [
    page("ledger/", listed, name="ledger", right=Right.READ),
    *ledger_export.PAGES,
    *ledger_entry.PAGES,
]
