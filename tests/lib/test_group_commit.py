"""Who writes at the same moment is written together, and each is told only what became of the own writing."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone, translation

from shilu.lib import group_commit
from shilu.lib.errors import Refused
from shilu.lib.group_commit import committed
from shilu.recording.models import Acknowledged
from shilu.workspace.opening import open_workspace
from trust.body import new_body


@pytest.fixture(autouse=True)
def _workspace(own_process: None, tmp_path: Path) -> None:
    open_workspace(new_body(tmp_path / "w").folder, now=timezone.now())


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as threads:
        yield threads


_ACCOUNT = uuid4()


def write(key: str) -> str:
    Acknowledged.objects.create(account=_ACCOUNT, key=key, digest="", at=datetime(2022, 7, 4, tzinfo=UTC))
    return key


def written() -> list[str]:
    return sorted(Acknowledged.objects.values_list("key", flat=True))


def at_once(
    pool: ThreadPoolExecutor, *acts: Callable[[], Any], languages: Sequence[str] = ("zh-hans",) * 3
) -> list[Future[Any]]:
    """The acts, each in a thread of its own; all of them come while a transaction before them is under way."""
    go = threading.Event()

    def in_thread(act: Callable[[], Any], language: str) -> Any:
        try:
            with translation.override(language):
                return committed(act)
        finally:
            connection.close()

    def first() -> str:
        assert go.wait(20)
        return write("first")

    found = [pool.submit(in_thread, first, "zh-hans")]
    for place, (act, language) in enumerate(zip(acts, languages, strict=False), start=1):
        until(place)
        found.append(pool.submit(in_thread, act, language))
    until(len(acts) + 1)
    go.set()
    return found[1:]


def until(count: int) -> None:
    """Wait until so many have come."""
    ends = time.monotonic() + 20
    while len(group_commit._waiting) < count:
        assert time.monotonic() < ends
        time.sleep(0.001)


def test_what_is_written_alone_is_there_at_once():
    assert committed(lambda: write("a")) == "a"
    assert written() == ["a"]


def test_those_who_came_meanwhile_are_written_by_one_of_them_in_the_order_they_came(pool: ThreadPoolExecutor):
    places: list[tuple[str, int]] = []

    def act(key: str) -> Callable[[], str]:
        return lambda: (places.append((key, threading.get_ident())), write(key))[1]

    done = at_once(pool, act("b"), act("c"), act("d"))
    assert [one.result() for one in done] == ["b", "c", "d"]
    assert [key for key, _thread in places] == ["b", "c", "d"]
    assert len({thread for _key, thread in places}) == 1
    assert written() == ["b", "c", "d", "first"]


def test_who_is_refused_takes_back_only_the_own_writing(pool: ThreadPoolExecutor):
    def refused() -> None:
        write("wrong")
        raise Refused("not so")

    one, wrong, other = at_once(pool, lambda: write("b"), refused, lambda: write("c"))
    assert (one.result(), other.result()) == ("b", "c")
    with pytest.raises(Refused, match="not so"):
        wrong.result()
    assert written() == ["b", "c", "first"]


def test_who_breaks_a_rule_of_the_database_takes_back_only_the_own_writing(pool: ThreadPoolExecutor):
    one, double, other = at_once(pool, lambda: write("b"), lambda: write("b"), lambda: write("c"))
    assert (one.result(), other.result()) == ("b", "c")
    with pytest.raises(DatabaseError):
        double.result()
    assert written() == ["b", "c", "first"]


def test_each_writes_in_the_language_of_its_own_thread(pool: ThreadPoolExecutor):
    done = at_once(pool, *[translation.get_language] * 3, languages=("en", "zh-hans", "en"))
    assert [one.result() for one in done] == ["en", "zh-hans", "en"]


def test_each_is_told_when_the_transaction_fails(pool: ThreadPoolExecutor):
    def failing() -> None:
        write("c")
        connection.connection.close()  # as when the disk or the database is gone
        write("d")

    one, gone = at_once(pool, lambda: write("b"), failing)
    for told in (one, gone):
        with pytest.raises(DatabaseError):
            told.result()
    assert written() == ["first"]


def test_within_a_callers_transaction_it_is_a_part_of_that():
    with transaction.atomic():
        committed(lambda: write("a"))
        transaction.set_rollback(True)
    assert written() == []


def test_after_a_fault_the_next_is_written():
    def fault() -> None:
        write("a")
        raise Refused("not so")

    with pytest.raises(Refused, match="not so"):
        committed(fault)
    assert committed(lambda: write("b")) == "b"
    assert written() == ["b"]
