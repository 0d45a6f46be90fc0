"""What the log says of itself: the head, the rows of a type, and organisation and catalogue at a position."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Catalogue
from shilu.ledger.leaves import last_of
from shilu.ledger.log import instant_of, microseconds
from shilu.ledger.models import Head, Row
from shilu.ledger.tree import root_of
from shilu.lib.day_numbers import day_of
from shilu.lib.errors import Refused
from shilu.lib.recent import Recent
from shilu.organisation.models import Unit
from shilu.organisation.replaying import ChangeRow, change_row, replayed
from shilu.organisation.structure import Structure

_FEW: Final = 8
_structures: Final = Recent[bytes, Structure](_FEW)
_catalogues: Final = Recent[bytes, Catalogue](_FEW)
_memberships: Final = Recent[bytes, dict[int, UUID]](_FEW)


def position() -> int:
    """How many rows the log has; the position that "now" means."""
    return Head.objects.values_list("size", flat=True).get(id=1)


def moment_of(seq: int) -> datetime | None:
    """When the row at a position was received: what the ledger then said is as of that moment. None before the first."""
    received = Row.objects.filter(seq=seq).values_list("received", flat=True).first()
    return None if received is None else instant_of(received)


def recorded_since(seq: int, *, account: UUID) -> bool:
    """Whether ``account`` has added anything to the log after position ``seq``."""
    return Row.objects.filter(seq__gt=seq, account__in=(account.hex, str(account))).exists()


def position_on(day_end: datetime) -> int:
    """The last position received before ``day_end``."""
    found = Row.objects.filter(received__lt=microseconds(day_end)).order_by("-seq").values_list("seq", flat=True)
    return found.first() or 0


def root_at(seq: int) -> bytes:
    """The tree's root over the first ``seq`` rows."""
    leaves = Row.objects.filter(seq__lte=seq).order_by("seq").values_list("leaf", flat=True)
    algorithm = Head.objects.values_list("algorithm", flat=True).get(id=1)
    return root_of([bytes(leaf) for leaf in leaves], algorithm=algorithm)


def rows_of(*types: str, at: int | None = None) -> QuerySet[Row]:
    """The rows of ``types``, none of them entries or reversals, up to position ``at`` (None: all), in order."""
    rows = Row.objects.filter(type__in=types, kind__isnull=True).order_by("seq")
    return rows if at is None else rows.filter(seq__lte=at)


def bodies(*types: str, at: int | None = None) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Position, type and body of the rows of ``types`` up to position ``at``, in order."""
    for seq, type_, body in rows_of(*types, at=at).values_list("seq", "type", "body"):
        yield seq, type_, json.loads(body)


def structure_at(seq: int | None = None) -> Structure:
    """The organisation as the first ``seq`` rows tell it (None: all rows); it is shared, change a copy."""
    last = last_of("organisation", at=seq)
    if last is None:
        return Structure()
    return _structures.made(last[1], lambda: replayed(organisation_rows(at=seq)))


def organisation_rows(at: int | None = None) -> list[ChangeRow]:
    """The rows that changed the organisation up to position ``at`` (None: all), those taken back among them."""
    return [change_row(seq, body) for seq, _type, body in bodies("organisation", at=at)]


def catalogue_at(seq: int | None = None) -> Catalogue:
    """The catalogue that held at position ``seq`` (None: now)."""
    found = last_of("catalogue", at=seq)
    if found is None:
        raise Refused(_("No catalogue has been applied yet: run shilu catalogue apply."))
    at, leaf = found
    return _catalogues.made(leaf, lambda: Catalogue.from_body(json.loads(Row.objects.get(seq=at).body)))


@dataclass(frozen=True, slots=True)
class Said:
    """That a unit's period was closed, claimed by an import (the one at ``batch``), or opened again."""

    seq: int
    type: str
    unit: UUID
    first: date
    last: date
    batch: int | None = None


def said_of_periods(seq: int | None = None) -> list[Said]:
    """All that was said of reported periods up to ``seq``, in order; without what an import said that was undone."""
    rows = rows_of("closed", "opened", at=seq)
    uuids = dict(Unit.objects.values_list("id", "uuid"))
    found = list(rows.values_list("seq", "type", "unit", "first", "last", "target", "batch"))
    undone = {target for _seq, type_, _unit, _first, _last, target, _batch in found if type_ == "opened" and target}
    return [
        Said(at, "import" if batch else type_, uuids[unit], day_of(first), day_of(last), batch)
        for at, type_, unit, first, last, _target, batch in found
        if unit and first and last and batch not in undone
    ]


def came_in_part() -> list[Said]:
    """The imports that claim nothing as reported, each for the units that it is about; an undone one is none."""
    claiming = rows_of("closed").filter(batch__isnull=False).values("batch")
    rows = rows_of("import").exclude(seq__in=claiming).exclude(seq__in=undone_imports())
    found = []
    for seq, first, last, body in rows.values_list("seq", "first", "last", "body"):
        if first and last:
            units = (UUID(unit) for unit in json.loads(body)["units"])
            found += [Said(seq, "import", unit, day_of(first), day_of(last), seq) for unit in units]
    return found


def undone_imports() -> frozenset[int]:
    """The positions of the imports that were undone."""
    found = Row.objects.filter(type="opened", target__isnull=False).values_list("target", flat=True)
    return frozenset(seq for seq in found if seq is not None)


def memberships(seq: int | None = None) -> dict[int, UUID]:
    """The occasion of each entry that is joined to one, as of ``seq``."""
    last = rows_of("joined", "left", at=seq).values_list("leaf", flat=True).last()
    if last is None:
        return {}
    found = _memberships.made(bytes(last), lambda: _memberships_at(seq))
    return dict(found)


def _memberships_at(seq: int | None) -> dict[int, UUID]:
    found: dict[int, UUID] = {}
    for _seq, type_, body in bodies("joined", "left", at=seq):
        for entry in body["entries"]:
            if type_ == "joined":
                found[entry] = UUID(body["occasion"])
            elif found.get(entry) == UUID(body["occasion"]):
                del found[entry]
    return found


def other_rows(seq: int | None = None) -> list[dict[str, Any]]:
    """The rows of the log that are neither entries nor reversals, as plain values."""
    rows = Row.objects.filter(kind__isnull=True).order_by("seq")
    if seq is not None:
        rows = rows.filter(seq=seq)
    return [
        {
            "seq": row.seq,
            "uuid": str(UUID(row.uuid)),
            "type": row.type,
            "received": instant_of(row.received).isoformat(),
            "target": row.target,
            "body": json.loads(row.body) if row.body else {},
        }
        for row in rows
    ]
