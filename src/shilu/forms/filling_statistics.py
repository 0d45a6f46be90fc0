"""Fills a table of statistics: its places are asked, then its sums are made of what was answered."""

from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from shilu.forms.answers import Answer, Ledger, Question, Unanswered
from shilu.forms.item_words import is_narrower
from shilu.forms.outcome import Empty, Gathered, Put
from shilu.forms.places import Places
from shilu.forms.statistics import Place, Statistics
from shilu.forms.sums import At, Parts, is_sum, summed, whole_or_parts
from shilu.forms.unknown import Unknown
from shilu.forms.written import written


@dataclass(frozen=True, slots=True)
class StatisticsFilling:
    """Fills one table; ``children`` are the units below the one asked for, ``zero`` is written where nothing was counted.

    ``given``, ``quantities`` and ``never`` keep of each cell what sums need: its answer, what it counts, and that nobody
    ever recorded anything of it.
    """

    table: Statistics
    ledger: Ledger
    children: frozenset[UUID]
    zero: str
    gathered: Gathered
    given: dict[At, Answer] = field(default_factory=dict)
    quantities: dict[At, str] = field(default_factory=dict)
    never: set[At] = field(default_factory=set)

    def fill(self) -> None:
        """Put what is answered, and what stays empty, into ``gathered``."""
        places = Places(self.table)
        self.gathered.empty += places.left()
        sums = []
        for place in places.asked:
            if apart := self.table.apart(place):
                self._fill_both(place, apart)
            elif is_sum(place):
                sums.append(place)
            else:
                self._fill(place, self.table.question(place))
        for place in sorted(sums, key=_rank):
            self._fill(place, whole_or_parts(place, self.table, children=self.children))
        self.gathered.formulas += self.table.formulas()

    def _fill(self, place: Place, asked: Question | Parts | Unknown) -> None:
        answer = self._answer(place, asked)
        if not isinstance(answer, Answer):
            self._leave(place, answer.reason)
            return
        self.given[place.at] = answer
        question = asked if isinstance(asked, Question) else None
        layout = self.table.layout
        per_cent = question is not None and question.per_cent
        value = written(answer, layout.cell(*place.at), per_cent=per_cent, zero=self.zero, sort=layout.sort)
        spot = self.table.spot(place)
        self.gathered.puts.append(Put(spot, value, answer.value, answer.figure, answer.entries, answer.note))
        self.gathered.remarks += answer.remarks
        if question is not None and is_narrower(question.asked.name or ""):
            told = {"name": question.asked.name, "title": question.asked.figure.title}
            self.gathered.remarks.append(_("“%(name)s” is filled with all of %(title)s") % told)

    def _answer(self, place: Place, asked: Question | Parts | Unknown) -> Answer | Unanswered | Unknown:
        """What the ledger or the cells before answer; what sums need of it is kept."""
        if isinstance(asked, Unknown):
            return asked
        if isinstance(asked, Parts):
            answer = summed(asked, self.given, self.table, quantities=self.quantities, never=self.never)
        else:
            self.quantities[place.at] = asked.asked.figure.quantity
            answer = self.ledger.answer(asked)
        if isinstance(answer, Unanswered) and answer.never:
            self.never.add(place.at)
        return answer

    def _fill_both(self, place: Place, apart: tuple[Place, ...]) -> None:
        """Fill a cell that holds two quantities: 12/240."""
        answers = []
        for one in apart:
            asked = Unknown(_("two quantities of a sum in one cell")) if is_sum(one) else self.table.question(one)
            answer = asked if isinstance(asked, Unknown) else self.ledger.answer(asked)
            if not isinstance(answer, Answer):
                self._leave(place, answer.reason)
                return
            answers.append(answer)
        text = "/".join(f"{answer.value:f}" for answer in answers)
        entries = tuple(sorted({entry for answer in answers for entry in answer.entries}))
        note = "\n".join(answer.note for answer in answers)
        self.gathered.puts.append(Put(self.table.spot(place), text, text, answers[0].figure, entries, note))

    def _leave(self, place: Place, reason: str) -> None:
        self.gathered.empty.append(Empty(self.table.spot(place), reason))


def _rank(place: Place) -> tuple[bool, bool]:
    """Sums across come before sums down, and subtotals before totals."""
    down = any(head.said.total for head in place.heads if not head.column)
    return down, not any("小计" in head.said.text for head in place.heads)
