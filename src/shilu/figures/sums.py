"""What the ledger holds, summed by the database: the only queries over amounts.

Every query reads the rows up to a position and nothing else; a reversal is a row with the opposite sign.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from shilu.figures.kept import kept, kept_seen, kept_slices
from shilu.figures.rollup import Slice, Source
from shilu.ledger.models import Amount, Attendance, Row, Series
from shilu.lib.amounts import to_thousandths

EARLIEST, LATEST = 0, 99_999_999
_TABLE = f'"{Amount._meta.db_table}"'
_STANDS = "SUM(CASE WHEN seq = entry THEN 1 ELSE -1 END)"
_MATTERS = "SUM(CASE WHEN amount = 0 THEN 0 WHEN seq = entry THEN 1 ELSE -1 END)"
# A reversal carries the opposite sign of the entry that it cancels, and belongs to the same direction.
_SIGNED = {
    "": "",
    "+": "AND CASE WHEN seq = entry THEN amount > 0 ELSE amount < 0 END",
    "-": "AND CASE WHEN seq = entry THEN amount < 0 ELSE amount > 0 END",
}
_MOST = 0.5  # of the series: with more than that a statement reads all of them
_SCREENFUL = 500


class SeriesRow(NamedTuple):
    """A series with its kind's key and its labels."""

    id: int
    kind: str
    quantity: str
    labels: Mapping[str, str]


class Standing(NamedTuple):
    """The amount of an entry that is not cancelled, with its days."""

    entry: int
    series: int
    unit: int
    since: int
    last: int
    amount: int


def all_series() -> list[SeriesRow]:
    """Every series that anything was ever posted to."""
    rows = Series.objects.order_by("id").values_list("id", "kind__key", "quantity", "labels")
    return [
        SeriesRow(key, kind, quantity, json.loads(labels) if labels else {}) for key, kind, quantity, labels in rows
    ]


def slices(
    sources: Collection[Source], *, first: int, last: int, fine: Collection[int], at: int
) -> dict[Source, list[Slice]]:
    """All that touches the days from ``first`` to ``last``, by source, bucket and unit.

    A bucket is a month, a day in the months (yyyymm) that ``fine`` names, and the exact days of what sums a longer
    time. Several slices of a source may have the same bucket.
    """
    found: dict[Source, list[Slice]] = {source: [] for source in sources}
    for sign in _SIGNED:
        series = sorted(key for key, its in found if its == sign)
        if series:
            span = _Span(series, sign, first, last, tuple(sorted(fine)), at)
            for key, piece in _kept_and_new(span) if not sign else _plain(span):
                if (key, sign) in found:
                    found[key, sign].append(piece)
    return found


class _Span(NamedTuple):
    """Which amounts are asked for."""

    series: Sequence[int]
    sign: str
    first: int
    last: int
    fine: tuple[int, ...]
    at: int


def _kept_and_new(span: _Span) -> list[tuple[int, Slice]]:
    """The kept sums with what they do not hold; all summed by the database where they reach too far or just moved on."""
    mark = kept()
    if mark.amount and mark.position <= span.at:
        every = _share(span.series) > _MOST
        found = list(kept_slices(None if every else span.series, first=span.first, last=span.last, fine=span.fine))
        if span.fine:
            days = " OR ".join(f"last BETWEEN {month}00 AND {month}99" for month in span.fine)
            found += _plain(span, f"AND since = last AND ({days}) AND id <= {mark.amount}", every=every)
        found += _plain(span, f"AND id > {mark.amount}", every=True)
        if kept() == mark:
            return found
    return _plain(span)


def _plain(span: _Span, condition: str = "", *, every: bool | None = None) -> list[tuple[int, Slice]]:
    """One grouped statement; over all series where most are wanted, which spares looking each of them up."""
    among = "" if every or (every is None and _share(span.series) > _MOST) else _among(span.series)
    sql = (
        f"SELECT series, {_bucket('since', span.fine)}, {_bucket('last', span.fine)}, unit, "  # noqa: S608
        f"CAST(SUM(amount) AS BIGINT), CAST({_STANDS} AS BIGINT), CAST({_MATTERS} AS BIGINT) FROM {_TABLE} "
        f"WHERE seq <= %s AND last >= %s AND since <= %s {among} {_SIGNED[span.sign]} {condition} "
        "GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"
    )
    found = []
    for (key, since, until), rows in groupby(_rows(sql, (span.at, span.first, span.last)), key=lambda row: row[:3]):
        _series, _since, _last, *columns = zip(*rows, strict=True)
        found.append((key, Slice(since, until, *columns)))
    return found


