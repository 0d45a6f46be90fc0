"""Uploaded files on the disk: taken in by pieces, under their own names, in a folder each; and erased."""

import re
import shutil
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from shilu.documents.border import too_large
from shilu.documents.wanted import WORKBOOK
from shilu.lib.durable import settle, unnamed_file

_LONGEST_STEM: Final = 60  # signs; a name on the disk may have 255 bytes
_LONGEST_ENDING: Final = 10
_FORBIDDEN: Final = re.compile(r'[<>:"/\\|?*]')


def plain_name(name: str) -> str:
    """A file's own name without folders and without signs that some disk does not take."""
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    kept = _FORBIDDEN.sub("-", kept).strip(" .")
    path = PurePosixPath(kept or "-")
    return f"{path.stem[:_LONGEST_STEM]}{path.suffix[:_LONGEST_ENDING]}"


def take_in(path: Path, chunks: Iterable[bytes]) -> int:
    """Write a file in a folder of its own and return its size; Refused, leaving nothing, where it is too large."""
    path.parent.mkdir(parents=True, mode=0o700)
    size = 0
    try:
        with unnamed_file(path.parent) as (stream, unnamed):
            for chunk in _at_most(WORKBOOK.most_bytes, chunks, name=path.name):
                size += len(chunk)
                stream.write(chunk)
            settle(stream, unnamed, name=path)
    except BaseException:
        erase(path)
        raise
    return size


def _at_most(most: int, chunks: Iterable[bytes], *, name: str) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > most:
            raise too_large(name, size=size, wanted=WORKBOOK)
        yield chunk


def unpacked(path: Path) -> int:
    """The bytes that there are to read: many equal rows are packed into few."""
    if not path.is_file():
        return 0
    if not zipfile.is_zipfile(path):
        return path.stat().st_size
    with zipfile.ZipFile(path) as archive:
        return sum(part.file_size for part in archive.infolist())


def erase(path: Path) -> None:
    """Remove a file together with the folder that was its own."""
    shutil.rmtree(path.parent, ignore_errors=True)
