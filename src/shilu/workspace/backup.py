"""Keeping a workspace as one file, and bringing it back with every hash recomputed."""

import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from django.contrib.sessions.models import Session
from django.utils.translation import gettext as _

import shilu
from shilu.access.models import Token
from shilu.ledger.verify import verify
from shilu.lib.durable import TEMPORARY, settle, sync_folder, unnamed_file, write_file
from shilu.lib.errors import Refused
from shilu.workspace.archive import FORMAT, MANIFEST, Kept, Manifest, add_file, read_manifest, unpack
from shilu.workspace.config import FILE, write_config
from shilu.workspace.database import connect, disconnect
from shilu.workspace.faults import faults_told
from shilu.workspace.migrating import has_log, migrate
from shilu.workspace.opening import Workspace, check_head, join_database, read_workspace, refuse_unless_empty
from shilu.workspace.snapshot import DUMP, copy_database, load_dump, unload

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Backup:
    """What was kept, or brought back: the file, the head of the log, and how many files."""

    file: Path
    size: int
    root: str
    files: int


def backup(workspace: Workspace, *, out: Path, now: datetime) -> Backup:
    """Keep the open ``workspace`` as the file ``out``, while others go on writing; Refused where ``out`` exists.

    The database is copied first: every evidence file that it cites was on the disk before it was cited.
    """
    if out.exists():
        raise Refused(_("%(file)s exists already; name a new file.") % {"file": out})
    if not out.absolute().parent.is_dir():
        raise Refused(_("There is no folder %(folder)s.") % {"folder": out.absolute().parent})
    with (
        faults_told(),
        tempfile.TemporaryDirectory(prefix=TEMPORARY, dir=workspace.folder) as scratch,
        unnamed_file(out.absolute().parent) as (stream, path),
    ):
        with suppress(OSError):  # a disk that knows no rights
            path.chmod(0o600)  # it holds everything, so it is nobody else's to read
        copied = copy_database(workspace.config, folder=workspace.folder, target=Path(scratch))
        with zipfile.ZipFile(stream, "w") as archive:
            files: dict[str, Kept] = {copied.path.name: add_file(archive, copied.path, name=copied.path.name)}
            for file, name in _files(workspace):
                files[name] = add_file(archive, file, name=name)
            manifest = Manifest(
                format=FORMAT,
                program=shilu.__version__,
                workspace=str(workspace.config.uuid),
                name=workspace.config.name,
                made=now.isoformat(),
                algorithm=workspace.config.algorithm,
                database=copied.path.name,
                size=copied.size,
                root=copied.root,
                files=files,
            )
            archive.writestr(MANIFEST, manifest.to_json())
        settle(stream, path, name=out.absolute())
    return Backup(out, copied.size, copied.root, len(files))


def _files(workspace: Workspace) -> Iterator[tuple[Path, str]]:
    """The settings file, evidence and templates, with their names in the archive."""
    yield workspace.folder / FILE, FILE
    for folder in (workspace.evidence, workspace.templates):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.name.startswith(TEMPORARY):
                yield path, path.relative_to(workspace.folder).as_posix()


def restore(
    file: Path,
    *,
    folder: Path,
    database_url: str = "",
    with_keys: bool = False,
    progress: Progress = lambda _done: None,
) -> Backup:
    """Bring a backup back into ``folder``, which must be empty or absent, and check the log and every file.

    Refused, with nothing left behind, where anything is missing or changed. A workspace on PostgreSQL comes back into
    the empty database at ``database_url``. Nobody is signed in there, and keys to the programming interface come back
    only ``with_keys``, for one who sorts out those that ended since.
    """
    folder = folder.absolute()
    refuse_unless_empty(folder)
    with faults_told():
        folder.parent.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=TEMPORARY, dir=folder.parent))
        try:
            manifest = _unpacked(file, target=scratch)
            _set_database(manifest, file=file, folder=scratch, database_url=database_url)
            found = _checked(manifest, folder=scratch, progress=progress)
            Session.objects.all().delete()
            if not with_keys:
                Token.objects.all().delete()
            disconnect()
            if folder.exists():
                folder.rmdir()  # Windows renames onto nothing
            scratch.rename(folder)
            sync_folder(folder.parent)
        finally:
            disconnect()
            if scratch.exists():
                shutil.rmtree(scratch)
    return replace(found, file=file)


def _unpacked(file: Path, *, target: Path) -> Manifest:
    if not file.is_file():
        raise Refused(_("There is no file %(file)s.") % {"file": file})
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = read_manifest(archive, file=file)
            faults = unpack(archive, manifest, target=target)
    except zipfile.BadZipFile:
        raise Refused(_("%(file)s is no backup of Shilu, or it is damaged.") % {"file": file}) from None
    if faults:
        raise _refusal(faults, file=file)
    return manifest


def _refusal(faults: list[str], *, file: Path) -> Refused:
    return Refused(
        _("%(file)s cannot be restored, nothing was changed: %(what)s; %(count)s faults in all.")
        % {"file": file, "what": faults[0], "count": len(faults)}
    )


def _set_database(manifest: Manifest, *, file: Path, folder: Path, database_url: str) -> None:
    """Say in the settings file where the data is from now on."""
    config = read_workspace(folder).config
    if (manifest.database == DUMP) != bool(database_url):
        raise Refused(
            _("%(file)s was kept from PostgreSQL; name an empty database for it with --database.") % {"file": file}
            if manifest.database == DUMP
            else _("%(file)s was kept from SQLite; leave --database out.") % {"file": file}
        )
    if config.database_url != database_url:
        write_file(folder / FILE, write_config(replace(config, database_url=database_url)).encode())


def _checked(manifest: Manifest, *, folder: Path, progress: Progress) -> Backup:
    """Open what was brought back and recompute all of it; a server's database is emptied again where that fails."""
    if manifest.database != DUMP:
        return _verified(manifest, folder=folder, progress=progress)
    config = read_workspace(folder).config
    connect(config, folder=folder)
    if has_log():
        raise Refused(_("The database already holds a workspace; name an empty database."))
    load_dump(folder / DUMP, config=config)
    (folder / DUMP).unlink()
    try:
        return _verified(manifest, folder=folder, progress=progress)
    except BaseException:
        unload()
        raise


def _verified(manifest: Manifest, *, folder: Path, progress: Progress) -> Backup:
    workspace = read_workspace(folder)
    join_database(workspace)
    migrate()
    check_head(workspace)
    found = verify(store=workspace.evidence, progress=progress)
    faults = [fault.told() for fault in found.faults if not fault.orphan]
    if (found.size, found.root) != (manifest.size, manifest.root):
        faults.append(_("size and root of the log are not those that were kept"))
    if faults:
        raise _refusal(faults, file=folder)
    return Backup(folder, found.size, found.root, len(manifest.files))
