"""How many records of which kind each unit has in a period, and which kinds it usually has and now has not."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db.models import Count

from shilu.ledger.listing_sought import Sought, scope_of
from shilu.ledger.models import Row
from shilu.ledger.sight import Sight
from shilu.ledger.small_ids import known_kind_ids, known_unit_ids
from shilu.lib.period import Period

Counts = Mapping[UUID, Mapping[str, int]]
_USUAL = 2  # of the periods before


def kinds_recorded(period: Period, *, units: Iterable[UUID], sight: Sight) -> Counts:
    """By unit and kind the records of ``period`` that stand and are seen."""
    sought = Sought(units=frozenset(units), first=period.first, last=period.last)
    rows = Row.objects.filter(scope_of(sought, sight=sight).rows(), type__in=("entry", "reversal"))
    kinds, uuids = known_kind_ids().keys, known_unit_ids().uuids
    found: dict[UUID, dict[str, int]] = {}
    counted = rows.order_by().values_list("unit", "kind", "type").annotate(many=Count("seq"))
    for unit, kind, type_, many in counted:
        of = found.setdefault(uuids[unit or 0], {})
        key = kinds[kind or 0]
        of[key] = of.get(key, 0) + (many if type_ == "entry" else -many)
    return {unit: {kind: many for kind, many in of.items() if many} for unit, of in found.items()}


def usual_but_missing(unit: UUID, *, now: Counts, before: Sequence[Counts]) -> list[str]:
    """The kinds of which ``unit`` has records in two of the periods ``before`` and none now."""
    times: dict[str, int] = {}
    for counts in before:
        for kind in counts.get(unit, {}):
            times[kind] = times.get(kind, 0) + 1
    return [kind for kind, many in times.items() if many >= _USUAL and kind not in now.get(unit, {})]
