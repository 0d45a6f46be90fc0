"""台账: the list of records with its filters and sums."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shilu.access.roles import Right
from shilu.ledger.history import files_counted
from shilu.ledger.listing import Page, Place, page_of
from shilu.ledger.listing_sums import Sums, sums_of
from shilu.web.asking import Request
from shilu.web.guard import page
from shilu.web.views import ledger_entry, ledger_export
from shilu.web.views.ledger_asked import asked_of, place_of
from shilu.web.views.ledger_words import lines_of, sums_line


def listed(request: Request) -> HttpResponse:
    """A screenful of records, newest day first, with the sums of all that the filters leave."""
    asking, asked = request.asking, asked_of(request)
    sight = asking.viewer.sight
    found, sums = Page(), Sums(0, {})
    if asked.sought is not None:
        after, before = place_of(request.GET.get("after", "")), place_of(request.GET.get("before", ""))
        found = page_of(asked.sought, sight=sight, after=after, before=before, oldest_first=asked.oldest_first)
        sums = sums_of(asked.sought, sight=sight)
    part = request.htmx and request.htmx.target == "listed"
    return render(
        request,
        "ledger/_listed.html" if part else "ledger/list.html",
        {
            "asked": asked,
            "filters": asked.form,
            "lines": lines_of(found.entries, asking=asking, files=files_counted(one.seq for one in found.entries)),
            "sums": sums_line(
                sums, catalogue=asking.catalogue, all_of_it=asking.viewer.may(Right.POST, asked.unit.uuid)
            ),
            "back": _address(asked.address, "before", found.back),
            "further": _address(asked.address, "after", found.further),
            "may_record": asking.viewer.may(Right.RECORD, asked.unit.uuid),
        },
    )


def _address(asked: str, name: str, place: Place | None) -> str:
    return f"{reverse('ledger')}?{asked}&{name}={place.last}-{place.seq}" if place else ""


PAGES = [
    page("ledger/", listed, name="ledger", right=Right.READ),
    *ledger_export.PAGES,
    *ledger_entry.PAGES,
]
