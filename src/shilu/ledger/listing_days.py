"""How many records stand on each day: what a calendar of activity shows, of units and kinds, never of a person."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count

from shilu.ledger.listing_sought import Sought, scope_of
from shilu.ledger.models import Row
from shilu.ledger.sight import EVERYTHING, Sight
from shilu.lib.day_numbers import day_of


@dataclass(frozen=True, slots=True)
class RecordsOfDays:
    """How many records stand on each day, and of each longer time (its first and last day) that is summed in one."""

    by_day: Counter[date] = field(default_factory=Counter)
    of_times: Counter[tuple[date, date]] = field(default_factory=Counter)


def records_of_days(sought: Sought, *, sight: Sight = EVERYTHING, at: int | None = None) -> RecordsOfDays:
    """Entries less their reversals, up to position ``at`` of the log: one statement over an index by days."""
    rows = Row.objects.filter(scope_of(sought, sight=sight).rows(), type__in=("entry", "reversal"))
    if at is not None:
        rows = rows.filter(seq__lte=at)
    columns = ("whole", "first", "last", "type")
    found = RecordsOfDays()
    for whole, first, last, type_, count in rows.order_by(*columns).values_list(*columns).annotate(Count("seq")):
        signed = count if type_ == "entry" else -count
        if whole:
            found.of_times[day_of(first or 0), day_of(last or 0)] += signed
        else:
            found.by_day[day_of(last or 0)] += signed
    return RecordsOfDays(+found.by_day, +found.of_times)
