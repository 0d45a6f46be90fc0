"""Whoever waits for the database's lock gets it, or is told in time."""

import sqlite3
import threading
from pathlib import Path
from typing import Any

import pytest
from django.db.utils import OperationalError

from shilu.lib.sqlite.base import DatabaseWrapper
from shilu.settings import sqlite_settings

pytestmark = pytest.mark.usefixtures("own_process")


def wrapper(path: Path, *, timeout: float) -> DatabaseWrapper:
    settings: dict[str, Any] = sqlite_settings(str(path))
    settings["OPTIONS"]["timeout"] = timeout
    usual = {"ATOMIC_REQUESTS": False, "AUTOCOMMIT": True, "CONN_HEALTH_CHECKS": False, "TIME_ZONE": None, "TEST": {}}
    return DatabaseWrapper({**usual, **settings}, "other")


def begin(one: DatabaseWrapper) -> None:
    one.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def test_lock_is_waited_for(tmp_path: Path):
    held = sqlite3.connect(tmp_path / "a.db", isolation_level=None, check_same_thread=False)
    held.execute("PRAGMA journal_mode=WAL")
    held.execute("BEGIN IMMEDIATE")
    waiting = wrapper(tmp_path / "a.db", timeout=10)
    waiting.ensure_connection()
    let_go = []
    threading.Timer(0.1, lambda: (let_go.append(True), held.execute("COMMIT"))).start()
    begin(waiting)
    assert let_go == [True]
    waiting.rollback()
    waiting.set_autocommit(True)
    assert waiting.cursor().execute("PRAGMA busy_timeout").fetchone() == (0,)
    waiting.close()


def test_statement_outside_a_transaction_waits_too(tmp_path: Path):
    held = sqlite3.connect(tmp_path / "a.db", isolation_level=None, check_same_thread=False)
    held.execute("PRAGMA journal_mode=WAL")
    held.execute("CREATE TABLE a (b INTEGER)")
    held.execute("BEGIN IMMEDIATE")
    waiting = wrapper(tmp_path / "a.db", timeout=10)
    threading.Timer(0.1, lambda: held.execute("COMMIT")).start()
    waiting.cursor().execute("INSERT INTO a VALUES (%s)", [1])
    assert held.execute("SELECT count(*) FROM a").fetchone() == (1,)
    waiting.close()


def test_patience_ends(tmp_path: Path):
    held = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
    held.execute("PRAGMA journal_mode=WAL")
    held.execute("BEGIN IMMEDIATE")
    waiting = wrapper(tmp_path / "a.db", timeout=0.1)
    waiting.ensure_connection()
    with pytest.raises(OperationalError, match="locked"):
        begin(waiting)
    waiting.close()
