"""What the command line, reports and pages ask of the figures."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal
from uuid import UUID

from django.utils.translation import gettext as _

from shilu.figures.breakdown import Part, parts_by_label, parts_by_month, parts_by_unit
from shilu.figures.formulas import Formulas
from shilu.figures.names import Asked, all_figures, figure_keyed, figures_named, is_told_by_name, pinned
from shilu.figures.outcome import Outcome
from shilu.figures.private import FLOOR
from shilu.figures.reading import Reading, Scope
from shilu.figures.result import Compared, Hidden, Result, plain, quotient, shown_value
from shilu.figures.withheld import Withheld
from shilu.ledger.catalogue import Catalogue, Figure
from shilu.lib.enumerating import enumerated, in_clauses
from shilu.lib.errors import Refused
from shilu.lib.moments import moment_told
from shilu.lib.period import Period

Structured = Literal["then", "now"]
Against = Literal["previous", "last-year"] | Period


def ask(
    names: Sequence[str] | None,
    *,
    unit: UUID,
    period: Period,
    at: int | None = None,
    structure: Structured = "then",
    compare: Against | None = None,
    by: str | None = None,
    labels: Mapping[str, str] | None = None,
    today: date | None = None,
    reading: Reading | None = None,
    recorded: bool = False,
) -> list[Result]:
    """The figures of ``names`` in that order, or (None) all of which the unit's subtree ever recorded anything.

    ``recorded`` leaves out those of ``names`` too of which it never did, which costs much less than to answer them.
    ``at`` is a position of the log, now by default. ``structure`` "then" counts entries in the tree of their day, "now"
    in the tree as it is. ``by`` gives the parts instead of the whole: "unit" for the units directly below (and what the
    unit recorded itself), "month", or a label by key or title. ``labels`` counts only entries that carry
    them. ``today`` is the day of the question: nobody is missing for a month that is not over. Who asks often about one
    position hands in one ``reading`` of it, in place of ``at``, ``structure`` and ``today``. Refused for an unknown name, unit or label.
    """
    formulas, scope = _opened(unit, at=at, structure=structure, today=today, reading=reading)
    reading = formulas.reading
    if names is None:
        wanted = list(all_figures(reading.catalogue))
    else:
        wanted = [asked for name in names for asked in figures_named(name, catalogue=reading.catalogue)]
    if names is None or recorded:
        reading.look_for([row.id for row in reading.series])
        wanted = [asked for asked in wanted if formulas.recorded(asked, scope.unit)]
    if labels:
        wanted = [pinned(asked, labels) for asked in wanted]
    periods = [period] if compare is None else [period, _compared_period(period, compare)]
    reading.prepare([leaf.figure for asked in wanted for leaf in formulas.leaves(asked)], periods)
    withheld = Withheld(formulas)
    results = []
    for asked, parts in _parts(wanted, scope, period, by=by, formulas=formulas):
        for part in parts:
            result = _result(part, formulas=formulas, withheld=withheld, asides=names is not None)
            if compare is not None:
                earlier = _earlier(part, parts, period, compare)
                result = _compared(result, part, earlier, formulas=formulas, withheld=withheld)
            results.append(replace(result, asked=asked.name))
    return results


def ask_keyed(
    key: str,
    *,
    quantity: str,
    labels: Mapping[str, str],
    unit: UUID,
    period: Period,
    at: int | None = None,
    structure: Structured = "then",
    own: bool = False,
    today: date | None = None,
    reading: Reading | None = None,
) -> Result:
    """One result again, by what it said of itself: figure key, quantity and labels; ``own`` of the unit alone."""
    formulas, scope = _opened(unit, at=at, structure=structure, today=today, reading=reading)
    asked = figure_keyed(key, quantity=quantity, labels=labels, catalogue=formulas.reading.catalogue)
    return _result(Part(asked, replace(scope, own=own), period), formulas=formulas, withheld=Withheld(formulas))


def entries_behind(
    key: str,
    *,
    quantity: str,
    labels: Mapping[str, str],
    unit: UUID,
    period: Period,
    at: int | None = None,
    structure: Structured = "then",
    own: bool = False,
    reading: Reading | None = None,
) -> list[int]:
    """The positions of the entries that make a value and were not cancelled, in the order of the log."""
    formulas, scope = _opened(unit, at=at, structure=structure, reading=reading)
    asked = figure_keyed(key, quantity=quantity, labels=labels, catalogue=formulas.reading.catalogue)
    return sorted(formulas.entries(asked, scope=replace(scope, own=own), period=period))


def places_behind(
    key: str, *, quantity: str, unit: UUID, period: Period, own: bool = False, reading: Reading | None = None
) -> dict[tuple[UUID, ...], int]:
    """The units that make a count of people or of units, with what each adds, or several together; empty for any other figure."""
    formulas, scope = _opened(unit, at=None, structure="then", reading=reading)
    asked = figure_keyed(key, quantity=quantity, labels={}, catalogue=formulas.reading.catalogue)
    return formulas.places(asked, scope=replace(scope, own=own), period=period)


def definition_sentence(result: Result) -> str:
    """What was counted, where, when, and as of which moment, in the clerk's words."""
    said = {
        "title": result.title,
        "measure": result.measure,
        "definition": result.definition,
        "unit": result.unit_name,
        "period": result.period.title(),
        "as_of": moment_told(result.moment),
    }
    if result.own:
        words = _("%(title)s (%(measure)s): %(definition)s Counted: %(unit)s itself, %(period)s; as of %(as_of)s.")
    else:
        words = _(
            "%(title)s (%(measure)s): %(definition)s Counted: %(unit)s and all below it, %(period)s; as of %(as_of)s."
        )
    remarks = in_clauses((*result.remarks, *([result.reason] if result.reason else [])))
    sentence = words % said
    return _("%(sentence)s Note: %(remarks)s.") % {"sentence": sentence, "remarks": remarks} if remarks else sentence


