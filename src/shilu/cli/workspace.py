"""shilu init, backup, restore, upgrade."""

from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from shilu.cli.asked import ASKED, clerk, now
from shilu.cli.printing import say
from shilu.cli.units import import_units
from shilu.workspace.backup import backup as write_backup
from shilu.workspace.backup import restore as read_backup
from shilu.workspace.opening import Workspace, create
from shilu.workspace.opening import upgrade as upgrade_workspace


def register(main: typer.Typer) -> None:
    for command in (init, backup, restore, upgrade):
        main.command()(command)


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=gettext_noop("A new or empty folder."))],
    name: Annotated[str | None, typer.Option("--name", help=gettext_noop("The body's name."))] = None,
    units: Annotated[
        Path | None, typer.Option("--units", help=gettext_noop("An organisation sheet or staff list."))
    ] = None,
    database: Annotated[
        str, typer.Option("--database", help=gettext_noop("A PostgreSQL URL instead of the SQLite file."))
    ] = "",
    algorithm: Annotated[
        str, typer.Option("--algorithm", help=gettext_noop("The hash: sha256 or sm3, for good."))
    ] = "sha256",
) -> None:
    """Make a workspace. Example: shilu init 县局 --name 示例县公安局 --units 组织机构.xlsx"""
    title = name or folder.resolve().name

    def with_units(workspace: Workspace) -> None:
        ASKED.workspace = workspace
        if units is not None:
            import_units(units, clerk=clerk())

    create(folder, name=title, now=now(), database_url=database, algorithm=algorithm, then=with_units)
    say(_("The workspace is in %(folder)s.") % {"folder": folder})


def backup(
    out: Annotated[Path | None, typer.Argument(metavar="[FILE]", help=gettext_noop("The file to write."))] = None,
) -> None:
    """Write everything into one file. Example: shilu backup 备份.zip"""
    workspace = ASKED.open()
    path = out or Path(f"shilu-{now():%Y%m%d-%H%M%S}.zip")
    done = write_backup(workspace, out=path, now=now())
    say(_("%(path)s holds %(size)s rows, root %(root)s.") % {"path": path, "size": done.size, "root": done.root})


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=gettext_noop("A new or empty folder."))],
    database: Annotated[
        str, typer.Option("--database", help=gettext_noop("A PostgreSQL URL instead of the SQLite file."))
    ] = "",
) -> None:
    """Make a workspace of a backup, and check every hash of it. Example: shilu restore 备份.zip 县局"""
    done = read_backup(file, folder=folder, database_url=database)
    say(
        _("%(folder)s is restored and checked: %(size)s rows, %(files)s files, root %(root)s.")
        % {"folder": folder, "size": done.size, "files": done.files, "root": done.root}
    )


def upgrade() -> None:
    """Bring an older workspace to this version, after a backup. Example: shilu -w 县局 upgrade"""
    kept = upgrade_workspace(ASKED.folder, now=now())
    if kept is None:
        say(_("The workspace is up to date already."))
    else:
        say(_("The workspace is upgraded; the database before it is kept as %(file)s.") % {"file": kept})
