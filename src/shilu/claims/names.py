"""Names that have a number inside: fixed names and slogans, titles in 《》, short quotations, values of labels."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from shilu.claims.measure_words import measure_at

_NUMERAL = re.compile(r"[0-9零一二两三四五六七八九十百千万亿]")
_GOES_ON = tuple("0123456789.,余多万千百+—–-~～至")
_QUOTES = (("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"))
_LONGEST_TITLE, _LONGEST_QUOTE = 60, 24
_CLAUSE_SIGN = re.compile(r"[，。；\n]")
_THINGS = (
    "展区",
    "展厅",
    "展馆",
    "场馆",
    "馆",
    "室",
    "厅",
    "中心",
    "基地",
    "小组",
    "队",
    "栏目",
    "课程",
    "作品",
    "专区",
    "站",
    "班",
    "奖项",
)
_ALWAYS_ASPECTS = ("方面", "环节", "维度", "层面", "关键词", "百分点", "着力点", "不变", "切入点")


@cache
def _told() -> dict[str, tuple[str, ...]]:
    lists = tomllib.loads(files("shilu.claims").joinpath("names.toml").read_text(encoding="utf-8"))
    return {name: tuple(dict.fromkeys(words.split())) for name, words in lists.items()}


@cache
def _by_pair() -> dict[str, tuple[tuple[int, str], ...]]:
    """By a numeral with the sign behind it, at the end of a name with the sign before it: the fixed names, the place there."""
    table: dict[str, list[tuple[int, str]]] = {}
    for name in _told()["names"]:
        for at, sign in enumerate(name):
            if _NUMERAL.match(sign):
                pair = name[at : at + 2] if at + 1 < len(name) else name[at - 1 : at + 1]
                table.setdefault(pair, []).append((at, name))
    return {pair: tuple(found) for pair, found in table.items()}


@cache
def _labels() -> re.Pattern[str]:
    lists = _told()
    either = "|".join(map(re.escape, sorted(lists["labels"], key=len, reverse=True)))
    bare = "|".join(map(re.escape, sorted(lists["bare_labels"], key=len, reverse=True)))
    blank = "[ \u3000]*"
    return re.compile(f"(?:(?:{either}){blank}(?:[（(][^（()）]{{0,8}}[)）])?{blank}[:：]|(?:{bare})){blank}$")


def in_a_name(text: str, start: int) -> bool:
    """Whether the number that begins at ``start`` is part of a fixed name or slogan."""
    table = _by_pair()
    found = (*table.get(text[start : start + 2], ()), *table.get(text[start - 1 : start + 1], ()))
    for at, name in found:
        first = start - at
        if first < 0 or not text.startswith(name, first):
            continue
        end = first + len(name)
        if name[-1].isdigit() and (text.startswith(_GOES_ON, end) or _is_measured(text, end)):
            continue
        if name[0].isdigit() and text[first - 1 : first].isdigit():
            continue
        return True
    return False


def _is_measured(text: str, end: int) -> bool:
    measure = measure_at(text, end)
    return measure is not None and measure.claims


def in_quotes(text: str, start: int, end: int) -> bool:
    """Whether what stands from ``start`` to ``end`` lies in 《》 or in a short “name”."""
    lead, tail = text[max(0, start - _LONGEST_TITLE) : start], text[end : end + _LONGEST_QUOTE]
    opened = lead.rfind("《")
    if opened > lead.rfind("》") and "\n" not in lead[opened:]:
        return True
    for left, right in _QUOTES:
        opened = lead.rfind(left)
        if opened <= lead.rfind(right) or len(lead) - opened >= _LONGEST_QUOTE:
            continue
        closed = tail.find(right)
        inside = lead[opened + 1 :] + tail[: max(closed, 0)]
        if closed >= 0 and len(inside) < _LONGEST_QUOTE - 4 and not _CLAUSE_SIGN.search(inside):
            return True
    return False


def is_labelled(text: str, start: int) -> bool:
    """Whether the number is the value of a label such as 电话 or 文号."""
    return _labels().search(text[max(0, start - 14) : start]) is not None


def frames_only(phrase: str, *, chinese: bool, quoted: bool) -> bool:
    """Whether what follows a small number is an abstract aspect (五个方面) or a slogan's tail (“清源”“固本”两项工程)."""
    if not phrase:
        return chinese and quoted
    aspects = _told()["aspects"]
    quoted = quoted and not phrase.endswith(_THINGS)
    return phrase.startswith(_ALWAYS_ASPECTS) or (
        chinese and (quoted or phrase.startswith(aspects) or phrase.endswith(aspects))
    )
