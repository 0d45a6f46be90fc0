"""An edited file comes back: it is read, what changed is shown, and each number changed by hand is decided."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.forms import BoundField
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shilu.access.roles import Right
from shilu.lib.errors import Refused
from shilu.reports.binding import read_query
from shilu.reports.drafting.edited import Edited, found_of
from shilu.reports.drafting.settling import drop_taking, settle
from shilu.reports.drafting.taking_back import take_back
from shilu.reports.models import Paper, TakenBack
from shilu.web.asking import Request
from shilu.web.forms.papers import Decided, EditedFile
from shilu.web.guard import page
from shilu.web.views.handed import contents, read_beforehand
from shilu.web.views.papers_found import paper_of, setting_of, shown


@dataclass(frozen=True, slots=True)
class Asked:
    """One number with its question, its reason, and the kind under which what is missing is recorded."""

    number: Edited
    choice: BoundField
    reason: BoundField | None
    kind: str
    unit: str


def back(request: Request, uuid: UUID) -> HttpResponse:
    """Hand in an edited file of the paper."""
    found = paper_of(request, uuid, Right.REPORT)
    form = EditedFile(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            files = contents([form.cleaned_data["file"]])
            (taken,) = read_beforehand(
                files,
                lambda path: take_back(found, path, setting=setting_of(request.asking), by=request.asking.by),
            )
        except Refused as fault:
            form.add_error("file", str(fault))
        else:
            return HttpResponseRedirect(reverse("papers_settle", kwargs={"uuid": uuid, "taken": taken.uuid}))
    names = {"form": form, "paper": found, "shown": shown(found, request.asking)}
    return render(request, "papers/back.html", names, status=422 if form.is_bound and form.errors else 200)


def settled(request: Request, uuid: UUID, taken: UUID) -> HttpResponse:
    """What changed in an edited file, and what becomes of each number."""
    paper = paper_of(request, uuid, Right.REPORT)
    kept = TakenBack.objects.filter(paper=paper, uuid=taken).select_related("paper").first()
    if kept is None:
        raise Http404
    if kept.settled_at is not None:
        return _to(paper)
    found = found_of(kept.found)
    if request.method == "POST" and "drop" in request.POST:
        drop_taking(kept, by=request.asking.by)
        messages.success(request, _("The edited file was put aside; nothing of it was taken over."))
        return _to(paper)
    form = Decided(found.numbers, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            now = settle(kept, said=form.said, setting=setting_of(request.asking), by=request.asking.by)
        except Refused as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _taken_over(paper, now))
            return _to(now)
    names = {"paper": paper, "taken": kept, "found": found, "form": form, "asked": _asked(form, request)}
    return render(request, "papers/settle.html", names, status=422 if form.is_bound and form.errors else 200)


def _to(paper: Paper) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("papers_paper", kwargs={"uuid": paper.uuid}))


def _taken_over(before: Paper, now: Paper) -> str:
    if before.issue is None:
        return _("The changes are in the text now; look through it and hand it in again.")
    if now.uuid != before.uuid:
        return _("The final paper stays as it is; a new edition was begun with the changed words.")
    return _("What was said of each number is kept with the final paper.")


def _asked(form: Decided, request: Request) -> list[Asked]:
    """The questions with what a link to record a missing fact needs."""
    kinds = request.asking.catalogue.kinds
    asked = []
    for one in form.numbers:
        query = read_query(one.query)
        reason = form[f"reason-{one.id}"] if one.keepable else None
        kind = query.figure if query.figure in kinds else ""
        asked.append(Asked(one, form[f"choice-{one.id}"], reason, kind, query.unit))
    return asked


PAGES = [
    page("reports/<uuid:uuid>/back/", back, name="papers_back", right=Right.REPORT),
    page("reports/<uuid:uuid>/back/<uuid:taken>/", settled, name="papers_settle", right=Right.REPORT),
]
