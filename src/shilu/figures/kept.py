"""Sums kept ready for large ledgers: read together with what was posted since, brought forward, or made anew.

An answer never depends on them: they hold all amounts up to a mark, what came after is summed by the database, and a
question about a position before the mark passes them by.
"""

import sys
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby, repeat
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from shilu.figures.models import Mark, Seen, Sum
from shilu.figures.rollup import Slice
from shilu.ledger.bulk import insert_rows
from shilu.ledger.models import Amount

STEP = 200_000  # amounts taken in by one transaction, so that nobody who posts waits long
WORTH_KEEPING = 50_000  # amounts; fewer are summed by the database in a few hundredths of a second
_LOT = 5_000  # keys in one statement
_WIDEST = 1_000  # amounts of one row of the log, which lie side by side
_FORMS = ("i", "q", "i", "i")  # of units, amounts, counts and matters
_COLUMNS = ("series", "since", "last", "units", "amounts", "counts", "matters")

Bucket = tuple[int, int, int]  # series, since, last


class Kept(NamedTuple):
    """Up to where the sums reach: a position of the log, and the id of the last amount in them."""

    position: int
    amount: int


NOTHING = Kept(0, 0)


def kept() -> Kept:
    """Up to where sums are kept; nothing where the amounts were made again since and bear other ids."""
    held = Amount.objects.filter(id=OuterRef("amount"), seq=OuterRef("position"))
    found = Mark.objects.filter(Exists(held), id=1).values_list("position", "amount").first()
    return Kept(*found) if found else NOTHING


