"""A paper on its last steps: the sheet that is signed, its scan, and making it final."""

import hashlib
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shilu.access.queries import account_names
from shilu.access.roles import Right
from shilu.lib.errors import Refused
from shilu.reports.drafting.operations import LARGEST_SCAN, finish_paper, sign_on_sheet
from shilu.reports.drafting.queries import moved_since_signing, steps_of
from shilu.reports.drafting.settling_old import open_old
from shilu.reports.drafting.stages import ACTS, Act
from shilu.web.asking import Request
from shilu.web.forms.papers import SignedSheet
from shilu.web.guard import page
from shilu.web.views.papers_found import open_for, paper_of, promises, setting_of, shown
from shilu.workspace.handed import plain_name


def to_paper(uuid: UUID) -> HttpResponseRedirect:
    """Back to the page of the paper."""
    return HttpResponseRedirect(reverse("papers_paper", kwargs={"uuid": uuid}))


def sheet(request: Request, uuid: UUID) -> HttpResponse:
    """The approval sheet of a paper, to be printed; its check tells which text was signed."""
    found = paper_of(request, uuid, Right.REPORT)
    steps = steps_of(found)
    names = account_names({found.account, *(one.account for one in steps)})
    told = {
        "paper": found,
        "shown": shown(found, request.asking),
        "writer": names.get(found.account, ""),
        "steps": [(one, str(ACTS[Act(one.act)]), names.get(one.account, "")) for one in steps],
        "old": open_old(found, setting=setting_of(request.asking)),
        "check": hashlib.sha256(found.text.encode()).hexdigest()[:8].upper(),
    }
    return render(request, "papers/sheet.html", told)


def signed(request: Request, uuid: UUID) -> HttpResponse:
    """Hand in the scan of the signed page."""
    found = open_for(request, uuid, Act.SIGN_SHEET)
    form = SignedSheet(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            sign_on_sheet(
                found,
                scan=_scan(said["scan"]),
                name=plain_name(said["scan"].name),
                signer=said["signer"],
                words=said["words"],
                by=request.asking.by,
            )
        except Refused as fault:
            form.add_error("scan", str(fault))
        else:
            messages.success(request, _("The signed page is kept; the paper can be made final."))
            return to_paper(uuid)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "papers/signed.html", {"form": form, "paper": found}, status=status)


def _scan(file: "UploadedFile[bytes]") -> bytes:
    """The content; one that is too large is not read."""
    if (file.size or 0) > LARGEST_SCAN:
        raise Refused(_("%(file)s is larger than 20 MB; scan it with a lower resolution.") % {"file": file.name})
    content: bytes = file.read()
    return content


def final(request: Request, uuid: UUID) -> HttpResponse:
    """Ask, with the numbers that moved since the signature, then make the paper final."""
    found = open_for(request, uuid, Act.ISSUE)
    asking = request.asking
    if request.method == "POST":
        finish_paper(found, setting=setting_of(asking), clerk=asking.clerk, by=asking.by)
        messages.success(request, _("“%(title)s” is final. Its files stand below.") % {"title": found.title})
        return to_paper(uuid)
    moved = moved_since_signing(found, setting=setting_of(asking))
    told = {
        "paper": found,
        "shown": shown(found, asking),
        "moved": moved,
        "promised": promises(asking, found),
        "old": open_old(found, setting=setting_of(asking)),
        "may_write": True,
    }
    return render(request, "papers/final.html", told)


PAGES = [
    page("reports/<uuid:uuid>/sheet/", sheet, name="papers_sheet", right=Right.REPORT),
    page("reports/<uuid:uuid>/signed/", signed, name="papers_signed", right=Right.REPORT),
    page("reports/<uuid:uuid>/final/", final, name="papers_final", right=Right.REPORT),
]
