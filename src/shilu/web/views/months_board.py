"""The rows of the months' pages: units in their tree, how they stand, what they have and what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shilu.access.roles import Right
from shilu.ledger.closing import EARLY_DAYS
from shilu.ledger.listing_kinds import kinds_recorded, usual_but_missing
from shilu.ledger.listing_months import MonthState, states_of_month
from shilu.ledger.queries import came_in_part, said_of_periods
from shilu.ledger.sight import EVERYTHING
from shilu.lib.periods import Period, month_period
from shilu.organisation.structure import Unit
from shilu.recording.queries import waiting_in
from shilu.web.asking import Asking

_BEFORE = 3
_MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A unit in one month: its records, what waits, the kinds that it usually has and now has not, what can be done.

    ``records`` are those that the reader sees; ``is_empty`` says that there is none at all, whoever looks.
    """

    unit: Unit
    depth: int
    state: MonthState
    is_bottom: bool
    records: int
    is_empty: bool
    waiting: int
    lacks: Sequence[str]
    more_lacking: int
    can_confirm: bool
    can_reopen: bool


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A unit with its state in each of several months."""

    unit: Unit
    depth: int
    states: Sequence[MonthState]


def month_rows(asking: Asking, unit: Unit, month: Period) -> list[MonthRow]:
    """The unit and all below it that existed in the month."""
    units = _laid_out(asking, unit, month)
    uuids = [one.uuid for one, _depth in units]
    states = states_in(asking, month)
    sight = asking.viewer.sight
    now = kinds_recorded(month, units=uuids, sight=sight)
    every = now if sight.everything else kinds_recorded(month, units=uuids, sight=EVERYTHING)
    before = [kinds_recorded(one, units=uuids, sight=sight) for one in _months_before(month)]
    waiting = _waiting(asking, uuids, month)
    day = asking.structure.told_by(month.last)
    parents = {one.parents.at(day) for one, _depth in units}
    rows = []
    for one, depth in units:
        state = states[one.uuid]
        lacks = usual_but_missing(one.uuid, now=now, before=before) if state.done < state.of else []
        kinds = [asking.catalogue.kinds[kind] for kind in lacks]
        titles = [str(kind.title) for kind in kinds if kind.recorded_on(month.last)]
        confirms = asking.viewer.may(Right.CONFIRM, one.uuid)
        rows.append(
            MonthRow(
                unit=one,
                depth=depth,
                state=state,
                is_bottom=one.uuid not in parents,
                records=sum(now.get(one.uuid, {}).values()),
                is_empty=not every.get(one.uuid),
                waiting=waiting.get(one.uuid, 0),
                lacks=titles[:_MOST_NAMED],
                more_lacking=max(0, len(titles) - _MOST_NAMED),
                can_confirm=confirms and state.done < state.of and is_due(month, today=asking.today),
                can_reopen=confirms and state.of > 0 and state.done == state.of and one.uuid not in parents,
            )
        )
    return rows


def board(asking: Asking, unit: Unit, months: Sequence[Period]) -> list[BoardRow]:
    """The unit and all below it, with their states in each of ``months``."""
    said, in_part = said_of_periods(), came_in_part()
    states = [
        states_of_month(month, said=said, in_part=in_part, structure=asking.structure, today=asking.today)
        for month in months
    ]
    return [
        BoardRow(one, depth, [of_month[one.uuid] for of_month in states])
        for one, depth in _laid_out(asking, unit, months[-1])
    ]


def is_due(month: Period, *, today: date) -> bool:
    """Whether a month can be confirmed: in its last days, when its tables are due, but no sooner."""
    return (month.last - today).days < EARLY_DAYS


def states_in(asking: Asking, month: Period) -> Mapping[UUID, MonthState]:
    """How every unit stands in a month."""
    return states_of_month(
        month, said=said_of_periods(), in_part=came_in_part(), structure=asking.structure, today=asking.today
    )


def months_of_year(month: Period, *, asking: Asking) -> list[Period]:
    """The twelve months of the year in which ``month`` lies."""
    index = asking.calendar.month_index(month.last)
    first = index - index % 12
    return [month_period(at, calendar=asking.calendar) for at in range(first, first + 12)]


def _laid_out(asking: Asking, unit: Unit, month: Period) -> list[tuple[Unit, int]]:
    """The units of the subtree that existed at some time in the month and may be read, those below others after them."""
    structure = asking.structure
    first, day = structure.told_by(month.first), structure.told_by(month.last)
    below: dict[UUID | None, list[Unit]] = {}
    for one in structure.units.values():
        if one.started <= day and not one.ended_by(first) and asking.viewer.may(Right.READ, one.uuid):
            below.setdefault(one.parents.at(day), []).append(one)
    found: list[tuple[Unit, int]] = []
    waiting = [(unit, 0)]
    while waiting:
        at, depth = waiting.pop(0)
        found.append((at, depth))
        waiting = [*((child, depth + 1) for child in below.get(at.uuid, ())), *waiting]
    return found


def _months_before(month: Period) -> list[Period]:
    found, at = [], month
    for _step in range(_BEFORE):
        at = at.previous()
        found.append(at)
    return found


def _waiting(asking: Asking, units: Sequence[UUID], month: Period) -> dict[UUID, int]:
    """How many records of the month wait outside the ledger, by unit."""
    may = asking.viewer.may
    found: dict[UUID, int] = {}
    for one in waiting_in(unit for unit in units if may(Right.POST, unit) or may(Right.REVIEW, unit)):
        fact = one.handed.fact if one.handed is not None else None
        if fact is None or not asking.viewer.sight.sees(one.unit, kind=fact.kind, last=fact.last):
            continue
        if month.contains(fact.last):
            found[one.unit] = found.get(one.unit, 0) + 1
    return found
