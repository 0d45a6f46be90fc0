"""What a place in a form asks of the ledger, and the ledger's answer with what stands behind it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from shilu.figures.formulas import Formulas
from shilu.figures.names import Asked
from shilu.figures.queries import ask, definition_sentence, entries_behind
from shilu.figures.reading import Reading, Scope
from shilu.figures.result import PER_CENT, Result, plain, quotient, shown_value
from shilu.forms.headings import Back, Compare
from shilu.ledger.catalogue import Figure
from shilu.ledger.entries import entries_by_seq
from shilu.lib.enumerating import enumerated
from shilu.lib.periods import Period

_NAMED_ENTRIES: Final = 6
_TELLING: Final = "page"


@dataclass(frozen=True, slots=True)
class Question:
    """One value that a place asks for.

    ``compare`` asks for the change against the time ``against``. ``whole`` is what it is to be a share of. ``rate`` asks
    how much of what was to be done is done. ``own`` leaves out the units below. ``per_cent`` tells that the heading says
    %, ``scale`` is 10000 under 万元.
    """

    asked: Asked
    unit: UUID
    period: Period
    own: bool = False
    compare: Compare = ""
    against: Back = ""
    share: bool = False
    whole: "Question | None" = None
    rate: bool = False
    per_cent: bool = False
    scale: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Answer:
    """A value as it is to be written: ``fraction`` where it is a share, ``zero`` where there was nothing to count.

    ``entries`` are the records behind it, ``note`` says in the clerk's words what it is.
    """

    value: Decimal
    figure: str
    entries: tuple[int, ...]
    note: str
    fraction: bool = False
    zero: bool = False
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Why a place stays empty; ``never`` where nobody in the unit ever recorded anything of it."""

    reason: str
    never: bool = False


