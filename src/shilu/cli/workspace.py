"""shilu init, backup, restore, upgrade."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shilu.cli.asked import ASKED, clerk
from shilu.cli.printing import say
from shilu.cli.progress import progress
from shilu.cli.units import import_units
from shilu.workspace.backup import backup as write_backup
from shilu.workspace.backup import restore as read_backup
from shilu.workspace.creation import create
from shilu.workspace.upgrade import upgrade as upgrade_workspace


def register(main: typer.Typer) -> None:
    for command in (init, backup, restore, upgrade):
        main.command()(command)


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=gettext_lazy("A new or empty folder."))],
    name: Annotated[str | None, typer.Option("--name", help=gettext_lazy("The body's name."))] = None,
    units: Annotated[Path | None, typer.Option("--units", help=gettext_lazy("An organisation sheet or staff list."))] = None,
    database: Annotated[str, typer.Option("--database", help=gettext_lazy("A PostgreSQL URL instead of the SQLite file."))] = "",
    algorithm: Annotated[str, typer.Option("--algorithm", help=gettext_lazy("The hash: sha256 or sm3, for good."))] = "sha256",
) -> None:
    """Make a workspace. Example: shilu init 县局 --name 示例县公安局 --units 组织机构.xlsx"""
    ASKED.config = create(folder, name=name or folder.resolve().name, database_url=database, algorithm=algorithm)
    ASKED.folder = folder
    say(_("The workspace is in %(folder)s.") % {"folder": folder})
    if units is not None:
        import_units(units, clerk=clerk())


def backup(
    out: Annotated[Path | None, typer.Argument(metavar="[FILE]", help=gettext_lazy("The file to write."))] = None,
) -> None:
    """Write everything into one file. Example: shilu backup 备份.zip"""
    ASKED.open()
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    path = out or Path(f"shilu-{stamp}.zip")
    with progress(_("Backing up")) as step:
        done = write_backup(ASKED.folder, path, progress=step)
    say(_("%(path)s holds %(size)s rows, root %(root)s.") % {"path": path, "size": done.size, "root": done.root})


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=gettext_lazy("A new or empty folder."))],
) -> None:
    """Make a workspace of a backup, and check every hash of it. Example: shilu restore 备份.zip 县局"""
    with progress(_("Restoring")) as step:
        done = read_backup(file, folder, progress=step)
    say(
        _("%(folder)s is restored and checked: %(size)s rows, %(files)s files, root %(root)s.")
        % {"folder": folder, "size": done.size, "files": done.files, "root": done.root}
    )


def upgrade() -> None:
    """Bring an older workspace to this version, after a backup. Example: shilu -w 县局 upgrade"""
    for line in upgrade_workspace(ASKED.folder):
        say(line)
