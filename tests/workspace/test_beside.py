"""Work given to a process beside: done, ended when its time is over, and given to another process after that."""

import sys
from collections.abc import Iterator

import pytest

from shilu.workspace.beside import Beside, BrokeOff, OutOfTime

_PROGRAM = """
import json, os, sys, time
for line in sys.stdin:
    work, *given = json.loads(line)
    if work == "sleep":
        time.sleep(60)
    if work == "die":
        os.abort()
    print(given, flush=True)
"""


@pytest.fixture
def beside() -> Iterator[Beside]:
    made = Beside([sys.executable, "-c", _PROGRAM])
    yield made
    made.end()


def test_work_is_done_one_after_the_other_by_one_process(beside: Beside) -> None:
    beside.do("go", "一", seconds=60)
    first = beside._running
    beside.do("go", "二", seconds=60)
    assert beside._running is first


@pytest.mark.parametrize(("work", "seconds", "fault"), [("sleep", 0.2, OutOfTime), ("die", 60, BrokeOff)])
def test_work_that_does_not_end_is_ended_and_the_next_is_done(
    beside: Beside, work: str, seconds: float, fault: type[BrokeOff]
) -> None:
    with pytest.raises(BrokeOff) as told:
        beside.do(work, seconds=seconds)
    assert type(told.value) is fault
    beside.do("go", seconds=60)


def test_process_that_ended_between_two_works_is_started_anew(beside: Beside) -> None:
    beside.do("go", seconds=60)
    beside._running.process.kill()
    beside._running.process.wait()
    beside.do("go", seconds=60)


def test_program_that_cannot_start_is_told(tmp_path: object) -> None:
    with pytest.raises(BrokeOff):
        Beside([sys.executable, "-c", "raise SystemExit(1)"]).do("go", seconds=60)
