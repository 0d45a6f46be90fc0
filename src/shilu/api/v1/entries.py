"""Entries: read in the order of the log, handed in, corrected, reversed."""

from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from ninja import Header, Path, Query, Router, Status

from shilu.access.roles import Right
from shilu.api.asking import Asking, KeyRequest
from shilu.api.bodies import Reason
from shilu.api.errors import answers
from shilu.api.handing import EntryChange, EntryGiven, changed_fact, evidence_of, fact_of
from shilu.api.paging import cursor_behind, seq_of
from shilu.api.v1.entry_shapes import Doubles, EntryInFull, Filter, Handed, Page, Reversed, WaitingShape
from shilu.ledger.catalogue import Catalogue
from shilu.ledger.entries import Wanted, entries_after, entries_by_seq
from shilu.ledger.entry import Entry
from shilu.ledger.entry_json import entry_json
from shilu.ledger.listing_counts import untold
from shilu.ledger.operations import draft_of
from shilu.recording.handed import Correction
from shilu.recording.once import once
from shilu.recording.operations import record
from shilu.recording.queries import WaitingRecord, review_on, waiting_record
from shilu.recording.standing import cancel

router = Router(tags=["entries"])

Seq = Annotated[int, Path(ge=1, le=1 << 53, description="The position of a row of the log.")]
IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        pattern="^[!-~]+$",
        description="Sent again with the same key, the same request is done once and answered alike.",
    ),
]


@router.get("/entries", response=answers(Page), summary="Entries and reversals, page by page", by_alias=True)
def entries(request: KeyRequest, wanted: Query[Filter]) -> Any:
    """What may be read of the ledger, oldest first."""
    asking = request.auth
    found = entries_after(
        seq_of(wanted.cursor),
        wanted=_wanted(asking, wanted),
        seen=asking.viewer.sight.rows(),
        limit=wanted.limit + 1,
    )
    page = found[: wanted.limit]
    following = cursor_behind(page[-1].seq) if len(found) > wanted.limit else None
    return {"entries": [_written(entry, asking) for entry in page], "next": following}


def _wanted(asking: Asking, wanted: Filter) -> Wanted:
    kind = asking.catalogue.meaning(wanted.kind) if wanted.kind is not None else None
    if wanted.kind is not None and kind is None:
        raise Http404
    unit = asking.unit(wanted.unit) if wanted.unit is not None else None
    return Wanted(
        kinds=frozenset({kind.kind.key}) if kind else None,
        units=asking.structure.tree_now().subtree(unit.uuid) if unit else None,
        first=wanted.since,
        last=wanted.until,
        text=wanted.text,
        batch=wanted.batch,
    )


@router.get("/entries/{int:seq}", response=answers(EntryInFull), summary="One entry", by_alias=True)
def entry(request: KeyRequest, seq: Seq) -> Any:
    """One entry or reversal with its words."""
    found = _seen(request.auth, seq)
    return {**_written(found, request.auth), "details": found.texts.particulars}


@router.post(
    "/entries",
    response={**answers(Handed, status=201, s202=Handed), 409: Doubles},
    summary="Hand a record in",
)
def post_entry(request: KeyRequest, response: HttpResponse, given: EntryGiven, key: IdempotencyKey = None) -> Any:
    """Post a record (201), or let it wait where the key may not post or the unit's records are reviewed (202)."""
    asking = request.auth
    unit = asking.unit(given.unit, right=Right.RECORD)
    for seq in given.joined_with:
        _seen(asking, seq)
    done = record(
        fact_of(given, unit=unit.uuid, catalogue=asking.catalogue),
        clerk=asking.clerk,
        store=asking.workspace.evidence,
        may_post=asking.viewer.may(Right.POST, unit.uuid),
        joined_with=given.joined_with,
        evidence=evidence_of(given),
        accept_likely=given.accept_likely,
        key=key,
    )
    return _handed(done.seq, done.waiting, again=done.again, response=response)


