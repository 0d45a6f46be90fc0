"""The verdict on one claim: matched, asked, compared; where anything is unsure, none is given."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from shilu.claims.claim import Claim
from shilu.figures.result import Result
from shilu.lib.enumerating import bracketed, enumerated
from shilu.matching.matcher import Matcher
from shilu.matching.phrase import APART, SURE, Match, Phrase
from shilu.reports.checking.asking import Books, exact_value
from shilu.reports.checking.bounds import Bounds, bounds_of
from shilu.reports.checking.carrying import (
    PEOPLE,
    Previous,
    is_carried,
    is_total,
)
from shilu.reports.checking.changing import Counted, change_of, judged_change, then_of
from shilu.reports.checking.clause import Clause
from shilu.reports.checking.meanings import Meanings
from shilu.reports.checking.rates import judged_rate, states_rate
from shilu.reports.checking.reasons import allowed_words, nothing_words, recorded_words, sentence
from shilu.reports.checking.scope import Scope
from shilu.reports.checking.totals import as_sum
from shilu.reports.checking.verdict import Judged, Verdict

_COUNTED_ELSEWHERE = frozenset({"headcount", "unitcount", "target"})
_NAMED = 3
_PLANNED = re.compile("计划|力争|争取|目标|预计|确保|将")


@dataclass(frozen=True, slots=True)
class Said:
    """A verdict before it is put together with its claim."""

    verdict: Verdict
    reason: str
    result: Result | None = None


@dataclass(slots=True)
class Judge:
    """Judges claims by one catalogue and one position of the ledger."""

    matcher: Matcher
    books: Books
    meaning: Meanings

    def judged_all(
        self, claims: Sequence[Claim], clauses: Sequence[Clause], scopes: Sequence[Scope | None]
    ) -> list[Judged]:
        """The verdicts on the claims of a text in their order; a scope is None where unit or period is not known."""
        found: list[Judged] = []
        previous: Previous | None = None
        led: dict[int, str] = {}  # unknown words of each clause so far
        begun = -1
        counted: list[Counted] = []  # the numbers of the sentence so far
        said: list[str] = []  # the measure words of the sentence so far
        for written, clause, told in zip(claims, clauses, scopes, strict=True):
            is_rate = states_rate(written, before=clause.clause, behind=clause.behind)
            claim = written if is_rate or not written.per else replace(written, per="")
            if not clause.aside and clause.sentence_start != begun:
                said, counted, begun = [], [], clause.sentence_start
            if previous is not None and previous.clause.sentence_start != clause.sentence_start:
                previous = None
            if (one := self._beside(claim, clause, told, counted)) is not None:
                counted.append(one)
                found.append(replace(one.judged, claim=written))
                said.append(claim.unit)
                continue
            phrase, match = self.meaning.matched(claim, clause, told, previous, counted)
            sums = said.count(claim.unit) > 1 and is_carried(claim, clause) and is_total(claim, clause)
            if sums:
                match = None
            said.append(claim.unit)
            scope = self.meaning.with_lead(claim, clause, told, match, previous=previous, led=led)
            found.append(replace(self._judged(claim, clause, scope, phrase=phrase, match=match), claim=written))
            if sums:
                found[-1] = as_sum(found[-1], counted)
            counted.append(Counted(claim, clause, scope, match, found[-1]))
            if claim.unit not in PEOPLE and not (scope is not None and scope.never):
                beside = [
                    one for one, at in zip(claims, clauses, strict=True) if at.clause_start == clause.clause_start
                ]
                alone = len([one for one in beside if one.unit not in PEOPLE]) == 1
                if match is None:
                    previous = None
                elif previous is None or match.asked.name != previous.match.asked.name:
                    previous = Previous(match, clause, claim.end, alone)
        return found

    def _beside(self, claim: Claim, clause: Clause, scope: Scope | None, counted: Sequence[Counted]) -> Counted | None:
        """A claim that says only how a number before it was or changed, judged by that number's figure."""
        if scope is None or clause.is_cell or not counted or _PLANNED.search(clause.clause):
            return None
        blank = Judged(claim, clause.piece.place.words() if clause.piece else "", "cannot_tell", "")
        base = then_of(claim, clause, counted)
        if base is not None:
            then = replace(base.scope, period=base.scope.period.year_before())
            said = self._said(claim, base.match, then)
            judged = self._finished(self._named(blank, base.match), said, then)
            return Counted(claim, clause, then, base.match, judged, beside=True, against=then.period)
        change = change_of(claim, clause, counted)
        if change is None:
            return None
        judged = judged_change(blank, change, books=self.books)
        return Counted(claim, clause, scope, None, judged, beside=True, against=change.against)

    def _judged(
        self, claim: Claim, clause: Clause, scope: Scope | None, *, phrase: Phrase, match: Match | None
    ) -> Judged:
        where = clause.piece.place.words() if clause.piece else ""
        blank = Judged(claim, where, "cannot_tell", "")
        if self.matcher.refused(phrase):
            reason = _("it was said that “%(what)s” is none of ours") % {"what": claim.what}
            return replace(blank, reason=sentence(reason))
        if match is None and scope is not None and scope.never:
            return replace(blank, reason=sentence(scope.never))
        if match is None:
            return self._undecided(blank, phrase, self.matcher.matches(phrase), scope)
        named = self._named(blank, match)
        if scope is None:
            return replace(named, reason=sentence(_("say unit and period with --unit and --period")))
        return self._finished(named, self._said(claim, match, scope), scope)

    def _undecided(self, blank: Judged, phrase: Phrase, matches: Sequence[Match], scope: Scope | None) -> Judged:
        """No match, or several: borne out only where all that are sure agree."""
        claim = blank.claim
        what = phrase.what or "、".join(phrase.heads)
        if not what or (not matches and self.books.is_quantity(what)):
            return replace(blank, reason=sentence(_("nothing beside it says what is counted")))
        if not matches:
            return replace(blank, reason=sentence(_("no figure is called “%(what)s”") % {"what": what}))
        near = tuple(dict.fromkeys(str(match.asked.figure.title) for match in matches[:_NAMED]))
        rivals = [match for match in matches if match.score >= SURE and match.score > matches[0].score - APART]
        blank = replace(blank, score=matches[0].score, near=near)
        if len(rivals) > 1 and scope is not None and claim.value is not None:
            said = [(match, self._said(claim, match, scope)) for match in rivals]
            # What the records do not count cannot be what is meant.
            told = [(match, one) for match, one in said if one.result is not None and one.result.value is not None]
            if told and (len(told) == 1 or all(one.verdict == "supports" for _match, one in told)):
                return self._finished(self._named(blank, told[0][0]), told[0][1], scope)
        if rivals:
            reason = _("“%(what)s” may mean %(near)s") % {"what": what, "near": _listed(rivals)}
        else:
            reason = _("no figure is surely meant by “%(what)s”; the nearest are %(near)s") % {
                "what": what,
                "near": enumerated(near),
            }
        return replace(blank, reason=sentence(reason, matches[0].why))

    def _named(self, blank: Judged, match: Match) -> Judged:
        figure = match.asked.figure
        return replace(
            blank,
            figure=figure.key,
            title=str(figure.title),
            quantity=figure.quantity,
            measure=figure.measure,
            labels=dict(match.asked.labels),
            score=match.score,
            adds_up=figure.type == "flow",
        )

    def _finished(self, named: Judged, said: Said, scope: Scope) -> Judged:
        """The verdict with the value of the records, and what could stand in place of a placeholder."""
        named = replace(named, verdict=said.verdict, reason=said.reason, unit=scope.unit.code, period=scope.period)
        result = said.result
        if result is None or result.hidden:
            return named
        is_open = named.claim.value is None and result.value is not None and not scope.doubt
        return replace(
            named,
            title=result.title,
            recorded=result.value,
            shown=result.shown,
            entries=self.books.entries(result) if result.entries else (),
            offered=result.shown if is_open else "",
            remarks=result.remarks,
        )

    def _said(self, claim: Claim, match: Match, scope: Scope) -> Said:
        unanswerable = scope.never
        if not unanswerable and match.asked.labels and not self.books.tells_apart(match.asked):
            unanswerable = _("the records of “%(title)s” do not say this") % {"title": match.asked.figure.title}
        if unanswerable:
            return Said("cannot_tell", sentence(unanswerable))
        if claim.per and claim.value is not None:
            return self._softened(Said(*judged_rate(claim, match, scope, books=self.books)), match, scope)
        result = self.books.answer(match.asked, unit=scope.unit.uuid, period=scope.period)
        if result.hidden:
            return Said("cannot_tell", sentence(result.reason), result)
        bounds = bounds_of(claim)
        if bounds is not None:
            return self._softened(self._compared(claim, bounds, match, result, scope), match, scope)
        open_words = _("the text states no number")
        if result.value is None or claim.per:
            return Said("cannot_tell", sentence(open_words, result.reason))
        return Said("cannot_tell", sentence(open_words, recorded_words(result)), result)

    def _compared(self, claim: Claim, bounds: Bounds, match: Match, result: Result, scope: Scope) -> Said:
        value = exact_value(result)
        counts_entries = match.asked.figure.type not in _COUNTED_ELSEWHERE
        if counts_entries and not result.entries and not (value is not None and claim.value == 0):
            return self._without_records(bounds, match, result, scope)
        if value is None:
            return Said("cannot_tell", sentence(result.reason or nothing_words(result)), result)
        told = recorded_words(result)
        if bounds.hold(value):
            far = _("the ledger has far more than is written") if bounds.is_far(value) else ""
            is_rounded = bounds.rounds(value) and claim.kind != "share"
            rounded = _("“%(quote)s” is rounded") % {"quote": claim.quote} if is_rounded else ""
            return Said("supports", sentence(told, far, rounded), result)
        other = self._narrower(bounds, match, result, scope)
        if other is not None:
            return other
        if scope.part and not match.asked.labels and not (bounds.low is not None and bounds.low > value):
            part = _("“%(words)s” may be a part of it only") % {"words": scope.part}
            return Said("cannot_tell", sentence(told, part), result)
        allowed = allowed_words(claim, bounds, measure=result.measure)
        stated = allowed or _("the text says %(quote)s") % {"quote": claim.quote}
        return Said("differs", sentence(told, stated), result)

    def _without_records(self, bounds: Bounds, match: Match, result: Result, scope: Scope) -> Said:
        """No record: sure where others are reported, unless the words may be meant more widely."""
        other = self._narrower(bounds, match, result, scope) or self._uncounted(match, result, scope)
        if other is not None:
            return other
        if scope.part:
            part = _("“%(words)s” may be a part of it only") % {"words": scope.part}
            return Said("cannot_tell", sentence(nothing_words(result), part), result)
        covered = self.books.is_covered(unit=scope.unit.uuid, period=scope.period)
        why = "" if covered else result.reason
        return Said("no_record" if covered else "cannot_tell", sentence(nothing_words(result), why), result)

    def _uncounted(self, match: Match, result: Result, scope: Scope) -> Said | None:
        """That there are records of the kind, which do not say the quantity that was written."""
        asked = self.books.first_quantity(match.asked)
        if asked is None:
            return None
        first = self.books.answer(asked, unit=scope.unit.uuid, period=scope.period)
        if first.hidden or not first.entries:
            return None
        reason = result.reason or _("the records of “%(title)s” do not say this") % {"title": result.title}
        return Said("cannot_tell", sentence(recorded_words(first), reason), result)

    def _narrower(self, bounds: Bounds, match: Match, result: Result, scope: Scope) -> Said | None:
        """What a value that does not fit may still mean: records with a label of the clause, or the unit's own alone."""
        told = recorded_words(result) if result.entries else nothing_words(result)
        others = [self.books.narrowed(match.asked, {label: chosen}) for label, chosen in match.hints.items()]
        for asked in (*others, *(self.books.widened(match.asked, label) for label in match.pins)):
            part = self.books.answer(asked, unit=scope.unit.uuid, period=scope.period)
            value = exact_value(part)
            if not part.hidden and part.entries and value is not None and bounds.hold(value):
                return Said("supports", sentence(recorded_words(part), told), part)
        own = self.books.own(match.asked, unit=scope.unit.uuid, period=scope.period)
        value = exact_value(own) if own is not None and not own.hidden and own.entries else None
        if own is None or value is None or not bounds.hold(value):
            return None
        own_words = _("%(unit)s itself recorded %(shown)s") % {"unit": own.unit_name, "shown": own.shown}
        if scope.own:
            return Said("supports", sentence(own_words, told), result)
        return Said("cannot_tell", sentence(own_words, told, _("it is not clear which of the two is meant")), result)

    def _softened(self, said: Said, match: Match, scope: Scope) -> Said:
        """A difference proves nothing where the question itself is in doubt."""
        if said.verdict not in {"differs", "no_record"}:
            return said
        doubt = scope.doubt
        if match.loose and not doubt:
            doubt = match.why or _("“%(name)s” may be meant more narrowly or widely") % {"name": match.asked.name}
        if scope.lead and not doubt:
            doubt = _("“%(words)s” may be a part of it only") % {"words": scope.lead}
        if not doubt:
            return said
        return replace(said, verdict="cannot_tell", reason=sentence(said.reason, doubt))


def _listed(matches: Sequence[Match]) -> str:
    words = [bracketed(match.asked.figure.title, match.asked.figure.measure) for match in matches[:_NAMED]]
    return enumerated(dict.fromkeys(words))
