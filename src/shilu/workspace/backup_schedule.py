"""The daily copy: where it lies, when the next one is due, and since when somebody should worry."""

import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final

from django.utils.translation import gettext as _

from shilu.ledger.log import instant_of
from shilu.ledger.models import Row
from shilu.lib.durable import write_file
from shilu.lib.errors import Refused
from shilu.workspace.backup import Backup, backup
from shilu.workspace.faults import disk_said
from shilu.workspace.opening import Workspace

AFTER: Final = timedelta(hours=24)
WORRY_AFTER: Final = timedelta(days=3)
_NAME: Final = "shilu-%Y%m%d-%H%M%S"
_STEM: Final = re.compile(r"(shilu-[0-9]{8}-[0-9]{6})(?:-[0-9]+)?")
_FAILED: Final = "backup-failed.json"
_FIELD: Final = "backup_folder"
"""The setting that is wrong where a folder cannot be written."""


@dataclass(frozen=True, slots=True)
class KeptCopy:
    """One backup file: its name, when it was made, and its size in bytes."""

    path: Path
    at: datetime
    size: int

    @property
    def name(self) -> str:
        return self.path.name


@dataclass(frozen=True, slots=True)
class BackupState:
    """How the copies stand: the folder, the copies newest first, whether one is due, and whether home complains.

    ``failed`` says in one line why the last attempt came to nothing; empty after one that went well.
    """

    folder: Path
    copies: tuple[KeptCopy, ...]
    due: bool
    worrying: bool
    failed: str

    @property
    def last(self) -> datetime | None:
        return self.copies[0].at if self.copies else None


def backup_folder(workspace: Workspace) -> Path:
    """Where the copies go: the folder of the settings, else one beside the workspace, so that no one deletion takes both."""
    named = workspace.config.backup.folder
    return Path(named) if named else workspace.folder.with_name(f"{workspace.folder.name}-backups")


def backup_state(workspace: Workspace, *, now: datetime) -> BackupState:
    """How the copies stand at ``now``; a new workspace is given three days before anybody is told to worry.

    Of a sample nothing is due, for it can be made again.
    """
    real = workspace.config.sample is None
    folder = backup_folder(workspace)
    copies = _copies(workspace)
    since = copies[0].at if copies else _made(now)
    return BackupState(
        folder=folder,
        copies=copies,
        due=real and workspace.config.backup.daily and (not copies or now - since >= AFTER),
        worrying=real and now - since >= WORRY_AFTER,
        failed=_failure(workspace),
    )


def backup_when_due(workspace: Workspace, *, now: datetime) -> Backup | None:
    """Make the daily copy if it is due, and drop the oldest ones beyond what is kept; None where none was due.

    Refused, and remembered for the page, where it cannot be made.
    """
    return make_copy(workspace, now=now) if backup_state(workspace, now=now).due else None


def make_copy(workspace: Workspace, *, now: datetime) -> Backup:
    """Make a copy now; Refused, and remembered, where it cannot be made."""
    folder = backup_folder(workspace)
    try:
        done = _copied(workspace, folder=folder, now=now)
    except Refused as refused:
        _remember(workspace, str(refused))
        raise
    except OSError as error:
        unwritten = _unwritten(folder, error)
        _remember(workspace, str(unwritten))
        raise unwritten from error
    (workspace.folder / _FAILED).unlink(missing_ok=True)
    for old in _copies(workspace)[workspace.config.backup.keep :]:
        old.path.unlink(missing_ok=True)
    return done


def try_folder(workspace: Workspace) -> None:
    """Refused where no copy could be written into the folder of the settings, or where it would lie among what is copied."""
    folder = backup_folder(workspace)
    if folder.resolve().is_relative_to(workspace.folder.resolve()):
        raise Refused(
            _("%(folder)s lies in the folder of the data; take another one, best on another disk.")
            % {"folder": folder},
            field=_FIELD,
        )
    try:
        _made_ready(folder)
        with TemporaryFile(dir=folder) as tried:
            tried.write(b"copy")
    except OSError as error:
        raise _unwritten(folder, error) from error


def _unwritten(folder: Path, error: OSError) -> Refused:
    told = _("The copy could not be written to %(folder)s: %(what)s.") % {"folder": folder, "what": disk_said(error)}
    return Refused(told, field=_FIELD)


def _made_ready(folder: Path) -> None:
    """The folder, nobody else's to look into where it is made here; one that is there keeps the rights that it has."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def _copied(workspace: Workspace, *, folder: Path, now: datetime) -> Backup:
    _made_ready(folder)
    return backup(workspace, out=_free_name(folder, now.astimezone(workspace.config.zone).strftime(_NAME)), now=now)


def _free_name(folder: Path, stem: str) -> Path:
    """A file that is not there yet: bringing a copy back within the second in which it was made keeps another one first."""
    names = (folder / f"{stem}{f'-{number}' if number > 1 else ''}.zip" for number in count(1))
    return next(path for path in names if not path.exists())


def copy_named(workspace: Workspace, name: str) -> KeptCopy | None:
    """The copy of that file name, None where there is none."""
    return next((copy for copy in _copies(workspace) if copy.name == name), None)


def _copies(workspace: Workspace) -> tuple[KeptCopy, ...]:
    """The copies of the folder, newest first; a disk that is not there holds none, and that is told by their age."""
    found = []
    for path in backup_folder(workspace).glob("shilu-*.zip"):
        named = _STEM.fullmatch(path.stem)
        if named is None:
            continue  # another file
        try:
            at = datetime.strptime(named[1], _NAME).replace(tzinfo=workspace.config.zone)
            found.append(KeptCopy(path, at, path.stat().st_size))
        except (ValueError, OSError):
            continue  # no such day, or a file that has just gone
    return tuple(sorted(found, key=lambda copy: (copy.at, len(copy.name), copy.name), reverse=True))


def _made(now: datetime) -> datetime:
    """When the log began."""
    first = Row.objects.order_by("seq").values_list("received", flat=True).first()
    return instant_of(first) if first is not None else now


def _remember(workspace: Workspace, what: str) -> None:
    write_file(workspace.folder / _FAILED, json.dumps({"what": what}, ensure_ascii=False).encode())


def _failure(workspace: Workspace) -> str:
    try:
        return str(json.loads((workspace.folder / _FAILED).read_text(encoding="utf-8"))["what"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
