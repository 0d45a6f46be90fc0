"""What somebody usually records: their kinds, the last first, and what stood in the form last time."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count

from shilu.ledger.entries import correcting_entries, entries_by_seq, read_entries, standing_rows
from shilu.ledger.entry import Entry
from shilu.ledger.models import Kind, Row
from shilu.ledger.small_ids import known_kind_ids
from shilu.lib.day_numbers import day_number
from shilu.organisation.models import Unit
from shilu.recording.models import Usual


@dataclass(frozen=True, slots=True)
class LastTime:
    """The record of the kind that was made before this one, by oneself or by a colleague of the unit."""

    entry: Entry
    own: bool


def recent_kinds(account: UUID, *, limit: int = 12) -> list[str]:
    """The kinds that somebody recorded, the last first, each once."""
    keys = Usual.objects.filter(account=account).order_by("-used_at", "-id").values_list("kind", flat=True)
    return list(dict.fromkeys(keys))[:limit]


def kinds_of_unit(unit: UUID, *, since: date, limit: int = 8) -> list[str]:
    """The kinds of which the ledger has most records of ``unit`` since a day, for those who have recorded nothing yet."""
    rows = Row.objects.filter(unit__in=Unit.objects.filter(uuid=unit).values("id"), last__gte=day_number(since))
    counted = rows.filter(type="entry").values("kind").annotate(n=Count("seq")).order_by("-n", "kind")[:limit]
    keys = known_kind_ids().keys
    return [keys[row["kind"] or 0] for row in counted]


def recent_entries(kind: str, *, unit: UUID, since: date, limit: int = 5) -> list[Entry]:
    """The latest standing entries of ``kind`` and ``unit`` since a day, the newest first."""
    rows = standing_rows().filter(
        kind__in=Kind.objects.filter(key=kind).values("id"),
        unit__in=Unit.objects.filter(uuid=unit).values("id"),
        last__gte=day_number(since),
    )
    return read_entries(rows.order_by("-last", "-seq")[:limit])


def last_time(account: UUID, *, unit: UUID, kind: str) -> LastTime | None:
    """What was recorded of ``kind`` in ``unit`` the last time, by ``account`` if it ever did; as it stands today."""
    rows = Usual.objects.filter(unit=unit, kind=kind).order_by("-used_at", "-id").values_list("account", "seq")
    found = list(rows[:20])
    own = [seq for who, seq in found if who == account]
    seq = next(iter(own), None) or next((seq for _who, seq in found), None)
    if seq is None:
        return None
    entry = _as_it_stands(seq)
    return LastTime(entry, own=bool(own)) if entry is not None else None


def _as_it_stands(seq: int) -> Entry | None:
    """The entry, or the one posted in its place; None where it was cancelled."""
    entry = next(iter(entries_by_seq([seq])), None)
    while entry is not None and entry.reversed_by is not None:
        entry = next(iter(correcting_entries([entry.seq])), None)
    return entry
