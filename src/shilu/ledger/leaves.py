"""Where the log ends, as a whole and of each type of row.

A row's leaf stands for it and all before it: it covers the row's random uuid, so that no other row, of this log or of
another, has it. What is made of the rows up to a leaf may be kept under that leaf.
"""

from typing import Final

from django.db import connection

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
