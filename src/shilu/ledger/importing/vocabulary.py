"""The words of ledgers: what columns, head lines, foot lines and sums are called (columns.toml)."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from shilu.lib.plain import half_width

_BLANK: Final = re.compile(r"\s+")
_BRACKETS: Final = re.compile(r"\(([^()]*)\)$")
_MONTH: Final = re.compile(r"(?:(\d{4})年)?(1[0-2]|0?[1-9]|[一二三四五六七八九]|十[一二]?)月份?")
_QUARTER: Final = re.compile(r"(?:(\d{4})年)?第?([1-4一二三四])季度?")
_CHINESE: Final = {word: number for number, word in enumerate("一二三四五六七八九", start=1)} | {
    "十": 10,
    "十一": 11,
    "十二": 12,
}
_OF_A_PERIOD: Final = re.compile(
    r"(?:\d{4}年)?(?:(?:1[0-2]|0?[1-9]|[一二三四五六七八九]|十[一二]?)月份?|第?[1-4一二三四]季度)"
)
_LINE: Final = re.compile(r"([^:]{1,12}):(.*)", re.DOTALL)
_SECTION: Final = re.compile(r"[(]?[一二三四五六七八九十]+[)、.]")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words in bare form (see ``bare``); ``roles`` gives the role and how strong the word is for it, 0 the strongest."""

    roles: Mapping[str, tuple[str, int]]
    endings: Mapping[str, str]
    under_heading: Mapping[str, str]
    titles: tuple[tuple[str, str], ...]
    head: frozenset[str]
    foot: frozenset[str]
    total: frozenset[str]
    ditto: frozenset[str]


@lru_cache(maxsize=100_000)
def bare(text: str) -> str:
    """``text`` in half width without any blank, in lower case: the form in which words are compared."""
    return _BLANK.sub("", half_width(text)).lower()


@cache
def vocabulary() -> Vocabulary:
    """The words of columns.toml."""
    data = tomllib.loads((Path(__file__).parent / "columns.toml").read_text(encoding="utf-8"))
    roles: dict[str, tuple[str, int]] = {}
    for role, words in data["roles"].items():
        for strength, word in enumerate(words):
            roles.setdefault(bare(word), (role, strength))
    lines = {name: frozenset(map(bare, words)) for name, words in data["lines"].items()}
    return Vocabulary(
        roles=roles,
        endings={bare(word): role for role, words in data["endings"].items() for word in words},
        under_heading={bare(word): role for role, words in data["under_heading"].items() for word in words},
        titles=tuple((bare(word), kind) for kind, words in data["titles"].items() for word in words),
        **lines,
    )


@lru_cache(maxsize=10_000)
def role_named(text: str) -> tuple[str, int] | None:
    """The role a column's name says, with the word's strength (an ending is weaker than any word), or None."""
    words = vocabulary()
    name = bare(text).strip("*:")
    for form in (name, unbracketed(name)):
        if form in words.roles:
            return words.roles[form]
    name = unbracketed(name)
    for size in range(min(4, len(name) - 1), 0, -1):
        role = words.endings.get(name[-size:])
        if role is not None:
            return role, 1000 - size
    return None


@lru_cache(maxsize=10_000)
def is_column_word(text: str) -> bool:
    """Whether ``text`` is, word for word, what a column is called."""
    words = vocabulary()
    name = bare(text).strip("*:")
    return name in words.roles or unbracketed(name) in words.roles


def unbracketed(name: str) -> str:
    """A bare name without what stands in brackets at its end: 慰问金(元) is 慰问金."""
    return _BRACKETS.sub("", name) or name


def in_brackets(name: str) -> str:
    """What stands in brackets at the end of a bare name: 元 of 慰问金(元), else nothing."""
    found = _BRACKETS.search(name)
    return found[1] if found else ""


@lru_cache(maxsize=1_000)
def month_named(text: str) -> tuple[int | None, int] | None:
    """The year (None where none is named) and the month that a heading like 3月, 三月份 or 2022年3月 names."""
    found = _MONTH.fullmatch(bare(text))
    if found is None:
        return None
    month = int(found[2]) if found[2].isdigit() else _CHINESE[found[2]]
    return (int(found[1]) if found[1] else None, month)


@lru_cache(maxsize=1_000)
def quarter_named(text: str) -> tuple[int | None, int] | None:
    """The year (None where none is named) and the quarter that a heading like 第一季度 names."""
    found = _QUARTER.fullmatch(bare(text))
    if found is None:
        return None
    return (int(found[1]) if found[1] else None, int(found[2]) if found[2].isdigit() else _CHINESE[found[2]])


@lru_cache(maxsize=100_000)
def is_total(text: str) -> bool:
    """Whether a cell says that its row is a sum: 合计, 3月小计, 第一季度合计."""
    if len(text) >= 24:
        return False
    word = bare(text).strip(":()")
    return word in vocabulary().total or _OF_A_PERIOD.sub("", word, count=1) in vocabulary().total


@lru_cache(maxsize=100_000)
def is_foot(text: str) -> bool:
    """Whether a cell opens a line below the table: 填表人：…, 备注：…, 注：…"""
    found = _LINE.match(bare(text))
    return found is not None and re.sub(r"\d+$", "", unbracketed(found[1])) in vocabulary().foot


def is_section(text: str) -> bool:
    """Whether a line alone in its row is a heading between rows: 一、集体学习."""
    return _SECTION.match(bare(text)) is not None


def head_lines(text: str) -> dict[str, str]:
    """What a line above the table states: ``填报单位：政工室　填报日期：…`` gives both by their names; else nothing."""
    found = {}
    words = sorted(vocabulary().head, key=len, reverse=True)
    pattern = "|".join(re.escape(word) for word in words)
    text = half_width(text).replace("(盖章)", "")
    marks = list(re.finditer(rf"(?<![一-鿿])({pattern})\s*(?:\([^()]*\))?\s*:", text))
    for mark, following in zip(marks, [*marks[1:], None], strict=False):
        found[mark[1]] = text[mark.end() : following.start() if following else None].strip(" ()")
    return found
