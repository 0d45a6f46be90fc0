"""更正: the same form, filled, with a reason; reversal and new entry are one step."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from shilu.access.roles import Right
from shilu.ledger.catalogue import Kind
from shilu.ledger.entries import entries_by_seq
from shilu.ledger.entry import Entry
from shilu.ledger.history import history_of
from shilu.ledger.listing_counts import untold
from shilu.web.asking import Request
from shilu.web.guard import page
from shilu.web.views.record_desk import desk_for, recorded


def reasons() -> tuple[str, ...]:
    """Why entries are corrected, the usual reason first."""
    return (
        _("slip of the pen"),
        _("count checked and mended"),
        _("day or unit mended"),
        _("kind or label mended"),
        _("particulars added"),
    )


def correct(request: Request, seq: int) -> HttpResponse:
    """The entry in its form; what is sent takes its place, or waits for a review."""
    entry = _entry(request, seq)
    if entry.type != "entry":
        raise Http404
    desk = desk_for(request, _kind(request, entry), entry=entry, reasons=reasons())
    if entry.reversed_by is not None:
        desk.overtaken = _gone(request, entry)
    if request.method != "POST":
        if desk.overtaken and desk.draft is None:
            messages.warning(request, desk.overtaken)
            return HttpResponseRedirect(reverse("ledger_entry", kwargs={"seq": seq}))
        return desk.shown(request)  # what was typed before can be read still
    done = recorded(request, desk)
    if done is None:
        return desk.shown(request, status=422)
    if done.seq is None:
        messages.success(request, _("The correction waits for its review; until then the record stands as it was."))
        return _gone_to(request, reverse("review"))
    messages.success(
        request, _("Record %(old)s was corrected; %(new)s stands in its place.") % {"old": seq, "new": done.seq}
    )
    return _gone_to(request, reverse("ledger_entry", kwargs={"seq": done.seq}))


def _gone(request: Request, entry: Entry) -> SafeString:
    """That a record no longer stands, with a link to the form of the one in its place, where there is one."""
    found = history_of(entry.seq, sight=request.asking.viewer.sight, structure=request.asking.structure)
    if found is None or found.latest.cancelled is not None:
        line = _("Record %(seq)s was cancelled; there is nothing to correct any more.") % {"seq": entry.seq}
        return format_html('<a href="{}">{}</a>', reverse("ledger_entry", kwargs={"seq": entry.seq}), line)
    last = found.latest.entry.seq
    line = _("Record %(seq)s was corrected meanwhile; correct record %(last)s, which stands in its place.")
    told = line % {"seq": entry.seq, "last": last}
    return format_html('<a href="{}">{}</a>', reverse("record_correct", kwargs={"seq": last}), told)


def _entry(request: Request, seq: int) -> Entry:
    entry = next(iter(entries_by_seq([seq])), None)
    sight = request.asking.viewer.sight
    if entry is None or not sight.sees(entry.unit, kind=entry.kind, last=entry.last):
        raise Http404
    # the form shows all that the record counts
    right = Right.POST if untold(request.asking.catalogue.kinds[entry.kind]) else Right.RECORD
    request.asking.check(right, entry.unit)
    return entry


def _kind(request: Request, entry: Entry) -> Kind:
    """The kind that the entry has, or the one that it should have had."""
    kinds = request.asking.catalogue.kinds
    key = request.GET.get("kind", "") or entry.kind
    if key not in kinds:
        raise Http404
    return kinds[key]


def _gone_to(request: Request, address: str) -> HttpResponse:
    if request.htmx:
        response = HttpResponse(status=204)
        response["HX-Redirect"] = address
        response["HX-Trigger"] = "shilu:recorded"
        return response
    return HttpResponseRedirect(address)


PAGES = [page("ledger/<position:seq>/correct/", correct, name="record_correct", right=Right.RECORD)]
