"""From a phrase to the figures that it may mean, best first."""

from collections.abc import Iterator
from dataclasses import replace

from shilu.figures.result import PER_CENT
from shilu.ledger.catalogue import Catalogue
from shilu.ledger.catalogue_names import normalised
from shilu.matching.counting import Counting
from shilu.matching.finding import names_found
from shilu.matching.heads import Reading, readings
from shilu.matching.names import Names
from shilu.matching.phrase import APART, SURE, Match, Phrase

_SHOWN = 8


class Matcher:
    """What phrases mean in one catalogue; made once and asked often."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._names = Names(catalogue)
        quantities = catalogue.quantities.values()
        self._measures = {word for one in quantities for word in (one.measure, *one.measures)} | {PER_CENT}
        self._others = frozenset(map(normalised, catalogue.others))
        self._known: dict[Phrase, tuple[Match, ...]] = {}

    def matches(self, phrase: Phrase) -> tuple[Match, ...]:
        """The figures that ``phrase`` may mean, best first, at most eight; none where it was said to be none of ours."""
        if phrase not in self._known:
            self._known[phrase] = () if self.refused(phrase) else self._ranked(phrase)
        return self._known[phrase]

    def decided(self, phrase: Phrase) -> Match | None:
        """The best match, where it is sure and no other is near."""
        found = self.matches(phrase)
        if not found or found[0].score < SURE:
            return None
        return found[0] if len(found) == 1 or found[1].score <= found[0].score - APART else None

    def is_name(self, text: str) -> bool:
        """Whether ``text`` is a name as it stands."""
        return self._names.exact(normalised(text)) is not None

    def refused(self, phrase: Phrase) -> bool:
        """Whether somebody said that ``phrase`` is none of ours."""
        return normalised(phrase.what) in self._others

    def _ranked(self, phrase: Phrase) -> tuple[Match, ...]:
        best: dict[tuple[object, ...], Match] = {}
        for reading in readings(phrase, measures=self._measures):
            for match in self._read(reading):
                known = best.get(match.identity)
                if match.score > (known.score if known else 0.0):
                    best[match.identity] = match
        return tuple(sorted(best.values(), key=lambda match: -match.score)[:_SHOWN])

    def _read(self, reading: Reading) -> Iterator[Match]:
        counting = Counting(reading, self.catalogue)
        for found in names_found(reading, names=self._names):
            for match in counting.matches(found):
                yield replace(match, score=round(match.score * reading.weight, 4))
