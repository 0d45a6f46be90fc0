"""The words that the reading of nouns needs, found from left to right, the longest first."""

import tomllib
from functools import cache
from importlib.resources import files

LIGHT, VERB, AFTER_ONLY, WHOLE = "light", "verb", "after", "whole"
_SORTS = (("after_only", AFTER_ONLY), ("verbs", VERB), ("light", LIGHT), ("whole", WHOLE))

_NOUN_ENDS = frozenset("率量额值员者师商型式性赛奖券费")
_NOUN_TAILS = ("人次", "人数", "次数", "时间", "时长", "总额", "总量", "总数")

Found = tuple[int, int, str]


@cache
def _lists() -> dict[str, frozenset[str]]:
    told = tomllib.loads(files("shilu.claims").joinpath("words.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words.split()) for name, words in told.items()}


@cache
def _by_first_sign() -> dict[str, tuple[tuple[str, str], ...]]:
    lists = _lists()
    sorts: dict[str, str] = {}
    for name, sort in _SORTS:
        sorts.update(dict.fromkeys(lists[name], sort))
    table: dict[str, list[tuple[str, str]]] = {}
    for word, sort in sorts.items():
        table.setdefault(word[0], []).append((word, sort))
    return {sign: tuple(sorted(found, key=lambda one: -len(one[0]))) for sign, found in table.items()}


def word_list(name: str) -> frozenset[str]:
    """The words of a list of ``words.toml``."""
    return _lists()[name]


@cache
def endings(name: str) -> dict[str, tuple[str, ...]]:
    """The words of a list by their last sign, the longest first."""
    return _by_sign(name, -1)


@cache
def beginnings(name: str) -> dict[str, tuple[str, ...]]:
    """The words of a list by their first sign, the longest first."""
    return _by_sign(name, 0)


def _by_sign(name: str, at: int) -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    for word in _lists()[name]:
        table.setdefault(word[at], []).append(word)
    return {sign: tuple(sorted(found, key=len, reverse=True)) for sign, found in table.items()}


@cache
def _no_noun_ends() -> tuple[str, ...]:
    return tuple(_lists()["no_noun_ends"])


def cutters(phrase: str) -> list[Found]:
    """The verbs and function words of ``phrase``: first sign, sign behind the last, sort. Words in ``whole`` hide theirs.

    A verb before 率, 员 and the like is part of a noun (完成率, 讲解员).
    """
    table = _by_first_sign()
    found: list[Found] = []
    at, size = 0, len(phrase)
    while at < size:
        for word, sort in table.get(phrase[at], ()):
            if phrase.startswith(word, at):
                first, at = at, at + len(word)
                ends_noun = phrase[at : at + 1] in _NOUN_ENDS and not phrase.startswith(_no_noun_ends(), at)
                in_noun = len(word) > 1 and (ends_noun or phrase.startswith(_NOUN_TAILS, at))
                if sort != WHOLE and not in_noun:
                    found.append((first, at, sort))
                break
        else:
            at += 1
    return found
