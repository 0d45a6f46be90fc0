"""The organisation at a ledger position: who stood below whom on which day, replayed from its changes."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from shilu.lib.errors import Refused
from shilu.organisation.changes import (
    AliasAdded,
    Change,
    PersonLeft,
    PersonPlaced,
    PostHeld,
    UnitAdded,
    UnitEnded,
    UnitMoved,
    UnitRenamed,
)


T = TypeVar("T")


@dataclass(slots=True)
class Timeline(Generic[T]):
    """Values by the day from which they hold; what was entered later wins on the same day."""

    days: list[date] = field(default_factory=list)
    values: list[T] = field(default_factory=list)

    def set(self, on: date, value: T) -> None:
        place = bisect_right(self.days, on)
        if place and self.days[place - 1] == on:
            self.values[place - 1] = value
        else:
            self.days.insert(place, on)
            self.values.insert(place, value)

    def at(self, day: date) -> T:
        """The value on ``day``; before the first day, the first value."""
        return self.values[max(bisect_right(self.days, day) - 1, 0)]

    def last(self) -> T:
        return self.values[-1]


@dataclass(slots=True)
class Unit:
    """A unit with its history; ``ended`` is the first day on which it is no more."""

    uuid: UUID
    code: str
    type: str
    started: date
    names: Timeline[tuple[str, str]]
    parents: Timeline[UUID | None]
    aliases: list[str] = field(default_factory=list)
    ended: date | None = None
    successors: tuple[UUID, ...] = ()

    @property
    def name(self) -> str:
        return self.names.last()[0]

    @property
    def short_name(self) -> str:
        return self.names.last()[1]

    def exists_on(self, day: date) -> bool:
        return self.started <= day and (self.ended is None or day < self.ended)

    def known_as(self) -> Iterator[str]:
        """Every name, old or new, by which the unit can be found, its code first."""
        yield self.code
        for name, short_name in self.names.values:
            yield name
            if short_name:
                yield short_name
        yield from self.aliases


@dataclass(frozen=True, slots=True)
class Tree:
    """Parents of all units on one day, or as they are now."""

    parents: Mapping[UUID, UUID | None]

    def chain(self, unit: UUID) -> Iterator[UUID]:
        """The unit and everything above it, upwards."""
        at: UUID | None = unit
        while at is not None:
            yield at
            at = self.parents[at]

    def subtree(self, unit: UUID) -> frozenset[UUID]:
        """The unit and everything below it."""
        below: dict[UUID, list[UUID]] = {}
        for child, parent in self.parents.items():
            if parent is not None:
                below.setdefault(parent, []).append(child)
        found, waiting = set(), [unit]
        while waiting:
            at = waiting.pop()
            found.add(at)
            waiting.extend(below.get(at, ()))
        return frozenset(found)


@dataclass(slots=True)
class Structure:
    """All units, and where each person is, as of one ledger position."""

    units: dict[UUID, Unit] = field(default_factory=dict)
    people: dict[UUID, Timeline[tuple[UUID, str] | None]] = field(default_factory=dict)
    posts: list[PostHeld] = field(default_factory=list)

    def by_code(self, code: str) -> Unit | None:
        return next((unit for unit in self.units.values() if unit.code == code), None)

    def roots(self) -> list[Unit]:
        """The units that have nothing above them now, in the order in which they came."""
        return [unit for unit in self.units.values() if unit.parents.last() is None and unit.ended is None]

    def tree_on(self, day: date) -> Tree:
        """Who stood below whom on ``day``."""
        return Tree({uuid: unit.parents.at(day) for uuid, unit in self.units.items()})

    def tree_now(self) -> Tree:
        """Who stands below whom now; a unit that ended with one successor counts there, else where it last stood."""
        return Tree(
            {
                uuid: unit.successors[0] if unit.ended and len(unit.successors) == 1 else unit.parents.last()
                for uuid, unit in self.units.items()
            }
        )

    def turning_days(self) -> list[date]:
        """The days on which any unit got another parent, sorted; between two of them the tree stays the same."""
        return sorted({day for unit in self.units.values() for day in unit.parents.days[1:]})

    def apply(self, change: Change) -> None:
        """Take one change in; Refused, naming the unit, where it cannot be."""
        match change:
            case UnitAdded():
                self._add_unit(change)
            case UnitMoved():
                self._move_unit(change)
            case UnitRenamed():
                self._unit(change.unit).names.set(change.on, (change.name, change.short_name))
            case UnitEnded():
                self._end_unit(change)
            case AliasAdded():
                self._unit(change.unit).aliases.append(change.alias)
            case PersonPlaced():
                self._unit(change.unit)
                self.people.setdefault(change.person, Timeline()).set(change.on, (change.unit, change.category))
            case PersonLeft():
                self.people[change.person].set(change.on, None)
            case PostHeld():
                self.posts.append(change)

    def _unit(self, uuid: UUID) -> Unit:
        try:
            return self.units[uuid]
        except KeyError:
            raise Refused(_("There is no unit %(unit)s.") % {"unit": uuid}) from None

    def _refuse_cycle(self, unit: Unit) -> None:
        """Walk up from ``unit`` on every day on which some parent changes."""
        for day in {unit.started, *self.turning_days()}:
            seen = [unit.uuid]
            at = unit.parents.at(day)
            while at is not None:
                if at == unit.uuid:
                    path = " → ".join(self.units[uuid].name for uuid in [*seen, unit.uuid])
                    raise Refused(_("%(name)s would stand below itself: %(path)s.") % {"name": unit.name, "path": path})
                if at in seen:
                    break
                seen.append(at)
                at = self.units[at].parents.at(day)

    def _add_unit(self, change: UnitAdded) -> None:
        if self.by_code(change.code):
            raise Refused(_("The code %(code)s is given to two units.") % {"code": change.code})
        if change.parent is not None:
            self._unit(change.parent)
        names: Timeline[tuple[str, str]] = Timeline()
        names.set(change.on, (change.name, change.short_name))
        parents: Timeline[UUID | None] = Timeline()
        parents.set(change.on, change.parent)
        self.units[change.unit] = Unit(change.unit, change.code, change.type, change.on, names, parents)

    def _move_unit(self, change: UnitMoved) -> None:
        unit = self._unit(change.unit)
        if change.parent is not None:
            self._unit(change.parent)
        if change.on < unit.started:
            raise Refused(
                _("%(name)s exists from %(started)s only; it cannot move on %(on)s.")
                % {"name": unit.name, "started": unit.started, "on": change.on}
            )
        before = (list(unit.parents.days), list(unit.parents.values))
        unit.parents.set(change.on, change.parent)
        try:
            self._refuse_cycle(unit)
        except Refused:
            unit.parents.days, unit.parents.values = before
            raise

    def _end_unit(self, change: UnitEnded) -> None:
        unit = self._unit(change.unit)
        for successor in change.successors:
            if successor == change.unit:
                raise Refused(_("%(name)s cannot succeed itself.") % {"name": unit.name})
            self._unit(successor)
            if change.unit in self.tree_on(change.on).chain(successor):
                raise Refused(
                    _("%(successor)s stands below %(name)s; move it first, then let it succeed.")
                    % {"successor": self.units[successor].name, "name": unit.name}
                )
        unit.ended, unit.successors = change.on, change.successors


def structure_of(changes: Iterable[Change]) -> Structure:
    """The structure after all ``changes`` in their order."""
    structure = Structure()
    for change in changes:
        structure.apply(change)
    return structure
