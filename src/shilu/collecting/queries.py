"""Workbooks that were handed in, and the imports that the log holds."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Count, F, Q

from shilu.collecting.models import Delivery
from shilu.ledger.log import instant_of
from shilu.ledger.models import Row, Text
from shilu.lib.day_numbers import day_of
from shilu.organisation.models import Unit

_MOST_COUNTED: Final = 10_000
_counted: dict[tuple[int, bytes], int] = {}


@dataclass(frozen=True, slots=True)
class ImportSeen:
    """An import as the log tells it; ``brought`` counts its records.

    Of its rows ``into_months`` were added to the sums of as many ``months`` of private kinds, of which one record stands each.
    ``covers`` are the days that it is about; ``reported`` tells whether it says of any unit that all of a period is
    reported; ``undone`` that it was withdrawn.
    """

    seq: int
    file: str
    unit: UUID
    covers: tuple[date, date]
    reported: bool
    received: datetime
    account: str
    rows: int
    brought: int
    into_months: int
    months: int
    undone: bool
    reason: str


def deliveries_in(
    units: Iterable[UUID],
    *,
    together: UUID | None = None,
    before: int | None = None,
    most: int = 60,
    whole: bool = False,
) -> list[Delivery]:
    """Workbooks that were handed in for one of ``units``, newest first; with ``together`` those of one go, as handed in.

    ``before`` the one with that key of the table. Only with ``whole`` is there more of their content than the counts.
    """
    found = Delivery.objects.filter(unit__in=list(units)).order_by("-id")
    if not whole:
        found = found.defer("preview", "guesses", "outcome")
    if before is not None:
        found = found.filter(id__lt=before)
    if together is not None:
        found = found.filter(together=together).order_by("id")
    return list(found[:most])


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
    claiming = set(Row.objects.filter(type="closed", batch__in=seqs).values_list("batch", flat=True))
    brought = _brought({row.seq: bytes(row.leaf) for row in rows})
    withdrawn: Mapping[int | None, str] = dict(
        Row.objects.filter(type="opened", target__in=seqs).values_list("target", "body")
    )
    tables = {row.seq: json.loads(row.body)["tables"] for row in rows}
    added = {seq: [one for table in of for one in table["months"] if one["rows"] > 0] for seq, of in tables.items()}
    return [
        ImportSeen(
            seq=row.seq,
            file=files.get(row.seq, ""),
            unit=units[row.unit or 0],
            covers=(day_of(row.first or 0), day_of(row.last or 0)),
            reported=row.seq in claiming,
            received=instant_of(row.received),
            account=row.account,
            rows=sum(table["rows"] for table in tables[row.seq]),
            brought=brought[row.seq],
            into_months=sum(one["rows"] for one in added[row.seq]),
            months=len({(one["kind"], one["unit"], one["first"], str(one["labels"])) for one in added[row.seq]}),
            undone=row.seq in withdrawn,
            reason=json.loads(withdrawn[row.seq])["reason"] if row.seq in withdrawn else "",
        )
        for row in rows
    ]


def _brought(imports: Mapping[int, bytes]) -> dict[int, int]:
    """How many entries each import brought; that never changes, and is counted once a process for each leaf.

    What was put back since, because a later import was undone, stands in place of a record that came after this one.
    """
    unknown = [seq for seq, leaf in imports.items() if (seq, leaf) not in _counted]
    if unknown:
        entries = Row.objects.filter(Q(target=None) | Q(target__lt=F("batch")), type="entry", batch__in=unknown)
        found = dict(entries.values_list("batch").annotate(count=Count("seq")).order_by())
        if len(_counted) > _MOST_COUNTED:
            _counted.clear()
        _counted.update({(seq, imports[seq]): found.get(seq, 0) for seq in unknown})
    return {seq: _counted[seq, leaf] for seq, leaf in imports.items()}
