"""How a title is broken into centred lines: by sense, and into a trapezoid or a diamond (GB/T 9704-2012, 7.3.1)."""

import re
from itertools import combinations, pairwise

LINE = 19.5  # characters of size 2 (22 pt) that a line of 156 mm holds with a little air

_OPENS_WELL = (
    "关于",
    "开展",
    "贯彻",
    "落实",
    "推进",
    "加强",
    "学习",
    "工作",
    "情况",
    "报告",
    "总结",
    "实施",
    "上半年",
    "下半年",
)
_CLOSES_WELL = (
    "局", "委", "厅", "委员会", "县", "市", "区", "省", "大队", "支队", "公室", "年", "季度", "的", "》", "）", "”", "、", "和", "与", "暨",
)  # fmt: skip
_NEVER_FIRST = re.compile(r"^[的年月日度等个局厅委处所员、，。；：》）”’\-—和与暨及]|^半年|^季度")
_NEVER_LAST = re.compile(r"[《（“‘〔关第]$|[\d.]$|[上下]$|上半$|下半$")


def width(text: str) -> float:
    """The width of ``text`` in characters: ASCII takes half of one."""
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def title_lines(title: str, *, line: float = LINE) -> tuple[str, ...]:
    """``title`` as lines; where it holds line breaks of its own these are kept."""
    if "\n" in title:
        return tuple(part.strip() for part in title.split("\n") if part.strip())
    count = -int(-width(title) // line)
    if count <= 1:
        return (title,)
    found = [parts for lines in (count, count + 1) for parts in _ways(title, lines, line)]
    return min(found, key=_cost) if found else _plain(title, line)


def _ways(title: str, count: int, line: float) -> list[tuple[str, ...]]:
    if count > 4:
        return []
    cuts = [at for at in range(3, len(title) - 2) if not _breaks_badly(title, at)]
    ways = (_cut(title, chosen) for chosen in combinations(cuts, count - 1))
    return [parts for parts in ways if all(3 <= width(part) <= line for part in parts)]


def _cut(title: str, at: tuple[int, ...]) -> tuple[str, ...]:
    edges = (0, *at, len(title))
    return tuple(title[a:b] for a, b in pairwise(edges))


def _breaks_badly(title: str, at: int) -> bool:
    before, after = title[:at], title[at:]
    inside_latin = before[-1].isascii() and after[0].isascii()
    return inside_latin or bool(_NEVER_FIRST.search(after)) or bool(_NEVER_LAST.search(before))


def _cost(parts: tuple[str, ...]) -> float:
    sense = sum(0 if _reads(a, b) else 8 for a, b in pairwise(parts))
    inside = sum("".join(parts[:at]).count("《") > "".join(parts[:at]).count("》") for at in range(1, len(parts)))
    widths = [width(part) for part in parts]
    steps = [b - a for a, b in pairwise(widths)]
    hollow = any(a < 0 < b for a, b in pairwise(steps))
    ragged = max(widths) - min(widths)
    return sense + 6 * inside + (20 if hollow else 0) + (3 if ragged < 1 else 0) + abs(ragged - 4) / 2 + 5 * len(parts)


def _reads(before: str, after: str) -> bool:
    return before.endswith(_CLOSES_WELL) or after.startswith(_OPENS_WELL)


def _plain(title: str, line: float) -> tuple[str, ...]:
    """Cut where a line is full: what is left for titles of more than four lines."""
    parts, part = [], ""
    for char in title:
        if width(part + char) > line:
            parts.append(part)
            part = ""
        part += char
    return (*parts, part)
