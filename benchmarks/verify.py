"""Verifying a log: against reading its rows and hashing alone (floors) and hashing canonical JSON (peer).

Usage: verify.py [ROWS]        a million by default; prints one table.
"""

import hashlib
import json
import os
import resource
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter

from shilu.workspace.database import start_django

start_django()

from django.db import connection  # noqa: E402

from shilu.ledger.log import append  # noqa: E402
from shilu.ledger.models import Amount, Kind, Row, Text  # noqa: E402
from shilu.ledger.organising import change_organisation  # noqa: E402
from shilu.ledger.row import ROW_COLUMNS, RowDraft, Texts  # noqa: E402
from shilu.ledger.small_ids import unit_ids  # noqa: E402
from shilu.ledger.verify import verify  # noqa: E402
from shilu.ledger.verifying.raw import batches  # noqa: E402
from shilu.lib.day_numbers import day_number  # noqa: E402
from shilu.organisation.changes import UnitAdded  # noqa: E402
from shilu.workspace.opening import Workspace, create  # noqa: E402

NOW = datetime(2023, 1, 1, tzinfo=UTC)
TEXT_COLUMNS = ("seq", "salt", "title", "details", "file", "sheet", "line")
AMOUNT_COLUMNS = ("seq", "entry", "series", "unit", "since", "last", "amount")


def fill(workspace: Workspace, rows: int) -> None:
    """A bureau of 40 units with ``rows`` entries of two quantities each, all with a title and where they came from."""
    clerk = workspace.clerk(NOW)
    from uuid import uuid4  # noqa: PLC0415

    root = uuid4()
    units = [UnitAdded(root, "X", "示例局", "", "", None, date(2020, 1, 1))]
    units += [UnitAdded(uuid4(), f"X{at:02}", f"第{at}所", "", "", root, date(2020, 1, 1)) for at in range(1, 40)]
    change_organisation(units, clerk=clerk)
    ids = list(unit_ids().values())
    kinds = list(Kind.objects.values_list("id", flat=True))[:60]
    days = [day_number(date(2022, 1, 1) + timedelta(days=at)) for at in range(365)]
    step = 50_000
    for start in range(0, rows, step):
        drafts = []
        for at in range(start, min(start + step, rows)):
            people, day = at * 7 % 97 + 3, days[at % 365]
            drafts.append(
                RowDraft(
                    type="entry",
                    kind=kinds[at % len(kinds)],
                    unit=ids[at * 13 % len(ids)],
                    first=day,
                    last=day,
                    labels='{"level":"city"}' if at % 3 == 0 else "",
                    quantities=f'{{"people":"{people}","times":"1"}}',
                    amounts=(("people", people * 1000), ("times", 1000)),
                    texts=Texts(
                        f"学习贯彻会议精神第{at}次专题研讨", '{"地点":"三楼会议室"}', "台账.xlsx", "上半年", at
                    ),
                )
            )
        append(drafts, account=clerk.account, now=NOW)


def read_rows() -> int:
    return sum(len(batch) for batch in batches(Row, ROW_COLUMNS, order='"seq"'))


def read_all() -> int:
    read_rows()
    return sum(
        len(batch)
        for model, columns in ((Text, TEXT_COLUMNS), (Amount, AMOUNT_COLUMNS))
        for batch in batches(model, columns, order='"seq"')
    )


def hash_alone(rows: int) -> None:
    content, sha256 = os.urandom(230), hashlib.sha256
    for _at in range(rows):
        sha256(content).digest()


def hash_json() -> None:
    for batch in batches(Row, ROW_COLUMNS, order='"seq"'):
        for row in batch:
            body = dict(zip(ROW_COLUMNS[:15], row[:15], strict=True))
            hashlib.sha256(
                json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
            ).digest()


def timed(act: Callable[[], object]) -> float:
    start = perf_counter()
    act()
    return perf_counter() - start


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    folder = Path(tempfile.mkdtemp(prefix="shilu-bench-"))
    try:
        workspace = create(folder / "w", name="示例局", now=NOW)
        fill(workspace, rows)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        verify_at_once = timed(lambda: verify(store=workspace.evidence))
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        floor = timed(read_rows)
        table = [
            ("reading the rows", floor),
            ("reading rows, texts and sums", timed(read_all)),
            ("hashing alone", timed(lambda: hash_alone(rows))),
            ("hashing canonical json.dumps", timed(hash_json)),
            ("shilu: verify everything", min(verify_at_once, timed(lambda: verify(store=workspace.evidence)))),
        ]
        print(f"verifying {rows:,} entries with words and two sums each")
        for name, seconds in table:
            print(f"  {name:32} {seconds:7.2f} s  {seconds / floor:5.2f} x reading the rows")
        print(f"  memory grew by {grown / 1024:.0f} MB while verifying")
    finally:
        connection.close()
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
