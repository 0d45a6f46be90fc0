"""待审核: records outside the ledger; who may lets them in or returns them with words, who handed them in mends them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shilu.access.operations import written_down
from shilu.access.queries import account_names
from shilu.access.roles import Right
from shilu.lib.errors import Refused
from shilu.organisation.structure import Unit
from shilu.recording.models import Staged
from shilu.recording.pictures import is_picture
from shilu.recording.queries import WaitingRecord, review_in, switched_units, waiting_in, waiting_of, waiting_record
from shilu.recording.reviewing import post_waiting, return_waiting, switch_review, withdraw_waiting
from shilu.web.asking import Request
from shilu.web.guard import page
from shilu.web.moved_on import MovedOn
from shilu.web.views import review_workbooks
from shilu.web.views.record_shown import ShownRecord, shown_record
from shilu.web.views.review_deciding import deciding_units
from shilu.web.views.review_workbooks import workbooks_waiting

_MOST_SHOWN: Final = 200


@dataclass(frozen=True, slots=True)
class ShownWaiting:
    """A record outside the ledger as the page shows it."""

    waiting: WaitingRecord
    record: ShownRecord | None
    unit: str
    by: str


def listed(request: Request) -> HttpResponse:
    """What waits for a decision of one's own, and what became of what one handed in."""
    asking = request.asking
    viewer = asking.viewer
    if not viewer.holds(Right.RECORD) and not viewer.holds(Right.REVIEW):
        raise Http404
    deciding = deciding_units(asking)
    of_others = (one for one in waiting_in([unit.uuid for unit in deciding]) if one.account != viewer.account)
    waiting = [one for one in of_others if _in_sight(request, one)]
    own = waiting_of(viewer.account)
    names = account_names(one.account for one in waiting)
    shown = {
        "waiting": [_shown(request, one, names) for one in waiting[:_MOST_SHOWN]],
        "more": max(0, len(waiting) - _MOST_SHOWN),
        "own": [_shown(request, one, names) for one in own],
        "switches": _switches(request),
        "workbooks": workbooks_waiting(asking),
        "decides": bool(deciding),
    }
    return render(request, "review/list.html", shown)


def _shown(request: Request, one: WaitingRecord, names: Mapping[UUID, str]) -> ShownWaiting:
    asking = request.asking
    record = shown_record(one.handed.fact, asking) if one.handed else None
    return ShownWaiting(one, record, asking.structure.units[one.unit].usual_name, names.get(one.account, ""))


def _switches(request: Request) -> list[tuple[Unit, bool]]:
    """The unit of the top line with its switch, where one may turn it; and every unit that switched it on."""
    asking = request.asking
    mine = {unit.uuid: unit for right in (Right.REVIEW, Right.ADMINISTER) for unit in asking.viewer.units(right)}
    switched = switched_units()
    shown = [unit for uuid, unit in mine.items() if uuid in switched]
    if asking.unit is not None and asking.unit.uuid in mine and asking.unit not in shown:
        shown.append(asking.unit)
    return [(unit, unit.uuid in switched) for unit in shown]


def one(request: Request, uuid: UUID) -> HttpResponse:
    """One record outside the ledger, with its files; posted, returned or withdrawn by a button."""
    found = _found(request, uuid)
    may_decide = found.state == "waiting" and _decides(request, found)
    is_own = found.account == request.asking.viewer.account
    unsaid = ""
    if request.method == "POST":
        try:
            return _decided(request, found, may_decide=may_decide, is_own=is_own)
        except MovedOn:
            raise
        except Refused as fault:
            if fault.field == "words":
                unsaid = str(fault)
            else:
                messages.error(request, str(fault))
    shown = {
        "one": _shown(request, found, account_names([found.account])),
        "may_decide": may_decide and not is_own,
        "is_own": is_own,
        "details": _details(found),
        "words": request.POST.get("words", ""),
        "unsaid": unsaid,
        "handed": found.handed,
        "about": found.handed.about if found.handed else 0,
    }
    return render(request, "review/one.html", shown, status=422 if request.method == "POST" else 200)


def _found(request: Request, uuid: UUID) -> WaitingRecord:
    """The record of that uuid, if it is one's own or one decides in its unit; else Http404.

    MovedOn where it is in the ledger by now, or a press finds it taken out by whoever handed it in.
    """
    found = waiting_record(uuid)
    if found is None and request.method == "POST":
        raise _settled_meanwhile()
    if found is None or (found.account != request.asking.viewer.account and not _decides(request, found)):
        raise Http404
    if found.state == "posted":
        raise _settled_meanwhile()
    return found


