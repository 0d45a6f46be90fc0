"""What is on its way: records that wait, drafts, words without a kind, and which units have their records reviewed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Count, Q, UUIDField

from shilu.lib.prepared import Prepared, Slot
from shilu.organisation.structure import Structure
from shilu.recording.handed import Handed
from shilu.recording.models import Draft, ReviewSwitch, Staged, Waiting
from shilu.recording.word_record import WordRecord

_SWITCHED: Final = Prepared(lambda: ReviewSwitch.objects.values_list("unit"))


def review_on(unit: UUID, *, structure: Structure) -> bool:
    """Whether records of ``unit`` are looked at before they count: it or a unit above it switched that on."""
    return bool(review_in((unit,), structure=structure))


def switched_units() -> frozenset[UUID]:
    """The units that switched the review on for themselves and all below them."""
    return frozenset(unit for (unit,) in _SWITCHED.rows())


def review_in(units: Iterable[UUID], *, structure: Structure) -> frozenset[UUID]:
    """Those of ``units`` whose records are looked at before they count; one query."""
    switched = switched_units()
    if not switched:
        return frozenset()
    tree = structure.tree_now()
    return frozenset(unit for unit in units if not switched.isdisjoint(tree.chain(unit)))


@dataclass(frozen=True, slots=True)
class FileHeld:
    """A file that waits with its record."""

    uuid: UUID
    name: str


@dataclass(frozen=True, slots=True)
class WaitingRecord:
    """A record outside the ledger: what it says, who handed it in, and what became of it.

    It is ``handed``, or ``told`` while its word has no kind; both are None once it was posted.
    """

    uuid: UUID
    account: UUID
    unit: UUID
    kind: str
    word: str
    handed: Handed | None
    told: WordRecord | None
    state: str
    handed_at: datetime
    settled_at: datetime | None
    words: str
    seq: int | None
    files: tuple[FileHeld, ...]


def waiting_in(units: Iterable[UUID]) -> list[WaitingRecord]:
    """The records of ``units`` that wait to be posted, oldest first; two queries."""
    return _read(Waiting.objects.filter(state="waiting", unit__in=list(units)).order_by("handed_at", "id"))


def waiting_about(seq: int, *, unit: UUID) -> list[WaitingRecord]:
    """What waits to correct or cancel an entry of ``unit``, or to show it."""
    return _read(Waiting.objects.filter(state="waiting", unit=unit, content__about=seq).order_by("handed_at", "id"))


_OUTSIDE: Final = Prepared(
    lambda: Waiting.objects.filter(
        account=Slot("account", UUIDField()), state__in=("waiting", "word", "returned")
    ).order_by("-handed_at", "-id")[:50]
)


def waiting_of(account: UUID) -> list[WaitingRecord]:
    """What somebody handed in that waits, waits for its word, or was returned; the newest fifty, newest first."""
    return _read(_OUTSIDE.objects(Waiting, account=account))


def waiting_record(uuid: UUID) -> WaitingRecord | None:
    """One record outside the ledger."""
    return next(iter(_read(Waiting.objects.filter(uuid=uuid))), None)


def _read(rows: Iterable[Waiting]) -> list[WaitingRecord]:
    found = list(rows)
    if not found:
        return []
    files: dict[int, list[FileHeld]] = {}
    held = Staged.objects.filter(waiting__in=[row.id for row in found]).order_by("id")
    for waiting, uuid, name in held.values_list("waiting_id", "uuid", "name"):
        files.setdefault(waiting or 0, []).append(FileHeld(uuid, name))
    return [
        WaitingRecord(
            row.uuid,
            row.account,
            row.unit,
            row.kind,
            row.word,
            Handed.from_content(row.content) if row.kind and row.content else None,
            WordRecord.from_content(row.content) if not row.kind and row.content else None,
            row.state,
            row.handed_at,
            row.settled_at,
            row.words,
            row.seq,
            tuple(files.get(row.id, ())),
        )
        for row in found
    ]


def files_held(account: UUID, *, waiting: UUID | None = None) -> list[FileHeld]:
    """The files of somebody that belong to no record yet, and those of the own record ``waiting``."""
    free = Q(waiting=None) | Q(waiting__uuid=waiting) if waiting else Q(waiting=None)
    rows = Staged.objects.filter(free, account=account).order_by("id").values_list("uuid", "name")
    return [FileHeld(uuid, name) for uuid, name in rows]


_OF_OTHERS: Final = Prepared(
    lambda: (
        Waiting.objects.filter(~Q(account=Slot("account", UUIDField())), state="waiting")
        .order_by()
        .values_list("unit", "kind")
        .annotate(many=Count("id"))
    )
)


def waiting_of_others(account: UUID) -> list[tuple[UUID, str, int]]:
    """How many records that others than ``account`` handed in wait to be posted, by unit and kind; one query."""
    return [(unit, kind, many) for unit, kind, many in _OF_OTHERS.rows(account=account)]


_DRAFTS: Final = Prepared(
    lambda: Draft.objects.filter(account=Slot("account", UUIDField())).order_by("-updated_at", "-id")
)


def drafts_of(account: UUID) -> list[Draft]:
    """What somebody typed and did not hand in, newest first."""
    return _DRAFTS.objects(Draft, account=account)
