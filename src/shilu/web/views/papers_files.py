"""Files of a paper: Word, clean Word, PDF and HTML, and the scan of the signed page."""

from io import BytesIO
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404

from shilu.access.roles import Right
from shilu.reports.drafting.operations import FORMS, draft_file, file_name, final_file
from shilu.reports.models import PaperFile
from shilu.web.asking import Request
from shilu.web.guard import page
from shilu.web.views.papers_found import paper_of, setting_of


def file(request: Request, uuid: UUID, form: str) -> HttpResponseBase:
    """The paper in one of its forms: as issued, else made now, for which it is posted.

    A draft is remembered as it was taken away, for when it comes back; the PDF of a final paper is kept once it is drawn.
    """
    found = paper_of(request, uuid)
    if form not in FORMS:
        raise Http404
    kept = PaperFile.objects.filter(paper=found, form=form).first() if found.issue is not None else None
    if kept is None and request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if kept is not None:
        content = bytes(kept.content)
    elif found.issue is not None:
        content = bytes(final_file(found, form=form, by=request.asking.by).content)
    else:
        content = draft_file(found, form=form, setting=setting_of(request.asking), by=request.asking.by)
    return FileResponse(BytesIO(content), as_attachment=True, filename=file_name(found, form))


def scan(request: Request, uuid: UUID, number: int) -> FileResponse:
    """The scan of the signed page."""
    found = paper_of(request, uuid)
    kept = get_object_or_404(PaperFile, paper=found, form="scan", pk=number)
    return FileResponse(BytesIO(bytes(kept.content)), as_attachment=True, filename=kept.name)


PAGES = [
    page("reports/<uuid:uuid>/file/<str:form>/", file, name="papers_file", right=Right.READ),
    page("reports/<uuid:uuid>/scan/<position:number>/", scan, name="papers_scan", right=Right.READ),
]