def _settled_meanwhile() -> MovedOn:
    told = _("This record was settled by somebody else in the meantime; look at the list again.")
    return MovedOn(told, page=reverse("review"))


def _decides(request: Request, found: WaitingRecord) -> bool:
    asking = request.asking
    reviewed = bool(review_in((found.unit,), structure=asking.structure))
    return asking.viewer.decides(found.unit, reviewed=reviewed) and _in_sight(request, found)


def _in_sight(request: Request, found: WaitingRecord) -> bool:
    """Whether its kind is one that the reader reads; a leader's lines may be kinds."""
    sight = request.asking.viewer.sight
    if found.handed is None:
        return sight.kinds_of(found.unit) is None
    return sight.sees(found.unit, kind=found.handed.fact.kind, last=found.handed.fact.last)


def _details(found: WaitingRecord) -> Iterable[tuple[str, str]]:
    content = found.handed.content()["details"] if found.handed else {}
    titles = {"place": _("place"), "host": _("host"), "remark": _("remark")}
    return [(titles.get(key, key), text) for key, text in content.items()]


def _decided(request: Request, found: WaitingRecord, *, may_decide: bool, is_own: bool) -> HttpResponse:
    asking = request.asking
    act = request.POST.get("act", "")
    if act == "withdraw" and is_own:
        withdraw_waiting(found.uuid, clerk=asking.clerk)
        messages.success(request, _("The record was taken out; nothing of it stays."))
    elif act == "post" and may_decide:
        seq = post_waiting(found.uuid, clerk=asking.clerk, store=asking.workspace.evidence)
        messages.success(request, _posted(found, seq))
    elif act == "return" and may_decide:
        return_waiting(found.uuid, words=request.POST.get("words", ""), clerk=asking.clerk)
        messages.success(request, _("Returned with your words; it can be mended and handed in again."))
    elif act in {"post", "return"} and not is_own and found.state != "waiting":
        raise _settled_meanwhile()
    else:
        raise Http404
    return HttpResponseRedirect(reverse("review"))


def _posted(found: WaitingRecord, seq: int) -> str:
    """What came of letting it in."""
    handed = found.handed
    if handed is not None and handed.cancels is not None:
        return _("Record %(seq)s is cancelled: %(why)s.") % {"seq": handed.cancels.seq, "why": handed.cancels.reason}
    if handed is not None and handed.shows:
        return _("%(count)s files were added.") % {"count": len(found.files)}
    return _("In the ledger as record %(seq)s.") % {"seq": seq}


def file(request: Request, uuid: UUID, file: UUID) -> HttpResponseBase:
    """A file that waits with its record: pictures are shown, everything else is downloaded."""
    found = _found(request, uuid)
    held = Staged.objects.filter(uuid=file, waiting__uuid=found.uuid).first()
    if held is None:
        raise Http404
    content = bytes(held.content)
    shows = is_picture(content)
    response = FileResponse(BytesIO(content), as_attachment=not shows, filename=held.name)
    response["Content-Type"] = _picture_type(content) if shows else "application/octet-stream"
    return response


def _picture_type(content: bytes) -> str:
    return "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"


@require_POST
def switched(request: Request) -> HttpResponse:
    """Have the records of a unit and all below it looked at before they count, or no more."""
    asking = request.asking
    unit = asking.structure.by_code(request.POST.get("of", ""))
    if unit is None or not any(asking.viewer.may(right, unit.uuid) for right in (Right.REVIEW, Right.ADMINISTER)):
        raise Http404
    on = request.POST.get("on") == "1"
    switch_review(unit.uuid, on=on, clerk=asking.clerk)
    written_down("review-on" if on else "review-off", by=asking.by, what=unit.name, unit=unit.uuid)
    line = (
        _("Records of %(unit)s wait for a review from now on.") if on else _("Records of %(unit)s count at once again.")
    )
    messages.success(request, line % {"unit": unit.name})
    return HttpResponseRedirect(reverse("review"))


PAGES = [
    *review_workbooks.PAGES,
    page("review/", listed, name="review", right=Right.READ),
    page("review/switch/", switched, name="review_switch", right=Right.READ),
    page("review/<uuid:uuid>/", one, name="review_one", right=Right.READ),
    page("review/<uuid:uuid>/files/<uuid:file>/", file, name="review_file", right=Right.READ),
]
