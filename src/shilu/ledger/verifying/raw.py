"""Tables read as they lie in the database, in one state of it, whatever stands in a column."""

import sqlite3
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

Columns = tuple[Any, ...]
_BATCH = 5_000


@contextmanager
def one_state() -> Iterator[None]:
    """All that is read inside comes from one state of the database; writers do not wait."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield
    else:
        connection.ensure_connection()
        connection.connection.execute("BEGIN DEFERRED")  # Django's own begins take the lock of writers
        try:
            yield
        finally:
            connection.connection.execute("ROLLBACK")


@contextmanager
def any_text() -> Iterator[None]:
    """On SQLite, read text that is no UTF-8 with surrogates in it instead of failing; slower."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    connection.connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        connection.connection.text_factory = str


def is_undecodable(error: Exception) -> bool:
    """Whether reading failed because a text is no UTF-8."""
    causes = (error, error.__cause__)
    return any(isinstance(cause, sqlite3.OperationalError) and "decode" in str(cause) for cause in causes)


def batches(model: type[Model], columns: Sequence[str], *, order: str) -> Iterator[list[Columns]]:
    """All rows of a table, in parts, as the driver gives them; ``columns`` and ``order`` are columns of the table."""
    names = ", ".join(f'"{column}"' for column in columns)
    sql = f'SELECT {names} FROM "{model._meta.db_table}" ORDER BY {order}'  # noqa: S608
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql)
        while rows := cursor.fetchmany(_BATCH):
            yield rows


def rows(model: type[Model], columns: Sequence[str], *, order: str) -> Iterator[Columns]:
    """The same one by one."""
    for batch in batches(model, columns, order=order):
        yield from batch


def _order(row: Columns) -> tuple[int, Any]:
    """In a column of numbers SQLite orders anything else last; it is left for ``rest``."""
    seq = row[0]
    return (0, seq) if isinstance(seq, int) else (1, 0)


class Beside:
    """A table keyed by ``seq`` that is read along with the log, in its order."""

    def __init__(self, model: type[Model], columns: Sequence[str], *, order: str = '"seq"') -> None:
        self._batches = batches(model, columns, order=order)
        self._held: list[Columns] = []

    def up_to(self, seq: int) -> list[Columns]:
        """The rows that were not taken yet and belong to positions up to ``seq``."""
        taken: list[Columns] = []
        while True:
            place = bisect_right(self._held, (0, seq), key=_order)
            taken += self._held[:place]
            if place < len(self._held):
                self._held = self._held[place:]
                return taken
            self._held = next(self._batches, [])
            if not self._held:
                return taken

    def rest(self) -> Iterator[Columns]:
        """What no position took."""
        yield from self._held
        for batch in self._batches:
            yield from batch
