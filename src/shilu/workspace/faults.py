"""What a database or a disk can do to us, told in one line: what happened, that nothing was written, what to do."""

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _

from shilu.lib.errors import Refused

_FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}
_LEAST_ROOM = 64 * 1024  # what SQLite needs beside the database even to read it
_CLOSED = {errno.EROFS, errno.EACCES, errno.EPERM}
_ABSENT = {errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.ENODEV, errno.ENXIO}
_SQLITE = {
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_READONLY: "closed",
    sqlite3.SQLITE_CANTOPEN: "closed",
    sqlite3.SQLITE_PERM: "closed",
    sqlite3.SQLITE_CORRUPT: "broken",
    sqlite3.SQLITE_NOTADB: "broken",
    sqlite3.SQLITE_IOERR: "failing",
}
# https://www.postgresql.org/docs/current/errcodes-appendix.html
_SQLSTATE = {
    "53100": "full",
    "55P03": "busy",
    "25006": "closed",
    "42501": "closed",
    "58030": "failing",
    "XX001": "broken",
    "XX002": "broken",
}


@contextmanager
def faults_told() -> Iterator[None]:
    """Turn what a full disk, a lock, a closed or broken database raises into Refused; other errors pass."""
    try:
        yield
    except Refused:
        raise
    except Exception as error:
        sort = next((found for found in map(_sort_of, _chain(error)) if found), None)
        if sort is None:
            raise
        raise Refused(_told(sort, error)) from error


def disk_said(error: OSError) -> str:
    """Why a file could not be written where it was to stand, in a few words."""
    if error.errno in _ABSENT:
        return _("there is no such folder, and none can be made there")
    if error.errno in _FULL:
        return _("the disk is full")
    return _("nothing may be written there") if error.errno in _CLOSED else str(error.strerror or error)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and what it was raised from: Django wraps what a driver raises."""
    at: BaseException | None = error
    while at is not None:
        yield at
        at = at.__cause__


def _sort_of(error: BaseException) -> str | None:
    if isinstance(error, sqlite3.Error):
        return _SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)  # the rest says more than a reader needs
    if isinstance(error, OSError):
        return "full" if error.errno in _FULL else "closed" if error.errno in _CLOSED else None
    if type(error).__module__.startswith("psycopg"):
        state = getattr(error, "sqlstate", None)
        if state in _SQLSTATE:
            return _SQLSTATE[state]
        if type(error).__name__ == "OperationalError" or str(state)[:2] in {"08", "57"}:
            return "silent"
    return None


def _no_room() -> bool:
    """Whether the disk of the database is full: SQLite calls what it cannot write beside its file a failing disk."""
    name = connection.settings_dict.get("NAME", "")
    folder = Path(str(name)).parent
    return connection.vendor == "sqlite" and folder.is_dir() and shutil.disk_usage(folder).free < _LEAST_ROOM


def _told(sort: str, error: Exception) -> str:  # noqa: PLR0911 - one line a sort
    name = getattr(error, "filename", None)
    match sort:
        case "full":
            return _("The disk is full; nothing was written. Make room, then run the command again.")
        case "busy":
            return _(
                "Another program has been writing to the workspace for 20 seconds; nothing was written. "
                "Run the command again when it has finished."
            )
        case "closed" if name:
            return _("%(file)s must not be read or written here; nothing was written. Check who owns it.") % {
                "file": name
            }
        case "closed":
            return _(
                "The database must not be written here; nothing was written. "
                "Check who owns the workspace's folder, and that its disk is writable."
            )
        case "broken":
            return _(
                "The database file is damaged; nothing was written. Bring the last backup back with shilu restore."
            )
        case "failing" if _no_room():
            return _told("full", error)
        case "failing":
            return _("The disk failed while the database was read or written; nothing was written. Check the disk.")
        case _:
            return _("The database server does not answer: %(what)s. Check [database] url in shilu.toml.") % {
                "what": str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            }
