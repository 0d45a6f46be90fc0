"""A PostgreSQL of the tests' own: made in a temporary folder, on a free port of this machine, gone at the end."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg


def program(name: str) -> str | None:
    """The newest ``name`` that Debian's packages installed, or the one on the PATH."""
    packaged = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parent.parent.name)
    )
    return str(packaged[-1]) if packaged else shutil.which(name)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running_server() -> Iterator[str]:
    """The URL of a fresh server, whose database ``postgres`` takes statements like CREATE DATABASE."""
    initdb, control = program("initdb"), program("pg_ctl")
    assert initdb, "initdb is missing"
    assert control, "pg_ctl is missing"
    folder = Path(tempfile.mkdtemp(prefix="shilu-postgres-"))
    owner = []
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(folder, "postgres")
        owner = ["runuser", "-u", "postgres", "--"]

    def run(*arguments: str) -> None:
        subprocess.run([*owner, *arguments], check=True, cwd=folder, stdout=subprocess.DEVNULL)

    data, port = str(folder / "data"), free_port()
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories= -c fsync=off"
    try:
        run(initdb, "-D", data, "-U", "shilu", "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "-N")
        run(control, "-D", data, "-l", str(folder / "log"), "-w", "-o", options, "start")
        try:
            yield f"postgresql://shilu@127.0.0.1:{port}/postgres"
        finally:
            run(control, "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_database(server: str) -> str:
    """The URL of an empty database on ``server``."""
    name = f"t{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[arg-type]
    return server.rsplit("/", 1)[0] + "/" + name
