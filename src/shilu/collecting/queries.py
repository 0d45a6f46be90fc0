"""Workbooks that were handed in, and the imports that the log holds."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count

from shilu.collecting.models import Delivery
from shilu.ledger.log import instant_of
from shilu.ledger.models import Row, Text
from shilu.lib.day_numbers import day_of
from shilu.organisation.models import Unit


@dataclass(frozen=True, slots=True)
class ImportSeen:
    """An import as the log tells it; ``brought`` counts its records, ``standing`` those that still count.

    ``covers`` are the days for which it said that the unit has reported; ``undone`` tells that this was withdrawn.
    """

    seq: int
    file: str
    unit: UUID
    covers: tuple[date, date]
    received: datetime
    account: str
    rows: int
    brought: int
    standing: int
    undone: bool
    reason: str


def deliveries_in(units: Iterable[UUID], *, together: UUID | None = None, most: int = 60) -> list[Delivery]:
    """Workbooks that were handed in for one of ``units``, newest first; with ``together`` those of one go, as handed in."""
    found = Delivery.objects.filter(unit__in=list(units))
    if together is not None:
        return list(found.filter(together=together).order_by("id")[:most])
    return list(found.defer("preview", "guesses", "outcome").order_by("-id")[:most])


def delivery_of(uuid: UUID) -> Delivery | None:
    """The workbook of that uuid."""
    return Delivery.objects.filter(uuid=uuid).first()


def imports_listed(units: Iterable[UUID] | None, *, before: int | None = None, most: int = 30) -> list[ImportSeen]:
    """Imports made for one of ``units`` (None: of all), newest first, those before a position; a fixed number of queries."""
    rows = Row.objects.filter(type="import").order_by("-seq")
    if units is not None:
        rows = rows.filter(unit__in=Unit.objects.filter(uuid__in=list(units)).values("id"))
    if before is not None:
        rows = rows.filter(seq__lt=before)
    return _seen(list(rows[:most]))


def imports_at(seqs: Iterable[int]) -> list[ImportSeen]:
    """The imports at positions of the log, newest first; other positions are left out."""
    return _seen(list(Row.objects.filter(type="import", seq__in=list(seqs)).order_by("-seq")))


def _seen(rows: list[Row]) -> list[ImportSeen]:
    seqs = [row.seq for row in rows]
    files = dict(Text.objects.filter(seq__in=seqs).values_list("seq", "file"))
    units = dict(Unit.objects.filter(id__in={row.unit for row in rows}).values_list("id", "uuid"))
    brought, standing = _counts(seqs)
    withdrawn: Mapping[int | None, str] = dict(
        Row.objects.filter(type="opened", target__in=seqs).values_list("target", "body")
    )
    return [
        ImportSeen(
            seq=row.seq,
            file=files.get(row.seq, ""),
            unit=units[row.unit or 0],
            covers=(day_of(row.first or 0), day_of(row.last or 0)),
            received=instant_of(row.received),
            account=row.account,
            rows=sum(table["rows"] for table in json.loads(row.body)["tables"]),
            brought=brought.get(row.seq, 0),
            standing=standing.get(row.seq, 0),
            undone=row.seq in withdrawn,
            reason=json.loads(withdrawn[row.seq])["reason"] if row.seq in withdrawn else "",
        )
        for row in rows
    ]


def _counts(seqs: list[int]) -> tuple[dict[int | None, int], dict[int | None, int]]:
    """How many entries each import brought, and how many of them no reversal cancelled."""
    entries = Row.objects.filter(type="entry", batch__in=seqs)
    brought = dict(entries.values_list("batch").annotate(count=Count("seq")).order_by())
    reversed_ = Row.objects.filter(
        type="reversal", target__in=Row.objects.filter(type="entry", batch__in=seqs).values("seq")
    ).values("target")
    standing = dict(entries.exclude(seq__in=reversed_).values_list("batch").annotate(count=Count("seq")).order_by())
    return brought, standing
