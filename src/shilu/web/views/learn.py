"""Making a template of a finished report: what is counted anew, what stays as typed, and saving it among the templates."""

import re
from pathlib import Path
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shilu.access.roles import Right
from shilu.documents.claimed import claims_of
from shilu.documents.document import Document
from shilu.documents.reading import read_document
from shilu.ledger.queries import position
from shilu.lib.durable import write_file
from shilu.lib.errors import Refused
from shilu.reports.answers import Reader
from shilu.reports.learning.operations import Learned, learn_report
from shilu.web.asking import Asking, Request
from shilu.web.forms.handed import Meaning
from shilu.web.forms.learn import LearnReport
from shilu.web.forms.templates import TemplateName
from shilu.web.guard import page
from shilu.web.views.handed import (
    Opened,
    erased,
    figure_names,
    handed_over,
    opened,
    remembered,
)
from shilu.web.views.learn_layout import paper_of

_YEAR: Final = re.compile(r"(?:19|20)\d{2}年?度?")


def start(request: Request) -> HttpResponseBase:
    """Hand in a finished report."""
    return handed_over(request, "learn", LearnReport, read=_read, titles=_lines)


def report(request: Request, uuid: UUID) -> HttpResponse:
    """The report with what a template would print anew."""
    return _shown(request, opened(request.asking, uuid, "learn"))


@require_POST
def match(request: Request, uuid: UUID) -> HttpResponseBase:
    """Keep what a phrase of the report means, and learn again."""
    found = opened(request.asking, uuid, "learn")
    form = Meaning(request.POST)
    if not remembered(request, form):
        return _shown(request, found, meaning=form)
    return HttpResponseRedirect(reverse("learn_report", args=[uuid]))


@require_POST
def save(request: Request, uuid: UUID) -> HttpResponseBase:
    """Put the template among the others."""
    asking = request.asking
    found = opened(asking, uuid, "learn")
    form = TemplateName(request.POST, templates=asking.workspace.templates)
    if not form.is_valid():
        return _shown(request, found, saving=form)
    name = form.cleaned_data["name"]
    layout = asking.workspace.templates / f"{name}.docx"
    learned = _learned(found, asking, layout=layout.name)
    write_file(layout, learned.layout)
    write_file(asking.workspace.templates / f"{name}.md", learned.text.encode())
    messages.success(request, _("The template “%(name)s” stands among the templates.") % {"name": name})
    return HttpResponseRedirect(reverse("reports_templates"))


def erase(request: Request, uuid: UUID) -> HttpResponse:
    """Throw the report away before its time; a template that was saved stays."""
    return erased(request, opened(request.asking, uuid, "learn").handed)


def _read(path: Path) -> Document:
    """A Word report with numbers; Refused for anything else."""
    document = read_document(path)
    if document.sort != "docx" or path.suffix.lower() != ".docx":
        raise Refused(_("%(file)s is no Word file (.docx); save it as one in WPS or Word.") % {"file": document.name})
    if not claims_of(document):
        raise Refused(_("%(file)s holds no number that could be learned.") % {"file": document.name})
    return document


def _lines(document: Document) -> list[str]:
    return [piece.text for piece in document.pieces]


def _learned(found: Opened, asking: Asking, *, layout: str) -> Learned:
    reader = Reader(position(), asking.calendar, today=asking.today)
    return learn_report(found.handed.files[0], unit=found.unit, period=found.period, reader=reader, layout=layout)


def _shown(
    request: Request, found: Opened, *, meaning: Meaning | None = None, saving: TemplateName | None = None
) -> HttpResponse:
    asking = request.asking
    path = found.handed.files[0]
    document = read_document(path)
    paper = paper_of(document, claims_of(document), _learned(found, asking, layout=path.name))
    number = (request.POST if meaning else request.GET).get("number", "")
    note = next((one for one in paper.kept if str(one.number) == number and one.what), None)
    named = {"name": _YEAR.sub("", path.stem).strip(" -_（）()") or path.stem}
    context = {
        "found": found,
        "paper": paper,
        "corrected": note,
        "meaning": meaning or (note and Meaning(initial={"phrase": note.what})),
        "saving": saving or TemplateName(initial=named, templates=asking.workspace.templates),
        "figure_names": figure_names(asking.catalogue) if note else [],
    }
    return render(request, "learn/report.html", context, status=422 if meaning or saving else 200)


PAGES = [
    page("learn/", start, name="learn", right=Right.REPORT),
    page("learn/<uuid:uuid>/", report, name="learn_report", right=Right.REPORT),
    page("learn/<uuid:uuid>/match/", match, name="learn_match", right=Right.REPORT),
    page("learn/<uuid:uuid>/save/", save, name="learn_save", right=Right.REPORT),
    page("learn/<uuid:uuid>/erase/", erase, name="learn_erase", right=Right.REPORT),
]
