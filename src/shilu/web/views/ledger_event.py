"""Joint events on a record: saying afterwards with which records it is one event, and that it is not."""

from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shilu.access.roles import Right
from shilu.ledger.catalogue import Kind
from shilu.ledger.entry import Entry
from shilu.ledger.entry_words import title_of
from shilu.ledger.history import History, history_of
from shilu.ledger.importing.doubles import titles_alike
from shilu.ledger.occasions import join_occasion, leave_occasion
from shilu.lib.errors import Refused
from shilu.recording.likely import same_event
from shilu.recording.queries import review_on
from shilu.web.asking import Asking, Request
from shilu.web.guard import page
from shilu.web.views.record_shown import ShownRecord, shown_record

_LONGEST_NUMBER: Final = 16


def joins(entry: Entry, kind: Kind, asking: Asking) -> bool:
    """Whether the reader may say of a record that stands with which others it is one event.

    Where records of its unit are reviewed, that is for who reviews them.
    """
    right = Right.REVIEW if review_on(entry.unit, structure=asking.structure) else Right.POST
    return _can_be_joint(entry, kind) and asking.viewer.may(right, entry.unit)


def looks_joint(entry: Entry, asking: Asking) -> bool:
    """Whether another unit has a record of the same kind, days and title, and nobody said that they are one event."""
    if (
        entry.occasion is not None
        or not entry.texts.title
        or not joins(entry, asking.catalogue.kinds[entry.kind], asking)
    ):
        return False
    return any(
        one.kind == entry.kind and one.unit != entry.unit and titles_alike(one.texts.title, entry.texts.title)
        for one in _near(entry, asking)
    )


def event(request: Request, seq: int) -> HttpResponse:
    """The records of one event with it, those that may be too, and what was ticked of them."""
    asking = request.asking
    history = history_of(seq, sight=asking.viewer.sight, structure=asking.structure)
    if history is None:
        raise Http404
    entry = history.asked.entry
    kind = asking.catalogue.kinds[entry.kind]
    asking.check(Right.POST, entry.unit)
    if not history.stands or not joins(entry, kind, asking):
        raise Http404
    offered = _offered(history, asking)
    if request.method == "POST":
        return _said(request, entry, offered)
    context = {
        "entry": entry,
        "title": title_of(entry) or str(kind.title),
        "line": shown_record(entry, asking).line,
        "together": [shown_record(one, asking) for one in history.together],
        "hidden": history.hidden,
        "offered": offered,
    }
    return render(request, "ledger/event.html", context)


def _can_be_joint(entry: Entry, kind: Kind) -> bool:
    return not kind.private and kind.adds == "flow" and not entry.whole


def _offered(history: History, asking: Asking) -> list[ShownRecord]:
    """Records in sight of the same days that may be the same event and are not."""
    known = {history.asked.entry.seq, *(one.seq for one in history.together)}
    return [shown_record(one, asking) for one in _near(history.asked.entry, asking) if one.seq not in known]


def _near(entry: Entry, asking: Asking) -> list[Entry]:
    return same_event(
        kind=entry.kind,
        unit=entry.unit,
        first=entry.first,
        last=entry.last,
        title=entry.texts.title,
        sight=asking.viewer.sight,
        catalogue=asking.catalogue,
    )


def _said(request: Request, entry: Entry, offered: list[ShownRecord]) -> HttpResponse:
    asking = request.asking
    if "part" in request.POST:
        if entry.occasion is None:
            raise Http404
        leave_occasion([entry.seq], occasion=entry.occasion, clerk=asking.clerk)
        messages.success(request, _("Record %(seq)s is an event of its own again.") % {"seq": entry.seq})
        return HttpResponseRedirect(reverse("ledger_entry", args=[entry.seq]))
    ticked = {int(one) for one in request.POST.getlist("joined") if one.isdecimal() and len(one) < _LONGEST_NUMBER}
    chosen = [one.seq for one in offered if one.seq in ticked]
    if not chosen:
        raise Refused(_("Tick the records that are the same event."))
    join_occasion([entry.seq, *chosen], clerk=asking.clerk)
    messages.success(request, _("They are one event from now on, and count once above all of them."))
    return HttpResponseRedirect(reverse("ledger_entry", args=[entry.seq]))


PAGES = [page("ledger/<position:seq>/event/", event, name="ledger_event", right=Right.POST)]
