"""The settings of a template as fields to be filled in, and back into the template; what nobody touched stays as it is."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from shilu.lib.errors import Refused
from shilu.reports.front_matter import FENCE, parse_front_matter, split_front_matter

FIELDS: Final = (
    "title", "subtitle", "to", "from", "date", "number", "signer", "issuer_mark", "attachments", "copies_to", "printed_by",
    "printed_on", "note",
)  # fmt: skip
_LISTS: Final = frozenset({"signer", "attachments"})
_KEY: Final = re.compile(r"\s*([A-Za-z_]+)\s*=")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Opened:
    """A template as it is written on: its settings, its text below them, and the line of the file where that begins."""

    fields: Mapping[str, str]
    body: str
    first: int


def opened(text: str) -> Opened | None:
    """The template in parts; None where its settings cannot be read, so that only the whole can be written on."""
    try:
        settings, body = split_front_matter(text)
        parse_front_matter(text)
        values = tomllib.loads(settings)
    except (Refused, tomllib.TOMLDecodeError):
        return None
    skipped = len(body) - len(body.lstrip("\n"))
    return Opened({key: _shown(values.get(key)) for key in FIELDS}, body[skipped:], skipped + 1)


def closed(text: str, *, fields: Mapping[str, str], body: str) -> str:
    """The template ``text`` with other settings and another text below them; lines of settings that hold stay as they were."""
    before = opened(text)
    if before is None:
        raise ValueError(text)
    said = {key: value.strip() for key, value in fields.items() if key in FIELDS}
    changed = {key: value for key, value in said.items() if value != before.fields[key]}
    settings, _body = split_front_matter(text)
    lines: list[str] = []
    for key, source in _entries(settings.strip("\n").split("\n") if settings.strip() else []):
        if key not in changed:
            lines += source
        elif changed[key]:
            lines.append(_written(key, changed[key]))
        changed.pop(key, None)
    lines += [_written(key, value) for key, value in changed.items() if value]
    return "\n".join([FENCE, *lines, FENCE, "", body.lstrip("\n")]) if lines else body


def _entries(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """The settings one by one with their lines, some over several; other lines have no key."""
    held: list[str] = []
    for line in lines:
        held.append(line)
        try:
            tomllib.loads("\n".join(held))
        except tomllib.TOMLDecodeError:
            continue
        found = _KEY.match(held[0])
        yield (found[1] if found else ""), held
        held = []
    if held:
        yield "", held


def _shown(value: Any) -> str:
    match value:
        case None:
            return ""
        case date():
            return value.isoformat()
        case list():
            return "、".join(map(str, value))
    return str(value)


def _written(key: str, value: str) -> str:
    if key in _LISTS and "、" in value:
        return f"{key} = {json.dumps([one.strip() for one in value.split('、') if one.strip()], ensure_ascii=False)}"
    if key in {"date", "printed_on"} and _DAY.fullmatch(value):
        return f"{key} = {value}"
    return f"{key} = {json.dumps(value, ensure_ascii=False)}"
