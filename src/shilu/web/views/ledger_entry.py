"""A record: what it says, its evidence, its history, its proof; cancelling it, and files that come to it."""

import json
import mimetypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shilu.access.roles import Right
from shilu.ledger.entry import Entry
from shilu.ledger.entry_words import reason_of, title_of
from shilu.ledger.evidence import stored_file
from shilu.ledger.history import History, Version, file_of, history_of, is_whole
from shilu.ledger.listing_counts import untold
from shilu.ledger.proving import proof_of
from shilu.ledger.queries import position
from shilu.lib.errors import Refused
from shilu.recording.operations import refuse_private
from shilu.recording.queries import review_on, waiting_about
from shilu.recording.standing import add_evidence
from shilu.recording.standing import cancel as cancelled
from shilu.recording.taking_back import kept_because
from shilu.web.asking import Asking, Request
from shilu.web.forms.ledger import Cancelling, MoreEvidence
from shilu.web.guard import page
from shilu.web.views.ledger_event import joins
from shilu.web.views.ledger_words import (
    counts_of,
    days,
    details_of,
    labels_of,
    lines_of,
    names_of,
    unit_name,
)

_SHOWN: Final = frozenset({"image/jpeg", "image/png", "image/webp"})


@dataclass(frozen=True, slots=True)
class Step:
    """A version of a record in its history: who posted it and when, what it changed, and how it ended."""

    entry: Entry
    by: str
    at: datetime
    changes: Sequence[tuple[str, str, str]]
    cancelled_by: str = ""
    cancelled_at: datetime | None = None
    reason: str = ""


def entry(request: Request, seq: int) -> HttpResponse:
    """The page of a record, or the side sheet beside a list."""
    return _shown(request, _history(request, seq), MoreEvidence())


def _shown(request: Request, history: History, form: MoreEvidence) -> HttpResponse:
    asking, one = request.asking, history.asked.entry
    kind = asking.catalogue.kinds[one.kind]
    keeps = asking.viewer.may(Right.POST, one.unit)
    accounts = {file.account for file in history.files}
    accounts.update(entry.account for version in history.versions for entry in _rows(version))
    names = names_of(accounts, asking=asking)
    return render(
        request,
        "ledger/_entry.html" if request.htmx else "ledger/entry.html",
        {
            "history": history,
            "entry": one,
            "kind": kind,
            "title": title_of(one) or str(kind.title),
            "unit_name": asking.structure.units[one.unit].names.at(one.last)[0],
            "days": days(one.first, one.last),
            "counts": counts_of(one, asking),
            "facts": [*labels_of(one, asking.catalogue), *details_of(one)],
            "by": names[one.account],
            "reason": reason_of(history.asked.cancelled) if history.asked.cancelled else "",
            "steps": list(_steps(history, asking, names)),
            "files": [(file, names[file.account], _picture(file.name)) for file in history.files],
            "together": lines_of(history.together, asking=asking, files={}),
            "whole": is_whole(one.seq),
            "keeps": keeps and history.stands,
            "may_correct": asking.viewer.may(Right.POST if untold(kind) else Right.RECORD, one.unit) and history.stands,
            "may_join": history.stands and joins(one, kind, asking),
            "gives_back": one.corrects is not None and not kind.private,
            "may_take_back": keeps and history.stands and not kept_because(one, clerk=asking.clerk),
            "waiting": waiting_about(one.seq, unit=one.unit) if keeps else (),
            "proves": keeps or not untold(kind),
            "form": form,
        },
        status=422 if form.errors else 200,
    )


