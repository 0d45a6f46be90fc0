"""From a phrase to the figures that it may mean, best first."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from shilu.figures.names import Asked, own_figure
from shilu.figures.result import PER_CENT
from shilu.ledger.catalogue import Catalogue, Figure, Kind, Meaning
from shilu.ledger.catalogue_names import normalised
from shilu.matching.heads import Reading, readings
from shilu.matching.keeping import Course, course, figures_of_course
from shilu.matching.measures import ATTENDED, counted_by, fits, is_shifted, said_by_verb
from shilu.matching.names import Named, Names
from shilu.matching.narrowing import Narrowed, after_name, before_name, figure_of_and_up, in_clause, pinned_alone
from shilu.matching.phrase import APART, SURE, Match, Phrase
from shilu.matching.words import split, words

_SHOWN = 8
_MISFIT = 0.5  # what is left of a match whose measure word counts nothing of the kind
_LIKE = 0.55  # from this likeness on a name is offered
_BESIDE = 0.74  # what a name within a longer name is worth
_QUOTED = re.compile('[“"「『《‘].*?[”"」』》’](?=.)')
_LONGEST = 60


def _without(text: str, dropped: Iterable[str]) -> str:
    """``text`` without the longer of the words ``dropped``."""
    for word in sorted(dropped, key=len, reverse=True):
        text = text.replace(word, "") if len(word) > 1 else text
    return text


@dataclass(frozen=True, slots=True)
class _Found:
    """A name that was found in a phrase: what it means, where it stood, and how well it covers the phrase."""

    named: Named
    name: str
    narrowed: Narrowed
    score: float
    why: str = ""


class Matcher:
    """What phrases mean in one catalogue; made once and asked often."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._names = Names(catalogue)
        self._measures = frozenset(
            word for one in catalogue.quantities.values() for word in (one.measure, *one.measures)
        ) | {PER_CENT}
        self._others = frozenset(map(normalised, catalogue.others))
        self._known: dict[Phrase, tuple[Match, ...]] = {}

    def matches(self, phrase: Phrase) -> tuple[Match, ...]:
        """The figures that ``phrase`` may mean, best first, at most eight; none where it was said to be none of ours."""
        if phrase not in self._known:
            self._known[phrase] = self._matches(phrase)
        return self._known[phrase]

    def decided(self, phrase: Phrase) -> Match | None:
        """The best match, where it is sure and no other is near."""
        found = self.matches(phrase)
        if not found or found[0].score < SURE:
            return None
        return found[0] if len(found) == 1 or found[1].score <= found[0].score - APART else None

    def names(self, text: str) -> bool:
        """Whether ``text`` is a name as it stands."""
        return self._names.exact(normalised(text)) is not None

    def names_of(self, match: Match) -> frozenset[str]:
        """All names of what ``match`` counts."""
        kind = self._kind_of(match)
        if kind is None:
            return frozenset((match.asked.figure.title.zh, *match.asked.figure.aliases))
        return frozenset((kind.title.zh, *kind.aliases, *(one.name for one in kind.names)))

    def attended(self, match: Match, measure: str, *, loose: bool) -> Match | None:
        """Who came to what ``match`` counts (公安讲堂5次，听讲579人次), where records of its kind say so."""
        kind = self._kind_of(match)
        if kind is None or kind.adds != "flow":
            return None
        counted = [one for one in counted_by(kind, measure, catalogue=self.catalogue) if one.quantity != kind.first.key]
        if len(counted) != 1 or counted[0].quantity not in {ATTENDED, "persons"}:
            return None
        asked = Asked(own_figure(kind, counted[0].quantity), match.asked.name, match.asked.labels)
        people = counted[0].loose
        why = self._why_loose_people() if people else _("it is not sure that they came to this")
        is_loose = people or loose or match.loose
        return Match(asked, 0.9, why if is_loose else "", loose=is_loose)

    def part_of(self, match: Match, what: str, measure: str) -> Match | None:
        """The part of what ``match`` counts that the label values ``what`` pin (其中省级媒体12篇)."""
        kind = self._kind_of(match)
        if kind is None:
            return None
        labels = pinned_alone(normalised(what).removeprefix("其中"), kind, catalogue=self.catalogue)
        counted = [one.quantity for one in counted_by(kind, measure, catalogue=self.catalogue)]
        if not labels or match.asked.figure.quantity not in counted:
            return None
        return Match(replace(match.asked, labels={**match.asked.labels, **labels}), 0.9)

    def _kind_of(self, match: Match) -> Kind | None:
        return self.catalogue.kinds.get(match.asked.figure.key)

    def refused(self, phrase: Phrase) -> bool:
        """Whether somebody said that ``phrase`` is none of ours."""
        return normalised(phrase.what) in self._others

    def _matches(self, phrase: Phrase) -> tuple[Match, ...]:
        if self.refused(phrase):
            return ()
        best: dict[tuple[object, ...], Match] = {}
        for reading in readings(phrase, measures=self._measures):
            for match in self._read(reading):
                if match.score > best.get(match.identity, Match(match.asked, 0.0)).score:
                    best[match.identity] = match
        ranked = sorted(best.values(), key=lambda match: -match.score)
        return tuple(ranked[:_SHOWN])

    def _read(self, reading: Reading) -> Iterator[Match]:
        for found in self._found(reading):
            for match in self._measured(found, reading):
                yield replace(match, score=round(match.score * reading.weight, 4))

    def _found(self, reading: Reading) -> Iterator[_Found]:
        """The names that the phrase is, holds, or is like."""
        whole = normalised(reading.what)[:_LONGEST]
        bare = normalised(_QUOTED.sub("", reading.what))[:_LONGEST]
        context = normalised(reading.context)
        known = False
        for core in dict.fromkeys((whole, bare)):
            longer = self._extended(core, context)
            exact = self._names.exact(longer or core)
            if exact is None:
                yield from self._headcount(core)
            else:
                known = True
                name = longer or core
                general = self._names.is_general(core, exact) or name in words().narrower
                yield _Found(exact, name, Narrowed(loose=general), self._plain_name(exact, name, context))
            shorter = _without(core, words().neutral)
            plain = self._names.exact(shorter) if shorter != core else None
            if plain is not None and not known:
                general = self._names.is_general(shorter, plain)
                yield _Found(plain, shorter, Narrowed(loose=general), 0.93)
            for found in (*self._inside(core), *self._listed(core), *self._like(core)):
                loose = found.narrowed.loose or found.name in words().narrower
                score = min(found.score, _BESIDE) if known else found.score
                yield replace(found, score=score, narrowed=replace(found.narrowed, loose=loose))

    def _headcount(self, core: str) -> Iterator[_Found]:
        """People or units in post (民警, 派出所), of which the texts say no 人数; they may be those of one occasion only."""
        for ending in ("人数", "数"):
            named = self._names.exact(core.removeprefix("其中") + ending)
            if isinstance(named, Figure) and named.type in {"headcount", "unitcount"}:
                yield _Found(named, core, Narrowed(loose=True), 0.9)

    def _extended(self, core: str, context: str) -> str:
        """The longest name that stands in the clause around ``core``; neutral words within it count for nothing."""
        if not core:
            return ""
        best = ""
        for clause in dict.fromkeys((context, _without(context, words().neutral))):
            at = clause.rfind(core)
            if at < 0:
                continue
            for start, end, _named in self._names.inside(clause[max(0, at - self._names.longest) :]):
                shift = max(0, at - self._names.longest)
                covers = start + shift <= at and at + len(core) <= end + shift
                if covers and end - start > max(len(core), len(best)):
                    best = clause[start + shift : end + shift]
        return best

    def _listed(self, core: str) -> Iterator[_Found]:
        """A list of names that all stand for one kind (锦旗、感谢信)."""
        parts = [part for part in re.split("[、和与及]", core) if part]
        if len(parts) < 2:
            return
        kinds: list[set[str]] = []
        for part in parts:
            found = [one for one in self._inside(part, whole=True) if one.score >= SURE]
            named = [one.named for one in found if isinstance(one.named, Meaning) and not one.named.labels]
            kinds.append({one.kind.key for one in named if isinstance(one, Meaning)})
        for key in set.intersection(*kinds):
            yield _Found(Meaning(self.catalogue.kinds[key]), core, Narrowed(), 0.92)

    def _plain_name(self, named: Named, name: str, context: str) -> float:
        """The score of an exact name; a short one that is no title is less sure after words that nobody knows."""
        if len(name) > 2 or name == self._names.title_of(named):
            return 1.0
        before = context[: context.rfind(name)] if name in context else ""
        last = re.split("[，,。；;：:、（()）]", before)[-1][-6:]
        known = words().verbs | words().neutral
        sure = not last or any(split(last[at:], known) is not None for at in range(len(last)))
        return 0.96 if sure else 0.7

    def _inside(self, core: str, *, whole: bool = False) -> Iterator[_Found]:
        for start, end, named in self._names.inside(core):
            if end - start == len(core) and not whole:
                continue
            kind = named.kind if isinstance(named, Meaning) else None
            narrowed = before_name(core[:start], kind, catalogue=self.catalogue)
            after = after_name(core[end:])
            name = core[start:end]
            if narrowed.weight and after:
                yield _Found(named, name, narrowed, 0.97 * narrowed.weight * after)
            else:
                cover = (end - start) / len(core)
                part = (0.35 + 0.4 * cover) if after else 0.4 * cover
                rest = (core[:start] if not narrowed.weight else "") + (core[end:] if not after else "")
                why = _("“%(rest)s” may be another thing or a part of it") % {"rest": rest}
                yield _Found(named, name, Narrowed(), min(part, 0.74), why)

    def _like(self, core: str) -> Iterator[_Found]:
        if len(core) < 2:
            return
        matcher = SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(core)
        why = _("a similar name")
        for name, named in self._names.around(core):
            if name in core:
                continue
            matcher.set_seq1(name)
            if matcher.quick_ratio() >= _LIKE and (ratio := matcher.ratio()) >= _LIKE:
                yield _Found(named, name, Narrowed(), min(0.8 * ratio, 0.72), why)

    def _measured(self, found: _Found, reading: Reading) -> Iterator[Match]:
        """The quantities of what was found that the measure word counts."""
        match found.named:
            case Figure():
                yield from self._of_figure(found.named, found, reading)
            case Meaning():
                yield from self._of_kind(found.named, found, reading)

    def _of_figure(self, figure: Figure, found: _Found, reading: Reading) -> Iterator[Match]:
        counted = fits(figure, reading.measure, catalogue=self.catalogue)
        score, why = found.score, found.why
        if counted is None:
            score, why = score * _MISFIT, self._misfit(str(figure.title), reading.measure)
        people = counted is not None and counted.loose
        why = why or self._why_loose(found, people=people)
        yield Match(Asked(figure, found.name), score, why, loose=people or found.narrowed.loose)

    def _of_kind(self, meaning: Meaning, found: _Found, reading: Reading) -> Iterator[Match]:
        kind = meaning.kind
        clause = in_clause(normalised(reading.context), kind, own=found.name, catalogue=self.catalogue)
        above = found.narrowed.and_up or clause.and_up
        if above is not None:
            figure = figure_of_and_up(kind, above, catalogue=self.catalogue)
            if figure is None:
                yield from self._counts(meaning, replace(found, score=found.score * 0.7), reading, Narrowed())
            else:
                yield from self._of_figure(figure, found, reading)
            return
        if kind.adds == "change" and not meaning.sign:
            yield from self._kept(kind, found, reading)
            return
        yield from self._counts(meaning, found, reading, clause)

    def _kept(self, kind: Kind, found: _Found, reading: Reading) -> Iterator[Match]:
        """A thing that is there, or came or went: what the clause says, else both, and neither is sure."""
        said = course(normalised(reading.what) + " " + normalised(reading.context))
        unsaid = said is Course.UNSAID
        if unsaid or said is Course.HELD:
            held = replace(found, score=found.score * (0.9 if unsaid else 1.0))
            if unsaid:
                held = replace(held, narrowed=replace(found.narrowed, loose=True))
            yield from self._counts(Meaning(kind), held, reading, Narrowed())
        if said is not Course.HELD:
            came = replace(found, score=found.score * (0.75 if unsaid else 1.0))
            for figure in figures_of_course(kind, said, catalogue=self.catalogue):
                yield from self._of_figure(figure, came, reading)

    def _counts(self, meaning: Meaning, found: _Found, reading: Reading, clause: Narrowed) -> Iterator[Match]:
        kind = meaning.kind
        labels = {**clause.labels, **found.narrowed.labels, **meaning.labels}
        score = found.score * clause.weight
        by_clause = tuple(key for key in clause.labels if key not in {**found.narrowed.labels, **meaning.labels})
        pins = by_clause if len(labels) > 1 else ()
        if is_shifted(kind, normalised(reading.context)):
            found = replace(found, narrowed=replace(found.narrowed, loose=True))
        hinted = {**clause.hints, **found.narrowed.hints}
        hints = {key: value for key, value in hinted.items() if key not in labels}
        counted = counted_by(kind, reading.measure, catalogue=self.catalogue)
        if len(counted) > 1:
            said = said_by_verb(kind, normalised(reading.context))
            counted = tuple(one for one in counted if one.quantity in said) or counted
        if meaning.quantity is not None:
            fitting = [one for one in counted if one.quantity == meaning.quantity]
            all_fit = kind.quantity(meaning.quantity)
            own = all_fit is not None and reading.measure in {"", all_fit.measure}
            keys: Iterable[tuple[str, bool, bool]] = [(meaning.quantity, False, bool(fitting) or own)]
        elif counted:
            keys = [(one.quantity, one.loose, True) for one in counted]
        else:
            keys = [(kind.first.key, False, False)]
        for key, loose, fit in keys:
            figure = own_figure(kind, key, sign=meaning.sign)
            asked = Asked(figure, found.name, labels)
            if fit:
                why = found.why or self._why_loose(found, people=loose)
                yield Match(asked, score, why, loose or found.narrowed.loose or bool(pins), hints, pins)
            else:
                yield Match(asked, score * _MISFIT, self._misfit(str(kind.title), reading.measure), hints=hints)

    def _why_loose(self, found: _Found, *, people: bool) -> str:
        if people:
            return self._why_loose_people()
        return (
            _("“%(name)s” may be meant more narrowly or widely") % {"name": found.name} if found.narrowed.loose else ""
        )

    def _why_loose_people(self) -> str:
        return _("the text counts people, the records count attendances")

    def _misfit(self, title: str, measure: str) -> str:
        return _("%(title)s is not counted in %(measure)s") % {"title": title, "measure": measure}
