"""What a list of records comes to: how many there are, and the sum of each quantity of each kind."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, NamedTuple

from django.db.models import Count, Sum

from shilu.ledger.listing import sought_rows
from shilu.ledger.listing_sought import Scope, Sought, beyond_scope, scope_of
from shilu.ledger.models import Amount, Row, Series
from shilu.ledger.sight import Sight
from shilu.ledger.small_ids import known_kind_ids
from shilu.lib.amounts import from_thousandths, to_thousandths
from shilu.lib.recent import Recent

_MOST_KEPT: Final = 512


@dataclass(frozen=True, slots=True)
class Sums:
    """How many records stand, and by key of kind and quantity what they add up to."""

    count: int
    amounts: Mapping[tuple[str, str], Decimal]


class _Mark(NamedTuple):
    """How far the sums beside the log were read: their newest row, that row's position, and the log's hash there."""

    amount: int
    seq: int
    leaf: bytes


class _Known(NamedTuple):
    mark: _Mark
    standing: int
    sums: Mapping[int, int]


_known: Final = Recent[Scope, _Known](_MOST_KEPT)


def sums_of(sought: Sought, *, sight: Sight) -> Sums:
    """The sums of all records that are sought and seen and stand, on every page of the list.

    What was summed once is kept in this process, and the next time only what was posted since is added to it.
    """
    if beyond_scope(sought) is not None:
        return _counted(sought, sight=sight)
    known = _brought_forward(scope_of(sought, sight=sight))
    series = {
        key: (kind, quantity)
        for key, kind, quantity in Series.objects.filter(id__in=known.sums).values_list("id", "kind__key", "quantity")
    }
    sums: dict[tuple[str, str], int] = {}
    for key, amount in known.sums.items():
        sums[series[key]] = sums.get(series[key], 0) + amount
    return Sums(known.standing, {of: from_thousandths(amount) for of, amount in sorted(sums.items()) if amount})


def _counted(sought: Sought, *, sight: Sight) -> Sums:
    """Summed from what the rows themselves say: a reversal need not fit where its entry does."""
    standing = sought_rows(replace(sought, cancelled=False), sight=sight)
    kinds = known_kind_ids().keys
    count, sums = 0, dict[tuple[str, str], int]()
    for kind, quantities, many in standing.values_list("kind", "quantities").annotate(many=Count("seq")):
        count += many
        for quantity, amount in json.loads(quantities).items():
            of = (kinds[kind or 0], quantity)
            sums[of] = sums.get(of, 0) + many * to_thousandths(Decimal(amount))
    return Sums(count, {of: from_thousandths(amount) for of, amount in sorted(sums.items())})


def _brought_forward(scope: Scope) -> _Known:
    """The sums of a scope with what was posted since they were kept; all anew where the log is not what it was."""
    known = _known.get(scope)
    newest = _newest()
    if newest is None:
        return _Known(_Mark(0, 0, b""), 0, {})
    if known is None or not _still_there(known.mark):
        known = _summed(scope, newest)
    elif newest != known.mark:
        known = _added(scope, known, newest)
    return _known.put(scope, known)


def _newest() -> _Mark | None:
    amount = Amount.objects.order_by("-id").values_list("id", "seq").first()
    return None if amount is None else _Mark(*amount, _leaf(amount[1]))


def _leaf(seq: int) -> bytes:
    return bytes(Row.objects.values_list("leaf", flat=True).get(seq=seq))


def _still_there(mark: _Mark) -> bool:
    """Whether log and sums still hold at the mark what they held: neither was brought back from a copy or made anew."""
    return Amount.objects.filter(id=mark.amount, seq=mark.seq).exists() and _leaf(mark.seq) == mark.leaf


def _summed(scope: Scope, mark: _Mark) -> _Known:
    amounts = Amount.objects.filter(scope.amounts(), id__lte=mark.amount)
    sums = dict(amounts.order_by("series").values_list("series").annotate(sum=Sum("amount")))
    rows = Row.objects.filter(scope.rows(), seq__lte=mark.seq, type__in=("entry", "reversal"))
    by_type = dict(rows.order_by().values_list("type").annotate(many=Count("seq")))
    return _Known(mark, by_type.get("entry", 0) - by_type.get("reversal", 0), sums)


def _added(scope: Scope, known: _Known, mark: _Mark) -> _Known:
    """``known`` with the rows between the marks; a reversal takes off what its entry had added."""
    new = Amount.objects.filter(scope.amounts(), id__gt=known.mark.amount, id__lte=mark.amount)
    sums, entries, reversals = dict(known.sums), set[int](), set[int]()
    for seq, entry, series, amount in new.values_list("seq", "entry", "series", "amount"):
        sums[series] = sums.get(series, 0) + amount
        (entries if seq == entry else reversals).add(seq)
    return _Known(mark, known.standing + len(entries) - len(reversals), sums)
