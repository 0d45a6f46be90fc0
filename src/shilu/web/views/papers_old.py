"""What an earlier report said and nobody has looked at: each place of a draft, and what becomes of it."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.forms import BoundField
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shilu.access.roles import Right
from shilu.lib.errors import Refused
from shilu.reports.drafting.settling_old import offered_for, open_old, settle_old
from shilu.reports.drafting.stages import Stage
from shilu.reports.old_numbers import OldPlace
from shilu.web.asking import Request
from shilu.web.forms.papers_old import OldNumbers
from shilu.web.guard import page
from shilu.web.views.papers_found import paper_of, setting_of


@dataclass(frozen=True, slots=True)
class Asked:
    """One place with its question, the words that may stand there, and why it is kept."""

    place: OldPlace
    choice: BoundField
    words: BoundField
    reason: BoundField


def old(request: Request, uuid: UUID) -> HttpResponse:
    """The old numbers of a draft, and what becomes of each."""
    found = paper_of(request, uuid, Right.REPORT)
    to_paper = HttpResponseRedirect(reverse("papers_paper", kwargs={"uuid": uuid}))
    if found.stage != Stage.DRAFT:
        return to_paper
    setting = setting_of(request.asking)
    places = open_old(found, setting=setting)
    offered = offered_for(found, places, setting=setting)
    form = OldNumbers(places, offered, request.POST or None, initial={"edition": found.edition})
    if form.is_bound and form.is_valid():
        try:
            edition = form.cleaned_data["edition"]
            now = settle_old(found, said=form.said, edition=edition, setting=setting, by=request.asking.by)
        except Refused as fault:
            form.add_error(None, str(fault))
        else:
            left = len(open_old(now, setting=setting))
            said = ngettext("Kept; %(count)s old number is left.", "Kept; %(count)s old numbers are left.", left)
            messages.success(request, said % {"count": left} if left else _("Kept; no old number is left."))
            return to_paper
    asked = [
        Asked(place, form[f"choice-{at}"], form[f"words-{at}"], form[f"reason-{at}"]) for at, place in enumerate(places)
    ]
    names = {"paper": found, "form": form, "asked": asked}
    return render(request, "papers/old.html", names, status=422 if form.is_bound and form.errors else 200)


PAGES = [page("reports/<uuid:uuid>/old/", old, name="papers_old", right=Right.REPORT)]
