"""Import: workbooks are handed in, and stand in a list until they are in the ledger."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from shilu.access.reviewed import waits_for_review
from shilu.access.roles import Right
from shilu.collecting.models import IMPORTED, UNREADABLE, Delivery
from shilu.collecting.operations import Handed, begin, carry_out, decide, is_small, look, receive
from shilu.collecting.queries import deliveries_in
from shilu.collecting.reviewing import ask_to_import, units_touched
from shilu.ledger.importing.choices import Choices
from shilu.web.asking import Request
from shilu.web.forms.collecting import Upload
from shilu.web.guard import page
from shilu.web.tasks import import_workbook, look_at_workbook
from shilu.web.views import collecting_delivery, collecting_handout, collecting_history, collecting_returns
from shilu.web.views.collecting_seen import DeliverySeen, desk_here, seen, units_here


def imports(request: Request) -> HttpResponse:
    """The form to hand workbooks in, and those that are on their way."""
    form = Upload(request.POST, request.FILES) if request.method == "POST" else Upload()
    unit = request.asking.here(Right.IMPORT)
    if request.method == "POST" and form.is_valid():
        handed = [Handed(file.name or "", file.chunks()) for file in form.cleaned_data["workbooks"]]
        return _looked_at(request, receive(handed, unit=unit.uuid, desk=desk_here(request.asking)))
    waiting = [one for one in deliveries_in(units_here(request.asking)) if one.state != IMPORTED]
    context = {"form": form, "deliveries": seen(waiting, request.asking), "tab": "imports"}
    return render(request, "collecting/imports.html", context, status=422 if form.errors else 200)


def _looked_at(request: Request, deliveries: list[Delivery]) -> HttpResponseRedirect:
    """Small workbooks are read at once, others in the background; then on to the page that shows what they hold."""
    at_once = is_small(deliveries, desk=desk_here(request.asking))
    for delivery in deliveries:
        look_soon(request, delivery, at_once=at_once)
    if len(deliveries) == 1:
        return redirect("imports_delivery", uuid=deliveries[0].uuid)
    return redirect("imports_together", uuid=deliveries[0].together)


def look_soon(request: Request, delivery: Delivery, *, at_once: bool) -> None:
    """Read a workbook now or in the background."""
    if delivery.state == UNREADABLE:
        return
    if at_once:
        look(delivery, desk=desk_here(request.asking))
    else:
        account, language = str(request.asking.viewer.account), translation.get_language()
        look_at_workbook.enqueue(str(delivery.uuid), account, language)


def together(request: Request, uuid: UUID) -> HttpResponse:
    """The workbooks that were handed in at once."""
    deliveries = _handed_in_together(request, uuid)
    context = {
        "together": uuid,
        "deliveries": deliveries,
        "clean": sum(one.clean for one in deliveries),
        "working": any(one.delivery.state in collecting_delivery.AT_WORK for one in deliveries),
        "tab": "imports",
    }
    template = "collecting/_list.html" if request.htmx else "collecting/together.html"
    return render(request, template, context)


def _handed_in_together(request: Request, uuid: UUID) -> list[DeliverySeen]:
    found = deliveries_in({unit.uuid for unit in request.asking.viewer.units(Right.IMPORT)}, together=uuid)
    if not found:
        raise Http404
    return seen(found, request.asking)


@require_POST
def import_all(request: Request, uuid: UUID) -> HttpResponse:
    """Import those of the workbooks handed in at once that have no bad cells."""
    desk, viewer = desk_here(request.asking), request.asking.viewer
    clean = [one.delivery for one in _handed_in_together(request, uuid) if one.clean]
    waiting = [one for one in clean if waits_for_review(viewer, units_touched(one))]
    for delivery in waiting:
        ask_to_import(decide(delivery, Choices()), desk=desk)
    if waiting:
        told = ngettext(
            "%(count)s workbook waits for its review.", "%(count)s workbooks wait for their review.", len(waiting)
        )
        messages.success(request, told % {"count": len(waiting)})
    clean = [one for one in clean if one not in waiting]
    at_once = is_small(clean, desk=desk_here(request.asking))
    for delivery in clean:
        if not begin(delivery, desk=desk):
            continue
        if at_once:
            carry_out(delivery, desk=desk)
        else:
            import_workbook.enqueue(str(delivery.uuid), str(request.asking.viewer.account), translation.get_language())
    if not clean:
        return HttpResponseRedirect(reverse("imports_together", kwargs={"uuid": uuid}))
    if at_once:
        told = ngettext("%(count)s workbook was imported.", "%(count)s workbooks were imported.", len(clean))
        messages.success(request, told % {"count": len(clean)})
    else:
        messages.info(request, _("The workbooks are being imported; you can leave this page."))
    return HttpResponseRedirect(reverse("imports_together", kwargs={"uuid": uuid}))


PAGES = [
    page("import/", imports, name="imports", right=Right.IMPORT),
    page("import/together/<uuid:uuid>/", together, name="imports_together", right=Right.IMPORT),
    page("import/together/<uuid:uuid>/begin/", import_all, name="imports_all", right=Right.IMPORT),
    *collecting_delivery.PAGES,
    *collecting_history.PAGES,
    *collecting_returns.PAGES,
    *collecting_handout.PAGES,
]