@dataclass(frozen=True)
class Ledger:
    """Answers questions on one reading of the ledger."""

    reading: Reading
    _results: dict[tuple[object, ...], Result] = field(default_factory=dict)

    def answer(self, question: Question) -> Answer | Unanswered:
        """The value that ``question`` asks for, or why there is none."""
        if question.rate:
            return self._rate(question)
        if question.compare:
            return self._change(question)
        result = self._result(question)
        unsaid = "" if result.value else self._unsaid(question)
        if result.value is None or unsaid:
            return Unanswered(unsaid or _why(result), never=not unsaid and self._never(question))
        if question.share:
            return self._share(question, result)
        entries = self._entries(question)
        fraction = result.measure == PER_CENT
        if question.per_cent and not fraction:
            return Unanswered(_("%(title)s is no share") % {"title": result.title})
        value = result.value if fraction else plain(result.value / question.scale)
        return Answer(
            value,
            result.figure,
            entries,
            noted([definition_sentence(result)], shown=result.shown, entries=entries),
            fraction=fraction,
            zero=result.value == 0 and not fraction,
            remarks=result.remarks,
        )

    def _change(self, question: Question) -> Answer | Unanswered:
        back = question.period.previous() if question.against == "previous" else question.period.year_before()
        now, then = self._result(question), self._result(replace(question, period=back))
        for result in (now, then):
            if result.value is None:
                said = {"period": result.period.title(), "why": _why(result)}
                return Unanswered(_("%(period)s: %(why)s") % said)
        new, old = now.value or Decimal(0), then.value or Decimal(0)
        share = question.compare == "percent"
        if share and not old:
            return Unanswered(
                _("there was none in %(period)s, so there is no change in per cent") % {"period": back.title()}
            )
        fraction = share or now.measure == PER_CENT
        value = quotient(new - old, old) if share else plain((new - old) / (1 if fraction else question.scale))
        told = {"now": now.shown, "period": back.title(), "then": then.shown}
        entries = self._entries(question)
        compared = _("%(now)s, in %(period)s %(then)s") % told
        note = noted(
            [definition_sentence(now), compared],
            shown=shown_value(value, measure=PER_CENT if fraction else now.measure),
            entries=entries,
        )
        return Answer(value, now.figure, entries, note, fraction=fraction, remarks=(*now.remarks, *then.remarks))

    def _share(self, question: Question, part: Result) -> Answer | Unanswered:
        if question.whole is None:
            return Unanswered(_("nothing says what it is a share of"))
        whole = self._result(question.whole)
        if whole.value is None or part.value is None:
            return Unanswered(_why(whole))
        if not whole.value:
            return Unanswered(_("the whole is 0, so there is no share"))
        value = quotient(part.value, whole.value)
        entries = self._entries(question)
        told = _("%(part)s of %(whole)s (%(title)s)") % {"part": part.shown, "whole": whole.shown, "title": whole.title}
        note = noted([definition_sentence(part), told], shown=shown_value(value, measure=PER_CENT), entries=entries)
        return Answer(value, part.figure, entries, note, fraction=True, remarks=part.remarks)

    def _rate(self, question: Question) -> Answer | Unanswered:
        """How much is done: completed of assigned, a target's figure, or a share that the catalogue has for the kind."""
        figure = question.asked.figure
        kind = self.reading.catalogue.kinds.get(figure.key)
        done = replace(question, rate=False, compare="")
        if kind is not None and kind.quantity("assigned") and kind.quantity("completed"):
            part = replace(done, asked=self._of_kind(question, "completed"), share=True)
            return self.answer(replace(part, whole=replace(done, asked=self._of_kind(question, "assigned"))))
        for other in self.reading.catalogue.figures.values():
            if other.measure == PER_CENT and _concerns(other, figure):
                return self.answer(replace(done, asked=Asked(other, labels=question.asked.labels)))
        return Unanswered(_("no target is known of %(title)s") % {"title": figure.title})

    def _of_kind(self, question: Question, quantity: str) -> Asked:
        figure = question.asked.figure
        (term,) = figure.terms
        return replace(
            question.asked, figure=replace(figure, quantity=quantity, terms=(replace(term, quantity=quantity),))
        )

    def _result(self, question: Question) -> Result:
        known = (
            _name(question.asked),
            tuple(sorted(question.asked.labels.items())),
            question.unit,
            question.period,
            question.own,
        )
        if known not in self._results:
            results = ask(
                [_name(question.asked)],
                unit=question.unit,
                period=question.period,
                labels=dict(question.asked.labels),
                by="unit" if question.own else None,
                reading=self.reading,
            )
            results = self._own(results, question) if question.own else results
            self._results[known] = results[0]
        return self._results[known]

    def _own(self, results: list[Result], question: Question) -> list[Result]:
        """Of the parts of a unit what it recorded itself; where it recorded nothing, nothing or not reported."""
        own = [result for result in results if result.own or result.unit == question.unit]
        if own:
            return own
        scope = Scope(self.reading.ids[question.unit], own=True)
        found = Formulas(self.reading).outcome(question.asked, scope=scope, period=question.period)
        return [replace(results[0], value=found.value, entries=0, reason=found.reason, hidden="", own=True)]

    def _unsaid(self, question: Question) -> str:
        """Which label no record says that could carry it, so that there being none of a value tells nothing; "" for none.

        A page says 头版 or nothing: there silence tells.
        """
        labels = [key for key in question.asked.labels if key != _TELLING]
        if not labels:
            return ""
        whole = replace(question, asked=replace(question.asked, labels={}))
        entries = entries_by_seq(self._entries(whole))
        for key in labels:
            label = self.reading.catalogue.labels.get(key)
            if entries and label is not None and not any(entry.labels.get(key) for entry in entries):
                told = {"title": question.asked.figure.title, "label": label.title}
                return _("no record of %(title)s says its %(label)s") % told
        return ""

    def _never(self, question: Question) -> bool:
        """Whether nobody in what is or was the unit's subtree ever recorded anything of the figure."""
        return not Formulas(self.reading).recorded(question.asked, self.reading.ids[question.unit])

    def _entries(self, question: Question) -> tuple[int, ...]:
        figure = question.asked.figure
        found = entries_behind(
            figure.key,
            quantity=figure.quantity,
            labels=question.asked.labels,
            unit=question.unit,
            period=question.period,
            reading=self.reading,
        )
        if question.own:
            found = [entry.seq for entry in entries_by_seq(found) if entry.unit == question.unit]
        return tuple(found)


def noted(sentences: Sequence[str], *, shown: str, entries: Sequence[int]) -> str:
    """The comment of the working copy: the value, what it is, and the records behind it."""
    lines = [_("Value: %(value)s") % {"value": shown}, *sentences]
    if entries:
        some = enumerated(entries[:_NAMED_ENTRIES]) + ("…" if len(entries) > _NAMED_ENTRIES else "")
        lines.append(_("Records %(some)s, %(count)s in all") % {"some": some, "count": len(entries)})
    return "\n".join(lines)


def _why(result: Result) -> str:
    """Why a result has no value; of a private kind what a reader may be told."""
    if result.hidden:
        return _("kept back: %(reason)s") % {"reason": result.reason}
    return result.reason or _("not reported")


def _name(asked: Asked) -> str:
    """The key by which figures are asked for just this quantity."""
    figure = asked.figure
    own = len(figure.terms) == 1 and figure.terms[0].kind == figure.key
    return f"{figure.key}.{figure.quantity}" if own else figure.key


def _concerns(other: Figure, figure: Figure) -> bool:
    """Whether a share in the catalogue says how much of the figure's kind is done."""
    named = {reference.partition(".")[0] for reference in (other.numerator, other.of) if reference}
    return figure.key in named and other.type in {"target", "ratio"}
