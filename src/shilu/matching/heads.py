"""The ways to read a phrase: its noun alone, or the heads of the row and column of a table cell put together."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from shilu.ledger.catalogue_names import normalised
from shilu.matching.phrase import Phrase
from shilu.matching.words import split, words

_BRACKETED = re.compile(r"^(.*?)\(([^()]{1,4})\)$")
_SET_IN = re.compile(
    "^(?:其中|单位[:：](?=.)|#|—+|-+|[一二三四五六七八九十]+、|[(]?[0-9]+[)、.]|[(][一二三四五六七八九十]+[)])[:：]?"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a phrase; ``weight`` below 1 where words are left that nobody knows."""

    what: str
    measure: str
    context: str
    weight: float = 1.0


def readings(phrase: Phrase, *, measures: Collection[str]) -> Iterator[Reading]:
    """The readings of a phrase; of a table cell each head may be the noun, the others then say how it is counted.

    ``measures`` are the measure words that a head may consist of.
    """
    heads = [_SET_IN.sub("", normalised(head)) for head in phrase.heads]
    heads = [head for head in dict.fromkeys(heads) if head]
    said = [head for head in heads if head in measures or head in words().quantity_words]
    if len(said) == 1 and not phrase.measure:
        phrase = replace(phrase, measure=words().quantity_words.get(said[0], said[0]))
    heads = [head for head in heads if head not in measures]
    if phrase.what and normalised(phrase.what) not in {*heads, *said}:
        noun, measure = _measured(normalised(phrase.what), phrase.measure)
        yield Reading(phrase.what if measure == phrase.measure else noun, measure, phrase.context)
    for at, head in enumerate(heads):
        yield from _with_others(head, [*heads[:at], *heads[at + 1 :]], phrase)
    if len(heads) == 2:
        yield from _with_others("".join(heads), [], phrase)


def _with_others(head: str, others: list[str], phrase: Phrase) -> Iterator[Reading]:
    noun, measure = _measured(head, phrase.measure)
    weight = 1.0
    before = []
    for other in others:
        rest, said = _measured(other, "")
        measure = measure or said
        if not rest or rest in words().quantity_words:
            continue
        if split(rest, words().neutral | words().after | words().verbs) is None:
            before.append(rest)
    if noun and noun not in words().quantity_words:
        yield Reading(noun, measure, phrase.context, weight * 0.7 ** len(before))
        for rest in before:
            yield Reading(rest + noun, measure, phrase.context, weight * 0.7 ** (len(before) - 1))


def _measured(head: str, measure: str) -> tuple[str, str]:
    """A head without the measure word that it ends in: 开展场次（次） and 参加人次 say how, 培训班（期） says both."""
    lists = words().quantity_words
    found = _BRACKETED.match(head)
    if found and (found[2] in lists.values() or len(found[2]) == 1):
        inner = _measured(found[1], "")
        return inner[0], measure or found[2]
    for word in sorted(lists, key=len, reverse=True):
        if head.endswith(word):
            return head.removesuffix(word), measure or lists[word]
    return head, measure
