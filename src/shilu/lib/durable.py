"""Files that are on the disk when the call returns, also after a power cut."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

TEMPORARY = ".new-"  # how the name of a file begins that is not complete yet


def sync_folder(folder: Path) -> None:
    """Bring the names in ``folder`` to the disk; Windows does that by itself and has no call for it."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def unnamed_file(folder: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """A file being written in ``folder`` under a temporary name; gone afterwards unless ``settle`` gave it its name."""
    path = folder / f"{TEMPORARY}{secrets.token_hex(8)}"
    try:
        with path.open("xb") as stream:
            yield stream, path
    finally:
        path.unlink(missing_ok=True)


def settle(stream: BinaryIO, path: Path, *, name: Path) -> None:
    """Bring a written file to the disk and give it its name, replacing what had it; closes the stream."""
    stream.flush()
    os.fsync(stream.fileno())
    stream.close()  # Windows renames no open file
    path.replace(name)
    sync_folder(name.parent)


def write_file(name: Path, content: bytes) -> None:
    """Write ``content`` so that ``name`` holds all of it or is as it was."""
    with unnamed_file(name.parent) as (stream, path):
        stream.write(content)
        settle(stream, path, name=name)