def _opened(
    unit: UUID, *, at: int | None, structure: Structured, reading: Reading | None, today: date | None = None
) -> tuple[Formulas, Scope]:
    reading = reading or Reading(at, today=today, then=structure == "then")
    if unit not in reading.structure.units:
        raise Refused(_("There is no such unit at position %(at)s of the log.") % {"at": reading.at})
    return Formulas(reading), Scope(reading.ids[unit])


def _parts(
    wanted: Sequence[Asked], scope: Scope, period: Period, *, by: str | None, formulas: Formulas
) -> list[tuple[Asked, list[Part]]]:
    if by is None:
        return [(asked, [Part(asked, scope, period)]) for asked in wanted]
    if by == "month":
        return [(asked, parts_by_month(asked, scope, period)) for asked in wanted]
    if by == "unit":
        return [(asked, parts_by_unit(asked, scope, period, formulas=formulas)) for asked in wanted]
    return parts_by_label(wanted, scope, period, label=by, formulas=formulas)


def _compared_period(period: Period, against: Against) -> Period:
    if isinstance(against, Period):
        return against
    return period.previous() if against == "previous" else period.year_before()


def _earlier(part: Part, parts: Sequence[Part], period: Period, against: Against) -> Period:
    """What a part is compared with; the months of two given periods go side by side."""
    if not isinstance(against, Period) or part.period == period:
        return _compared_period(part.period, against)
    months = against.months()
    at = [one.period for one in parts].index(part.period)
    return months[at] if at < len(months) else against


