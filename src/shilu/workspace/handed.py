"""Files that somebody handed in to have them checked, learned or filled: kept for some days beside the workspace."""

import json
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path, PurePath
from typing import Any, Final, Literal
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from shilu.lib.durable import write_file
from shilu.lib.errors import Refused

Purpose = Literal["check", "learn", "fill"]

KEPT: Final = timedelta(days=7)
"""How long a file stays after it was handed in."""

MOST_BYTES: Final = 50 * 1024 * 1024
_FOLDER: Final = "uploads/handed"
_ABOUT: Final = "about.json"
_IN, _OUT = "in", "out"
_LONGEST_NAME: Final = 120
_NO_NAME: Final = re.compile(r'[\x00-\x1f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]+')


@dataclass(frozen=True, slots=True)
class HandedIn:
    """Files handed in together: by which account, for which unit (by code) and period, and where they lie."""

    uuid: UUID
    purpose: Purpose
    account: UUID
    unit: str
    period: str
    at: datetime
    names: tuple[str, ...]
    folder: Path
    zero: str = "0"

    @property
    def files(self) -> tuple[Path, ...]:
        """The files as they came."""
        return tuple(self.folder / _IN / name for name in self.names)

    @property
    def out(self) -> Path:
        """Where what is made of them is put."""
        folder = self.folder / _OUT
        folder.mkdir(exist_ok=True)
        return folder


def hand_in(
    workspace: Path,
    files: Sequence[tuple[str, bytes]],
    *,
    purpose: Purpose,
    account: UUID,
    unit: str,
    period: str,
    now: datetime,
    zero: str = "0",
) -> HandedIn:
    """Keep ``files`` (name, content) below ``workspace`` and throw away what was kept long enough; Refused for a file that is too large."""
    for name, content in files:
        if len(content) > MOST_BYTES:
            told = {"file": name, "most": MOST_BYTES // 1024 // 1024}
            raise Refused(_("%(file)s is larger than %(most)s MB; hand in a smaller one.") % told)
    throw_away_old(workspace, now=now)
    uuid = uuid4()
    folder = workspace / _FOLDER / uuid.hex
    (folder / _IN).mkdir(parents=True)
    names = _distinct(name for name, _content in files)
    for name, (_given, content) in zip(names, files, strict=True):
        (folder / _IN / name).write_bytes(content)
    handed = HandedIn(uuid, purpose, account, unit, period, now, names, folder, zero)
    write_file(folder / _ABOUT, json.dumps(_written(handed), ensure_ascii=False).encode())
    return handed


def handed_in(workspace: Path, uuid: UUID, *, purpose: Purpose) -> HandedIn | None:
    """What was handed in under ``uuid`` for that purpose; None where there is nothing of it.

    Whoever shows it asks first whether the reader may see papers of its unit.
    """
    found = _read(workspace / _FOLDER / uuid.hex)
    return found if found is not None and found.purpose == purpose else None


def handed_in_by(workspace: Path, account: UUID, *, purpose: Purpose) -> list[HandedIn]:
    """What ``account`` handed in and is still there, the latest first."""
    found = [one for one in map(_read, _folders(workspace)) if one and (one.purpose, one.account) == (purpose, account)]
    return sorted(found, key=lambda one: one.at, reverse=True)


def throw_away(handed: HandedIn) -> None:
    """Erase the files and all that was made of them."""
    shutil.rmtree(handed.folder, ignore_errors=True)


def throw_away_all(workspace: Path, account: UUID) -> int:
    """Erase everything that ``account`` handed in; how many times it had handed in something."""
    found = [one for one in map(_read, _folders(workspace)) if one is not None and one.account == account]
    for one in found:
        throw_away(one)
    return len(found)


def plain_name(name: str) -> str:
    """A file's own name without folders and signs that no system takes."""
    own = _NO_NAME.sub("_", PurePath(name.replace("\\", "/")).name).strip(" .")
    path = PurePath(own or "file")
    return path.stem[: _LONGEST_NAME - len(path.suffix)] + path.suffix


def _distinct(names: Iterator[str]) -> tuple[str, ...]:
    found: list[str] = []
    for given in names:
        name, number = plain_name(given), 1
        while name in found:
            number += 1
            path = PurePath(plain_name(given))
            name = f"{path.stem}({number}){path.suffix}"
        found.append(name)
    return tuple(found)


def throw_away_old(workspace: Path, *, now: datetime) -> None:
    """Erase what was kept long enough."""
    for folder in _folders(workspace):
        found = _read(folder)
        if found is None or now - found.at > KEPT:
            shutil.rmtree(folder, ignore_errors=True)


def _folders(workspace: Path) -> list[Path]:
    place = workspace / _FOLDER
    return [one for one in place.iterdir() if (one / _ABOUT).is_file()] if place.is_dir() else []


def _written(handed: HandedIn) -> dict[str, Any]:
    return {
        "purpose": handed.purpose,
        "account": str(handed.account),
        "unit": handed.unit,
        "period": handed.period,
        "at": handed.at.isoformat(),
        "names": list(handed.names),
        "zero": handed.zero,
    }


def _read(folder: Path) -> HandedIn | None:
    try:
        told = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return HandedIn(
        UUID(folder.name),
        told["purpose"],
        UUID(told["account"]),
        told["unit"],
        told["period"],
        datetime.fromisoformat(told["at"]),
        tuple(told["names"]),
        folder,
        told["zero"],
    )
