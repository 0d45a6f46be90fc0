"""Workbooks that wait for a reviewer: what they would bring on their rows; let into the ledger or given back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from shilu.access.queries import account_names
from shilu.access.roles import Right
from shilu.collecting.models import IMPORTED, Delivery
from shilu.collecting.operations import PICKED, begin, carry_out, is_small, undo_import
from shilu.collecting.queries import delivery_of
from shilu.collecting.reviewing import asked_by, give_back, passed, waiting_deliveries
from shilu.ledger.undoing_words import told
from shilu.lib.errors import Refused
from shilu.web.asking import Asking, Request
from shilu.web.guard import page
from shilu.web.moved_on import MovedOn
from shilu.web.tasks import desk_of, import_workbook, undo_large_import
from shilu.web.views.collecting_history import LARGE
from shilu.web.views.collecting_seen import desk_here, seen
from shilu.web.views.collecting_tables import laid_out


def workbooks_waiting(asking: Asking) -> list[dict[str, Any]]:
    """The workbooks on which one decides, each as a line."""
    units = [unit.uuid for unit in asking.viewer.units(Right.REVIEW) if asking.viewer.sight.kinds_of(unit.uuid) is None]
    found = [one for one in waiting_deliveries(units) if asked_by(one) != asking.viewer.account] if units else []
    names = account_names(account for one in found if (account := asked_by(one)))
    return [{"one": told, "by": names.get(asked_by(told.delivery) or UUID(int=0), "")} for told in seen(found, asking)]


def workbook(request: Request, uuid: UUID) -> HttpResponse:
    """One workbook, with what it would bring or did bring."""
    asking, one = request.asking, _waiting(request, uuid)
    status, unsaid = 200, ""
    if request.method == "POST":
        try:
            return _decided(request, one)
        except Refused as fault:
            status = 422
            if fault.field == "words":
                unsaid = str(fault)
            else:
                messages.error(request, str(fault))
    (told,) = seen([one], asking)
    account = asked_by(one)
    shown = {
        "one": told,
        "delivery": one,
        "preview": one.preview,
        "outcome": one.outcome,
        "tables": laid_out((one.preview or {}).get("tables", []), catalogue=asking.catalogue),
        "undo": one.choices.get("undo") if one.state == IMPORTED else None,
        "picked": sum(len(one.choices.get(name, ())) for name in PICKED),
        "by": account_names([account]).get(account, "") if account else "",
        "words": request.POST.get("words", ""),
        "unsaid": unsaid,
    }
    return render(request, "review/workbook.html", shown, status=status)


def _waiting(request: Request, uuid: UUID) -> Delivery:
    """The workbook, if it waits and one decides on it; MovedOn where it waits no more, else Http404."""
    one, viewer = delivery_of(uuid), request.asking.viewer
    if one is None or viewer.sight.kinds_of(one.unit) is not None:
        raise Http404
    request.asking.check(Right.REVIEW, one.unit)
    account = asked_by(one)
    if account is None:
        told = _("%(file)s waits no more: it was settled by somebody else, or taken back; look at the list again.")
        raise MovedOn(told % {"file": one.name}, page=reverse("review"))
    if account == viewer.account:
        raise Http404
    return one


def _decided(request: Request, one: Delivery) -> HttpResponse:
    act = request.POST.get("act", "")
    if act == "return":
        give_back(one, words=request.POST.get("words", ""))
        messages.success(request, _("Returned with your words; it can be mended and handed in again."))
    elif act == "post" and one.state == IMPORTED:
        _undone(request, one)
    elif act == "post":
        _imported(request, one)
    else:
        raise Http404
    return HttpResponseRedirect(reverse("review"))


def _imported(request: Request, one: Delivery) -> None:
    """Import it under the name of whoever asked."""
    account, told = asked_by(one), {"file": one.name}
    if account is None or not begin(one, desk=desk_here(request.asking)):
        return
    passed(one, desk=desk_here(request.asking))
    if not is_small([one], desk=desk_here(request.asking)):
        import_workbook.enqueue(str(one.uuid), str(account), translation.get_language())
        messages.info(request, _("%(file)s is being imported; you can leave this page.") % told)
        return
    done = carry_out(one, desk=desk_of(account))
    if done.reason:
        raise Refused(done.reason)
    messages.success(request, _("%(file)s is in the ledger.") % told)


def _undone(request: Request, one: Delivery) -> None:
    undo, seq = one.choices["undo"], one.seq or 0
    if (one.summary or {}).get("new", 0) > LARGE:
        undo_large_import.enqueue(seq, undo["account"], undo["reason"], translation.get_language())
        messages.info(request, _("The import of %(file)s is being undone; that takes a moment.") % {"file": one.name})
    else:
        done = undo_import(seq, reason=undo["reason"], desk=desk_of(UUID(undo["account"])))
        said = {"file": one.name, "what": told(done)}
        messages.success(request, _("The import of %(file)s is undone: %(what)s.") % said)
    one.choices = {key: value for key, value in one.choices.items() if key != "undo"}
    one.save(update_fields=["choices"])


PAGES = [page("review/workbooks/<uuid:uuid>/", workbook, name="review_workbook", right=Right.READ)]
