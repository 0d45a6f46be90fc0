"""What a name that was found in a phrase counts: a figure, or quantities of a kind, as the measure word and the clause say."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from shilu.figures.names import Asked, own_figure
from shilu.ledger.catalogue import Catalogue, Figure, Kind, Meaning
from shilu.ledger.catalogue_names import normalised
from shilu.matching.finding import Found
from shilu.matching.heads import Reading
from shilu.matching.keeping import Course, course, figures_of_course
from shilu.matching.measures import Counted, counted_by, fits, is_shifted, loose_people, said_by_verb
from shilu.matching.narrowing import Narrowed, figure_of_and_up, in_clause
from shilu.matching.phrase import Match

_MISFIT = 0.5  # what is left of a match whose measure word counts nothing of the kind


@dataclass(frozen=True, slots=True)
class Counting:
    """Counts the names that were found in one reading of a phrase."""

    reading: Reading
    catalogue: Catalogue

    def matches(self, found: Found) -> Iterator[Match]:
        """The quantities of what was found that the measure word counts; where it counts none, the first for what it is worth."""
        match found.named:
            case Figure():
                yield self._of_figure(found.named, found)
            case Meaning():
                yield from self._of_kind(found.named, found)

    @property
    def _clause(self) -> str:
        return normalised(self.reading.context)

    def _of_figure(self, figure: Figure, found: Found) -> Match:
        counted = fits(figure, self.reading.measure, catalogue=self.catalogue)
        asked = Asked(figure, found.name)
        if counted is None:
            why = self._misfit(str(figure.title))
            return Match(asked, found.score * _MISFIT, why, loose=found.narrowed.loose)
        why = found.why or _doubt(found, people=counted.loose)
        return Match(asked, found.score, why, loose=counted.loose or found.narrowed.loose)

    def _of_kind(self, meaning: Meaning, found: Found) -> Iterator[Match]:
        kind = meaning.kind
        clause = in_clause(self._clause, kind, own=found.name, catalogue=self.catalogue)
        above = found.narrowed.and_up or clause.and_up
        if above is not None:
            figure = figure_of_and_up(kind, above, catalogue=self.catalogue)
            if figure is None:
                yield from self._quantities(meaning, replace(found, score=found.score * 0.7), Narrowed())
            else:
                yield self._of_figure(figure, found)
        elif kind.adds == "change" and not meaning.sign:
            yield from self._kept(kind, found)
        else:
            yield from self._quantities(meaning, found, clause)

    def _kept(self, kind: Kind, found: Found) -> Iterator[Match]:
        """A thing that is there, or came or went: what the clause says, else both, and neither is sure."""
        said = course(f"{normalised(self.reading.what)} {self._clause}")
        if said is Course.UNSAID:
            held = replace(found, score=found.score * 0.9).loosely()
            came = replace(found, score=found.score * 0.75)
        else:
            held = came = found
        if said in {Course.UNSAID, Course.HELD}:
            yield from self._quantities(Meaning(kind), held, Narrowed())
        if said is not Course.HELD:
            for figure in figures_of_course(kind, said, catalogue=self.catalogue):
                yield self._of_figure(figure, came)

    def _quantities(self, meaning: Meaning, found: Found, clause: Narrowed) -> Iterator[Match]:
        """A match for each quantity that may be counted, with the labels that name and clause pin."""
        if is_shifted(meaning.kind, self._clause):
            found = found.loosely()
        own = {**found.narrowed.labels, **meaning.labels}
        labels = {**clause.labels, **own}
        pins = tuple(key for key in clause.labels if key not in own) if len(labels) > 1 else ()
        hinted = {**clause.hints, **found.narrowed.hints}
        hints = {key: value for key, value in hinted.items() if key not in labels}
        score = found.score * clause.weight
        counted = self._counted(meaning)
        for one in counted or (Counted(meaning.quantity or meaning.kind.first.key),):
            asked = Asked(own_figure(meaning.kind, one.quantity, sign=meaning.sign), found.name, labels)
            if counted:
                why = found.why or _doubt(found, people=one.loose)
                yield Match(asked, score, why, one.loose or found.narrowed.loose or bool(pins), hints, pins)
            else:
                yield Match(asked, score * _MISFIT, self._misfit(str(meaning.kind.title)), hints=hints)

    def _counted(self, meaning: Meaning) -> tuple[Counted, ...]:
        """The quantities that the measure word counts, of several those that a verb of the clause names."""
        kind, measure = meaning.kind, self.reading.measure
        counted = counted_by(kind, measure, catalogue=self.catalogue)
        if len(counted) > 1:
            said = said_by_verb(kind, self._clause)
            counted = tuple(one for one in counted if one.quantity in said) or counted
        if meaning.quantity is None:
            return counted
        named = kind.quantity(meaning.quantity)
        fitting = named is not None and measure in {"", named.measure}
        if fitting or any(one.quantity == meaning.quantity for one in counted):
            return (Counted(meaning.quantity),)
        return ()

    def _misfit(self, title: str) -> str:
        return _("%(title)s is not counted in %(measure)s") % {"title": title, "measure": self.reading.measure}


def _doubt(found: Found, *, people: bool) -> str:
    """Why a match is loose; "" where it is not."""
    if people:
        return loose_people()
    if found.narrowed.loose:
        return _("“%(name)s” may be meant more narrowly or widely") % {"name": found.name}
    return ""
