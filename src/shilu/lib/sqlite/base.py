"""Django's SQLite backend, in which whoever waits to write has the same chance as whoever comes later.

SQLite itself lets a waiter sleep longer and longer, up to a tenth of a second, so that those who come later overtake it:
under load some wait for their whole patience while the database is idle in between.
"""

import random
import sqlite3
import time
from typing import Final

from django.db.backends.sqlite3.base import DatabaseWrapper as SQLiteWrapper
from django.db.utils import OperationalError

_SHORTEST: Final = 0.0005
_LONGEST: Final = 0.004


class DatabaseWrapper(SQLiteWrapper):
    """Asks for the lock at short, even intervals until its patience ends."""

    def _start_transaction_under_autocommit(self) -> None:
        """Begin as ``transaction_mode`` says; the error of SQLite where the lock is not to be had in time."""
        patience = float(self.settings_dict["OPTIONS"].get("timeout", 5))
        ends = time.monotonic() + patience
        self.cursor().execute("PRAGMA busy_timeout = 0")
        try:
            while True:
                try:
                    super()._start_transaction_under_autocommit()  # type: ignore[misc]
                except OperationalError as error:
                    if not _is_busy(error) or time.monotonic() > ends:
                        raise
                    time.sleep(random.uniform(_SHORTEST, _LONGEST))  # noqa: S311 - any spread will do
                else:
                    return
        finally:
            self.cursor().execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")


def _is_busy(error: OperationalError) -> bool:
    cause = error.__cause__
    return isinstance(cause, sqlite3.OperationalError) and (cause.sqlite_errorcode & 0xFF) == sqlite3.SQLITE_BUSY
