"""The word lists of ``words.toml``, and whether a piece of text is made of such words only."""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from shilu.ledger.catalogue_names import normalised


@dataclass(frozen=True, slots=True)
class Words:
    """Words in the form in which names are compared; ``quantity_words`` gives the measure word of each."""

    verbs: frozenset[str]
    neutral: frozenset[str]
    vague: frozenset[str]
    attending: frozenset[str]
    people: frozenset[str]
    joining: frozenset[str]
    acting: frozenset[str]
    leading: frozenset[str]
    narrower: frozenset[str]
    shifting: frozenset[str]
    loose_labels: frozenset[str]
    after: frozenset[str]
    soft_after: frozenset[str]
    quantity_words: Mapping[str, str]
    more: frozenset[str]
    less: frozenset[str]
    held: frozenset[str]


@cache
def words() -> Words:
    """The packaged lists."""
    text = (resources.files("shilu.matching") / "words.toml").read_text(encoding="utf-8")
    read = tomllib.loads(text)
    keeping = read["keeping"]
    return Words(
        verbs=_set(read["verbs"]),
        neutral=_set(read["neutral"]),
        vague=_set(read["vague"]),
        attending=_set(read["attending"]),
        people=_set(read["people"]),
        joining=_set(read["joining"]),
        acting=_set(read["acting"]),
        leading=_set(read["leading"]),
        narrower=_set(read["narrower"]),
        shifting=_set(read["shifting"]),
        loose_labels=frozenset(read["loose_labels"]),
        after=_set(read["after"]),
        soft_after=_set(read["soft_after"]),
        quantity_words={normalised(word): measure for word, measure in read["quantity_words"].items()},
        more=_set(keeping["more"]),
        less=_set(keeping["less"]),
        held=_set(keeping["held"]),
    )


def _set(listed: list[str]) -> frozenset[str]:
    return frozenset(map(normalised, listed))


def split(text: str, known: Collection[str]) -> tuple[str, ...] | None:
    """``text`` as a row of ``known`` words, as few as can be; None where it is no such row."""
    best: list[tuple[str, ...] | None] = [(), *([None] * len(text))]
    longest = max(map(len, known), default=0)
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - longest), end):
            before = best[start]
            if before is None or text[start:end] not in known:
                continue
            now = best[end]
            if now is None or len(before) + 1 < len(now):
                best[end] = (*before, text[start:end])
    return best[-1]
