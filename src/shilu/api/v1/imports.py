"""Imports: a workbook is handed in, read and compared, imported as was decided, and undone by reversal."""

from datetime import UTC
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from ninja import File, Form, Path, Query, Router, Schema, Status, UploadedFile
from pydantic import Field

from shilu.access.reviewed import waits_for_review
from shilu.access.roles import Right
from shilu.api.asking import Asking, KeyRequest
from shilu.api.bodies import Reason
from shilu.api.errors import answers
from shilu.api.given import Given
from shilu.api.paging import PageWanted, cursor_behind, seq_of
from shilu.collecting.models import READY, UNREADABLE, Delivery
from shilu.collecting.operations import Handed, begin, carry_out, decide, drop, look, receive, undo_import
from shilu.collecting.queries import deliveries_in, delivery_of
from shilu.collecting.reviewing import ask_to_import, asked_by, units_of_import, units_touched
from shilu.ledger.importing.choices import Choices
from shilu.lib.errors import Refused

router = Router(tags=["imports"])
Known = Annotated[UUID, Path(description="As the workbook was answered.")]


class ChoicesShape(Given):
    """What is decided beforehand."""

    new_kinds: bool = Field(False, description="Add kinds that the catalogue does not have.")
    accept_valid: bool = Field(False, description="Take the good rows, leave the bad ones.")
    accept_likely: bool = Field(False, description="Take rows that look like doubles too.")
    update: bool = Field(False, description="Correct records whose row changed.")
    remove: bool = Field(False, description="Cancel records whose row is gone.")
    again: bool = Field(
        False, description="Record rows again whose records were cancelled, unless another is like them."
    )
    reported: bool | None = Field(
        None,
        description="Whether all that the workbook is about is in it, so that what has no record was nothing. Without it: "
        "where it says its unit and period, and no row is left out.",
    )


class UploadShape(ChoicesShape):
    """A workbook's unit, and what is decided of it."""

    unit: str = Field(max_length=200, description="The subtree in which the workbook's names are looked up.")
    dry_run: bool = Field(False, description="Read and compare only; begin later.")


class RefusedCell(Schema):
    """A cell that cannot be taken."""

    sheet: str = Field(description="The name of the sheet.")
    cell: str = Field(description="Its address, as C7.")
    reason: str = Field(description="What is wrong with it.")


class RowLine(Schema):
    """A row in words, and the entry that it is compared with."""

    text: str = Field(description="The row in words.")
    seq: int | None = Field(None, description="The entry that it is compared with.")


class OutcomeShape(Schema):
    """What an import would do or did; counts are rows of the workbook."""

    rows: int = Field(description="All of them.")
    accepted: int = Field(description="Read without a fault.")
    new: int = Field(description="Not in the ledger before.")
    known: int = Field(description="In the ledger as they are.")
    changed: int = Field(description="In the ledger otherwise; corrected with update.")
    gone: int = Field(description="In the ledger and no more in the workbook; cancelled with remove.")
    likely: int = Field(description="Like records from elsewhere; taken with accept_likely.")
    withdrawn: int = Field(0, description="Of records that were cancelled in the ledger; recorded again with again.")
    revised: int = Field(0, description="Of records that were corrected in the ledger since, which stay so.")
    refused: int = Field(description="With a fault.")
    changed_lines: list[RowLine] = Field(description="The changed ones, as far as they are listed.")
    gone_lines: list[RowLine] = Field(description="The gone ones, as far as they are listed.")
    likely_lines: list[RowLine] = Field(description="The likely ones, as far as they are listed.")
    withdrawn_lines: list[RowLine] = Field([], description="The cancelled ones, as far as they are listed.")
    revised_lines: list[RowLine] = Field([], description="The corrected ones, as far as they are listed.")
    refused_lines: list[RefusedCell] = Field(description="The faults, as far as they are listed.")
    kinds_added: list[str] = Field(description="Kinds that the catalogue got.")
    remarks: list[str] = Field(description="What a reader should know.")


class ImportShape(Schema):
    """A workbook on its way, or in the ledger."""

    uuid: str = Field(description="By which it is asked for again.")
    file: str = Field(description="The name of the workbook.")
    unit: str = Field(description="The code of the unit for which it was handed in.")
    state: str = Field(description="waiting, reading, ready, unreadable, importing, imported or known.")
    reason: str = Field(description="Why it cannot be read, or was not imported.")
    received: str = Field(description="When it was handed in.")
    seq: int | None = Field(description="The position of the import's row: GET /entries?import=…")
    outcome: OutcomeShape | None = Field(description="What it would do while it is ready, and what it did afterwards.")


class ImportsPage(Schema):
    """Workbooks, and the cursor of the page that follows."""

    imports: list[ImportShape] = Field(description="The newest first.")
    next: str | None = Field(description="Null where this was the last page.")


class Undone(Schema):
    """What undoing did."""

    cancelled: int = Field(description="How many records were cancelled.")
    put_back: int = Field(description="How many records that it had corrected or cancelled stand again as they were.")
    months: int = Field(description="How many months' sums of private kinds went back by what it had added.")
    left: int = Field(description="How many records stay because they were changed again since.")


