"""The one file that a backup is: a zip of the workspace's files with a manifest of their hashes."""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from django.utils.translation import gettext as _

from shilu.ledger.evidence import chunks_of
from shilu.lib.errors import Refused

MANIFEST = "manifest.json"
FORMAT = 1
_LARGEST_MANIFEST = 1 << 28


@dataclass(frozen=True, slots=True)
class Kept:
    """What the manifest says of one file."""

    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: which workspace, which database file, the head of the log, and every file with its hash."""

    format: int
    program: str
    workspace: str
    name: str
    made: str
    algorithm: str
    database: str
    size: int
    root: str
    files: Mapping[str, Kept]

    def to_json(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True).encode()


def manifest_of(content: bytes) -> Manifest:
    """The manifest that ``to_json`` wrote; ValueError, KeyError or TypeError where it was not."""
    body: dict[str, Any] = json.loads(content)
    files = {str(name): Kept(str(kept["sha256"]), int(kept["bytes"])) for name, kept in body.pop("files").items()}
    return Manifest(**body, files=files)


def add_file(archive: zipfile.ZipFile, path: Path, *, name: str) -> Kept:
    """Pack one file and return its hash and size, taken from the bytes that were packed."""
    digest, size = hashlib.sha256(), 0
    information = zipfile.ZipInfo.from_file(path, name, strict_timestamps=False)
    information.compress_type = zipfile.ZIP_DEFLATED
    with path.open("rb") as stream, archive.open(information, "w", force_zip64=True) as packed:
        for chunk in chunks_of(stream):
            digest.update(chunk)
            size += len(chunk)
            packed.write(chunk)
    return Kept(digest.hexdigest(), size)


def read_manifest(archive: zipfile.ZipFile, *, file: Path) -> Manifest:
    """The manifest of a backup; Refused where ``file`` is none, or names files outside the folder."""
    no_backup = Refused(_("%(file)s is no backup of Shilu, or it is damaged.") % {"file": file})
    try:
        if archive.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
            raise no_backup
        manifest = manifest_of(archive.read(MANIFEST))
    except (KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile):
        raise no_backup from None
    if manifest.format > FORMAT:
        raise Refused(_("%(file)s was made by a newer Shilu; install that version to restore it.") % {"file": file})
    if not all(_inside(name) for name in manifest.files) or manifest.database not in manifest.files:
        raise no_backup
    return manifest


def _inside(name: str) -> bool:
    """Whether ``name`` stays in the folder on every system."""
    path = PurePosixPath(name)
    return bool(name) and not path.is_absolute() and ".." not in path.parts and not set(name) & set("\\:\0")


def unpack(archive: zipfile.ZipFile, manifest: Manifest, *, target: Path) -> list[str]:
    """Bring the manifest's files into ``target`` and return a line for each that is missing, cut or changed."""
    packed = set(archive.namelist()) - {MANIFEST}
    faults = [_("%(name)s is not in the manifest") % {"name": name} for name in sorted(packed - manifest.files.keys())]
    for name, kept in sorted(manifest.files.items()):
        fault = _("%(name)s is missing") if name not in packed else _unpack_one(archive, name, kept, target / name)
        if fault:
            faults.append(fault % {"name": name})
    return faults


def _unpack_one(archive: zipfile.ZipFile, name: str, kept: Kept, path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    digest, left = hashlib.sha256(), kept.bytes
    changed = _("%(name)s is not the file that was kept")
    try:
        with archive.open(name) as stream, path.open("xb") as written:
            for chunk in chunks_of(stream):  # type: ignore[arg-type]
                digest.update(chunk)
                left -= len(chunk)
                if left < 0:  # never write more than was promised
                    return changed
                written.write(chunk)
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, RuntimeError, zlib.error):
        return changed
    return "" if left == 0 and digest.hexdigest() == kept.sha256 else changed
