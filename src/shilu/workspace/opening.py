"""Making a workspace and opening one: the folder, its settings, its database, its log."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from shilu.collecting.desk import Desk, own_prefix
from shilu.ledger.catalogue_toml import grassroots
from shilu.ledger.clerk import Clerk
from shilu.ledger.log import start_log
from shilu.ledger.models import Head
from shilu.ledger.organising import apply_catalogue
from shilu.lib.durable import write_file
from shilu.lib.errors import Refused
from shilu.workspace.config import ALGORITHMS, FILE, Account, Config, read_config, write_config
from shilu.workspace.database import FILE as DATABASE_FILE
from shilu.workspace.database import connect, disconnect
from shilu.workspace.faults import faults_told
from shilu.workspace.migrating import has_log, is_additive, migrate, unknown_migrations, waiting_migrations
from shilu.workspace.snapshot import copy_database

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Workspace:
    """An open workspace: this process's database is its database."""

    folder: Path
    config: Config

    @property
    def evidence(self) -> Path:
        return self.folder / self.config.evidence

    @property
    def templates(self) -> Path:
        return self.folder / self.config.templates

    @property
    def backups(self) -> Path:
        return self.folder / "backups"

    @property
    def uploads(self) -> Path:
        return self.folder / "uploads"

    def clerk(self, now: datetime) -> Clerk:
        """On whose behalf this process writes."""
        return Clerk(account=str(self.config.account.id), now=now, calendar=self.config.calendar)

    def desk(self, clerk: Clerk) -> Desk:
        """Where somebody works on the workbooks that were handed in."""
        return Desk(self.uploads, clerk, own_prefix(self.config.name))


def refuse_unless_empty(folder: Path) -> None:
    """Refused where ``folder`` is there and holds anything."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(_("%(folder)s is not empty; name a new folder, or one with nothing in it.") % {"folder": folder})


def create(
    folder: Path,
    *,
    name: str,
    now: datetime,
    account: str = "",
    algorithm: str = "sha256",
    database_url: str = "",
    then: Callable[[Workspace], None] = lambda _workspace: None,
) -> Workspace:
    """Make a workspace in ``folder``, which must be empty or absent, with the packaged catalogue, and open it.

    ``then`` puts the first things into it; where it fails, nothing is left of the workspace.
    """
    if algorithm not in ALGORITHMS:
        raise Refused(
            _("There is no algorithm %(name)s; choose %(known)s.") % {"name": algorithm, "known": ", ".join(ALGORITHMS)}
        )
    folder = folder.absolute()
    refuse_unless_empty(folder)
    config = Config(
        name=name,
        uuid=uuid4(),
        algorithm=algorithm,
        account=Account(uuid4(), account or name),
        database_url=database_url,
    )
    config = read_config(write_config(config))  # what cannot be read back is refused before anything is made
    workspace = Workspace(folder, config)
    existed = folder.exists()
    try:
        with faults_told():
            _fill(workspace, now=now)
            then(workspace)
    except BaseException:
        disconnect()
        _remove(folder, itself=not existed)
        raise
    return workspace


def _fill(workspace: Workspace, *, now: datetime) -> None:
    workspace.folder.parent.mkdir(parents=True, exist_ok=True)
    # Records, and the password of a database, are nobody else's to read.
    workspace.folder.mkdir(mode=0o700, exist_ok=True)
    for made in (workspace.evidence, workspace.templates):
        made.mkdir(parents=True, exist_ok=True)
    config = workspace.config
    connect(config, folder=workspace.folder)
    if has_log():
        raise Refused(_("The database already holds a workspace; name an empty database."))
    migrate()
    with transaction.atomic():
        start_log(workspace=config.uuid, algorithm=config.algorithm)
        apply_catalogue(grassroots(), clerk=workspace.clerk(now))
    # Last of all: a folder without this file is no workspace.
    write_file(workspace.folder / FILE, write_config(config).encode())


def _remove(folder: Path, *, itself: bool) -> None:
    """Take away what was half made."""
    if not folder.exists():
        return
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    if itself:
        folder.rmdir()


def read_workspace(folder: Path) -> Workspace:
    """The workspace in ``folder`` without opening its database; Refused where there is none."""
    folder = folder.absolute()
    file = folder / FILE
    if not file.is_file():
        raise Refused(
            _("%(folder)s is no workspace of Shilu: it has no %(file)s. Make one with shilu init, or name one with -w.")
            % {"folder": folder, "file": FILE}
        )
    with faults_told():
        try:
            text = file.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            raise Refused(_("%(file)s cannot be read: save it as UTF-8.") % {"file": file}) from None
    return Workspace(folder, read_config(text, file=str(file)))


def open_workspace(folder: Path, *, now: datetime, say: Say = lambda _line: None) -> Workspace:
    """Open the workspace in ``folder`` for this process, which has called ``start_django`` before it imports this module.

    Tables that this program adds are made at once, after a backup of the database, and ``say`` is told in one line.
    Refused where the folder is no workspace, where a newer program has written to it, and where ``shilu upgrade`` is
    needed.
    """
    workspace = read_workspace(folder)
    with faults_told():
        join_database(workspace)
        waiting = waiting_migrations()
        if waiting and not is_additive(waiting):
            raise Refused(_("The workspace was made by an older Shilu; run shilu upgrade once, then go on."))
        if waiting:
            kept = upgrade_tables(workspace, now=now)
            say(
                _("The tables of the workspace were extended; the database before it is kept as %(file)s.")
                % {"file": kept}
            )
        check_head(workspace)
    return workspace


def join_database(workspace: Workspace) -> None:
    """Connect to the workspace's database; Refused where it is missing or a newer program has written to it."""
    database = workspace.folder / DATABASE_FILE
    if not workspace.config.database_url and not database.is_file():
        raise Refused(_("%(file)s is missing; bring the last backup back with shilu restore.") % {"file": database})
    connect(workspace.config, folder=workspace.folder)
    if not has_log():
        raise Refused(_("The database of the workspace is empty; bring the last backup back with shilu restore."))
    newer = unknown_migrations()
    if newer:
        raise Refused(
            _("The workspace was written by a newer Shilu (%(migration)s); install that version to open it.")
            % {"migration": newer[-1]}
        )


def check_head(workspace: Workspace) -> None:
    """Refused where settings file and database belong to different workspaces."""
    head = Head.objects.filter(id=1).first()
    if head is None or head.workspace != workspace.config.uuid or head.algorithm != workspace.config.algorithm:
        raise Refused(
            _("%(file)s and the database belong to different workspaces; compare [workspace] uuid and algorithm.")
            % {"file": workspace.folder / FILE}
        )


def upgrade_tables(workspace: Workspace, *, now: datetime) -> Path:
    """Keep a copy of the database, then run what migrations wait; returns where the copy is."""
    kept = workspace.backups / now.strftime("%Y%m%d-%H%M%S")
    kept.mkdir(parents=True, exist_ok=True)
    copied = copy_database(workspace.config, folder=workspace.folder, target=kept)
    migrate()
    return copied.path


def upgrade(folder: Path, *, now: datetime) -> Path | None:
    """Bring a workspace of an older program up to this one; returns the kept copy, None where nothing waited."""
    workspace = read_workspace(folder)
    with faults_told():
        join_database(workspace)
        kept = upgrade_tables(workspace, now=now) if waiting_migrations() else None
        check_head(workspace)
    return kept
