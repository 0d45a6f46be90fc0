"""Bringing a backup back into the workspace that is being served, with what was there kept first."""

import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from django.db import connection
from django.utils.translation import gettext as _

from shilu.lib.durable import TEMPORARY, sync_folder, write_file
from shilu.lib.errors import Refused
from shilu.workspace.backup import Backup
from shilu.workspace.backup_schedule import make_copy
from shilu.workspace.database import FILE as DATABASE_FILE
from shilu.workspace.opening import Workspace, read_workspace

_PROGRAM: Final = """
import sys
from pathlib import Path
from shilu.workspace.database import start_django
start_django()
from shilu.lib.errors import Refused
from shilu.workspace.backup import restore
try:
    restore(Path(sys.argv[1]), folder=Path(sys.argv[2]), with_keys=True)
except Refused as refused:
    raise SystemExit(str(refused))
"""
_LONGEST: Final = 6 * 3600
_AS_TODAY: Final = (
    "DELETE FROM access_token WHERE digest NOT IN (SELECT digest FROM live.access_token)",
    (
        "UPDATE access_account SET (password, must_change, is_active) ="
        " (SELECT password, must_change, is_active FROM live.access_account AS now WHERE now.uuid = access_account.uuid)"
        " WHERE uuid IN (SELECT uuid FROM live.access_account)"
    ),
)
_ROLES_AGAIN: Final = (
    "SELECT DISTINCT account.name FROM access_appointment AS role JOIN access_account AS account"
    " ON account.id = role.account_id JOIN live.access_account AS now ON now.uuid = account.uuid"
    " WHERE role.until IS NULL AND NOT EXISTS (SELECT 1 FROM live.access_appointment AS held WHERE held.account_id = now.id"
    ' AND held.role = role.role AND held.unit = role.unit AND held."on" = role."on" AND held.until IS NULL)'
    " ORDER BY account.id"
)
_ERASED_AGAIN: Final = (
    "SELECT name FROM organisation_person WHERE uuid IN"
    " (SELECT replace(what, '-', '') FROM live.access_act WHERE act = 'data-erased')"
    " UNION SELECT name FROM access_account WHERE uuid IN"
    " (SELECT replace(what, '-', '') FROM live.access_act WHERE act = 'data-erased')"
)


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """The copy of what was there before, whose roles hold again that had ended, and who is back that was erased."""

    before: Backup
    roles: tuple[str, ...]
    erased: tuple[str, ...]


def restore_here(workspace: Workspace, file: Path, *, now: datetime) -> BroughtBack:
    """Put the open workspace back to what ``file`` kept; the copy of what was there before undoes it.

    How one signs in stays as it is today: codes, closed accounts, and keys to the programming interface that ended.

    The backup is unpacked and checked hash by hash in a folder of its own, by another process; then what is there is
    kept, and database and files change. Records that arrive between these two are lost, so it is done when nobody works.
    Refused, with nothing changed, for a backup of another workspace, a damaged one, and on PostgreSQL.
    """
    if workspace.config.database_url:
        raise Refused(_("On PostgreSQL a backup is brought back with shilu restore, into an empty database."))
    scratch = Path(tempfile.mkdtemp(prefix=TEMPORARY, dir=workspace.folder))
    try:
        restored = scratch / "restored"
        _check(file, folder=restored)
        if read_workspace(restored).config.uuid != workspace.config.uuid:
            raise Refused(_("%(file)s is the backup of another workspace.") % {"file": file.name})
        before = make_copy(workspace, now=now)
        _add_files(restored / workspace.config.evidence, workspace.evidence)
        _replace_templates(restored / read_workspace(restored).config.templates, workspace.templates)
        roles, erased = _replace_database(restored / DATABASE_FILE, workspace.folder / DATABASE_FILE)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return BroughtBack(before, roles, erased)


def _check(file: Path, *, folder: Path) -> None:
    """Restore into ``folder`` in another process: here it would take this process's database away."""
    command = [sys.executable, "-c", _PROGRAM, str(file.absolute()), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=_LONGEST, check=False)
    if done.returncode:
        lines = done.stderr.strip().splitlines()
        raise Refused(lines[-1] if lines else _("%(file)s cannot be restored.") % {"file": file.name})


def _add_files(source: Path, target: Path) -> None:
    """Files are named by their content, so what is there already is the same and nothing has to go."""
    for path in source.rglob("*"):
        placed = target / path.relative_to(source)
        if path.is_file() and not placed.exists():
            placed.parent.mkdir(parents=True, exist_ok=True)
            write_file(placed, path.read_bytes())
            sync_folder(placed.parent)


def _replace_templates(source: Path, target: Path) -> None:
    """Templates become those of the backup; those of today are in the copy that was just made."""
    kept = {path.relative_to(source) for path in source.rglob("*") if path.is_file()} if source.is_dir() else set()
    for path in list(target.rglob("*")):
        if path.is_file() and path.relative_to(target) not in kept:
            path.unlink()
    for name in kept:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        write_file(target / name, (source / name).read_bytes())


def _replace_database(source: Path, target: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write the restored pages into the live file in one transaction, which every other connection sees at once.

    Returns who has a role again, and who is back that was erased.
    """
    connection.close()
    with closing(sqlite3.connect(source)) as restored, closing(sqlite3.connect(target, timeout=60)) as live:
        live.execute("PRAGMA synchronous=FULL")
        restored.execute("ATTACH ? AS live", (str(target),))
        roles, erased = (tuple(name for (name,) in restored.execute(asked)) for asked in (_ROLES_AGAIN, _ERASED_AGAIN))
        for statement in _AS_TODAY:
            restored.execute(statement)
        restored.commit()
        restored.execute("DETACH live")
        restored.backup(live)
    return roles, erased