@router.get("/imports", response=answers(ImportsPage), summary="Workbooks that were handed in, page by page")
def imports(request: KeyRequest, wanted: Query[PageWanted]) -> Any:
    """The workbooks of the units in which the key may import, newest first."""
    asking = request.auth
    units = [unit.uuid for unit in asking.viewer.units(Right.IMPORT)]
    behind = seq_of(wanted.cursor) or None
    found = deliveries_in(units, before=behind, most=wanted.limit + 1, whole=True)
    page = found[: wanted.limit]
    following = cursor_behind(page[-1].pk) if len(found) > wanted.limit else None
    return {"imports": [_written(one, asking) for one in page], "next": following}


@router.post("/imports", response=answers(ImportShape, status=201), summary="Hand a workbook in")
def upload(request: KeyRequest, given: Form[UploadShape], file: File[UploadedFile]) -> Any:
    """Read a workbook, compare it with the ledger and import it; sent again, its rows are known and nothing doubles.

    One that cannot be read is refused and not kept.
    """
    asking = request.auth
    unit, desk = asking.whole_unit(given.unit, right=Right.IMPORT), asking.workspace.desk(asking.clerk)
    (delivery,) = receive([Handed(file.name or "", file.chunks())], unit=unit.uuid, desk=desk)
    if delivery.state != UNREADABLE:
        look(decide(delivery, _choices(given, asking)), desk=desk)
        if delivery.state == READY and not given.dry_run:
            _import(delivery, asking)
    if delivery.state == UNREADABLE:
        drop(delivery, desk=desk)
        raise Refused(delivery.reason)
    return Status(201, _written(delivery, asking))


@router.get("/imports/{uuid:uuid}", response=answers(ImportShape), summary="One workbook")
def one_import(request: KeyRequest, uuid: Known) -> Any:
    """How far a workbook is, and what came of it."""
    return _written(_delivery(request.auth, uuid), request.auth)


@router.post("/imports/{uuid:uuid}/begin", response=answers(ImportShape), summary="Import a workbook")
def begin_import(request: KeyRequest, uuid: Known, choices: ChoicesShape) -> Any:
    """Import a workbook that is ready, as decided now; one that was imported is answered as it is."""
    asking = request.auth
    delivery = _delivery(asking, uuid)
    if delivery.state == READY:
        _import(decide(delivery, _choices(choices, asking)), asking)
    return _written(delivery, asking)


@router.post("/imports/{uuid:uuid}/undo", response=answers(Undone), summary="Undo an import")
def undo(request: KeyRequest, uuid: Known, why: Reason) -> Any:
    """Cancel what an import brought and still stands, and put back what it had corrected or cancelled."""
    delivery = _delivery(request.auth, uuid)
    if delivery.seq is None:
        raise Http404
    return undone(delivery.seq, reason=why.reason, asking=request.auth)


def undone(seq: int, *, reason: str, asking: Asking) -> dict[str, int]:
    """Undo the import at ``seq``; Refused where that is a reviewer's to do."""
    if waits_for_review(asking.viewer, units_of_import(seq)):
        raise Refused(_("Records of its units are reviewed; a reviewer who may import has to undo this import."))
    done = undo_import(seq, reason=reason, desk=asking.workspace.desk(asking.clerk))
    return {"cancelled": done.cancelled, "put_back": done.put_back, "months": done.months, "left": done.left}


def _import(delivery: Delivery, asking: Asking) -> None:
    """Import a workbook that is ready; where records of its units are reviewed it is handed to a reviewer instead."""
    desk = asking.workspace.desk(asking.clerk)
    if waits_for_review(asking.viewer, units_touched(delivery)):
        ask_to_import(delivery, desk=desk)
        return
    if begin(delivery, desk=desk):
        carry_out(delivery, desk=desk)


def _delivery(asking: Asking, uuid: UUID) -> Delivery:
    found = delivery_of(uuid)
    if found is None or not asking.viewer.may(Right.IMPORT, found.unit):
        raise Http404
    return found


def _choices(given: ChoicesShape, asking: Asking) -> Choices:
    """What was decided; Refused where kinds would be added by somebody who does not administer the whole body."""
    if given.new_kinds and not asking.viewer.everywhere(Right.ADMINISTER):
        raise Refused(_("New kinds are added by the administrator of the whole body; import without new_kinds."))
    return Choices(
        new_kinds=given.new_kinds,
        accept_valid=given.accept_valid,
        accept_likely=given.accept_likely,
        update=given.update,
        remove=given.remove,
        again=given.again,
        reported=given.reported,
    )


def _written(delivery: Delivery, asking: Asking) -> dict[str, Any]:
    return {
        "uuid": str(delivery.uuid),
        "file": delivery.name,
        "unit": asking.structure.units[delivery.unit].code,
        "state": delivery.state,
        "reason": _reason(delivery),
        "received": delivery.received_at.astimezone(UTC).isoformat(),
        "seq": delivery.seq,
        "outcome": delivery.outcome or delivery.preview,
    }


def _reason(delivery: Delivery) -> str:
    """Why it is not in the ledger: it waits for a reviewer, or what was said when it could not be taken."""
    if delivery.state == READY and asked_by(delivery) is not None:
        return _("It waits for its review; nothing of it counts until then.")
    return delivery.reason
