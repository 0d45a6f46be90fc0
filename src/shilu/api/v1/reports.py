"""Reports: those that were issued, whether a file still says what was issued, and drafts made of a template."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal
from urllib.parse import quote

from django.http import Http404, HttpResponse
from ninja import File, Query, Router, Schema, UploadedFile
from pydantic import Field

from shilu.access.roles import Right
from shilu.api.asking import Asking, KeyRequest
from shilu.api.bodies import Scope
from shilu.api.errors import answers
from shilu.api.paging import PageWanted, cursor_behind, seq_of
from shilu.api.uploads import brought
from shilu.reports.compose import read_layout, read_template
from shilu.reports.operations import build_report
from shilu.reports.queries import Issued, IssuedTitle, issued_titles
from shilu.reports.verify import verify_paper

router = Router(tags=["reports"])

_MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
}
_FILE = {"type": "string", "format": "binary"}


class PaperShape(Schema):
    """An issued paper."""

    seq: int = Field(description="The position of its issue.")
    report: str = Field(description="Its uuid, which its file carries.")
    issued: str = Field(description="When it was issued.")
    title: str = Field(description="Its title.")
    template: str = Field(description="The template that it was made of.")
    unit: str = Field(description="The code of the unit.")
    period: str = Field(description="The period that it is about.")
    as_of: int = Field(description="The position of the log at which its numbers were read.")
    root: str = Field(description="The root of the log at that position.")
    supersedes: str | None = Field(description="The uuid of the issue in whose place it stands.")


class PapersPage(Schema):
    """Issued papers, and the cursor of the page that follows."""

    reports: list[PaperShape] = Field(description="In the order of the log.")
    next: str | None = Field(description="Null where this was the last page.")


class CheckedNumber(Schema):
    """One number of a paper: in the file, as issued, as the ledger says now."""

    id: str = Field(description="Its mark in the file.")
    figure: str = Field(description="The key of the figure.")
    title: str = Field(description="The name of the figure.")
    quantity: str = Field(description="The key of the quantity.")
    unit: str = Field(description="The code of the unit.")
    period: str = Field(description="The period.")
    shown: str | None = Field(description="What stands in the file; null where it is gone.")
    issued: str = Field(description="What was issued.")
    now: str = Field(description="What the ledger says now.")
    state: Literal["same", "edited", "changed", "edited_and_changed", "missing"] = Field(
        description="What became of it."
    )
    entries: list[int] = Field(description="The entries that moved it.")
    late: list[int] = Field(description="Those of them recorded after the issue.")
    cancelled: list[int] = Field(description="Those of them cancelled since.")
    after_cut_off: list[int] = Field(description="Those of them that lie behind the cut-off.")


class TypedNumber(Schema):
    """A number that somebody wrote by hand."""

    shown: str = Field(description="What stands in the file.")
    where: str = Field(description="The text around it.")


class VerifiedShape(Schema):
    """What verifying a file found."""

    same: bool = Field(
        description="Whether every number is the same and the ledger up to the paper still is what it was."
    )
    report: str = Field(description="The uuid of the issue.")
    recognised_by: str = Field(description="How the file was recognised: by its uuid, its hash or its text.")
    as_of: int = Field(description="The position of the log at which it was issued.")
    root: str = Field(description="The root of the log at that position.")
    root_stands: bool = Field(description="Whether the log up to there is still the same.")
    superseded_by: str | None = Field(description="The issue that took its place.")
    numbers: list[CheckedNumber] = Field(description="The numbers that are bound to records.")
    typed: list[TypedNumber] = Field(description="The numbers that are bound to nothing.")


class DraftWanted(Scope):
    """A draft to be made of one of the body's templates."""

    template: str = Field(max_length=200, description="The name of a template, as GET /templates gives it.")
    form: Literal["docx", "html", "pdf"] = Field("docx", description="The sort of file.")
    clean: bool = Field(False, description="Without controls and hidden parts.")


@router.get("/reports", response=answers(PapersPage), summary="Issued papers, page by page")
def reports(request: KeyRequest, wanted: Query[PageWanted]) -> Any:
    """The issued papers of units that may be read as a whole, oldest first."""
    asking = request.auth
    units = [code for code, unit in asking.structure.codes.items() if asking.whole(unit)]
    found = issued_titles(units, after=seq_of(wanted.cursor), most=wanted.limit + 1)
    page = found[: wanted.limit]
    following = cursor_behind(page[-1].seq) if len(found) > wanted.limit else None
    return {"reports": [_written(paper) for paper in page], "next": following}


@router.post("/reports/verify", response=answers(VerifiedShape), summary="Verify a file")
def verify(request: KeyRequest, file: File[UploadedFile]) -> Any:
    """Compare an issued paper, also an edited or a clean copy, with its issue and with the ledger now."""
    asking = request.auth
    if not asking.viewer.holds(Right.READ):
        raise Http404
    with brought(file) as path:
        found = verify_paper(path, calendar=asking.calendar)
    if not _within(asking, found.paper):
        raise Http404
    return {"same": found.same, **found.as_json()}


@router.get("/templates", response=answers(list[str]), summary="Names of templates")
def templates(request: KeyRequest) -> Any:
    """The templates from which drafts can be made."""
    asking = request.auth
    if not asking.viewer.holds(Right.REPORT):
        raise Http404
    return sorted(_templates(asking))


@router.post(
    "/reports/draft",
    summary="Make a draft",
    response=answers(None),
    openapi_extra={"responses": {200: {"content": {media: {"schema": _FILE} for media in _MEDIA.values()}}}},
)
def draft(request: KeyRequest, wanted: DraftWanted) -> HttpResponse:
    """The draft as a file; nothing is posted. ``X-Old-Numbers`` counts what it says as an earlier report did."""
    asking = request.auth
    unit = asking.whole_unit(wanted.unit, right=Right.REPORT)
    template = _templates(asking).get(wanted.template)
    if template is None:
        raise Http404
    period = asking.period(wanted.period, until=wanted.until)
    text = read_template(template)
    with TemporaryDirectory(prefix="shilu-api-") as folder:
        out = Path(folder, f"draft.{wanted.form}")
        made = build_report(
            text,
            name=template.name,
            unit=unit,
            period=period,
            out=out,
            calendar=asking.calendar,
            today=asking.today,
            clean=wanted.clean,
            layout=read_layout(template, text),
        )
        response = HttpResponse(out.read_bytes(), content_type=_MEDIA[wanted.form])
    name = quote(f"{template.stem}-{period.name.replace('/', '~')}.{wanted.form}")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    response["X-As-Of"] = str(made.at)
    response["X-Root"] = made.root
    response["X-Old-Numbers"] = str(len(made.old))
    return response


def _templates(asking: Asking) -> dict[str, Path]:
    """The templates by name; a name that is asked for is only ever looked up here."""
    folder = asking.workspace.templates
    return {path.name: path for path in folder.glob("*.md") if path.is_file()} if folder.is_dir() else {}


def _within(asking: Asking, paper: Issued) -> bool:
    unit = asking.structure.by_code(paper.unit)
    return unit is not None and asking.whole(unit.uuid)


def _written(paper: IssuedTitle) -> dict[str, Any]:
    return {
        "seq": paper.seq,
        "report": paper.uuid,
        "issued": paper.issued.isoformat(),
        "title": paper.title,
        "template": paper.template,
        "unit": paper.unit,
        "period": paper.period,
        "as_of": paper.as_of,
        "root": paper.root,
        "supersedes": paper.supersedes,
    }