def cancel(request: Request, seq: int) -> HttpResponse:
    """Ask why, and cancel a record; what it said stays in the log."""
    asking, history = request.asking, _history(request, seq)
    one = history.asked.entry
    asking.check(Right.POST, one.unit)
    here = reverse("ledger_entry", args=[one.seq])
    if not history.stands:
        raise Refused(_("Record %(seq)s is cancelled already.") % {"seq": one.seq})
    form = Cancelling(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = cancelled(one.seq, reason=form.reason, clerk=asking.clerk)
        if done.waiting:
            messages.success(request, _("The cancellation waits for its review; until then the record counts."))
        else:
            messages.success(request, _("Record %(seq)s is cancelled: %(why)s.") % {"seq": one.seq, "why": form.reason})
        return HttpResponseRedirect(here)
    named = {"title": title_of(one) or str(asking.catalogue.kinds[one.kind].title), "unit": unit_name(one, asking)}
    line = _(
        "“%(title)s” (%(unit)s, %(days)s) no longer counts from now on. The record itself stays, with your reason."
    )
    if review_on(one.unit, structure=asking.structure):
        line = _("“%(title)s” (%(unit)s, %(days)s) counts until a reviewer has agreed to cancel it.")
    told = {
        "title": _("Cancel a record"),
        "line": line % {**named, "days": days(one.first, one.last)},
        "button": _("Cancel the record"),
        "cancel": here,
        "form": form,
    }
    return render(request, "ask.html", told, status=422 if form.errors else 200)


@require_POST
def attach(request: Request, seq: int) -> HttpResponse:
    """Take files that show a record."""
    asking, history = request.asking, _history(request, seq)
    one = history.asked.entry
    asking.check(Right.POST, one.unit)
    kind = asking.catalogue.kinds[one.kind]
    if kind.private:
        refuse_private(str(kind.title), people=False, files=True)
    form = MoreEvidence(request.POST, request.FILES)
    if not form.is_valid():
        return _shown(request, history, form)
    new = add_evidence(one.seq, form.cleaned_data["files"], clerk=asking.clerk, store=asking.workspace.evidence)
    if new is None:
        messages.success(request, _("The files wait for their review."))
    else:
        messages.success(request, _("%(count)s files were added.") % {"count": new})
    return HttpResponseRedirect(reverse("ledger_entry", args=[one.seq]))


def evidence(request: Request, seq: int) -> FileResponse:
    """A file of a record that the reader sees; pictures show in the page, all else is saved."""
    file = file_of(seq, sight=request.asking.viewer.sight)
    if file is None:
        raise Http404
    place = stored_file(request.asking.workspace.evidence, file.digest)
    if not place.is_file():
        raise Refused(
            _("The file %(file)s is missing in the evidence folder; bring it back from a backup.") % {"file": file.name}
        )
    picture = _picture(file.name)
    return FileResponse(
        place.open("rb"),
        as_attachment=not picture,
        filename=file.name,
        content_type=picture or "application/octet-stream",
    )


def proof(request: Request, seq: int) -> HttpResponse:
    """What shows to anybody, without the ledger, that the record is in it unchanged."""
    asking, history = request.asking, _history(request, seq)
    one = history.asked.entry
    if untold(asking.catalogue.kinds[one.kind]):
        asking.check(Right.POST, one.unit)
    written = json.dumps(proof_of(seq=one.seq, since=None, size=position()), ensure_ascii=False, indent=1)
    response = HttpResponse(written, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="shilu-proof-{one.seq}.json"'
    return response


def _history(request: Request, seq: int) -> History:
    asking = request.asking
    found = history_of(seq, sight=asking.viewer.sight, structure=asking.structure)
    if found is None:
        raise Http404
    return found


def _rows(version: Version) -> list[Entry]:
    return [one for one in (version.entry, version.cancelled) if one is not None]


def _steps(history: History, asking: Asking, names: dict[str, str]) -> Iterator[Step]:
    before: Entry | None = None
    for version in history.versions:
        one, end = version.entry, version.cancelled
        yield Step(
            entry=one,
            by=names[one.account],
            at=one.received,
            changes=_changes(before, one, asking) if before else (),
            cancelled_by=names[end.account] if end else "",
            cancelled_at=end.received if end else None,
            reason=reason_of(end) if end else "",
        )
        before = one


def _changes(before: Entry, after: Entry, asking: Asking) -> list[tuple[str, str, str]]:
    """What differs between two versions: its name, what it was, what it is."""
    old, new = _said(before, asking), _said(after, asking)
    return [(name, old.get(name, ""), new.get(name, "")) for name in {**old, **new} if old.get(name) != new.get(name)]


def _said(one: Entry, asking: Asking) -> dict[str, str]:
    counts = " ".join(f"{number}{measure}" for number, measure in counts_of(one, asking))
    fixed: dict[str, Any] = {
        _("Kind"): str(asking.catalogue.kinds[one.kind].title),
        _("Title"): title_of(one),
        _("Unit"): unit_name(one, asking),
        _("Day"): days(one.first, one.last),
        _("Count"): counts,
    }
    return {**fixed, **dict(labels_of(one, asking.catalogue)), **dict(details_of(one))}


def _picture(name: str) -> str:
    """The type of a picture that pages may show; empty for any other file."""
    guessed = mimetypes.guess_type(name)[0] or ""
    return guessed if guessed in _SHOWN else ""


PAGES = [
    page("ledger/<position:seq>/", entry, name="ledger_entry", right=Right.READ),
    page("ledger/<position:seq>/cancel/", cancel, name="ledger_cancel", right=Right.POST),
    page("ledger/<position:seq>/evidence/", attach, name="ledger_attach", right=Right.POST),
    page("ledger/<position:seq>/proof/", proof, name="ledger_proof", right=Right.READ),
    page("ledger/evidence/<position:seq>/", evidence, name="ledger_evidence", right=Right.READ),
]