@router.post(
    "/entries/{int:seq}/correct",
    response=answers(Handed, status=201, s202=Handed),
    summary="Correct an entry",
)
def correct_entry(
    request: KeyRequest, response: HttpResponse, seq: Seq, change: EntryChange, key: IdempotencyKey = None
) -> Any:
    """Reverse an entry and post the right one in one step; what is not given stays as it was."""
    asking = request.auth
    before = _seen(asking, seq, right=Right.RECORD)
    if untold(asking.catalogue.kinds[before.kind]) and not asking.viewer.may(Right.POST, before.unit):
        raise Http404  # what is handed in tells its sender all that the record counted before
    unit = asking.unit(change.unit, right=Right.RECORD).uuid if change.unit is not None else before.unit

    def correct() -> dict[str, Any]:
        done = record(
            changed_fact(draft_of(before), change, unit=unit, catalogue=asking.catalogue),
            clerk=asking.clerk,
            store=asking.workspace.evidence,
            may_post=asking.viewer.posts_correction(
                before.unit, after=unit, reviewed=review_on(before.unit, structure=asking.structure)
            ),
            corrects=Correction(seq, change.reason),
        )
        return {"seq": done.seq, "waiting": str(done.waiting) if done.waiting else None}

    told, again = _done_once(correct, asking, key, {"correct": seq, **change.model_dump(mode="json")})
    return _handed(told["seq"], told["waiting"], again=again, response=response)


@router.post(
    "/entries/{int:seq}/reverse", response=answers(Reversed, status=201, s202=Handed), summary="Reverse an entry"
)
def reverse_entry(
    request: KeyRequest, response: HttpResponse, seq: Seq, why: Reason, key: IdempotencyKey = None
) -> Any:
    """Cancel an entry; it stays in the log. Where the records of its unit are reviewed, that waits."""
    asking = request.auth
    _seen(asking, seq, right=Right.POST)

    def reverse() -> dict[str, Any]:
        done = cancel(seq, reason=why.reason, clerk=asking.clerk)
        return {"seq": done.seq, "waiting": str(done.waiting) if done.waiting else None}

    told, again = _done_once(reverse, asking, key, {"reverse": seq, "reason": why.reason})
    if told.get("waiting"):
        return _handed(None, told["waiting"], again=again, response=response)
    _tell_again(response, again=again)
    return Status(201, {"seq": told["seq"]})


@router.get("/waiting/{uuid:uuid}", response=answers(WaitingShape), summary="What became of a record that waits")
def waiting(request: KeyRequest, uuid: Annotated[UUID, Path(description="As the record was answered.")]) -> Any:
    """One's own record outside the ledger, or one that one reviews."""
    asking = request.auth
    found = waiting_record(uuid)
    if found is None or not (found.account == asking.viewer.account or _reviews(asking, found)):
        raise Http404
    return {"waiting": str(found.uuid), "state": found.state, "words": found.words, "seq": found.seq}


def _reviews(asking: Asking, found: WaitingRecord) -> bool:
    """Whether the key reviews records of that unit and kind; a leader's lines may be kinds."""
    kinds = asking.viewer.sight.kinds_of(found.unit)
    return asking.viewer.may(Right.REVIEW, found.unit) and (kinds is None or found.kind in kinds)


def _done_once(
    do: Callable[[], dict[str, Any]], asking: Asking, key: str | None, content: dict[str, Any]
) -> tuple[dict[str, Any], bool]:
    """What ``do`` gives, and whether it was done before under the caller's key; without a key it is done anew."""
    if key is None:
        return do(), False
    return once(do, account=asking.clerk.account, key=key, content=content, now=asking.now)


def _seen(asking: Asking, seq: int, *, right: Right = Right.READ) -> Entry:
    """The entry at ``seq`` where it may be read and ``right`` holds in its unit; 404 for any other."""
    found = next(iter(entries_by_seq([seq])), None)
    if found is None or not asking.viewer.sight.sees(found.unit, kind=found.kind, last=found.last):
        raise Http404
    if right is not Right.READ and (found.type != "entry" or not asking.viewer.may(right, found.unit)):
        raise Http404
    return found


def _handed(seq: int | None, waiting: UUID | str | None, *, again: bool, response: HttpResponse) -> Status[Any]:
    _tell_again(response, again=again)
    state = "waiting" if seq is None else "posted"
    told = {"state": state, "seq": seq, "waiting": str(waiting) if waiting else None}
    return Status(202 if seq is None else 201, told)


def _tell_again(response: HttpResponse, *, again: bool) -> None:
    if again:
        response["Idempotent-Replayed"] = "true"


def _written(entry: Entry, asking: Asking) -> dict[str, Any]:
    return _without_people(entry_json(entry, structure=asking.structure), asking.catalogue)


def _without_people(written: dict[str, Any], catalogue: Catalogue) -> dict[str, Any]:
    """Of a private kind no count of people: two sums of a month would tell by subtraction whom one talk was with."""
    hidden = untold(catalogue.kinds[written["kind"]])
    amounts = {key: None if key in hidden else amount for key, amount in written["quantities"].items()}
    return {**written, "quantities": amounts}
