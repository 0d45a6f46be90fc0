"""The only writer of the log: it numbers rows without a gap, hashes them, and keeps the sums beside them."""

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from uuid import UUID

from django.db import connection, transaction

from shilu.ledger.bulk import insert_rows
from shilu.ledger.models import Amount, Head, Row, Series, Text
from shilu.ledger.row import NO_TEXTS, ROW_COLUMNS, RowDraft, leaf_hasher, plain_hasher, row_bytes, text_bytes
from shilu.ledger.small_ids import known_kind_ids, known_unit_ids
from shilu.ledger.tree import Frontier

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TEXT_COLUMNS = ("seq", "salt", "title", "details", "file", "sheet", "line")
_AMOUNT_COLUMNS = ("seq", "entry", "series", "unit", "since", "last", "amount")
_SALT = 16
# In plain SQL: every post asks for them, and Django takes longer to write them than the database to answer.
_SERIES = 'SELECT "kind_id", "quantity", "labels", "id" FROM "ledger_series" WHERE "kind_id" IN (%s)'
_HEAD = 'SELECT "algorithm", "size", "frontier" FROM "ledger_head" WHERE "id" = 1'
_NEW_HEAD = 'UPDATE "ledger_head" SET "size" = %s, "frontier" = %s WHERE "id" = 1'


def microseconds(instant: datetime) -> int:
    """An instant as the log keeps it."""
    return (instant - _EPOCH) // timedelta(microseconds=1)


@lru_cache(maxsize=1_024)
def instant_of(received: int) -> datetime:
    """The instant, in UTC, that ``received`` stands for."""
    return _EPOCH + timedelta(microseconds=received)


def start_log(*, workspace: UUID, algorithm: str) -> None:
    """Write the empty head; ``algorithm`` is sha256 or sm3, for good."""
    Head.objects.create(id=1, workspace=workspace, algorithm=algorithm, frontier=Frontier(algorithm).to_bytes())


def amount_rows(
    drafts: Iterable[RowDraft], seqs: Iterable[int], series: Mapping[tuple[int, str, str], int]
) -> list[tuple[int, int, int, int, int, int, int]]:
    """What entries and reversals add to the sums, in the order of the table's columns."""
    found = []
    for draft, seq in zip(drafts, seqs, strict=True):
        if not draft.amounts:
            continue
        sign, entry = (-1, draft.target) if draft.type == "reversal" else (1, seq)
        since = draft.first if draft.whole else draft.last
        for quantity, amount in draft.amounts:
            key = series[draft.kind, quantity, draft.labels]  # type: ignore[index]
            found.append((seq, entry, key, draft.unit, since, draft.last, sign * amount))
    return found  # type: ignore[return-value]


def interned_series(wanted: set[tuple[int, str, str]]) -> dict[tuple[int, str, str], int]:
    """The small ids of (kind, quantity, labels), made where there are none yet."""
    kinds = {kind for kind, _quantity, _labels in wanted}

    def known() -> dict[tuple[int, str, str], int]:
        with connection.cursor() as cursor:
            cursor.execute(_SERIES % ", ".join(map(str, kinds)))
            return {(kind, quantity, labels): key for kind, quantity, labels, key in cursor.fetchall()}

    found = known() if kinds else {}
    missing = sorted(wanted - found.keys())
    if missing:
        Series.objects.bulk_create(
            [Series(kind_id=kind, quantity=quantity, labels=labels) for kind, quantity, labels in missing],
            ignore_conflicts=True,
        )
        found = known()
    return found


def _random_uuids(count: int) -> list[str]:
    """As many random UUIDs (RFC 9562, version 4) in hexadecimal, from one draw of the system's randomness."""
    drawn = os.urandom(16 * count).hex()
    found = []
    for at in range(0, len(drawn), 32):
        variant = "89ab"[int(drawn[at + 16], 16) & 3]
        found.append(f"{drawn[at : at + 12]}4{drawn[at + 13 : at + 16]}{variant}{drawn[at + 17 : at + 32]}")
    return found


def lock_log() -> int:
    """Let nobody else write to the log until the transaction ends, and return how many rows it has.

    Whoever reads what the log says and writes what follows from it locks it first, or two who do so at once would each
    build on what the other takes away. SQLite locks the whole database when a transaction begins.
    """
    return _locked_frontier().size


def _locked_frontier() -> Frontier:
    with connection.cursor() as cursor:
        cursor.execute(_HEAD + " FOR UPDATE" * connection.features.has_select_for_update)
        algorithm, size, frontier = cursor.fetchone()
    return Frontier.from_bytes(bytes(frontier), size=size, algorithm=algorithm)


def append(drafts: Sequence[RowDraft], *, account: str, now: datetime) -> range:
    """Write ``drafts`` as the next rows, all or none, and return their positions.

    Everything that needs no position is done before the head is locked; from then on the log belongs to this
    transaction until it commits.
    """
    received = microseconds(now)
    with transaction.atomic(savepoint=False):
        series = interned_series(
            {(draft.kind, quantity, draft.labels) for draft in drafts for quantity, _amount in draft.amounts}  # type: ignore[misc]
        )
        kinds, units = known_kind_ids().uuids, known_unit_ids().uuids
        salts = os.urandom(_SALT * len(drafts))
        uuids = _random_uuids(len(drafts))
        frontier = _locked_frontier()
        seqs = range(frontier.size + 1, frontier.size + len(drafts) + 1)
        hashed, committed = leaf_hasher(frontier.algorithm), plain_hasher(frontier.algorithm)
        rows, texts, leaves = [], [], []
        for place, (seq, draft, uuid) in enumerate(zip(seqs, drafts, uuids, strict=True)):
            type_, kind, unit, first, last, whole, labels, quantities, _amounts, target, batch, body, words, given = (
                draft
            )
            commitment = b""
            if words is not NO_TEXTS and words:
                salt = salts[place * _SALT : (place + 1) * _SALT]
                said = (words.title, words.details, words.file, words.sheet, words.line)
                commitment = committed(salt + text_bytes(*said))
                texts.append((seq, salt, *said))
            stamped = (seq, type_, given.hex if given else uuid, received, account)
            content = (first, last, whole, labels, quantities, target, batch, body)
            named = (None if kind is None else kinds[kind].hex, None if unit is None else units[unit].hex)
            leaf = hashed(row_bytes((*stamped, *named, *content, commitment.hex())))
            leaves.append(leaf)
            rows.append((*stamped, kind, unit, *content, commitment, leaf))
        insert_rows(Row._meta.db_table, ROW_COLUMNS, rows)
        insert_rows(Text._meta.db_table, _TEXT_COLUMNS, texts)
        insert_rows(Amount._meta.db_table, _AMOUNT_COLUMNS, amount_rows(drafts, seqs, series))
        frontier.extend(leaves)
        with connection.cursor() as cursor:
            cursor.execute(_NEW_HEAD, [frontier.size, frontier.to_bytes()])
    return seqs
