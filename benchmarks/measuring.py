"""What the benchmarks share: timing, memory of a process of one's own, a workspace to measure in, a small table."""

import importlib
import multiprocessing
import os
import platform
import resource
import sqlite3
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter
from typing import Any
from uuid import UUID, uuid4

NOW = datetime(2023, 1, 1, tzinfo=UTC)
UNITS = 55
_ORGANISED = date(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class Line:
    """One contender: how long it took, for how many rows (of its own, 0 where rows mean nothing), peak memory in MB."""

    name: str
    seconds: float
    rows: int = 0
    memory: float = 0.0

    @property
    def pace(self) -> float:
        """Rows a second, or where there are no rows runs a second."""
        return (self.rows or 1) / self.seconds


def timed(work: Callable[[], Any], *, repeat: int = 3) -> float:
    """The best of the seconds that ``work`` took: what a machine that does nothing else would take at most."""
    found = []
    for _run in range(repeat):
        started = perf_counter()
        work()
        found.append(perf_counter() - started)
    return min(found)


def best_of(runs: int, script: str, function: str, *args: Any) -> tuple[float, float]:
    """The best seconds of several runs, each in a process of its own, with the peak memory of that run."""
    return min(in_own_process(script, function, *args) for _run in range(runs))


def in_own_process(script: str, function: str, *args: Any) -> tuple[float, float]:
    """Seconds and peak memory in MB that ``function`` of the benchmark ``script`` reports and needs, alone in a process.

    The function returns the seconds that count: what it prepares is its own affair.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(there, script, function, args))
    process.start()
    there.close()
    try:
        answer = here.recv()
    except EOFError:
        raise RuntimeError(f"{script}.{function} ended without an answer") from None
    finally:
        process.join()
    return answer  # type: ignore[no-any-return]


def _run(pipe: Any, script: str, function: str, args: Sequence[Any]) -> None:
    sys.path.insert(0, str(Path(__file__).parent))
    seconds = getattr(importlib.import_module(script), function)(*args)
    pipe.send((seconds, peak_memory()))


def check(found: Any, wanted: Any) -> None:
    """A contender that did something else than it should is no contender."""
    if found != wanted:
        raise ValueError(f"{found} instead of {wanted}")


def peak_memory() -> float:
    """The most memory this process had, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # Linux counts what the parent had before it started this process among its ru_maxrss
        kept = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(kept.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def print_table(title: str, lines: Sequence[Line], *, against: Sequence[str]) -> None:
    """A small table; each of ``against`` is a column that says how many times the pace of that line the others have."""
    by_name = {line.name: line for line in lines}
    headings = ["", "seconds", "rows/s", "MB", *(f"× {name}" for name in against)]
    rows = [headings]
    for line in lines:
        ratios = [f"{line.pace / by_name[name].pace:.2f}" for name in against]
        pace = f"{line.pace:,.0f}" if line.rows else ""
        memory = f"{line.memory:,.0f}" if line.memory else ""
        rows.append([line.name, f"{line.seconds:.4g}", pace, memory, *ratios])
    widths = [max(_wide(row[at]) for row in rows) for at in range(len(headings))]
    print(f"\n{title}")
    for row in rows:
        first, *rest = row
        cells = [first + " " * (widths[0] - _wide(first))]
        cells += [" " * (width - _wide(cell)) + cell for cell, width in zip(rest, widths[1:], strict=True)]
        print("  ".join(cells).rstrip())


def _wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def machine() -> str:
    """The processor, its cores, and the versions that decide most."""
    model = platform.processor() or platform.machine()
    about = Path("/proc/cpuinfo")
    if about.exists():
        names = [
            line.partition(":")[2].strip() for line in about.read_text().splitlines() if line.startswith("model name")
        ]
        model = names[0] if names else model
    return (
        f"{model}, {os.cpu_count()} cores, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )


@contextmanager
def own_folder() -> Iterator[Path]:
    """A temporary folder, gone at the end."""
    with tempfile.TemporaryDirectory(prefix="shilu-benchmark-") as folder:
        yield Path(folder)


@contextmanager
def own_workspace() -> Iterator[tuple[Any, UUID]]:
    """A new workspace on SQLite with the packaged catalogue and one body of 55 units, and the body's uuid."""
    from shilu.workspace.database import disconnect, start_django  # noqa: PLC0415 - not every benchmark needs Django

    start_django()
    from shilu.ledger.organising import change_organisation  # noqa: PLC0415
    from shilu.organisation.changes import UnitAdded  # noqa: PLC0415
    from shilu.workspace.opening import create  # noqa: PLC0415

    with own_folder() as folder:
        workspace = create(folder / "workspace", name="示例局", now=NOW)
        root = uuid4()
        units = [UnitAdded(root, "X", "示例县公安局", "县局", "", None, _ORGANISED)]
        units += [UnitAdded(uuid4(), f"X{at:02}", unit_name(at), "", "", root, _ORGANISED) for at in range(1, UNITS)]
        change_organisation(units, clerk=workspace.clerk(NOW))
        yield workspace, root
        disconnect()


def unit_name(at: int) -> str:
    """The name of the ``at``-th unit below the body."""
    return f"{'甲乙丙丁戊己庚辛壬癸'[at % 10]}{'东西南北中上'[at // 10]}派出所"
