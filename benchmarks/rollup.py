"""All figures of a year: 60 kinds by 12 months by 373 units with roll-up, against a scan of columns and other engines.

Usage: rollup.py [ENTRIES…] [--full]        0.1 and 1 million entries by default, 10 million with --full.

Each size and engine runs in a process of its own, so that its memory is its own. Values are the milliseconds of the
median of five runs and the peak of resident memory. DuckDB and polars hand over columns, ours plain Python values; all
results are compared with each other afterwards.
"""

# ruff: noqa: PLC0415, ICN001 - each process loads only the engine that it measures

import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

KINDS, UNITS, YEARS, YEAR = 60, 373, 3, 2022
BRANCH = 12  # each unit has so many below it, and the first is the root
RUNS = 5
LOT = 200_000
HERE = Path(__file__)


def parent(unit: int) -> int | None:
    return None if unit == 1 else (unit - 2) // BRANCH + 1


def columns(entries: int) -> dict[str, "numpy.ndarray"]:  # noqa: F821
    """Entries over three years, one quantity each, as the ledger's amounts."""
    import numpy as np

    random = np.random.default_rng(1)
    seq = np.arange(1, entries + 1)
    day = random.integers(0, YEARS * 360, entries)
    number = (YEAR - YEARS + 1 + day // 360) * 10_000 + (day // 30 % 12 + 1) * 100 + day % 28 + 1
    return {
        "seq": seq,
        "entry": seq,
        "series": random.integers(1, KINDS + 1, entries),
        "unit": random.integers(1, UNITS + 1, entries),
        "since": number,
        "last": number,
        "amount": random.integers(1, 100, entries) * 1000,
    }


def prepare(folder: Path, entries: int) -> None:
    """Write the same amounts as columns, as a DuckDB file, as Parquet, and as a workspace of ours."""
    import duckdb
    import numpy as np
    import polars

    data = columns(entries)
    np.savez(folder / "columns.npz", **data)
    frame = polars.DataFrame(data)
    frame.write_parquet(folder / "amounts.parquet")
    pairs = [(above, unit) for unit in range(1, UNITS + 1) for above in chain(unit)]
    closure = polars.DataFrame(pairs, schema=["above", "unit"], orient="row")
    closure.write_parquet(folder / "closure.parquet")
    with duckdb.connect(str(folder / "duck.db")) as duck:
        duck.execute(f"CREATE TABLE amounts AS SELECT * FROM '{folder}/amounts.parquet'")
        duck.execute(f"CREATE TABLE closure AS SELECT * FROM '{folder}/closure.parquet'")
    workspace(folder / "shilu.db", data)


def chain(unit: int) -> list[int]:
    found: list[int] = []
    at: int | None = unit
    while at is not None:
        found.append(at)
        at = parent(at)
    return found


def django(file: Path) -> None:
    import django as framework
    from django.conf import settings

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shilu.settings")
    settings.DATABASES["default"]["NAME"] = str(file)
    framework.setup()


def workspace(file: Path, data: dict[str, "numpy.ndarray"]) -> None:  # noqa: F821
    """A log with units, kinds and the amounts inserted in bulk; the rows of the log itself are not needed here."""
    django(file)
    from datetime import UTC, date, datetime
    from uuid import UUID, uuid5

    from django.core.management import call_command
    from django.db import connection

    from shilu.figures.kept import bring_forward
    from shilu.ledger.catalogue import Catalogue, Kind, KindQuantity, Quantity, Words
    from shilu.ledger.clerk import Clerk
    from shilu.ledger.log import start_log
    from shilu.ledger.models import Head, Series
    from shilu.ledger.models import Kind as KindRow
    from shilu.ledger.organising import apply_catalogue, change_organisation
    from shilu.organisation.changes import UnitAdded

    call_command("migrate", verbosity=0)
    name = UUID(int=1)
    start_log(workspace=name, algorithm="sha256")
    clerk = Clerk(account=name.hex, now=datetime(2023, 1, 1, tzinfo=UTC))
    quantity = Quantity("times", Words("场次"), "次")
    kinds = [
        Kind(f"bench/k{at}", Words(f"事项{at}"), Words("。"), (KindQuantity("times", "次"),)) for at in range(KINDS)
    ]
    apply_catalogue(Catalogue({"times": quantity}, {}, {kind.key: kind for kind in kinds}, {}), clerk=clerk)
    ids = {unit: uuid5(name, str(unit)) for unit in range(1, UNITS + 1)}
    change_organisation(
        [
            UnitAdded(ids[unit], f"U{unit}", f"单位{unit}", "", "", ids.get(parent(unit) or 0), date(2015, 1, 1))
            for unit in ids
        ],
        clerk=clerk,
    )
    for key in KindRow.objects.order_by("id").values_list("id", flat=True):
        Series.objects.create(kind_id=key, quantity="times", labels="")
    first = Head.objects.get(id=1).size
    Head.objects.update(size=first + len(data["seq"]))
    data["seq"] += first  # the same array as that of the entries
    connection.ensure_connection()
    bare = connection.connection
    bare.execute("PRAGMA synchronous=OFF")
    bare.execute("BEGIN")
    for start in range(0, len(data["seq"]), LOT):
        rows = zip(*(column[start : start + LOT].tolist() for column in data.values()), strict=True)
        bare.executemany(
            "INSERT INTO ledger_amount (seq, entry, series, unit, since, last, amount) VALUES (?,?,?,?,?,?,?)", rows
        )
    bare.execute("COMMIT")
    start = perf_counter()
    bring_forward()
    (file.parent / "brought.txt").write_text(str(perf_counter() - start))


def checksum(values: dict[tuple[int, int, int], int]) -> list[int]:
    """Of (series, month, unit) → thousandths: how many, their sum, and the sum weighted by place."""
    return [
        len(values),
        sum(values.values()),
        sum(amount * (series + 61 * month + 800 * unit) for (series, month, unit), amount in values.items()) % 10**12,
    ]


SQL = """
    SELECT series, last / 100 AS month, unit, SUM(amount) AS amount FROM {table}
    WHERE last BETWEEN 20220101 AND 20221231 GROUP BY 1, 2, 3
"""
ROLLED = """
    SELECT base.series, base.month, closure.above, SUM(base.amount)
    FROM ({base}) AS base JOIN {closure} AS closure ON closure.unit = base.unit GROUP BY 1, 2, 3
"""


def scan(folder: Path) -> tuple[Callable[[], object], Callable[[object], object]]:
    """The floor: one pass over the columns that the answer rests on."""
    import numpy as np

    with np.load(folder / "columns.npz") as data:
        last, amount = data["last"].astype("int32"), data["amount"].astype("int32")
    return lambda: int(amount[(last >= 20220101) & (last <= 20221231)].sum(dtype="int64")), lambda _found: None


def duckdb_native(folder: Path) -> tuple[Callable[[], object], Callable[[object], object]]:
    import duckdb

    duck = duckdb.connect(str(folder / "duck.db"), read_only=True)
    sql = ROLLED.format(base=SQL.replace("/", "//").format(table="amounts"), closure="closure")
    return lambda: duck.execute(sql).fetchnumpy(), from_columns


def duckdb_parquet(folder: Path) -> tuple[Callable[[], object], Callable[[object], object]]:
    import duckdb

    duck = duckdb.connect()
    base = SQL.replace("/", "//").format(table=f"'{folder}/amounts.parquet'")
    sql = ROLLED.format(base=base, closure=f"'{folder}/closure.parquet'")
    return lambda: duck.execute(sql).fetchnumpy(), from_columns


def polars_parquet(folder: Path) -> tuple[Callable[[], object], Callable[[object], object]]:
    import polars as pl

    closure = pl.read_parquet(folder / "closure.parquet")

    def run() -> object:
        base = (
            pl.scan_parquet(folder / "amounts.parquet")
            .filter(pl.col("last").is_between(20220101, 20221231))
            .group_by("series", (pl.col("last") // 100).alias("month"), "unit")
            .agg(pl.col("amount").sum())
        )
        rolled = base.join(closure.lazy(), on="unit").group_by("series", "month", "above").agg(pl.col("amount").sum())
        return rolled.collect()

    return run, lambda found: from_rows(found.rows())  # type: ignore[attr-defined]


def sqlite_grouped(folder: Path) -> tuple[Callable[[], object], Callable[[object], object]]:
    """One grouped statement, rolled up in Python."""
    bare = sqlite3.connect(folder / "shilu.db")
    chains = {unit: chain(unit) for unit in range(1, UNITS + 1)}

    def run() -> object:
        values: dict[tuple[int, int, int], int] = {}
        for series, month, unit, amount in bare.execute(SQL.format(table="ledger_amount")):
            for above in chains[unit]:
                key = (series, month, above)
                values[key] = values.get(key, 0) + amount
        return values

    return run, lambda found: found


def from_columns(found: object) -> dict[tuple[int, int, int], int]:
    return from_rows(zip(*(column.tolist() for column in found.values()), strict=True))  # type: ignore[attr-defined]


def from_rows(rows: object) -> dict[tuple[int, int, int], int]:
    return {(series, month, unit): int(amount) for series, month, unit, amount in rows}  # type: ignore[attr-defined]


def shilu(folder: Path, *, keeping: bool) -> tuple[Callable[[], object], Callable[[object], object]]:
    django(folder / "shilu.db")
    from django.db import connection

    from shilu.figures.everywhere import sums_everywhere
    from shilu.figures.kept import forget
    from shilu.figures.names import Asked, own_figure
    from shilu.figures.reading import Reading
    from shilu.ledger.models import Series
    from shilu.lib.periods import parse_period

    connection.ensure_connection()
    if not keeping:
        forget()
    year = parse_period(str(YEAR))

    def run() -> object:
        reading = Reading(today=None)
        asked = [Asked(own_figure(kind, "times")) for kind in reading.catalogue.kinds.values()]
        return reading, list(sums_everywhere(asked, reading=reading, periods=year.months()))

    def values(found: object) -> dict[tuple[int, int, int], int]:
        _reading, tables = found  # type: ignore[misc]
        series = {f"{key}": one for one, key in Series.objects.values_list("id", "kind__key")}
        return {
            (series[asked.figure.key], period.first.year * 100 + period.first.month, unit): amount
            for asked, period, units, amounts, counts in tables
            for unit, amount, count in zip(units, amounts, counts, strict=True)
            if count
        }

    return run, values


ENGINES: dict[str, Callable[[Path], tuple[Callable[[], object], Callable[[object], object]]]] = {
    "scan of the columns (floor)": scan,
    "DuckDB native": duckdb_native,
    "DuckDB over Parquet": duckdb_parquet,
    "polars over Parquet": polars_parquet,
    "one grouped SQLite statement": sqlite_grouped,
    "Shilu, kept sums": lambda folder: shilu(folder, keeping=True),
    "Shilu, plain statement": lambda folder: shilu(folder, keeping=False),
}


def run_one(folder: Path, engine: str) -> None:
    """Run one engine in this process and print what was measured as JSON."""
    run, values = ENGINES[engine](folder)
    times = []
    for _run in range(RUNS):
        start = perf_counter()
        found = run()
        times.append(perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = values(found)
    print(json.dumps({"ms": sorted(times)[RUNS // 2] * 1000, "mb": peak, "sum": checksum(told) if told else None}))  # type: ignore[arg-type]


def called(*arguments: str) -> str:
    done = subprocess.run([sys.executable, str(HERE), *arguments], check=True, capture_output=True, text=True)
    return done.stdout


def measure(entries: int) -> None:
    """Print the table of one size."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        called("--prepare", name, str(entries))
        brought = float((folder / "brought.txt").read_text())
        measured = {engine: json.loads(called("--run", name, engine)) for engine in ENGINES}
    base = measured["DuckDB native"]["ms"]
    sums = {str(found["sum"]) for found in measured.values() if found["sum"]}
    print(f"\n{entries:,} entries; the same {json.loads(next(iter(sums)))[0]:,} values from all: {len(sums) == 1}")
    print(f"kept sums brought forward in {brought:.1f} s ({entries / brought:,.0f} entries a second)")
    print(f"{'engine':<32}{'ms':>10}{'× DuckDB':>10}{'peak MB':>10}")
    for engine, found in measured.items():
        print(f"{engine:<32}{found['ms']:>10.1f}{found['ms'] / base:>10.2f}{found['mb']:>10.0f}")
    if len(sums) != 1:
        raise SystemExit("the engines disagree")


def main() -> None:
    arguments = sys.argv[1:]
    if arguments[:1] == ["--prepare"]:
        prepare(Path(arguments[1]), int(arguments[2]))
    elif arguments[:1] == ["--run"]:
        run_one(Path(arguments[1]), arguments[2])
    else:
        sizes = [int(size) for size in arguments if size != "--full"] or [100_000, 1_000_000]
        for entries in [*sizes, *([10_000_000] if "--full" in arguments else [])]:
            measure(entries)


if __name__ == "__main__":
    main()
