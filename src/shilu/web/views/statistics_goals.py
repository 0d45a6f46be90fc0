"""The targets that the catalogue sets for figures, with how much of each is done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from shilu.figures.queries import ask
from shilu.figures.reading import Reading
from shilu.figures.result import PER_CENT, Result, quotient, shown_value
from shilu.web.views.statistics_asked import Look


@dataclass(frozen=True, slots=True)
class Goal:
    """What was set as a target, and how much of it is done; ``so_far`` where that is more than the period of the table."""

    amount: Decimal
    shown: str
    done: str
    achieved: Decimal | None = None
    so_far: str = ""
    time: str = ""

    @property
    def sentence(self) -> str:
        """The target and what is done of it, in running text."""
        said = {"shown": self.shown, "done": self.done, "so_far": self.so_far, "time": self.time}
        if not self.done:
            return _("target %(shown)s") % said
        if self.so_far:
            return _("target %(shown)s; %(time)s: %(so_far)s, %(done)s done") % said
        return _("target %(shown)s, %(done)s done") % said


def goals_of(results: Sequence[Result], *, look: Look, reading: Reading) -> Mapping[tuple[str, str], Goal]:
    """The targets that were set for figures of the table."""
    catalogue = look.catalogue
    of: dict[tuple[str, str], str] = {}
    for figure in catalogue.figures.values():
        if figure.type == "target" and figure.targets:
            key, _dot, quantity = figure.of.partition(".")
            kind = catalogue.kinds.get(key)
            quantity = quantity or (kind.first.key if kind else catalogue.figures[key].quantity)
            of.setdefault((key, quantity), figure.key)
    wanted = {
        (one.figure, one.quantity): of[one.figure, one.quantity] for one in results if (one.figure, one.quantity) in of
    }
    if not wanted or look.question.labels:
        return {}
    names = list(dict.fromkeys(wanted.values()))
    answers = {one.figure: one for one in ask(names, unit=look.unit.uuid, period=look.period, reading=reading)}
    measures = {(one.figure, one.quantity): one.measure for one in results}
    return {place: goal for place, name in wanted.items() if (goal := _goal(answers[name], measures[place]))}


def _goal(answer: Result, measure: str) -> Goal | None:
    if answer.denominator is None:
        return None
    if answer.numerator is None:
        return Goal(answer.denominator, shown_value(answer.denominator, measure=measure), "")
    longer = answer.over if answer.over and answer.over != answer.period else None
    return Goal(
        answer.denominator,
        shown_value(answer.denominator, measure=measure),
        shown_value(quotient(answer.numerator, answer.denominator), measure=PER_CENT),
        achieved=answer.numerator,
        so_far=shown_value(answer.numerator, measure=measure) if longer else "",
        time=longer.title() if longer else "",
    )
