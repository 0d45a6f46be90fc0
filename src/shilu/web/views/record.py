"""记一笔: choose a kind, fill the few fields that it needs, and it is recorded."""

from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shilu.access.roles import Right
from shilu.ledger.catalogue import Kind
from shilu.ledger.catalogue_sections import by_section
from shilu.ledger.entries import entries_by_seq
from shilu.lib.dates import Unreadable
from shilu.recording.drafts import corrected_by_draft
from shilu.recording.kind_search import FoundKind, kinds_found
from shilu.recording.models import Draft
from shilu.recording.queries import drafts_of, waiting_of, waiting_record
from shilu.recording.taking_back import kept_because, take_back
from shilu.recording.typed import read_day
from shilu.recording.usual import kinds_of_unit, recent_kinds
from shilu.web.asking import Request
from shilu.web.guard import page
from shilu.web.views import record_correct, record_drafts, record_other, record_paste
from shilu.web.views.ledger_event import looks_joint
from shilu.web.views.record_desk import desk_for, recorded
from shilu.web.views.record_first import near_entries
from shilu.web.views.record_shown import shown_record

_FEW: Final = 4  # own kinds; below it the unit's are offered too
_LATELY: Final = timedelta(days=31)


def choose(request: Request) -> HttpResponse:
    """The desk before a kind is chosen: a search, one's own kinds, all kinds, and what is not finished."""
    if not request.asking.structure.units:
        raise Http404  # the guard says where to begin
    part = request.htmx and not request.htmx.history_restore_request
    return render(request, "record/_choose.html" if part else "record/choose.html", choosing(request))


def choosing(request: Request) -> dict[str, Any]:
    """What the page of choosing shows; ``done`` is what was recorded just now, by the address."""
    asking = request.asking
    recent = recent_kinds(asking.viewer.account)
    of_unit: list[str] = []
    if len(recent) < _FEW and asking.unit is not None:
        kinds = asking.viewer.sight.kinds_of(asking.unit.uuid)
        found = kinds_of_unit(asking.unit.uuid, since=asking.today - _LATELY)
        of_unit = [key for key in found if kinds is None or key in kinds]
    return {
        "typed": request.GET.get("q", ""),
        "found": _search(request, recent),
        "ended": _ended(request),
        "recent": _kinds(request, recent),
        "of_unit": _kinds(request, [key for key in of_unit if key not in recent]),
        "sections": by_section(kind for kind in asking.catalogue.kinds.values() if kind.recorded_on(asking.today)),
        "drafts": [_draft_shown(request, draft) for draft in drafts_of(asking.viewer.account)],
        "outside": waiting_of(asking.viewer.account),
        "done": done_shown(request, request.GET.get("done", ""), request.GET.get("waiting", "")),
        "correct": _correcting(request),
    }


def _kinds(request: Request, keys: list[str]) -> list[Kind]:
    kinds = request.asking.catalogue.kinds
    today = request.asking.today
    return [kinds[key] for key in keys if key in kinds and kinds[key].recorded_on(today)]


def _draft_shown(request: Request, draft: Draft) -> dict[str, Any]:
    kind = request.asking.catalogue.kinds.get(draft.kind)
    return {
        "draft": draft,
        "kind": kind,
        "title": draft.content.get("title", "") or draft.content.get("word", ""),
        "address": record_drafts.form_of(draft) if kind else "",
        "corrects": corrected_by_draft(draft),
    }


def _correcting(request: Request) -> int:
    """The entry whose kind is being chosen anew; 0 for a new record."""
    typed = request.GET.get("correct", "")
    return int(typed) if typed.isdecimal() and len(typed) < 16 else 0


def _search(request: Request, recent: list[str]) -> list[FoundKind]:
    typed = request.GET.get("q", "").strip()[:100]
    asking = request.asking
    return kinds_found(typed, catalogue=asking.catalogue, recent=recent, on=asking.today) if typed else []


def _ended(request: Request) -> Kind | None:
    """The kind of which the whole name was typed, where it is not used any more."""
    meaning = request.asking.catalogue.meaning(request.GET.get("q", "").strip()[:100])
    return None if meaning is None or meaning.kind.recorded_on(request.asking.today) else meaning.kind


def kinds(request: Request) -> HttpResponse:
    """The kinds that fit what was typed so far."""
    typed = request.GET.get("q", "").strip()[:100]
    found = _search(request, recent_kinds(request.asking.viewer.account))
    nearest = () if found or not typed else request.asking.catalogue.nearest(typed)
    about = {"ended": _ended(request), "nearest": nearest, "correct": _correcting(request)}
    shown = {"found": found, "typed": typed, **about}
    return render(request, "record/_kinds.html", shown)


