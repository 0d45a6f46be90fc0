"""The words that the reading of nouns needs, found from left to right, the longest first."""

import tomllib
from functools import cache
from importlib.resources import files

LIGHT, VERB, AFTER_ONLY, WHOLE = "light", "verb", "after", "whole"
_SORTS = (("after_only", AFTER_ONLY), ("light", LIGHT), ("verbs", VERB), ("whole", WHOLE))

Found = tuple[int, int, str]


@cache
def _lists() -> dict[str, frozenset[str]]:
    told = tomllib.loads(files("shilu.claims").joinpath("words.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words.split()) for name, words in told.items()}


@cache
def _by_first_sign() -> dict[str, tuple[tuple[str, str, bool], ...]]:
    lists = _lists()
    sorts: dict[str, str] = {}
    for name, sort in _SORTS:
        sorts.update(dict.fromkeys(lists[name], sort))
    after_only = lists["after_only"]
    table: dict[str, list[tuple[str, str, bool]]] = {}
    for word, sort in sorts.items():
        table.setdefault(word[0], []).append((word, sort, word in after_only or sort == VERB or sort == LIGHT))
    return {sign: tuple(sorted(found, key=lambda one: -len(one[0]))) for sign, found in table.items()}


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


def cutters(phrase: str) -> list[Found]:
    """The verbs and function words of ``phrase``: first sign, sign behind the last, sort. Words in ``whole`` hide theirs."""
    table = _by_first_sign()
    found: list[Found] = []
    at, size = 0, len(phrase)
    while at < size:
        for word, sort, _cuts in table.get(phrase[at], ()):
            if phrase.startswith(word, at):
                if sort != WHOLE:
                    found.append((at, at + len(word), sort))
                at += len(word)
                break
        else:
            at += 1
    return found
