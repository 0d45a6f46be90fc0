"""To whom a final paper went: recorded, corrected, and taken back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shilu.access.roles import Right
from shilu.ledger.queries import position
from shilu.lib.errors import Refused
from shilu.reports.compose import defaults_of
from shilu.reports.document import FrontMatter
from shilu.reports.drafting.composing import composed
from shilu.reports.drafting.sending import correct_sending, record_sending, take_sending_back
from shilu.reports.drafting.stages import Act
from shilu.reports.models import Paper, Sending
from shilu.web.asking import Asking, Request
from shilu.web.forms.papers import CorrectedSending, SendingBack, SentTo, way_key
from shilu.web.guard import page
from shilu.web.views.papers_found import moved_on, open_for, setting_of
from shilu.web.views.papers_handing import to_paper


def sent(request: Request, uuid: UUID) -> HttpResponse:
    """Record to whom, when and how a final paper went."""
    found, asking = open_for(request, uuid, Act.SEND), request.asking
    front = _front(found, asking)
    initial = {"on": asking.today, "how": "system", "to": front.to, "number": front.number}
    form = SentTo(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            record_sending(found, form.said, by=asking.by, today=asking.today)
        except Refused as fault:
            form.add_error("on", str(fault))
        else:
            messages.success(request, _("The sending is recorded."))
            return to_paper(uuid)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "papers/sent.html", {"form": form, "paper": found}, status=status)


def corrected(request: Request, uuid: UUID, number: int) -> HttpResponse:
    """Correct a sending that was recorded wrongly: the same form, filled, and why."""
    found, asking = open_for(request, uuid, Act.UNSEND), request.asking
    sending = _sending(found, number)
    initial = {
        "to": sending.to,
        "on": sending.on,
        "how": way_key(sending.how),
        "number": sending.number,
        "words": sending.words,
        "reason": _("slip of the pen"),
    }
    form = CorrectedSending(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            correct_sending(sending, form.said, reason=form.cleaned_data["reason"], by=asking.by, today=asking.today)
        except Refused as fault:
            form.add_error("on", str(fault))
        else:
            messages.success(request, _("The sending is corrected."))
            return to_paper(uuid)
    status = 422 if form.is_bound and form.errors else 200
    names = {"form": form, "paper": found, "corrected": sending}
    return render(request, "papers/sent.html", names, status=status)


def taken_back(request: Request, uuid: UUID, number: int) -> HttpResponse:
    """Ask why, then take a sending back."""
    found, asking = open_for(request, uuid, Act.UNSEND), request.asking
    sending = _sending(found, number)
    form = SendingBack(request.POST or None, initial={"reason": _("slip of the pen")})
    if request.method == "POST" and form.is_valid():
        take_sending_back(sending, reason=form.cleaned_data["reason"], by=asking.by)
        messages.success(request, _("The sending is taken back."))
        return to_paper(uuid)
    names = {
        "title": _("Take the sending back?"),
        "line": _("To %(to)s on %(day)s, %(how)s. It no longer counts as sent; the story of the paper keeps both.")
        % {"to": sending.to, "day": sending.on, "how": sending.how},
        "button": _("Take it back"),
        "cancel": reverse("papers_paper", kwargs={"uuid": uuid}),
        "form": form,
    }
    return render(request, "ask.html", names, status=422 if form.is_bound and form.errors else 200)


def _sending(paper: Paper, number: int) -> Sending:
    found = paper.sendings.filter(pk=number).select_related("paper").first()
    if found is None:
        raise moved_on(paper) if paper.steps.filter(act=Act.UNSEND).exists() else Http404
    return found


def _front(paper: Paper, asking: Asking) -> FrontMatter:
    """What the paper says of itself; nothing where its text can no longer be filled in."""
    try:
        front = defaults_of(paper.text)
        if "{{" in front.to + front.number:
            front = composed(paper, text=paper.text, at=position(), setting=setting_of(asking)).document.front
    except Refused:
        return FrontMatter()
    return front


PAGES = [
    page("reports/<uuid:uuid>/sent/", sent, name="papers_sent", right=Right.REPORT),
    page("reports/<uuid:uuid>/sent/<position:number>/", corrected, name="papers_sent_correct", right=Right.REPORT),
    page("reports/<uuid:uuid>/sent/<position:number>/back/", taken_back, name="papers_sent_back", right=Right.REPORT),
]
