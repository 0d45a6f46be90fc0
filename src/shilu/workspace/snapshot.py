"""A consistent copy of a database that goes on being written."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

from django.db import connection, transaction
from django.utils.translation import gettext as _

from shilu.ledger.models import Head
from shilu.ledger.tree import Frontier
from shilu.lib.errors import Refused
from shilu.workspace.config import Config
from shilu.workspace.database import FILE

DUMP = "shilu.pgdump"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A copied database and the head of the log that it holds."""

    path: Path
    size: int
    root: str


def copy_database(config: Config, *, folder: Path, target: Path) -> Snapshot:
    """Copy the database of the workspace in ``folder`` into the folder ``target``; writers are not held up."""
    if config.database_url:
        return _dump(config, target / DUMP)
    return _copied_file(folder / FILE, target / FILE)


def _copied_file(source: Path, copy: Path) -> Snapshot:
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(copy)) as kept:
        live.backup(kept)
        kept.execute("PRAGMA journal_mode=DELETE")  # one file, without a -wal beside it
        size, frontier, algorithm = kept.execute(
            f"SELECT size, frontier, algorithm FROM {Head._meta.db_table}"  # noqa: S608
        ).fetchone()
    return Snapshot(copy, size, _root(frontier, size=size, algorithm=algorithm))


def _root(frontier: bytes | memoryview, *, size: int, algorithm: str) -> str:
    return Frontier.from_bytes(bytes(frontier), size=size, algorithm=algorithm).root().hex()


def _dump(config: Config, copy: Path) -> Snapshot:
    program = _program("pg_dump")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        (shared,) = cursor.fetchone()
        head = Head.objects.get(id=1)
        url, environment = _without_password(config.database_url)
        _run(
            [program, "--format=custom", "--no-owner", "--no-acl", f"--snapshot={shared}", f"--file={copy}", url],
            environment,
        )
    return Snapshot(copy, head.size, _root(head.frontier, size=head.size, algorithm=head.algorithm))


def load_dump(dump: Path, *, config: Config) -> None:
    """Bring a dump into the empty database of ``config``, all or nothing."""
    url, environment = _without_password(config.database_url)
    _run(
        [
            _program("pg_restore"),
            "--no-owner",
            "--no-acl",
            "--exit-on-error",
            "--single-transaction",
            f"--dbname={url}",
            str(dump),
        ],
        environment,
    )


def unload() -> None:
    """Take everything out of the database again that ``load_dump`` brought."""
    with connection.cursor() as cursor:
        tables = ", ".join(connection.ops.quote_name(name) for name in connection.introspection.table_names())
        if tables:
            cursor.execute(f"DROP TABLE {tables} CASCADE")


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        packaged = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
        found = str(packaged[-1]) if packaged else None
    if found is None:
        raise Refused(
            _("%(program)s is not installed here; install the client programs of PostgreSQL and run the command again.")
            % {"program": name}
        )
    return found


def _without_password(url: str) -> tuple[str, dict[str, str]]:
    """The URL as others on the machine may see it in the list of processes, and the environment that says the rest."""
    parts = urlsplit(url)
    if not parts.password:
        return url, dict(os.environ)
    place = parts.netloc.rpartition("@")[2]
    plain = parts._replace(netloc=f"{parts.username}@{place}")
    return urlunsplit(plain), {**os.environ, "PGPASSWORD": unquote(parts.password)}


def _run(arguments: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(arguments, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [_("no reason given")]
        raise Refused(
            _("%(program)s failed: %(what)s.") % {"program": Path(arguments[0]).name, "what": lines[0].rstrip(".")}
        )
