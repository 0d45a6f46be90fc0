"""Posting prepared entries in one transaction: against raw SQLite, hash chains and Django's own writing.

Usage: post.py [ROWS]        50,000 by default. Each contender works alone, in a new file with synchronous=FULL.
"""

import hashlib
import json
import sqlite3
import struct
import sys
from datetime import date, timedelta
from decimal import Decimal
from time import perf_counter
from typing import Any
from uuid import UUID, uuid4

from measuring import NOW, Line, best_of, own_folder, own_workspace, print_table

COLUMNS = 17
_SLOW = 10  # peers that write row by row get so many times fewer rows
TITLES = ("学习贯彻会议精神专题研讨", "春季业务练兵动员会", "走访慰问一线民警", "支部主题党日活动", "新闻稿件刊发")


def raw_rows(count: int) -> list[tuple[Any, ...]]:
    """Rows as wide as those of the log."""
    received, account = 1_672_531_200_000_000, uuid4().hex
    return [
        (
            *(at + 1, "entry", uuid4().hex, received, account, at % 60 + 1, at % 55 + 1, 20220101 + at % 28, 20220101),
            *(0, '{"level":"city"}' if at % 3 == 0 else "", f'{{"people":"{at % 90}","times":"1"}}', None, 7, ""),
            *(b"\0" * 32, b"\0" * 32),
        )
        for at in range(count)
    ]


def into_sqlite(rows: list[tuple[Any, ...]]) -> float:
    """Seconds for all rows in one transaction, the log's own settings."""
    with own_folder() as folder:
        base = sqlite3.connect(folder / "raw.db", isolation_level=None)
        base.execute("PRAGMA journal_mode=WAL")
        base.execute("PRAGMA synchronous=FULL")
        names = ", ".join(f"c{at}" for at in range(1, COLUMNS))
        base.execute(f"CREATE TABLE row (seq INTEGER PRIMARY KEY, {names})")
        started = perf_counter()
        base.execute("BEGIN IMMEDIATE")
        base.executemany(f"INSERT INTO row VALUES ({', '.join('?' * COLUMNS)})", rows)
        base.execute("COMMIT")
        seconds = perf_counter() - started
        base.close()
    return seconds


def raw(count: int) -> float:
    return into_sqlite(raw_rows(count))


def chained_packed(count: int) -> float:
    rows = raw_rows(count)
    started = perf_counter()
    previous = b"\0" * 32
    for row in rows:
        packed = struct.pack("<qqii", row[0], row[3], row[5], row[6]) + row[2].encode() + row[11].encode()
        previous = hashlib.sha256(previous + packed).digest()
    return perf_counter() - started + into_sqlite(rows)


def chained_json(count: int) -> float:
    rows = raw_rows(count)
    started = perf_counter()
    previous = b"\0" * 32
    for row in rows:
        text = json.dumps(row[:15], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        previous = hashlib.sha256(previous + text.encode()).digest()
    return perf_counter() - started + into_sqlite(rows)


def bulk_created(count: int) -> float:
    with own_workspace():
        from django.db import transaction  # noqa: PLC0415

        from shilu.ledger.models import Row  # noqa: PLC0415

        names = [field.attname for field in Row._meta.concrete_fields]
        rows = [dict(zip(names, (row[0] + 1_000, *row[1:]), strict=True)) for row in raw_rows(count)]
        started = perf_counter()
        with transaction.atomic():
            Row.objects.bulk_create([Row(**row) for row in rows])
        return perf_counter() - started


def saved(count: int) -> float:
    with own_workspace():
        from django.db import transaction  # noqa: PLC0415

        from shilu.ledger.models import Row  # noqa: PLC0415

        names = [field.attname for field in Row._meta.concrete_fields]
        rows = [dict(zip(names, (row[0] + 1_000, *row[1:]), strict=True)) for row in raw_rows(count)]
        started = perf_counter()
        with transaction.atomic():
            for row in rows:
                Row(**row).save(force_insert=True)
        return perf_counter() - started


def drafts(count: int) -> list[Any]:
    """Entries of 60 kinds and all units over a year, with titles, two quantities and some labels."""
    from shilu.ledger.entry import EntryDraft  # noqa: PLC0415
    from shilu.ledger.queries import catalogue_at  # noqa: PLC0415
    from shilu.ledger.row import Texts  # noqa: PLC0415
    from shilu.ledger.small_ids import unit_ids  # noqa: PLC0415

    catalogue = catalogue_at()
    kinds = [kind for kind in catalogue.kinds.values() if not kind.private and kind.adds == "flow"][:60]
    units: list[UUID] = list(unit_ids())
    found = []
    for at in range(count):
        kind = kinds[at % len(kinds)]
        label = catalogue.labels[kind.labels[0]] if kind.labels and at % 3 == 0 else None
        day = date(2022, 1, 1) + timedelta(days=at % 365)
        found.append(
            EntryDraft(
                kind=kind.key,
                unit=units[at * 13 % len(units)],
                first=day,
                last=day,
                quantities={quantity.key: Decimal(at % 90 + 1) for quantity in kind.quantities[:2]},
                labels={label.key: label.values[at % len(label.values)].key} if label and label.values else {},
                texts=Texts(f"{TITLES[at % 5]}{at}", '{"place":"三楼会议室"}', "台账.xlsx", "上半年", at),
            )
        )
    return found


def posted(count: int) -> float:
    with own_workspace() as (workspace, _root):
        from shilu.ledger.operations import post_entries  # noqa: PLC0415

        prepared = drafts(count)
        started = perf_counter()
        post_entries(prepared, clerk=workspace.clerk(NOW))
        return perf_counter() - started


def appended(count: int) -> float:
    with own_workspace() as (workspace, _root):
        from shilu.ledger.log import append  # noqa: PLC0415
        from shilu.ledger.operations import RowMaker  # noqa: PLC0415

        maker = RowMaker()
        rows = [maker.row(draft) for draft in drafts(count)]
        started = perf_counter()
        append(rows, account=workspace.clerk(NOW).account, now=NOW)
        return perf_counter() - started


def main(rows: int) -> None:
    few = max(rows // _SLOW, 1)
    contenders = (
        ("SQLite", "raw", rows),
        ("SQLite + SHA-256 chain", "chained_packed", rows),
        ("SQLite + chain over JSON", "chained_json", rows),
        ("Django bulk_create", "bulk_created", rows),
        ("Django save()", "saved", few),
        ("post_entries", "posted", rows),
        ("log.append", "appended", rows),
    )
    lines = []
    for name, function, count in contenders:
        seconds, memory = best_of(3, "post", function, count)
        lines.append(Line(name, seconds, count, memory))
    title = f"Posting {rows:,} entries, one transaction, leaf hashes, synchronous=FULL (aim: 25,000 rows/s)"
    print_table(title, lines, against=("SQLite", "SQLite + chain over JSON", "Django bulk_create"))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
