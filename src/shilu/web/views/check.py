"""Checking a text: its numbers beside the ledger, each match correctable, and the marked copy to take away."""

from pathlib import Path
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shilu.access.roles import Right
from shilu.claims.claim import Claim
from shilu.documents.claimed import claims_of
from shilu.documents.document import Document
from shilu.documents.reading import read_document
from shilu.lib.errors import Refused
from shilu.reports.checking.finding import Finding
from shilu.reports.checking.marked import write_marked
from shilu.reports.checking.operations import CheckedText, Checker
from shilu.reports.checking.scope_place import Places
from shilu.web.asking import Asking, Request
from shilu.web.forms.check import CheckText
from shilu.web.forms.handed import Meaning
from shilu.web.guard import page
from shilu.web.views.check_notes import Note, counted, is_listed, shown
from shilu.web.views.handed import (
    Opened,
    download,
    erased,
    figure_names,
    handed_over,
    opened,
    remembered,
)
from shilu.web.views.papers_found import units_read

_MARKED = "-标注"
_TITLE_LINES = 4


def start(request: Request) -> HttpResponseBase:
    """Hand in a text."""
    return handed_over(request, "check", CheckText, read=_read, titles=_titles)


def text(request: Request, uuid: UUID) -> HttpResponse:
    """The texts with their verdicts."""
    return _shown(request, opened(request.asking, uuid, "check"))


@require_POST
def match(request: Request, uuid: UUID) -> HttpResponseBase:
    """Keep what a phrase of the text means, and check again."""
    found = opened(request.asking, uuid, "check")
    form = Meaning(request.POST)
    if not remembered(request, form):
        return _shown(request, found, form=form)
    place = f"#n{request.POST.get('number', '')}"
    return HttpResponseRedirect(f"{reverse('check_text', args=[uuid])}?only={request.POST.get('only', '')}{place}")


def marked(request: Request, uuid: UUID, number: int) -> HttpResponseBase:
    """The marked copy of one of the texts: Word of a Word file, else a page."""
    found = opened(request.asking, uuid, "check")
    if not 0 <= number < len(found.handed.files):
        raise Http404
    source = found.handed.files[number]
    texts, _across = _checked(found, request.asking)
    suffix = ".docx" if source.suffix.lower() == ".docx" else ".html"
    out = found.handed.out / f"{source.stem}{_MARKED}{suffix}"
    write_marked(texts[number], source, out=out, now=request.asking.now)
    return download(out)


def erase(request: Request, uuid: UUID) -> HttpResponse:
    """Throw the texts away before their time."""
    return erased(request, opened(request.asking, uuid, "check").handed)


def _read(path: Path) -> tuple[Document, list[Claim]]:
    """A text with the numbers in it; Refused where it has none."""
    document = read_document(path)
    claims = list(claims_of(document))
    if not claims:
        raise Refused(_("%(file)s holds no number that could be checked.") % {"file": document.name})
    return document, claims


def _titles(read: tuple[Document, list[Claim]]) -> list[str]:
    document, _claims = read
    return [piece.text for piece in document.pieces[:_TITLE_LINES]]


def _checked(found: Opened, asking: Asking) -> tuple[list[CheckedText], tuple[Finding, ...]]:
    checker = Checker.now(today=asking.today)
    read = [_read(path) for path in found.handed.files]
    texts = [checker.check(document, claims, unit=found.unit, period=found.period) for document, claims in read]
    papers_of = {asking.structure.units[unit].code for unit in units_read(asking.viewer)}
    return texts, checker.across(texts, units=papers_of)


def _shown(request: Request, found: Opened, *, form: Meaning | None = None) -> HttpResponse:
    texts, across = _checked(found, request.asking)
    chosen = request.POST if form else request.GET
    only, number = chosen.get("only", ""), chosen.get("number", "")
    names = Places(request.asking.structure, found.unit, day_tree=frozenset())
    told = shown(texts, across, listed=only, plain=names.without_unit)
    notes = [note for one in told for note in one.notes]
    note = next((one for one in notes if str(one.number) == number and one.can_be_corrected), None)
    listed = [one for one in notes if is_listed(one, only) or one == note]
    context = {
        "found": found,
        "texts": told,
        "counts": counted(told),
        "total": len(notes),
        "only": only,
        "notes": listed,
        "corrected": note,
        "meaning": form or (note and _meaning(note)),
        "figure_names": figure_names(request.asking.catalogue) if note else [],
    }
    return render(request, "check/text.html", context, status=422 if form else 200)


def _meaning(note: Note) -> Meaning:
    return Meaning(initial={"phrase": note.what, "figure": note.title or next(iter(note.near), "")})


PAGES = [
    page("check/", start, name="check", right=Right.REPORT),
    page("check/<uuid:uuid>/", text, name="check_text", right=Right.REPORT),
    page("check/<uuid:uuid>/match/", match, name="check_match", right=Right.REPORT),
    page("check/<uuid:uuid>/marked/<position:number>/", marked, name="check_marked", right=Right.REPORT),
    page("check/<uuid:uuid>/erase/", erase, name="check_erase", right=Right.REPORT),
]
