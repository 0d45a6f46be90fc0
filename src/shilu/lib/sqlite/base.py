"""Django's SQLite backend for many threads and processes that write: waiting is done here, never inside SQLite.

SQLite's own waiting is unfair (a waiter sleeps longer and longer, up to a tenth of a second, and is overtaken by whoever
comes later) and it keeps the connection's mutex: a thread that holds the lock and whose garbage collection happens upon a
cursor of the waiting connection would wait for the waiter, which waits for it. So a statement that finds the database
locked fails at once and is tried again at short, even intervals, by one thread of a process at a time.
"""

import random
import sqlite3
import threading
import time
from collections.abc import Callable
from typing import Any, Final

from django.db.backends.sqlite3.base import DatabaseWrapper as SQLiteWrapper
from django.db.backends.sqlite3.base import SQLiteCursorWrapper

_SHORTEST: Final = 0.001
_LONGEST: Final = 0.004
_TURN: Final = threading.Lock()


class DatabaseWrapper(SQLiteWrapper):
    """Connections that are told of a lock at once, with cursors that wait for it until the patience of OPTIONS ends."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection as Django makes it, whose own waiting is switched off."""
        connection = super().get_new_connection(conn_params)
        connection.execute("PRAGMA busy_timeout = 0")
        return connection

    def create_cursor(self, name: str | None = None) -> Any:  # noqa: ARG002 - Django's signature
        """A cursor that waits."""
        cursor = self.connection.cursor(factory=_WaitingCursor)
        cursor.patience = float(self.settings_dict["OPTIONS"].get("timeout", 5))
        return cursor


class _WaitingCursor(SQLiteCursorWrapper):
    patience: float = 5.0

    def execute(self, query: str, params: Any = None) -> Any:
        return self._when_free(lambda: super(_WaitingCursor, self).execute(query, params))

    def _when_free(self, act: Callable[[], Any]) -> Any:
        """What ``act`` gives as soon as the database is free; a statement that found it locked has done nothing."""
        try:
            return act()
        except sqlite3.OperationalError as error:
            if not _is_busy(error):
                raise
        ends = time.monotonic() + self.patience
        in_turn = _TURN.acquire(timeout=self.patience)
        try:
            while True:
                try:
                    return act()
                except sqlite3.OperationalError as error:
                    if not _is_busy(error) or time.monotonic() > ends:
                        raise
                time.sleep(random.uniform(_SHORTEST, _LONGEST))  # noqa: S311 - any spread will do
        finally:
            if in_turn:
                _TURN.release()


def _is_busy(error: sqlite3.OperationalError) -> bool:
    return (error.sqlite_errorcode & 0xFF) == sqlite3.SQLITE_BUSY
