"""Which figure a claim means by its own words and those of the sentence before it, and which words may narrow it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from shilu.claims.claim import Claim
from shilu.ledger.catalogue_names import normalised
from shilu.matching.matcher import Matcher
from shilu.matching.names import names_of
from shilu.matching.phrase import Match, Phrase
from shilu.reports.checking.carrying import (
    PEOPLE,
    Previous,
    attended,
    deed_of,
    is_carried,
    noun_of_deed,
    part_of,
    says_nothing,
)
from shilu.reports.checking.changing import Counted
from shilu.reports.checking.clause import Clause
from shilu.reports.checking.leading import NUMBERED, unknown_lead
from shilu.reports.checking.rates import rate_doubt
from shilu.reports.checking.scope import Scope
from shilu.reports.checking.scope_period import without_time, without_times
from shilu.reports.checking.scope_place import Places


@dataclass(slots=True)
class Meanings:
    """Reads claims by one catalogue; ``places`` are the names of units, None where the text's unit is not known."""

    matcher: Matcher
    places: Places | None

    def _plain(self, words: str) -> str:
        """``words`` without times and units."""
        rest = without_times(words)
        return self.places.without_units(rest) if self.places is not None else rest

    def _same_counted(self, claim: Claim, clause: Clause, counted: Sequence[Counted]) -> Match | None:
        """What the number before counted, where this one's own words name only a unit or a time (其中城西派出所4次)."""
        if self.places is None:
            return None
        words = deed_of(claim, clause).removeprefix("其中")
        rest = self._plain(words)
        before = next((one for one in reversed(counted) if one.claim.unit == claim.unit and not one.beside), None)
        is_only = words != rest and says_nothing(rest)
        return before.match if is_only and before is not None and "分别" not in clause.clause else None

    def with_lead(
        self,
        claim: Claim,
        clause: Clause,
        scope: Scope | None,
        match: Match | None,
        *,
        previous: Previous | None,
        led: dict[int, str],
    ) -> Scope | None:
        """The scope with the words that may narrow it, those before an earlier number of the same clause among them."""
        if scope is None or match is None or clause.is_cell or self.places is None:
            return scope
        names = names_of(match.asked.figure, self.matcher.catalogue)
        own = unknown_lead(claim, clause, match, names=names, places=self.places)
        if previous is not None and claim.unit in PEOPLE:
            own = own or led.get(previous.clause.clause_start, "")
        lead = led.setdefault(clause.clause_start, own) or own
        doubt = scope.doubt or (rate_doubt(clause.clause) if claim.per else "")
        return replace(scope, lead=lead, doubt=doubt)

    def matched(
        self,
        claim: Claim,
        clause: Clause,
        scope: Scope | None,
        previous: Previous | None,
        counted: Sequence[Counted],
    ) -> tuple[Phrase, Match | None]:
        """What is asked of the matcher about a claim, and the figure that it surely means."""
        phrase = phrase_of(claim, clause, scope)
        if phrase.heads:
            return phrase, self.matcher.decided(phrase)
        if (
            previous is not None
            and (came := attended(claim, clause, previous, catalogue=self.matcher.catalogue)) is not None
        ):
            return phrase, came
        if is_carried(claim, clause) and len(clause.behind.strip()) > 1:
            phrase = replace(phrase, what=clause.behind.strip())
        elif is_carried(claim, clause):
            deed = deed_of(claim, clause)
            name = noun_of_deed(deed, claim.what, matcher=self.matcher) if deed else ""
            if name:
                phrase = replace(phrase, what=name, context="")
            elif not says_nothing(self._plain(deed)) and not normalised(claim.what).startswith(deed):
                return phrase, None
        decided = self.matcher.decided(phrase)
        if decided is None and (same := self._same_counted(claim, clause, counted)) is not None:
            return phrase, same
        if decided is None and previous is not None:
            return phrase, part_of(claim, previous, catalogue=self.matcher.catalogue)
        return phrase, decided


def phrase_of(claim: Claim, clause: Clause, scope: Scope | None) -> Phrase:
    """What the matcher is asked about a claim: in a cell the heads, in running text the noun and its part of the clause."""
    if clause.is_cell and clause.piece is not None:
        return Phrase("", claim.unit, "", scope.heads if scope is not None else clause.piece.heads)
    if not claim.what:
        return Phrase(deed_of(claim, clause), claim.unit, clause.item)
    what = scope.what if scope is not None else without_time(claim.what)
    return Phrase(what, claim.unit, NUMBERED.sub("", clause.item.replace(claim.quote, "", 1)))
