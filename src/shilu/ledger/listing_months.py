"""Which unit has reported a month: by the last word that reaches it on each of its days, its own or one from above."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal
from uuid import UUID

from shilu.ledger.queries import Said
from shilu.lib.period import Period
from shilu.organisation.structure import Structure

State = Literal["confirmed", "imported", "partial", "opened", "missing", "ahead", "absent"]
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MonthState:
    """How a unit stands in a month: ``done`` of the ``of`` units at the bottom of its subtree have reported all of it.

    ``said`` is the last word that decides it, of the unit itself or of one above; None where nothing was ever said.
    ``missing`` are the units at the bottom that have not reported.
    """

    state: State
    done: int
    of: int
    said: Said | None = None
    missing: tuple[UUID, ...] = ()


def states_of_month(
    period: Period, *, said: Sequence[Said], in_part: Sequence[Said] = (), structure: Structure, today: date
) -> dict[UUID, MonthState]:
    """How every unit stands in ``period``, by what was ``said`` in its order; before its last day nobody is missing yet.

    Before the first day of which the organisation is known its units of that day are asked. Of whom nothing was said, but a workbook came ``in_part``, has reported in part.
    """
    if period.first > today:
        return dict.fromkeys(structure.units, MonthState("ahead", 0, 0))
    days = _turns(period, said, structure)
    words = [_last_words(day, said, structure) for day in days]
    days = [structure.told_by(day) for day in days]
    own: dict[UUID, MonthState] = {}
    for uuid, unit in structure.units.items():
        lived = [word[uuid] for day, word in zip(days, words, strict=True) if unit.exists_on(day)]
        own[uuid] = _own(uuid, [said[at] if at is not None else None for at in lived])
    begun = _reached(in_part, period, structure)
    own |= {unit: replace(own[unit], state="partial") for unit in begun if own[unit].state == "missing"}
    children = _children(structure, days)
    found = {uuid: _with_those_below(uuid, own, children) for uuid in structure.units}
    if period.last <= today:
        return found
    return {uuid: replace(one, state="ahead") if one.state == "missing" else one for uuid, one in found.items()}


def _reached(in_part: Iterable[Said], period: Period, structure: Structure) -> set[UUID]:
    """The units of which, or of a unit above them, a workbook came in part."""
    tree = structure.tree_on(structure.told_by(period.last))
    units = {one.unit for one in in_part if one.first <= period.last and period.first <= one.last}
    return {below for unit in units for below in tree.subtree(unit)}


def _turns(period: Period, said: Iterable[Said], structure: Structure) -> list[date]:
    """One day of each stretch of the period in which nothing changes."""
    turns = {period.first, *structure.turning_days()}
    for one in said:
        turns.update((one.first, one.last + _DAY))
    for unit in structure.units.values():
        turns.add(unit.started)
        if unit.ended is not None:
            turns.add(unit.ended)
    return sorted(day for day in turns if period.contains(day))


def _last_words(day: date, said: Sequence[Said], structure: Structure) -> dict[UUID, int | None]:
    """By unit the place of the last word about ``day`` that reaches it."""
    spoken = {one.unit: at for at, one in enumerate(said) if one.first <= day <= one.last}
    parents = structure.tree_on(structure.told_by(day)).parents
    reaching: dict[UUID, int | None] = {}

    def reached(unit: UUID) -> int | None:
        if unit not in reaching:
            parent = parents[unit]
            above = None if parent is None else reached(parent)
            heard = [at for at in (spoken.get(unit), above) if at is not None]
            reaching[unit] = max(heard) if heard else None
        return reaching[unit]

    for unit in parents:
        reached(unit)
    return reaching


def _own(unit: UUID, heard: Sequence[Said | None]) -> MonthState:
    """How a unit stands by itself; one that did not exist in the month is absent."""
    if not heard:
        return MonthState("absent", 0, 0)
    last = max((one for one in heard if one is not None), key=lambda one: one.seq, default=None)
    reported = [one for one in heard if one is not None and one.type != "opened"]
    if len(reported) == len(heard):
        return MonthState("confirmed" if any(one.type == "closed" for one in reported) else "imported", 1, 1, last)
    if reported:
        return MonthState("partial", 0, 1, last, (unit,))
    return MonthState("opened" if last is not None else "missing", 0, 1, last, (unit,))


def _children(structure: Structure, days: Sequence[date]) -> dict[UUID, list[UUID]]:
    """The units that stood directly below each on the last of ``days`` on which they existed."""
    found: dict[UUID, list[UUID]] = {}
    for uuid, unit in structure.units.items():
        lived = [day for day in days if unit.exists_on(day)]
        parent = unit.parents.at(lived[-1]) if lived else None
        if parent is not None:
            found.setdefault(parent, []).append(uuid)
    return found


def _with_those_below(
    unit: UUID, own: Mapping[UUID, MonthState], children: Mapping[UUID, Sequence[UUID]]
) -> MonthState:
    """A unit's state with all below it: it has reported when they all have."""
    bottom, waiting = [], [unit]
    while waiting:
        at = waiting.pop()
        below = children.get(at, ())
        waiting.extend(reversed(below))
        if not below:
            bottom.append(own[at])
    living = [one for one in bottom if one.of]
    if len(bottom) == 1 and not children.get(unit):
        return own[unit]
    done = sum(one.done for one in living)
    missing = tuple(one for state in living for one in state.missing)
    if not living:
        return MonthState("absent", 0, 0)
    if done == len(living):
        states = {one.state for one in living}
        return MonthState("confirmed" if "confirmed" in states else "imported", done, done, own[unit].said)
    begun = done or any(one.state == "partial" for one in living)
    state: State = "partial" if begun else "missing"
    return MonthState(state, done, len(living), own[unit].said, missing)