def _result(part: Part, *, formulas: Formulas, withheld: Withheld, asides: bool = True) -> Result:
    """What a reader gets of a part; without ``asides`` no remarks on periods other than its own."""
    reading = formulas.reading
    asked, figure = part.asked, part.asked.figure
    outcome = formulas.outcome(asked, scope=part.scope, period=part.period)
    hidden = withheld.why(asked, scope=part.scope, period=part.period)
    if hidden:
        outcome = _kept_back(outcome, hidden)
    unit = reading.structure.units[reading.units[part.scope.unit]]
    found = Result(
        asked=asked.name,
        figure=figure.key,
        title=_title(asked, reading),
        definition=str(figure.definition),
        unit=unit.uuid,
        unit_code=unit.code,
        unit_name=unit.name,
        period=part.period,
        quantity=figure.quantity,
        measure=figure.measure,
        labels=dict(asked.labels),
        value=outcome.value,
        shown=_shown(outcome, hidden, measure=figure.measure, people=figure.quantity != "times"),
        status=outcome.status,
        as_of=reading.at,
        moment=reading.moment,
        entries=outcome.entries,
        numerator=outcome.numerator,
        denominator=outcome.denominator,
        missing=tuple(reading.name(one) for one in outcome.missing),
        remarks=(*_remarks_on(part.scope, reading), *outcome.remarks, *(outcome.asides if asides else ())),
        reason=outcome.reason,
        hidden=hidden,
        own=part.scope.own,
        word=outcome.word,
        over=outcome.over,
        counts=_counts(figure, reading.catalogue),
        ahead=outcome.ahead,
        of=0 if hidden else outcome.of,
    )
    return replace(found, remarks=(*found.remarks, titled_remark(found))) if found.of else found


def titled_remark(result: Result) -> str:
    """That not every record says what is counted, with the name of the figure, for a list of such lines."""
    return _("%(title)s: %(remark)s") % {"title": result.title, "remark": result.said_by_some}


def _remarks_on(scope: Scope, reading: Reading) -> tuple[str, ...]:
    """What a reader of a part should know who knows the unit's own figure."""
    if scope.under is None:
        return ()
    said = {"unit": reading.name(scope.unit), "parent": reading.name(scope.under)}
    return (_("%(unit)s is counted here only while it stood below %(parent)s") % said,)


def _kept_back(outcome: Outcome, hidden: Hidden) -> Outcome:
    if hidden == "few":
        reason = _("a count of fewer than %(floor)s people of a private kind is not told") % {"floor": FLOOR}
    else:
        reason = _("would tell, by subtraction, a count of fewer than %(floor)s people") % {"floor": FLOOR}
    return replace(outcome, value=None, numerator=None, denominator=None, remarks=(), reason=reason, asides=(), word="")


def _shown(outcome: Outcome, hidden: Hidden, *, measure: str, people: bool) -> str:
    if hidden == "few" and people:
        return _("fewer than %(floor)s people") % {"floor": FLOOR}
    if hidden == "few":
        return _("fewer than %(floor)s%(measure)s") % {"floor": FLOOR, "measure": measure}
    if hidden:
        return _("not told apart")
    return "" if outcome.value is None else shown_value(outcome.value, measure=measure)


def _title(asked: Asked, reading: Reading) -> str:
    """The figure's title, with its quantity where no measure word tells it, and the values of pinned labels behind it."""
    words = [_("decrease")] if asked.figure.key.endswith("-") else []
    if is_told_by_name(asked.figure, catalogue=reading.catalogue):
        words.append(_counts(asked.figure, reading.catalogue))
    for key, value in asked.labels.items():
        label = reading.catalogue.labels.get(key)
        known = label.value(value) if label else None
        words.append(str(known.title) if known else value or _("not stated"))
    title = str(asked.figure.title)
    return _("%(title)s (%(labels)s)") % {"title": title, "labels": enumerated(words)} if words else title


def _counts(figure: Figure, catalogue: Catalogue) -> str:
    """The title of the figure's quantity; empty where there is but one that it could be."""
    kind = catalogue.kinds.get(figure.key.removesuffix("-"))
    if kind is None or len(kind.quantities) == 1:
        return ""
    known = catalogue.quantities.get(figure.quantity)
    return str(known.title) if known else figure.quantity


def _compared(result: Result, part: Part, earlier: Period, *, formulas: Formulas, withheld: Withheld) -> Result:
    other = _result(replace(part, period=earlier), formulas=formulas, withheld=withheld)
    if result.value is None or other.value is None:
        return replace(result, compare=Compared(earlier, other.value, None, None, word=other.lacking))
    difference = plain(result.value - other.value)
    percent = quotient(difference, other.value) if other.value else None
    return replace(result, compare=Compared(earlier, other.value, difference, percent))