def kept_slices(
    series: Collection[int] | None, *, first: int, last: int, fine: Collection[int]
) -> Iterator[tuple[int, Slice]]:
    """The kept sums that touch the days (None: of all series), without the months (yyyymm) that ``fine`` names."""
    touching = Sum.objects.filter(last__gte=first // 100 * 100, since__lte=last)
    months = set(fine)
    for rows in [touching] if series is None else [touching.filter(series__in=some) for some in _some(series)]:
        for key, since, until, *packed in rows.values_list(*_COLUMNS).iterator(chunk_size=2_000):
            if since % 100 or since // 100 not in months:
                yield key, Slice(since, until, *map(_unpacked, _FORMS, packed))


def kept_seen(series: Collection[int]) -> set[tuple[int, int]]:
    """Which units have recorded anything of ``series`` up to the mark."""
    return {
        pair for some in _some(series) for pair in Seen.objects.filter(series__in=some).values_list("series", "unit")
    }


def bring_forward() -> Kept:
    """Take in all amounts after the mark, in steps; return the new mark. Sums of amounts that are no more go first."""
    reached = kept()
    if reached == NOTHING:
        forget()
    while True:
        with transaction.atomic():
            further = _step()
        if further == reached:
            return reached
        reached = further


def keep_up() -> bool:
    """Bring the sums forward where so much was posted since that reading them saves time; whether it was so."""
    waiting = Amount.objects.filter(id__gt=kept().amount).order_by("id")
    if not waiting[WORTH_KEEPING : WORTH_KEEPING + 1].exists():
        return False
    bring_forward()
    return True


def make_anew() -> Kept:
    """Throw the kept sums away and make them from the ledger's amounts."""
    forget()
    return bring_forward()


def forget() -> None:
    """Throw the kept sums away; every figure is then summed by the database."""
    with transaction.atomic():
        for table in (Mark, Sum, Seen):
            table.objects.all().delete()


def _step() -> Kept:
    """Take in the next amounts; whole posts only, since a position is all in or all out."""
    Mark.objects.get_or_create(id=1)
    mark = Mark.objects.select_for_update().get(id=1)
    before = Kept(mark.position, mark.amount)
    waiting = Amount.objects.filter(id__gt=mark.amount).order_by("id")
    end = waiting.values_list("id", "seq")[STEP - 1 : STEP].first() or waiting.values_list("id", "seq").last()
    if end is None:
        return before
    position = end[1]
    rest = waiting.filter(id__gt=end[0], id__lte=end[0] + _WIDEST, seq=position)
    last = rest.values_list("id", flat=True).last()
    upto = Kept(position, last or end[0])
    _merge(_grouped(before.amount, upto.amount))
    mark.position, mark.amount = upto
    mark.save()
    return upto


def _grouped(after: int, upto: int) -> Iterator[tuple[Bucket, list[tuple[int, ...]]]]:
    """The amounts with ids after one and up to another, by bucket: unit, sum, count, and count of what matters."""
    sql = (
        "SELECT series, CASE WHEN since < last THEN since ELSE last / 100 * 100 END, "  # noqa: S608
        "CASE WHEN since < last THEN last ELSE last / 100 * 100 END, unit, CAST(SUM(amount) AS BIGINT), "
        "CAST(SUM(CASE WHEN seq = entry THEN 1 ELSE -1 END) AS BIGINT), "
        "CAST(SUM(CASE WHEN amount = 0 THEN 0 WHEN seq = entry THEN 1 ELSE -1 END) AS BIGINT) "
        f'FROM "{Amount._meta.db_table}" WHERE id > %s AND id <= %s GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4'
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, (after, upto))
        for bucket, rows in groupby(cursor.fetchall(), key=lambda row: row[:3]):
            yield bucket, [row[3:] for row in rows]


def _merge(grouped: Iterable[tuple[Bucket, list[tuple[int, ...]]]]) -> None:
    """Add sums to those that are kept."""
    added = dict(grouped)
    known: dict[Bucket, tuple[int, list[bytes]]] = {}
    series = {bucket[0] for bucket in added}
    earliest = min((bucket[2] for bucket in added), default=0)
    for some in _some(series):
        rows = Sum.objects.filter(series__in=some, last__gte=earliest)
        for key, one, since, last, *packed in rows.values_list("id", *_COLUMNS).iterator():
            if (one, since, last) in added:
                known[one, since, last] = (key, packed)
    for some in _some([key for key, _packed in known.values()]):
        Sum.objects.filter(id__in=some).delete()
    written = []
    for bucket, fresh in added.items():
        sums = _sums(known[bucket][1]) if bucket in known else {}
        for unit, *numbers in fresh:
            sums[unit] = [one + other for one, other in zip(sums.get(unit, (0, 0, 0)), numbers, strict=True)]
        units = sorted(sums)
        columns = [units, *([sums[unit][at] for unit in units] for at in range(3))]
        if not bucket[1] % 100:
            columns[3] = []  # no period cuts a month that is not read by days
        written.append((*bucket, *map(_packed, _FORMS, columns)))
    insert_rows(Sum._meta.db_table, _COLUMNS, written)
    seen = {(bucket[0], unit) for bucket, fresh in added.items() for unit, *_numbers in fresh}
    Seen.objects.bulk_create(
        [Seen(series=one, unit=unit) for one, unit in sorted(seen - kept_seen(series))], batch_size=5_000
    )


def _some(keys: Collection[int]) -> Iterator[list[int]]:
    """The keys in lots that one statement can name."""
    ordered = sorted(keys)
    return (ordered[at : at + _LOT] for at in range(0, len(ordered), _LOT))


def _sums(packed: Sequence[bytes]) -> dict[int, Sequence[int]]:
    units, amounts, counts, matters = map(_unpacked, _FORMS, packed)
    numbers = zip(amounts, counts, matters or repeat(0), strict=False)
    return dict(zip(units, numbers, strict=True))


def _packed(form: str, numbers: Iterable[int]) -> bytes:
    """Little-endian integers, of 4 bytes (i) or 8 (q)."""
    held = array(form, numbers)
    if sys.byteorder == "big":
        held.byteswap()
    return held.tobytes()


def _unpacked(form: str, packed: bytes) -> "array[int]":
    held = array(form)
    held.frombytes(packed)
    if sys.byteorder == "big":
        held.byteswap()
    return held
