"""Pages of one paper: where it stands, what happened to it, and handing it on."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shilu.access.queries import account_names
from shilu.access.roles import Right
from shilu.reports.drafting.operations import drop_paper, is_own, move_paper, set_due
from shilu.reports.drafting.queries import files_of, in_its_text, kept_of, open_takings, sendings_of, steps_of
from shilu.reports.drafting.settling_old import open_old
from shilu.reports.drafting.stages import ACTS, Act, Stage
from shilu.reports.models import Paper
from shilu.web.asking import Request
from shilu.web.forms.papers import Due, Words, WordsBack
from shilu.web.guard import page
from shilu.web.views import (
    papers_back,
    papers_files,
    papers_handing,
    papers_old,
    papers_sending,
    papers_sources,
    papers_text,
)
from shilu.web.views.papers_found import (
    acts_open,
    in_time,
    moved_on,
    open_for,
    paper_of,
    promises,
    second_look_elsewhere,
    setting_of,
    shown,
    superseding,
    way_of,
)

_ASKED = {Act.HAND_IN, Act.RECALL, Act.PASS, Act.RETURN, Act.SIGN, Act.REOPEN}


def paper(request: Request, uuid: UUID) -> HttpResponse:
    """Where a paper stands, what may be done with it, and what happened."""
    found = paper_of(request, uuid)
    return _shown(request, found, _words(request, found)())


def _shown(request: Request, found: Paper, form: Words) -> HttpResponse:
    asking = request.asking
    steps, sendings, files = steps_of(found), sendings_of(found), files_of(found)
    kept = kept_of(found)
    accounts = {found.account, *(one.account for one in steps), *(one.account for one in kept)}
    issue = str(found.issue) if found.issue else ""
    follows = Paper.objects.filter(uuid=found.follows).defer("text", "layout").first() if found.follows else None
    return render(
        request,
        "papers/paper.html",
        {
            "shown": shown(found, asking),
            "paper": found,
            "way": way_of(found),
            "acts": {act.value for act in acts_open(asking, found)},
            "may_write": asking.viewer.may(Right.REPORT, found.unit),
            "own": is_own(found, account=asking.viewer.account),
            "steps": [(one, str(ACTS[Act(one.act)])) for one in reversed(steps)],
            "sendings": [(one, in_time(found, on=one.on)) for one in sendings],
            "forms": _forms({one.form for one in files}),
            "scans": [one for one in files if one.form == "scan"],
            "takings": open_takings(found),
            "promised": promises(asking, found),
            "old": open_old(found, setting=setting_of(asking)),
            "kept": [(one, found.issue is not None and not in_its_text(one)) for one in kept],
            "after": superseding(asking, [issue]).get(issue) if issue else None,
            "names": account_names(accounts),
            "follows": follows,
            "due_form": Due(initial={"due": found.due}),
            "words_form": form,
        },
        status=422 if form.errors else 200,
    )


def _forms(kept: set[str]) -> list[tuple[str, str, str, bool]]:
    """Each form of its file, in words, with what it is for, and whether it is kept already."""
    return [
        ("docx", "Word", _("numbers bound, for work"), "docx" in kept),
        ("clean", _("Clean Word"), _("to send: no marks, no names"), "clean" in kept),
        ("pdf", "PDF", "", "pdf" in kept),
        ("html", "HTML", "", "html" in kept),
    ]


def _words(request: Request, paper: Paper) -> type[Words]:
    """The form of the words with which a paper goes on, and back where that is open."""
    return WordsBack if Act.RETURN in acts_open(request.asking, paper) else Words


@require_POST
def move(request: Request, uuid: UUID) -> HttpResponse:
    """Hand a paper on, back, or sign it."""
    asked = request.POST.get("act", "")
    act = Act(asked) if asked in set(Act) else None
    if act not in _ASKED or act is None:
        raise Http404
    found = open_for(request, uuid, act, Right.READ)
    form = _words(request, found)(request.POST)
    if form.is_valid() and act is Act.RETURN and not form.cleaned_data["words"]:
        form.add_error("words", _("Say what is to be changed; the paper goes back with your words."))
    if act is Act.HAND_IN and (fault := papers_text.fault_of(found, request)):
        form.add_error("words", _("It cannot be handed in while it cannot be filled in: %(why)s") % {"why": fault})
    if form.errors:
        return _shown(request, found, form)
    others = second_look_elsewhere(request.asking, found)
    move_paper(found, act, by=request.asking.by, words=form.cleaned_data["words"], others=others)
    messages.success(request, _("%(what)s: “%(title)s”.") % {"what": ACTS[act], "title": found.title})
    return HttpResponseRedirect(reverse("papers_paper", kwargs={"uuid": uuid}))


@require_POST
def due(request: Request, uuid: UUID) -> HttpResponse:
    """Say by which day the paper has to be there."""
    found = paper_of(request, uuid, Right.REPORT)
    form = Due(request.POST)
    if form.is_valid():
        set_due(found, due=form.cleaned_data["due"], by=request.asking.by)
        messages.success(request, _("The due day is kept."))
    else:
        messages.error(request, _("The due day is no day; write it as 2022-06-15."))
    return HttpResponseRedirect(reverse("papers_paper", kwargs={"uuid": uuid}))


def drop(request: Request, uuid: UUID) -> HttpResponse:
    """Ask whether a draft is to go, then let it go."""
    found = paper_of(request, uuid, Right.REPORT)
    if found.stage != Stage.DRAFT:
        raise moved_on(found)
    if request.method == "POST":
        drop_paper(found)
        messages.success(request, _("The draft “%(title)s” is gone.") % {"title": found.title})
        return HttpResponseRedirect(reverse("reports"))
    names = {
        "title": _("Throw the draft away?"),
        "line": _("“%(title)s” and its text will be gone for good; no record of the ledger is touched.")
        % {"title": found.title},
        "button": _("Throw away"),
        "cancel": reverse("papers_paper", kwargs={"uuid": uuid}),
    }
    return render(request, "ask.html", names)


PAGES = [
    page("reports/<uuid:uuid>/", paper, name="papers_paper", right=Right.READ),
    page("reports/<uuid:uuid>/move/", move, name="papers_move", right=Right.READ),
    page("reports/<uuid:uuid>/due/", due, name="papers_due", right=Right.REPORT),
    page("reports/<uuid:uuid>/drop/", drop, name="papers_drop", right=Right.REPORT),
    *papers_text.PAGES,
    *papers_handing.PAGES,
    *papers_sending.PAGES,
    *papers_files.PAGES,
    *papers_sources.PAGES,
    *papers_back.PAGES,
    *papers_old.PAGES,
]
