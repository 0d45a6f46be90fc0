"""The last row of a type, and what this process keeps of the rows up to it."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Final, Generic, TypeVar

from django.db import connection

_Value = TypeVar("_Value")
_ENDLESS: Final = 1 << 62
_LAST_OF: Final = 'SELECT "seq", "leaf" FROM "ledger_row" WHERE "kind" IS NULL AND "type" = %s AND "seq" <= %s ORDER BY "seq" DESC LIMIT 1'


def newest() -> tuple[int, bytes]:
    """How many rows the log has, and the hash of the last (b"none" where it has none)."""
    with connection.cursor() as cursor:
        cursor.execute('SELECT "seq", "leaf" FROM "ledger_row" ORDER BY "seq" DESC LIMIT 1')
        found = cursor.fetchone()
    return (found[0], bytes(found[1])) if found else (0, b"none")


def last_of(type_: str, *, at: int | None = None) -> tuple[int, bytes] | None:
    """Position and leaf of the last row of a type, none of them entries, up to position ``at`` (None: all).

    In plain SQL, because every request asks several times and Django takes longer to write it than SQLite to answer.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LAST_OF, [type_, _ENDLESS if at is None else at])
        found = cursor.fetchone()
    return (found[0], bytes(found[1])) if found else None


class KeptByLeaf(Generic[_Value]):
    """The last few values that were made of the rows up to a leaf; they are shared by threads, change a copy.

    A leaf covers its row's random uuid, so that no other row, of this log or another, has it.
    """

    def __init__(self, *, most: int = 8) -> None:
        self._kept: OrderedDict[bytes, _Value] = OrderedDict()
        self._most = most

    def at(self, leaf: bytes, make: Callable[[], _Value]) -> _Value:
        """What belongs to ``leaf``, made now if it is not kept."""
        found = self._kept.get(leaf)
        if found is None:
            found = self._kept[leaf] = make()
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return found
