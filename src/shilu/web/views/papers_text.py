"""Writing a paper: its text on one side, the paper itself on the other, and figures to put in."""

from collections.abc import Callable
from html import escape
from typing import Any, Final, TypeVar
from uuid import UUID

from csp.decorators import csp_replace
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST

from shilu.access.roles import Right
from shilu.figures.queries import ask
from shilu.figures.reading import Reading
from shilu.ledger.queries import position
from shilu.lib.errors import Refused
from shilu.reports.drafting.composing import composed, in_its_language, period_of_paper, unit_of
from shilu.reports.drafting.operations import keep_text
from shilu.reports.drafting.queries import Offered, figures_offered
from shilu.reports.drafting.settling_old import open_old
from shilu.reports.drafting.stages import Stage
from shilu.reports.front_fields import Opened, opened
from shilu.reports.html import write_html
from shilu.reports.models import Paper, PaperFile
from shilu.web.asking import Request
from shilu.web.forms.papers import PaperText
from shilu.web.guard import page
from shilu.web.views.papers_found import paper_of, setting_of, shown

_View = TypeVar("_View", bound=Callable[..., HttpResponse])

# The paper carries its own rules and places; nothing else of it is ever run or loaded.
_POLICY: Final = {
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "img-src": ["data:"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "frame-ancestors": ["'self'"],
}


def _as_paper(view: _View) -> _View:
    """A page that is a paper and nothing else, and may stand in a frame of our own."""
    policy: Any = csp_replace(_POLICY)
    framed: _View = xframe_options_sameorigin(policy(view))
    return framed


def text(request: Request, uuid: UUID) -> HttpResponse:
    """The text of a draft, to be written on; its reader's edition is told from what came meanwhile.

    Head and foot are fields beside it; the whole with its settings is written on where that is asked for (``?whole=1``).
    """
    found = paper_of(request, uuid, Right.REPORT)
    if found.stage != Stage.DRAFT and request.method != "POST":  # what was typed stays, with why it is not kept
        return HttpResponseRedirect(reverse("papers_paper", kwargs={"uuid": uuid}))
    form, parts = _form(request, found)
    if request.method == "POST" and form.is_valid():
        try:
            now = keep_text(
                found,
                text=form.whole(found.text),
                edition=form.cleaned_data["edition"],
                setting=setting_of(request.asking),
                by=request.asking.by,
            )
        except Refused as fault:
            form.add_error("text", str(fault))
        else:
            return HttpResponseRedirect(_after(request, now))
    names = {
        "form": form,
        "paper": found,
        "shown": shown(found, request.asking),
        "parts": parts,
        "first": parts.first if parts else 1,
        "old": open_old(found, setting=setting_of(request.asking)),
        "fault": "" if request.method == "POST" else fault_of(found, request),
    }
    return render(request, "papers/text.html", names, status=422 if form.is_bound and form.errors else 200)


def _form(request: Request, paper: Paper) -> tuple[PaperText, Opened | None]:
    """The form of a text: in parts, unless the whole is asked for, was sent, or is all that can be read."""
    sent = request.POST if request.method == "POST" else None
    whole = "parts" not in sent if sent is not None else request.GET.get("whole") == "1"
    parts = None if whole else opened(paper.text)
    initial: dict[str, object] = {"text": parts.body if parts else paper.text, "edition": paper.edition}
    if parts:
        initial |= {f"set-{key}": value for key, value in parts.fields.items()}
    return PaperText(sent, parts=parts is not None, initial=initial), parts


def fault_of(paper: Paper, request: Request) -> str:
    """Why the text as it is kept cannot be filled in; empty where it can."""
    try:
        composed(paper, text=paper.text, at=position(), setting=setting_of(request.asking))
    except Refused as fault:
        return str(fault)
    return ""


def _after(request: Request, paper: Paper) -> str:
    """Back to writing, or to the paper where that was asked for and it can be filled in."""
    if fault_of(paper, request):
        said = _(
            "The text is kept, but it cannot be filled in yet, as is said below; until then it cannot be handed in."
        )
        messages.warning(request, said)
    else:
        messages.success(request, _("The text is kept."))
        if request.POST.get("then") == "paper":
            return reverse("papers_paper", kwargs={"uuid": paper.uuid})
    whole = "" if "parts" in request.POST else "?whole=1"
    return reverse("papers_text", kwargs={"uuid": paper.uuid}) + whole


@_as_paper
def paper_page(request: Request, uuid: UUID) -> HttpResponse:
    """The paper as a page of its own: as issued, else with the numbers of this moment."""
    found = paper_of(request, uuid)
    kept = PaperFile.objects.filter(paper=found, form="html").first()
    if kept is not None:
        return HttpResponse(bytes(kept.content), content_type="text/html; charset=utf-8")
    return HttpResponse(_drawn(found, found.text, request))


@_as_paper
@require_POST
def preview(request: Request, uuid: UUID) -> HttpResponse:
    """The paper that a text makes which is not kept yet."""
    found = paper_of(request, uuid, Right.REPORT)
    form, _parts = _form(request, found)
    form.fields["edition"].required = form.fields["text"].required = False
    form.is_valid()
    return HttpResponse(_drawn(found, form.whole(found.text) if "text" in form.cleaned_data else "", request))


def _drawn(paper: Paper, words: str, request: Request) -> str:
    """The paper as HTML; where the text cannot be filled in, the line that says so."""
    try:
        draft = composed(paper, text=words, at=position(), setting=setting_of(request.asking))
    except Refused as fault:
        parts = opened(words)
        told = {
            "title": escape(_("The text cannot be filled in yet")),
            "line": escape(str(fault)),
            "first": parts.first if parts else 1,
        }
        return _FAULT % told
    return in_its_language(lambda: write_html(draft.document))


_FAULT = (
    '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>%(title)s</title><style>body{margin:0;padding:32px;'
    'font:16px/1.7 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:#1f2328;background:#fff}'
    "h1{font-size:18px;margin:0 0 8px;color:#a8321f}p{margin:0;max-width:40em}</style></head>"
    '<body data-first="%(first)s"><h1>%(title)s</h1><p>%(line)s</p></body></html>'
)


def figures(request: Request, uuid: UUID) -> HttpResponse:
    """Figures whose names hold what was typed, with what they say for this paper, to be put into its text."""
    found = paper_of(request, uuid, Right.REPORT)
    if not request.GET.get("q", "").strip():
        return render(request, "papers/_figures.html", {"offered": []})
    offered = figures_offered(request.GET["q"], catalogue=request.asking.catalogue)
    return render(request, "papers/_figures.html", {"offered": _with_values(found, offered, request)})


def _with_values(paper: Paper, offered: list[Offered], request: Request) -> list[tuple[Offered, str]]:
    unit, period = unit_of(paper), period_of_paper(paper, calendar=request.asking.calendar)
    reading = Reading(today=request.asking.today)
    told = []
    for one in offered:
        results = ask([one.title], unit=unit.uuid, period=period, reading=reading)
        same = [result for result in results if result.quantity == one.quantity] or results
        told.append((one, same[0].shown or same[0].lacking))
    return told


PAGES = [
    page("reports/<uuid:uuid>/text/", text, name="papers_text", right=Right.REPORT),
    page("reports/<uuid:uuid>/page/", paper_page, name="papers_page", right=Right.READ),
    page("reports/<uuid:uuid>/preview/", preview, name="papers_preview", right=Right.REPORT),
    page("reports/<uuid:uuid>/figures/", figures, name="papers_figures", right=Right.REPORT),
]
