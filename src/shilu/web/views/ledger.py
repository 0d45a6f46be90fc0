"""台账: the list of records with its filters and sums."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from shilu.access.roles import Right
from shilu.collecting.queries import ImportSeen, imports_at
from shilu.ledger.entry import Entry
from shilu.ledger.history import files_counted
from shilu.ledger.listing import Place, page_of
from shilu.ledger.listing_sorted import MOST_SORTED, sorted_page
from shilu.ledger.listing_sought import Sought
from shilu.ledger.listing_sums import Sums, sums_of
from shilu.web.addresses import number_of
from shilu.web.asking import Asking, Request
from shilu.web.guard import page
from shilu.web.kept import answered
from shilu.web.views import ledger_entry, ledger_event, ledger_export
from shilu.web.views.ledger_asked import Asked, asked_of, kinds_meant, place_of
from shilu.web.views.ledger_order import OLDEST, heads, placing_in
from shilu.web.views.ledger_words import lines_of, sums_line


@dataclass(frozen=True, slots=True)
class Shown:
    """A screenful of the list: in which order it stands, and the addresses of the screenfuls beside it."""

    entries: Sequence[Entry] = ()
    order: str = ""
    back: str = ""
    further: str = ""


def listed(request: Request) -> HttpResponse:
    """A screenful of records, newest day first where no column is chosen, with the sums of all that the filters leave."""
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
    shown, sums = Shown(), Sums(0, {})
    if asked.sought is not None:
        shown = _laid_out(request, asked, asked.sought) or _by_day(request, asked, asked.sought)
        sums = sums_of(asked.sought, sight=sight)
    few = sums.count <= MOST_SORTED and shown.order == asked.order
    return {
        "request": request,
        "unit": asking.unit,
        "period": asking.period,
        "asked": asked,
        "filters": asked.form,
        "lines": lines_of(shown.entries, asking=asking, files=files_counted(one.seq for one in shown.entries)),
        "kinds_meant": kinds_meant(asked, catalogue=asking.catalogue),
        "brought": _import_named(asked, asking),
        "heads": heads(request, order=shown.order, all_columns=few),
        "by_recorded": shown.order.endswith("recorded"),
        "by_day_alone": "" if few else f"{MOST_SORTED:,}",
        "sums": sums_line(sums, catalogue=asking.catalogue, all_of_it=asking.viewer.may(Right.POST, asked.unit.uuid)),
        "back": shown.back,
        "further": shown.further,
        "turned": shown.order != "",
    }


def _import_named(asked: Asked, asking: Asking) -> ImportSeen | None:
    """The import of which all that is listed is, where the reader reads all kinds of the unit for which it was made."""
    viewer, found = asking.viewer, imports_at([asked.batch]) if asked.batch is not None else []
    reads = (one for one in found if viewer.may(Right.READ, one.unit) and viewer.sight.kinds_of(one.unit) is None)
    return next(reads, None)


def _laid_out(request: Request, asked: Asked, sought: Sought) -> Shown | None:
    """The list in the order of a column; None where it goes by day, as it does where it is too long for any other."""
    placing = placing_in(asked.order, request.asking)
    if placing is None:
        return None
    by, falling = placing
    number = number_of(request.GET.get("page", "")) or 1
    found = sorted_page(sought, sight=request.asking.viewer.sight, placing=by, falling=falling, number=number)
    if found is None:
        return None
    back = _address(asked, page=found.number - 1) if found.number > 1 else ""
    further = _address(asked, page=found.number + 1) if found.number < found.count else ""
    return Shown(found.entries, asked.order, back, further)


def _by_day(request: Request, asked: Asked, sought: Sought) -> Shown:
    """The list by day."""
    sight, order = request.asking.viewer.sight, OLDEST if asked.order == OLDEST else ""
    after, before = place_of(request.GET.get("after", "")), place_of(request.GET.get("before", ""))
    found = page_of(sought, sight=sight, after=after, before=before, oldest_first=order == OLDEST)
    back = _address(asked, before=_written_place(found.back)) if found.back else ""
    further = _address(asked, after=_written_place(found.further)) if found.further else ""
    return Shown(found.entries, order, back, further)


def _written_place(place: Place) -> str:
    return f"{place.last}-{place.seq}"


def _address(asked: Asked, **place: object) -> str:
    return f"{reverse('ledger')}?{asked.address}&{urlencode(place)}"


PAGES = [
    page("ledger/", listed, name="ledger", right=Right.READ),
    *ledger_export.PAGES,
    *ledger_entry.PAGES,
    *ledger_event.PAGES,
]