def _share(series: Collection[int]) -> float:
    """How much of all series is wanted."""
    return len(series) / max(Series.objects.count(), 1)


def standing(series: Collection[int], *, first: int = EARLIEST, last: int, at: int) -> list[Standing]:
    """The entries of ``series`` inside the days that no reversal cancelled, in the order of the log."""
    if not series:
        return []
    wanted = set(series)
    sql = (
        f"SELECT entry, series, unit, since, last, CAST(SUM(amount) AS BIGINT) FROM {_TABLE} "  # noqa: S608
        f"WHERE seq <= %s AND since >= %s AND last <= %s {_among(sorted(wanted))} "
        f"GROUP BY 1, 2, 3, 4, 5 HAVING {_STANDS} > 0 ORDER BY 1"
    )
    return [row for row in map(Standing._make, _rows(sql, (at, first, last))) if row.series in wanted]


def seen(series: Collection[int], *, at: int) -> set[tuple[int, int]]:
    """Which units ever recorded anything of which series, cancelled or not."""
    if not series:
        return set()
    wanted = set(series)
    mark = kept()
    found: set[tuple[int, int]] = set()
    if mark.amount and mark.position <= at:
        # What was seen once stays seen: that the mark moves on meanwhile changes nothing. Without DISTINCT the
        # statement starts at the mark and does not read an index from its beginning.
        found = kept_seen(wanted)
        sql = f"SELECT series, unit FROM {_TABLE} WHERE seq <= %s AND id > {mark.amount}"  # noqa: S608
    else:
        among = "" if _share(wanted) > _MOST else _among(sorted(wanted))
        sql = f"SELECT DISTINCT series, unit FROM {_TABLE} WHERE seq <= %s {among}"  # noqa: S608
    return found | {(key, unit) for key, unit in _rows(sql, (at,)) if key in wanted}


def standing_of(entries: Iterable[int], *, at: int) -> list[Standing]:
    """The amounts of those of ``entries`` that stand; read by position, so that few are found fast among many."""
    ordered = sorted(entry for entry in set(entries) if entry <= at)
    ids: dict[tuple[int, str, str], int] = {}
    found: list[Standing] = []
    for start in range(0, len(ordered), _SCREENFUL):
        chunk = ordered[start : start + _SCREENFUL]
        gone = set(Row.objects.filter(type="reversal", target__in=chunk, seq__lte=at).values_list("target", flat=True))
        rows = [row for row in Row.objects.filter(seq__in=chunk, type="entry").order_by("seq") if row.seq not in gone]
        ids.update(
            {
                (kind, quantity, labels): key
                for kind, quantity, labels, key in Series.objects.filter(
                    kind__in={row.kind for row in rows if row.kind}
                ).values_list("kind_id", "quantity", "labels", "id")
            }
        )
        found.extend(amount for row in rows for amount in _amounts(row, ids))
    return found


def people_of(entries: Iterable[int]) -> dict[int, set[UUID]]:
    """Who attended each entry's event, as far as it is known and was not erased."""
    ordered = sorted(set(entries))
    found: dict[int, set[UUID]] = {}
    for start in range(0, len(ordered), _SCREENFUL):
        chunk = ordered[start : start + _SCREENFUL]
        for entry, person in Attendance.objects.filter(entry__in=chunk).values_list("entry", "person"):
            found.setdefault(entry, set()).add(person)
    return found


def _amounts(row: Row, ids: Mapping[tuple[int, str, str], int]) -> Iterator[Standing]:
    since, last = (row.first if row.whole else row.last) or 0, row.last or 0
    for quantity, amount in json.loads(row.quantities).items():
        series = ids[row.kind or 0, quantity, row.labels]
        yield Standing(row.seq, series, row.unit or 0, since, last, to_thousandths(Decimal(amount)))


def _bucket(column: str, fine: Sequence[int]) -> str:
    exact = f" OR last / 100 IN ({', '.join(map(str, fine))})" if fine else ""
    return f"CASE WHEN since < last{exact} THEN {column} ELSE last / 100 * 100 END"


def _among(series: Sequence[int]) -> str:
    return f"AND series IN ({', '.join(map(str, series))})"


def _rows(sql: str, params: Sequence[int]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())
