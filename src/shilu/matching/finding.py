"""The names that a phrase is, holds or is like, each with how well it covers the phrase."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Figure, Meaning
from shilu.ledger.catalogue_names import normalised
from shilu.matching.heads import Reading
from shilu.matching.names import Named, Names
from shilu.matching.narrowing import Narrowed, after_name, before_name
from shilu.matching.phrase import SURE
from shilu.matching.words import split, words

_LIKE = 0.55  # from this likeness on a name is offered
_BESIDE = 0.74  # what a name within a longer name is worth
_QUOTED = re.compile('[“"「『《‘].*?[”"」』》’](?=.)')
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Found:
    """A name that was found in a phrase: what it means, what narrows it, and how well it covers the phrase."""

    named: Named
    name: str
    narrowed: Narrowed
    score: float
    why: str = ""

    def loosely(self) -> "Found":
        """The same, where it may be meant otherwise."""
        return replace(self, narrowed=replace(self.narrowed, loose=True))


def names_found(reading: Reading, *, names: Names) -> Iterator[Found]:
    """The names that the noun of ``reading`` is, holds, or is like; where it is one, the others are worth little."""
    whole = normalised(reading.what)[:_LONGEST]
    bare = normalised(_QUOTED.sub("", reading.what))[:_LONGEST]
    context = normalised(reading.context)
    known = False
    for core in dict.fromkeys((whole, bare)):
        name = _extended(core, context, names) or core
        exact = names.exact(name)
        if exact is None:
            yield from _headcount(core, names)
        else:
            known = True
            general = names.is_general(core, exact) or name in words().narrower
            yield Found(exact, name, Narrowed(loose=general), _plain_score(exact, name, context, names))
        shorter = _without(core, words().neutral)
        plain = names.exact(shorter) if shorter != core else None
        if plain is not None and not known:
            yield Found(plain, shorter, Narrowed(loose=names.is_general(shorter, plain)), 0.93)
        for found in (*_inside(core, names), *_listed(core, names), *_like(core, names)):
            near = replace(found, score=min(found.score, _BESIDE)) if known else found
            yield near.loosely() if found.name in words().narrower else near


def _headcount(core: str, names: Names) -> Iterator[Found]:
    """People or units in post (民警, 派出所), of which the texts say no 人数; they may be those of one occasion only."""
    for ending in ("人数", "数"):
        named = names.exact(core.removeprefix("其中") + ending)
        if isinstance(named, Figure) and named.type in {"headcount", "unitcount"}:
            yield Found(named, core, Narrowed(loose=True), 0.9)


def _extended(core: str, context: str, names: Names) -> str:
    """The longest name that stands in the clause around ``core``; neutral words within it count for nothing."""
    if not core:
        return ""
    best = ""
    for clause in dict.fromkeys((context, _without(context, words().neutral))):
        at = clause.rfind(core)
        if at < 0:
            continue
        begin = max(0, at - names.longest)
        for start, end, _named in names.inside(clause[begin:]):
            covers = start + begin <= at and at + len(core) <= end + begin
            if covers and end - start > max(len(core), len(best)):
                best = clause[start + begin : end + begin]
    return best


def _plain_score(named: Named, name: str, context: str, names: Names) -> float:
    """The score of an exact name; a short one that is no title is less sure after words that nobody knows."""
    if len(name) > 2 or name == names.title_of(named):
        return 1.0
    before = context[: context.rfind(name)] if name in context else ""
    last = re.split("[，,。；;：:、（()）]", before)[-1][-6:]
    known = words().verbs | words().neutral
    sure = not last or any(split(last[at:], known) is not None for at in range(len(last)))
    return 0.96 if sure else 0.7


def _inside(core: str, names: Names, *, whole: bool = False) -> Iterator[Found]:
    """The names within ``core``, weighed by what stands before and after them; with ``whole`` itself too."""
    for start, end, named in names.inside(core):
        if end - start == len(core) and not whole:
            continue
        kind = named.kind if isinstance(named, Meaning) else None
        narrowed = before_name(core[:start], kind, catalogue=names.catalogue)
        after = after_name(core[end:])
        name = core[start:end]
        if narrowed.weight and after:
            yield Found(named, name, narrowed, 0.97 * narrowed.weight * after)
        else:
            cover = (end - start) / len(core)
            part = (0.35 + 0.4 * cover) if after else 0.4 * cover
            rest = (core[:start] if not narrowed.weight else "") + (core[end:] if not after else "")
            why = _("“%(rest)s” may be another thing or a part of it") % {"rest": rest}
            yield Found(named, name, Narrowed(), min(part, _BESIDE), why)


def _listed(core: str, names: Names) -> Iterator[Found]:
    """A list of names that all stand for one kind (锦旗、感谢信)."""
    parts = [part for part in re.split("[、和与及]", core) if part]
    if len(parts) < 2:
        return
    kinds: list[set[str]] = []
    for part in parts:
        surely = [one.named for one in _inside(part, names, whole=True) if one.score >= SURE]
        kinds.append({one.kind.key for one in surely if isinstance(one, Meaning) and not one.labels})
    for key in set.intersection(*kinds):
        yield Found(Meaning(names.catalogue.kinds[key]), core, Narrowed(), 0.92)


def _like(core: str, names: Names) -> Iterator[Found]:
    """The names that are written much like ``core``."""
    if len(core) < 2:
        return
    likeness = SequenceMatcher(None, autojunk=False)
    likeness.set_seq2(core)
    why = _("a similar name")
    for name, named in names.around(core):
        if name in core:
            continue
        likeness.set_seq1(name)
        if likeness.quick_ratio() >= _LIKE and (ratio := likeness.ratio()) >= _LIKE:
            yield Found(named, name, Narrowed(), min(0.8 * ratio, 0.72), why)


def _without(text: str, dropped: Iterable[str]) -> str:
    """``text`` without the longer of the words ``dropped``."""
    for word in sorted(dropped, key=len, reverse=True):
        text = text.replace(word, "") if len(word) > 1 else text
    return text