def kind_form(request: Request, kind: str) -> HttpResponse:
    """The form of a kind; what is sent in it is recorded, or comes back with its faults."""
    chosen = _kind(request, kind)
    desk = desk_for(request, chosen)
    if request.method != "POST":
        return desk.shown(request)
    done = recorded(request, desk)
    if done is None:
        return desk.shown(request, status=422)
    query = urlencode({"done": done.seq} if done.seq else {"waiting": done.waiting})
    if not request.htmx:
        return HttpResponseRedirect(f"{reverse('record')}?{query}")
    shown = {**choosing(request), "done": done_shown(request, str(done.seq or ""), str(done.waiting or ""))}
    response = render(request, "record/_choose.html", shown)
    response["HX-Push-Url"] = reverse("record")
    response["HX-Trigger"] = "shilu:recorded"
    return response


def _kind(request: Request, key: str) -> Kind:
    if not request.asking.viewer.units(Right.RECORD) or key not in request.asking.catalogue.kinds:
        raise Http404
    return request.asking.catalogue.kinds[key]


def done_shown(request: Request, seq: str, waiting: str) -> dict[str, Any] | None:
    """What was recorded just now, where it was oneself who did."""
    asking = request.asking
    if seq.isdecimal() and len(seq) < 16:
        for entry in entries_by_seq([int(seq)]):
            if entry.type == "entry" and UUID(entry.account) == asking.viewer.account:
                can_take_back = not kept_because(entry, clerk=asking.clerk)
                return {
                    "record": shown_record(entry, asking),
                    "take_back": can_take_back,
                    "joint": looks_joint(entry, asking),
                    "waits": False,
                }
    if waiting:
        try:
            found = waiting_record(UUID(waiting))
        except ValueError:
            return None
        if found and found.handed and found.account == asking.viewer.account:
            return {"record": shown_record(found.handed.fact, asking), "waits": True, "waiting": found}
        if found and found.told and found.account == asking.viewer.account:
            return {
                "word": found.told,
                "unit": asking.structure.units[found.unit].usual_name,
                "waits": True,
                "waiting": found,
            }
    return None


def near(request: Request, kind: str) -> HttpResponse:
    """Entries of the same days that may be of the same event, as the day or the unit of the form changes."""
    chosen = _kind(request, kind)
    asking = request.asking
    try:
        days = read_day(request.GET.get("day", ""), today=asking.today)
    except Unreadable:
        return render(request, "record/_near.html", {"joinable": ()})
    unit = asking.structure.by_code(request.GET.get("for_unit", ""))
    title = request.GET.get("title", "")
    joinable = near_entries(request, chosen, unit=unit.uuid if unit else None, days=days, title=title)
    return render(request, "record/_near.html", {"joinable": joinable})


@require_POST
def taken_back(request: Request, seq: int) -> HttpResponse:
    """An own record of today is cancelled with one press."""
    asking = request.asking
    entry = next(iter(entries_by_seq([seq])), None)
    if entry is None or not asking.viewer.sight.sees(entry.unit, kind=entry.kind, last=entry.last):
        raise Http404
    asking.check(Right.POST, entry.unit)
    last = take_back(seq, clerk=asking.clerk)
    title = asking.catalogue.kinds[entry.kind].title
    if entry.corrects is not None and not asking.catalogue.kinds[entry.kind].private:
        messages.success(request, _("The correction was taken back; the record says again what it said before."))
        return HttpResponseRedirect(reverse("ledger_entry", kwargs={"seq": last}))
    messages.success(request, _("%(kind)s was taken back; the record stays in the log as cancelled.") % {"kind": title})
    return HttpResponseRedirect(reverse("record"))


PAGES = [
    page("record/", choose, name="record", right=Right.RECORD),
    page("record/kinds/", kinds, name="record_kinds", right=Right.RECORD),
    *record_correct.PAGES,
    *record_drafts.PAGES,
    *record_other.PAGES,
    *record_paste.PAGES,
    page("record/near/<path:kind>/", near, name="record_near", right=Right.RECORD),
    page("ledger/<position:seq>/take-back/", taken_back, name="record_take_back", right=Right.POST),
    page("record/<path:kind>/", kind_form, name="record_kind", right=Right.RECORD),
]
