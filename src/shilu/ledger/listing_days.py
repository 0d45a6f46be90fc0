"""How many records stand on each day: what a calendar of activity shows, of units and kinds, never of a person."""

from collections import Counter
from datetime import date

from django.db.models import Count, QuerySet

from shilu.ledger.listing_sought import Sought, scope_of
from shilu.ledger.models import Row
from shilu.ledger.sight import EVERYTHING, Sight
from shilu.lib.day_numbers import day_of


def records_by_day(sought: Sought, *, sight: Sight = EVERYTHING, at: int | None = None) -> Counter[date]:
    """Entries less their reversals, up to position ``at`` of the log: one statement over an index by days.

    Records that sum a month have no day and are not among them.
    """
    rows = _rows(sought, sight=sight, at=at).filter(whole=0)
    found: Counter[date] = Counter()
    for last, type_, count in rows.order_by("last", "type").values_list("last", "type").annotate(Count("seq")):
        found[day_of(last or 0)] += count if type_ == "entry" else -count
    return +found


def records_without_day(sought: Sought, *, sight: Sight = EVERYTHING, at: int | None = None) -> int:
    """How many records sum a longer time, less their reversals."""
    counts = dict(
        _rows(sought, sight=sight, at=at).filter(whole=1).order_by().values_list("type").annotate(Count("seq"))
    )
    return int(counts.get("entry", 0) - counts.get("reversal", 0))


def records_of_times(sought: Sought, *, sight: Sight = EVERYTHING) -> Counter[tuple[date, date]]:
    """How many records sum each longer time, by its first and last day, less their reversals."""
    rows = _rows(sought, sight=sight, at=None).filter(whole=1).order_by("first", "last", "type")
    found: Counter[tuple[date, date]] = Counter()
    for first, last, type_, count in rows.values_list("first", "last", "type").annotate(Count("seq")):
        found[day_of(first or 0), day_of(last or 0)] += count if type_ == "entry" else -count
    return +found


def _rows(sought: Sought, *, sight: Sight, at: int | None) -> QuerySet[Row]:
    rows = Row.objects.filter(scope_of(sought, sight=sight).rows(), type__in=("entry", "reversal"))
    return rows if at is None else rows.filter(seq__lte=at)
