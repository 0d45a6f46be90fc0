"""What is due for units, what was done, and what is still missing for it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from shilu.deadlines.due import Due, Sent, Sort
from shilu.deadlines.models import Deadline, Done
from shilu.deadlines.repeating import STEPS, Repeats, day_after, days_due, period_after
from shilu.figures.names import figures_named
from shilu.figures.queries import ask
from shilu.figures.reading import Reading, Scope
from shilu.figures.result import Result
from shilu.ledger.queries import structure_at
from shilu.ledger.sight import Sight
from shilu.lib.errors import Refused
from shilu.lib.period import Period, month_of, period_of_name, whole_months
from shilu.lib.periods import GREGORIAN, BodyCalendar
from shilu.organisation.structure import Structure

AHEAD: Final = timedelta(days=31)
"""How far ahead of its day something is shown as due."""


@dataclass(frozen=True, slots=True)
class Missing:
    """What stands against doing what is due: names of units that have not reported, and of figures without a value."""

    units: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()

    def seen(self, due: Due, *, sight: Sight) -> "Missing":
        """What of it is told to somebody who may not read all kinds of the units that have to do it."""
        if all(sight.kinds_of(unit) is None for unit in due.units):
            return self
        return replace(self, figures=())


def due_for(
    units: Collection[UUID],
    *,
    today: date,
    calendar: BodyCalendar = GREGORIAN,
    reading: Reading | None = None,
) -> list[Due]:
    """What ``units`` have still to do: what is overdue, and what is due within a month; the earliest first.

    A few queries, the same however much is due; a monthly table is done as well
    where the ledger says that its month was reported.
    """
    found = dues_between(units, first=date.min, last=today + AHEAD, calendar=calendar, reading=reading)
    return [due for due in found if due.waiting]


def dues_between(
    units: Collection[UUID],
    *,
    first: date,
    last: date,
    calendar: BodyCalendar = GREGORIAN,
    reading: Reading | None = None,
) -> list[Due]:
    """Everything with a due day from ``first`` to ``last`` that ``units`` have to do, done or not; the earliest first."""
    structure = reading.structure if reading else structure_at()
    deadlines = list(Deadline.objects.filter(_touching(units, structure), first__lte=last).order_by("id"))
    done = _done_of(deadlines)
    asked = frozenset(units)
    dues = [
        due
        for deadline in deadlines
        for due in _dues_of(deadline, asked, first, last, structure=structure, calendar=calendar, done=done)
    ]
    if any(due.sort is Sort.MONTH and due.waiting for due in dues):
        dues = [_with_reported(due, reading or (reading := Reading(today=None))) for due in dues]
    return sorted(dues, key=lambda due: due.on)


def due_of(
    deadline: Deadline, number: int, *, units: Collection[UUID] | None = None, calendar: BodyCalendar = GREGORIAN
) -> Due:
    """The ``number``-th time of a deadline, for ``units`` or all who have to do it; Refused where there is none."""
    day = day_after(deadline.first, months=STEPS[Repeats(deadline.repeats)] * number)
    structure = structure_at()
    wanted = frozenset(structure.units if units is None else units)
    done = _done_of([deadline])
    found = _dues_of(deadline, wanted, day, day, structure=structure, calendar=calendar, done=done)
    due = next(found, None)
    if due is None or due.number != number:
        raise Refused(_("“%(title)s” is not due on that day.") % {"title": deadline.title})
    return _with_reported(due, Reading(today=None)) if due.sort is Sort.MONTH else due


def deadlines_of(units: Collection[UUID]) -> list[Deadline]:
    """The deadlines that ``units`` set up, the latest first."""
    return list(Deadline.objects.filter(unit__in=list(units)).order_by("-id"))


def done_once(deadlines: Iterable[Deadline]) -> frozenset[int]:
    """The ids of those of ``deadlines`` that somebody did at least once."""
    found = Done.objects.filter(deadline__in=[one.pk for one in deadlines]).values_list("deadline_id", flat=True)
    return frozenset(found)


def missing_for(due: Due, *, reading: Reading) -> Missing:
    """Who below has not reported the months of the due period that are over, and which of its figures have no value yet."""
    if due.period is None or not due.waiting:
        return Missing()
    return Missing(_not_reported(due, due.period, reading), _without_value(due, due.period, reading))


def units_below(deadline: Deadline, *, on: date, structure: Structure) -> list[UUID]:
    """Who has to do it on a due day: the unit itself, or the units directly below it, all or of one type."""
    if not deadline.below:
        return [deadline.unit] if deadline.unit in structure.units else []
    return [
        unit.uuid
        for unit in structure.children_on(deadline.unit, day=on)
        if deadline.below == "*" or unit.is_a(deadline.below, day=on)
    ]


def _touching(units: Collection[UUID], structure: Structure) -> Q:
    """The condition on deadlines that may concern ``units``: their own, and those that a unit above set up for them."""
    if len(units) == len(structure.units):
        return Q()
    known = [structure.units[unit] for unit in units if unit in structure.units]
    above = {parent for unit in known for parent in unit.parents.values if parent is not None}
    return Q(below="", unit__in=list(units)) | (Q(unit__in=above) & ~Q(below=""))


_Done = Mapping[tuple[int, int], Sequence[Sent]]


def _done_of(deadlines: Collection[Deadline]) -> _Done:
    found: dict[tuple[int, int], list[Sent]] = {}
    if not deadlines:
        return found
    for one in Done.objects.filter(deadline__in=[deadline.pk for deadline in deadlines]).order_by("id"):
        sent = Sent(one.unit, one.on, one.how, one.account)
        found.setdefault((one.deadline_id, one.number), []).append(sent)
    return found


def _dues_of(
    deadline: Deadline,
    asked: frozenset[UUID],
    first: date,
    last: date,
    *,
    structure: Structure,
    calendar: BodyCalendar,
    done: _Done,
) -> Iterator[Due]:
    repeats = Repeats(deadline.repeats)
    period = period_of_name(deadline.period, calendar=calendar) if deadline.period else None
    for number, day in days_due(deadline.first, repeats, until=last):
        if day < first or (deadline.until is not None and day >= deadline.until):
            continue
        units = [unit for unit in units_below(deadline, on=day, structure=structure) if unit in asked]
        if not units:
            continue
        yield Due(
            deadline=deadline.uuid,
            number=number,
            sort=Sort(deadline.sort),
            title=deadline.title,
            unit=deadline.unit,
            on=day,
            period=period and period_after(period, months=STEPS[repeats] * number),
            units=tuple(units),
            sent=tuple(one for one in done.get((deadline.pk, number), ()) if one.unit in units),
            to=deadline.to,
            template=deadline.template,
            form=deadline.form_name,
            figures=tuple(deadline.figures),
            repeats=repeats,
        )


def _with_reported(due: Due, reading: Reading) -> Due:
    """``due`` with the units whose whole period the ledger says is reported among those that did it."""
    period = due.period
    if due.sort is not Sort.MONTH or period is None:
        return due
    words = reading.organisation.words
    if not any(word.first <= period.last and period.first <= word.last for word in words):
        return due
    said = tuple(
        Sent(unit, due.on)
        for unit in due.waiting
        if reading.coverage(Scope(reading.ids[unit]), period).status == "reported"
    )
    return replace(due, sent=(*due.sent, *said))


def _not_reported(due: Due, period: Period, reading: Reading) -> tuple[str, ...]:
    """The uppermost units that have not reported all whole months of ``period``; of a month that is cut off nothing is asked."""
    months = [month for month in period.months() if month == month_of(month.first, calendar=period.calendar)]
    if not months:
        return ()
    span = whole_months(months[0].first, months[-1].first, calendar=period.calendar)
    found = [
        reading.name(unit)
        for waiting in due.waiting
        for unit in reading.coverage(Scope(reading.ids[waiting]), span).missing
    ]
    return tuple(dict.fromkeys(found))


def _without_value(due: Due, period: Period, reading: Reading) -> tuple[str, ...]:
    """The titles of the figures that have no value; one that is kept back has one.

    A name that fits nothing any more is one too. Of a figure in several quantities the first one counts.
    """
    known = [name for name in due.figures if _is_figure(name, reading)]
    titles = [name for name in due.figures if name not in known]
    for unit in due.waiting if known else ():
        first: dict[str | None, Result] = {}
        for result in ask(known, unit=unit, period=period, reading=reading):
            first.setdefault(result.asked, result)
        titles += [one.title for one in first.values() if one.value is None and not one.hidden]
    return tuple(dict.fromkeys(titles))


def _is_figure(name: str, reading: Reading) -> bool:
    try:
        return bool(figures_named(name, catalogue=reading.catalogue))
    except Refused:
        return False
