"""Lists of records as pages show them: newest day first, a screenful at a time."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from shilu.ledger.entries import entries_by_seq
from shilu.ledger.entry import Entry
from shilu.ledger.listing_sought import Sought, beyond_scope, scope_of
from shilu.ledger.models import Kind, Row, Text
from shilu.ledger.sight import Sight

SCREENFUL: Final = 50


class Place(NamedTuple):
    """A record's place in the list: its last day (yyyymmdd) and its position in the log."""

    last: int
    seq: int


@dataclass(frozen=True, slots=True)
class Page:
    """A screenful of records; ``further`` and ``back`` are where the pages beside it begin, None where there is none."""

    entries: Sequence[Entry] = ()
    further: Place | None = None
    back: Place | None = None


def page_of(
    sought: Sought,
    *,
    sight: Sight,
    size: int = SCREENFUL,
    after: Place | None = None,
    before: Place | None = None,
    oldest_first: bool = False,
) -> Page:
    """The records that are sought and seen, newest day first: those ``after`` a place in the list, or just ``before``."""
    rows = sought_rows(sought, sight=sight)
    place, turned = (before, True) if before is not None else (after, False)
    rising = oldest_first != turned
    if place is not None:
        rows = rows.filter(_beyond(place, rising=rising))
    order = ("last", "seq") if rising else ("-last", "-seq")
    listed = rows.order_by(*order).values_list("last", "seq")[: size + 1]
    found = [Place(last or 0, seq) for last, seq in listed]
    more, shown = len(found) > size, found[:size]
    if turned:
        shown.reverse()
    if not shown:
        return Page()
    has_back, has_further = (more, True) if turned else (place is not None, more)
    entries = {entry.seq: entry for entry in entries_by_seq([one.seq for one in shown])}
    return Page(
        entries=[entries[one.seq] for one in shown],
        further=shown[-1] if has_further else None,
        back=shown[0] if has_back else None,
    )


def each_sought(sought: Sought, *, sight: Sight, size: int = 1_000) -> Iterator[list[Entry]]:
    """All records that are sought and seen, oldest day first, ``size`` at a time."""
    after: Place | None = None
    while True:
        page = page_of(sought, sight=sight, size=size, after=after, oldest_first=True)
        if page.entries:
            yield list(page.entries)
        if page.further is None:
            return
        after = page.further


def kinds_sought(sought: Sought, *, sight: Sight) -> list[str]:
    """The kinds of the records that are sought and seen."""
    ids = sought_rows(sought, sight=sight).order_by().values("kind").distinct()
    return list(Kind.objects.filter(id__in=ids).order_by("id").values_list("key", flat=True))


def roles_sought(sought: Sought, *, sight: Sight) -> set[str]:
    """What is told by the further texts of the records that are sought and seen: place, host, remark."""
    rows = sought_rows(sought, sight=sight).order_by().values("seq")
    texts = Text.objects.filter(seq__in=rows).exclude(details="").values_list("details", flat=True)
    return {role for details in texts.iterator(chunk_size=2_000) for role in json.loads(details)}


def sought_rows(sought: Sought, *, sight: Sight) -> QuerySet[Row]:
    """The rows of the log that are sought and seen: entries that stand, or all of them and their reversals."""
    rows = Row.objects.filter(scope_of(sought, sight=sight).rows() & (beyond_scope(sought) or Q()))
    if sought.cancelled:
        return rows.filter(type__in=("entry", "reversal"))
    return rows.filter(~Exists(Row.objects.filter(type="reversal", target=OuterRef("seq"))), type="entry")


def _beyond(place: Place, *, rising: bool) -> Q:
    """What comes after ``place``; with a plain bound on the day, from which an index can be read."""
    if rising:
        return Q(last__gte=place.last) & (Q(last__gt=place.last) | Q(seq__gt=place.seq))
    return Q(last__lte=place.last) & (Q(last__lt=place.last) | Q(seq__lt=place.seq))
