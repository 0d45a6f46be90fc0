"""Imports as the log holds them, whoever made them: on the pages, on the command line or through this interface."""

from typing import Annotated, Any

from django.http import Http404
from ninja import Path, Query, Router, Schema
from pydantic import Field

from shilu.access.roles import Right
from shilu.api.asking import Asking, KeyRequest
from shilu.api.bodies import Reason
from shilu.api.errors import answers
from shilu.api.paging import PageWanted, cursor_behind, seq_of
from shilu.api.v1.imports import Undone, undone
from shilu.collecting.queries import ImportSeen, imports_at, imports_listed

router = Router(tags=["imports"])
Seq = Annotated[
    int, Path(ge=1, le=1 << 53, description="The position of the import's row: what an entry calls import.")
]


class MadeShape(Schema):
    """An import that stands in the log."""

    seq: int = Field(description="The position of its row: GET /entries?import=…")
    file: str = Field(description="The name of the workbook; empty where its words were erased.")
    unit: str = Field(description="The code of the unit for which it was made.")
    received: str = Field(description="When it came into the ledger.")
    rows: int = Field(description="The rows of its tables.")
    entries: int = Field(description="How many records it brought.")
    undone: bool = Field(description="Whether it was undone.")
    reason: str = Field(description="Why it was undone.")


class MadePage(Schema):
    """Imports, and the cursor of the page that follows."""

    imports: list[MadeShape] = Field(description="The newest first.")
    next: str | None = Field(description="Null where this was the last page.")


@router.get("/imports/made", response=answers(MadePage), summary="Imports that the log holds, page by page")
def imports_made(request: KeyRequest, wanted: Query[PageWanted]) -> Any:
    """The imports made for units in which the key may import, newest first."""
    asking = request.auth
    units = [unit.uuid for unit in asking.viewer.units(Right.IMPORT)]
    found = imports_listed(units, before=seq_of(wanted.cursor) or None, most=wanted.limit + 1)
    page = found[: wanted.limit]
    following = cursor_behind(page[-1].seq) if len(found) > wanted.limit else None
    return {"imports": [_written(one, asking) for one in page], "next": following}


@router.get("/imports/made/{int:seq}", response=answers(MadeShape), summary="One import that the log holds")
def import_made(request: KeyRequest, seq: Seq) -> Any:
    """What it brought, and whether it was undone."""
    return _written(_made(request.auth, seq), request.auth)


@router.post("/imports/made/{int:seq}/undo", response=answers(Undone), summary="Undo an import that the log holds")
def undo_made(request: KeyRequest, seq: Seq, why: Reason) -> Any:
    """Cancel what it brought and still stands, and put back what it had corrected or cancelled."""
    return undone(_made(request.auth, seq).seq, reason=why.reason, asking=request.auth)


def _made(asking: Asking, seq: int) -> ImportSeen:
    found = next(iter(imports_at([seq])), None)
    if found is None or not asking.viewer.may(Right.IMPORT, found.unit):
        raise Http404
    return found


def _written(one: ImportSeen, asking: Asking) -> dict[str, Any]:
    return {
        "seq": one.seq,
        "file": one.file,
        "unit": asking.structure.units[one.unit].code,
        "received": one.received.isoformat(),
        "rows": one.rows,
        "entries": one.brought,
        "undone": one.undone,
        "reason": one.reason,
    }
