"""The title of a paper that was changed in a file: which lines it stands in, and where a template says it."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from shilu.reports.drafting.pairing import Read
from shilu.reports.flow import squeeze
from shilu.reports.front_matter import FENCE

_SETTING: Final = re.compile(r"\s*title\s*=\s*\"(?:[^\"\\]|\\.)*\"\s*")


@dataclass(frozen=True, slots=True)
class TitleChange:
    """How many lines the title takes in the file as it was made and as it came back, and what it says there now."""

    before: int
    after: int
    words: str


def changed_title(title: str, *, before: Sequence[Read], after: Sequence[Read]) -> TitleChange | None:
    """The new title, where both files open with one and it was changed; None where that is not sure."""
    lines = _lines_of(squeeze(title), before)
    if not lines:
        return None
    keys = [one.key for one in before[lines:]]
    matcher = SequenceMatcher(None, keys, [one.key for one in after], autojunk=False)
    first = next((block for block in matcher.get_matching_blocks() if block.size), None)
    if first is None or first.a > 1 or not 0 < first.b <= lines + 1:
        return None
    now = after[: first.b - first.a]
    if not now or any(one.spans for one in now) or [one.key for one in now] == [one.key for one in before[:lines]]:
        return None
    return TitleChange(lines, len(now), "\n".join(one.raw.strip() for one in now))


def _lines_of(title: str, before: Sequence[Read]) -> int:
    """How many lines at the beginning are the title; 0 where it stands elsewhere or holds numbers."""
    said = ""
    for at, one in enumerate(before, start=1):
        said += squeeze(one.raw)
        if one.spans or not title.startswith(said):
            return 0
        if said == title:
            return at
    return 0


def with_title(text: str, words: str) -> str | None:
    """The template with another title: in its settings, else in its first heading; None where it has neither."""
    lines = text.split("\n")
    fences = [at for at, line in enumerate(lines) if line.strip() == FENCE][:2]
    end = fences[1] if len(fences) > 1 else 0
    plain = words.replace("{", "｛").replace("}", "｝")
    for at, line in enumerate(lines):
        if at < end and _SETTING.fullmatch(line):
            lines[at] = f"title = {json.dumps(plain, ensure_ascii=False)}"
            return "\n".join(lines)
        if at > end and line.startswith("# "):
            lines[at] = f"# {plain}".replace("\n", "")
            return "\n".join(lines)
    return None
