"""shilu serve: the pages for everybody in the organisation, and the work behind them."""

import errno
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from granian import Granian
from granian.constants import Interfaces

from shilu.access.models import Account
from shilu.cli.asked import ASKED
from shilu.cli.printing import remark, say
from shilu.lib.errors import Refused
from shilu.workspace.database import disconnect
from shilu.workspace.serving import LOCAL, secret_key

_THREADS = 8  # a worker's; most of a request is waiting for the disk


def register(main: typer.Typer) -> None:
    main.command("serve")(serve)


def serve(
    host: Annotated[str, typer.Option("--host", help=gettext_noop("The address to listen on."))] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help=gettext_noop("The port to listen on."))] = 8000,
    workers: Annotated[
        int, typer.Option("--workers", min=1, max=64, help=gettext_noop("Processes that answer; as many as cores."))
    ] = min(os.cpu_count() or 1, 4),
) -> None:
    """Serve the pages and the programming interface until Ctrl+C. Example: shilu -w 演示 serve"""
    workspace = ASKED.open()
    secret_key(workspace.folder)  # before several processes want to make it
    folder = workspace.folder
    if host not in LOCAL and not workspace.config.web.hosts:
        raise Refused(
            _("Say in shilu.toml, [web] hosts, under which names %(host)s is reached, then serve again.")
            % {"host": host}
        )
    _refuse_taken(host, port)
    if not Account.objects.exists():
        remark(_("Nobody can sign in yet; make the first account with shilu accounts add, as its --help shows."))
    os.environ["SHILU_WORKSPACE"] = str(folder)
    say(
        _("%(body)s is at http://%(host)s:%(port)s/ (Ctrl+C ends it)")
        % {"body": workspace.config.name, "host": host, "port": port}
    )
    disconnect()  # no worker may inherit an open database
    behind = _work_behind(folder)
    try:
        Granian(
            "shilu.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=_THREADS,
            log_enabled=False,
            respawn_failed_workers=True,
            respawn_interval=0.1,
            workers_kill_timeout=10,
        ).serve()
    finally:
        behind.terminate()
        behind.wait(timeout=20)


def _refuse_taken(host: str, port: int) -> None:
    """Say in one line that nothing can listen there, before any process is started."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host.strip("[]"), port))
        except OSError as fault:
            if fault.errno == errno.EADDRINUSE:
                raise Refused(
                    _("The port %(port)s is taken; choose another one with --port.") % {"port": port}
                ) from None
            raise Refused(
                _("%(host)s is no address of this machine; leave --host out, or name one that is.") % {"host": host}
            ) from None


def _work_behind(folder: Path) -> subprocess.Popen[bytes]:
    """The process that does what takes long (imports, backups), one thing after the other."""
    return subprocess.Popen([sys.executable, "-m", "shilu.behind"], env={**os.environ, "SHILU_WORKSPACE": str(folder)})
