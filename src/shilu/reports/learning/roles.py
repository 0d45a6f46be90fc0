"""What each paragraph of a finished report is: its title, its addressee, a heading, text, the signature, or part of the layout."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from shilu.lib.plain import half_width
from shilu.reports.numbering import mark_of, next_counts

Role = Literal["layout", "title", "subtitle", "to", "heading", "text", "table", "sender", "date"]

_ENDS = tuple("。；，、：:;,.！？!?")
_DATE = re.compile(r"\d{4}年.{1,3}月.{1,3}日")
_BRACKETED = re.compile(r"[（(〔\[].{1,60}[）)〕\]]")
_NUMBER = re.compile(r"[〔\[［]\d{4}[〕\]］]\s*\d+\s*号")
_TOP = 8  # blocks within which a paper's head and title stand
_TITLE_LINES = 3
_SHORTEST_TITLE, _LONGEST_TITLE = 8, 60
_LONGEST_NAME = 40
_LONGEST_HEADING = 60


@dataclass(frozen=True, slots=True)
class Shown:
    """A paragraph or table of the report as it is seen: its words, and whether it stands in the middle of its line."""

    text: str
    centred: bool = False
    table: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """What one paragraph or table is; ``level`` 1 to 4 for a heading."""

    role: Role
    level: int = 0


def roles_of(shown: Sequence[Shown]) -> list[Part]:
    """The part that each of ``shown`` plays, in order.

    A heading is one that the program would number as it is numbered; what stands before the title or behind the date
    belongs to the layout.
    """
    parts = [Part("table" if one.table else "text") for one in shown]
    at = _title(shown, parts)
    if at < len(shown) and _is_addressee(shown[at]):
        parts[at] = Part("to")
    _headings(shown, parts)
    _signature(shown, parts)
    return parts


def _title(shown: Sequence[Shown], parts: list[Part]) -> int:
    """Mark the title and what stands before it (a red head ends with the paper's number); where the text begins."""
    head = next((at + 1 for at, one in enumerate(shown[:_TOP]) if _NUMBER.search(one.text)), 0)
    first = next((at for at in range(head, min(head + _TOP, len(shown))) if _opens(shown[at])), None)
    if first is None and head < len(shown) and _may_be_title(shown[head]) and len(shown[head].text) > _SHORTEST_TITLE:
        first = head
    start = end = head if first is None else first
    while (
        first is not None
        and end < min(first + _TITLE_LINES, len(shown))
        and _goes_on(shown[end], is_first=end == first)
    ):
        parts[end] = Part("title")
        end += 1
    if first is not None and end < len(shown) and _is_bracketed(shown[end]):
        parts[end] = Part("subtitle")
        end += 1
    for before in range(start):
        parts[before] = Part("layout")
    return end


def _goes_on(one: Shown, *, is_first: bool) -> bool:
    return _may_be_title(one) and (is_first or (one.centred and not _is_bracketed(one)))


def _is_bracketed(one: Shown) -> bool:
    """Whether a line says something about the paper below its title: （2026年6月30日）, （送审稿）."""
    return not one.table and _BRACKETED.fullmatch(one.text.strip()) is not None


def _opens(one: Shown) -> bool:
    return one.centred and _may_be_title(one)


def _may_be_title(one: Shown) -> bool:
    text = one.text.strip()
    return not one.table and 0 < len(text) <= _LONGEST_TITLE and not text.endswith(_ENDS) and _mark(text) is None


def _is_addressee(one: Shown) -> bool:
    text = one.text.strip()
    return not one.table and text.endswith(("：", ":")) and len(text) <= _LONGEST_NAME and "。" not in text


def _headings(shown: Sequence[Shown], parts: list[Part]) -> None:
    counts: tuple[int, ...] = (0, 0, 0, 0)
    for at, one in enumerate(shown):
        text = one.text.strip()
        if parts[at].role != "text" or len(text) > _LONGEST_HEADING or "。" in text[:-1]:
            continue
        level = _mark(text)
        if level is None:
            continue
        following = next_counts(counts, level)
        if half_width(text).startswith(half_width(mark_of(level, following[level - 1]))):
            counts = following
            parts[at] = Part("heading", level)


def _mark(text: str) -> int | None:
    """The level of the number that a heading begins with."""
    for level, pattern in enumerate(
        (r"[一二三四五六七八九十]+、", r"\([一二三四五六七八九十]+\)", r"\d{1,2}\.(?!\d)", r"\(\d{1,2}\)"), 1
    ):
        if re.match(pattern, half_width(text)):
            return level
    return None


def _signature(shown: Sequence[Shown], parts: list[Part]) -> None:
    last = next((at for at in range(len(shown) - 1, -1, -1) if _DATE.fullmatch(shown[at].text.strip())), None)
    if last is None or last < len(shown) - 6:
        return
    parts[last] = Part("date")
    for behind in range(last + 1, len(shown)):
        parts[behind] = Part("layout")
    before = shown[last - 1] if last else None
    text = before.text.strip() if before else ""
    if (
        before
        and not before.table
        and 0 < len(text) <= _LONGEST_NAME
        and not text.endswith(_ENDS)
        and _mark(text) is None
    ):
        parts[last - 1] = Part("sender")
