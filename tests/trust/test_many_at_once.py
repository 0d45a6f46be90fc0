"""Many who write at once: the same thing sent by many is one thing; different things all get in, in one order."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.utils import timezone

from shilu.ledger.models import Evidence, Row
from shilu.workspace.database import disconnect
from shilu.workspace.opening import open_workspace
from trust.body import Body, count, faults_of, new_body, on_the_way
from trust.server import Answer, Program, percentile, record, serving

pytestmark = [pytest.mark.trust, pytest.mark.usefixtures("own_process")]

_SENDERS = 50
_WRITERS = 32


def size_of(body: Body) -> tuple[int, int]:
    """How many entries and how many files there are."""
    open_workspace(body.folder, now=timezone.now())
    found = Row.objects.filter(type="entry").count(), Evidence.objects.count()
    disconnect()
    return found


def all_at_once(port: int, key: str, title: str) -> list[Answer]:
    """The answers to one record sent by fifty threads at the same moment under one key."""
    ready = threading.Barrier(_SENDERS)
    given = record(title, file=b"%PDF-1.4 " + title.encode())

    def send(_number: int) -> Answer:
        program = Program(port, key, timeout=60)
        ready.wait()
        return program.ask("POST", "/entries", given, key=title)

    with ThreadPoolExecutor(_SENDERS) as pool:
        return list(pool.map(send, range(_SENDERS)))


def test_the_same_record_sent_by_fifty_is_one(tmp_path: Path):
    body, rounds = new_body(tmp_path / "w"), count(2, 20)
    with serving(body.folder, workers=2) as server:
        for turn in range(rounds):
            answers = all_at_once(server.port, body.key, f"r{turn}")
            assert {(one.status, str(one.value)) for one in answers} == {(201, str(answers[0].value))}
        again = Program(server.port, body.key)
        lost = Program(server.port, body.key, timeout=0.001)  # somebody who does not wait for the answer
        with pytest.raises(OSError, match=""):
            lost.ask("POST", "/entries", record("late", file=b"%PDF-1.4 late"), key="late")
        answers = [
            again.ask("POST", "/entries", record("late", file=b"%PDF-1.4 late"), key="late") for _turn in range(2)
        ]
        assert [one.status for one in answers] == [201, 201]
        assert answers[0].value == answers[1].value
    assert size_of(body) == (rounds + 1, rounds + 1)
    assert faults_of(body) == ()
    print(
        f"row 6: {rounds} rounds of {_SENDERS} senders: 1 record and 1 file each, the same answer {_SENDERS}/{_SENDERS}"
    )


def write_all(body: Body, *, each: int) -> list[float]:
    """Thirty-two writers hand in so many records each; how long each took, in seconds. All must be posted."""
    taken: list[float] = []

    def write(writer: int) -> None:
        program = Program(server.port, body.key, timeout=60)
        for turn in range(each):
            started = time.monotonic()
            answer = program.ask("POST", "/entries", record(f"w{writer}-{turn}"), key=f"w{writer}-{turn}")
            taken.append(time.monotonic() - started)
            assert answer.status == 201, answer
            on_the_way(f"row 7: {len(taken)} records", done=len(taken), every=500)

    with serving(body.folder, workers=2) as server, ThreadPoolExecutor(_WRITERS) as pool:
        list(pool.map(write, range(_WRITERS)))
    return taken


def told(name: str, taken: list[float], seconds: float) -> str:
    return (
        f"row 7: {name}: {len(taken)} records by {_WRITERS} writers in {seconds:.0f} s, {len(taken) / seconds:.0f}/s, "
        f"median {percentile(taken, 0.5) * 1000:.0f} ms, p95 {percentile(taken, 0.95) * 1000:.0f} ms"
    )


def test_records_of_many_writers_are_in_one_order_without_a_gap(tmp_path: Path):
    body, each = new_body(tmp_path / "w"), count(10, 500)
    started = time.monotonic()
    taken = write_all(body, each=each)
    print(told("SQLite", taken, time.monotonic() - started))
    assert size_of(body) == (_WRITERS * each, 0)
    assert faults_of(body) == ()


@pytest.mark.postgres
def test_the_same_holds_on_postgres(tmp_path: Path, postgres_url: str):
    body, each = new_body(tmp_path / "w", database_url=postgres_url), count(5, 500)
    started = time.monotonic()
    taken = write_all(body, each=each)
    print(told("PostgreSQL", taken, time.monotonic() - started))
    assert size_of(body) == (_WRITERS * each, 0)
    assert faults_of(body) == ()
