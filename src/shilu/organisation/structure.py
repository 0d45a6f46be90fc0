"""The organisation at a ledger position: who stood below whom on which day, replayed from its changes."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
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
    UnitTyped,
)
from shilu.organisation.timeline import Timeline
from shilu.organisation.unit import Tree, Unit

__all__ = ["Structure", "Timeline", "Tree", "Unit", "structure_of"]


@dataclass(slots=True)
class Structure:
    """All units, and where each person is, as of one ledger position."""

    units: dict[UUID, Unit] = field(default_factory=dict)
    codes: dict[str, UUID] = field(default_factory=dict)
    people: dict[UUID, Timeline[tuple[UUID, str] | None]] = field(default_factory=dict)
    held: dict[UUID, dict[tuple[UUID, str, date], PostHeld]] = field(default_factory=dict)

    def by_code(self, code: str) -> Unit | None:
        uuid = self.codes.get(code)
        return None if uuid is None else self.units[uuid]

    def roots(self) -> list[Unit]:
        """The units that have nothing above them now, in the order in which they came."""
        return [unit for unit in self.units.values() if unit.parents.last() is None and unit.ended is None]

    def told_by(self, day: date) -> date:
        """The day by whose units ``day`` is told: before all that is known of the organisation, the first that is."""
        return max(day, min((unit.started for unit in self.units.values()), default=day))

    def tree_on(self, day: date) -> Tree:
        """Who stood below whom on ``day``."""
        return Tree({uuid: unit.parents.at(day) for uuid, unit in self.units.items()})

    def tree_now(self) -> Tree:
        """Who stands below whom now; a unit that ended with one successor counts there, else where it last stood."""
        return Tree({uuid: _stands_below(unit) for uuid, unit in self.units.items()})

    def chain_on(self, unit: UUID, *, day: date) -> Iterator[UUID]:
        """The unit and everything above it on ``day``, upwards."""
        at: UUID | None = unit
        while at is not None:
            yield at
            at = self.units[at].parents.at(day)

    def children_on(self, unit: UUID, *, day: date) -> list[Unit]:
        """The units that existed and stood directly below ``unit`` on ``day``, in the order in which they came."""
        return [child for child in self.units.values() if child.exists_on(day) and child.parents.at(day) == unit]

    @property
    def posts(self) -> list[PostHeld]:
        """Every post that anybody held, by person."""
        return [post for posts in self.held.values() for post in posts.values()]

    def posts_on(self, person: UUID, *, day: date) -> list[PostHeld]:
        """The posts that ``person`` held on ``day``."""
        posts = self.held.get(person, {}).values()
        return [post for post in posts if post.on <= day and (post.until is None or day < post.until)]

    def turning_days(self) -> list[date]:
        """The days on which any unit got another parent, sorted; between two of them the tree stays the same."""
        return sorted({day for unit in self.units.values() for day in unit.parents.days[1:]})

    def copy(self) -> "Structure":
        """Another structure that can take changes without touching this one."""
        return deepcopy(self)

    def apply(self, change: Change) -> None:
        """Take one change in; Refused, naming the unit, where it cannot be, and then nothing is changed."""
        match change:
            case UnitAdded():
                self._add_unit(change)
            case UnitMoved():
                self._move_unit(change)
            case UnitRenamed():
                self._rename_unit(change)
            case UnitTyped():
                self._unit_at_work(change.unit, on=change.on).types.set(change.on, change.type)
            case UnitEnded():
                self._end_unit(change)
            case AliasAdded():
                unit = self._unit(change.unit)
                if change.alias not in unit.aliases:
                    unit.aliases.append(change.alias)
            case _:
                self._apply_to_person(change)

    def _apply_to_person(self, change: PersonPlaced | PersonLeft | PostHeld) -> None:
        match change:
            case PersonPlaced():
                self._above(change.unit, on=change.on)
                self.people.setdefault(change.person, Timeline()).set(change.on, (change.unit, change.category))
            case PersonLeft():
                self._person(change.person).set(change.on, None)
            case PostHeld():
                self._hold_post(change)

    def _unit(self, uuid: UUID) -> Unit:
        try:
            return self.units[uuid]
        except KeyError:
            raise Refused(_("There is no unit %(unit)s.") % {"unit": uuid}) from None

    def _person(self, uuid: UUID) -> Timeline[tuple[UUID, str] | None]:
        try:
            return self.people[uuid]
        except KeyError:
            raise Refused(_("There is no person %(person)s.") % {"person": uuid}) from None

    def _unit_at_work(self, uuid: UUID, *, on: date) -> Unit:
        """The unit, if something can happen to it on ``on``."""
        unit = self._unit(uuid)
        if on < unit.started:
            raise Refused(
                _("%(name)s exists from %(started)s only; nothing can happen to it on %(on)s.")
                % {"name": unit.name, "started": unit.started, "on": on},
                field="on",
            )
        return self._above(uuid, on=on)

    def _above(self, uuid: UUID, *, on: date) -> Unit:
        """The unit, if something can stand below it from ``on``."""
        unit = self._unit(uuid)
        if unit.ended_by(on):
            raise Refused(
                _("%(name)s no longer exists from %(ended)s; choose an earlier day or another unit.")
                % {"name": unit.name, "ended": unit.ended},
                field="on",
            )
        return unit

    def _add_unit(self, change: UnitAdded) -> None:
        if change.code in self.codes or change.unit in self.units:
            raise Refused(_("The code %(code)s is given to two units.") % {"code": change.code}, field="code")
        if change.parent is not None:
            self._above(change.parent, on=change.on)
        self.units[change.unit] = Unit(
            change.unit,
            change.code,
            Timeline([change.on], [change.type]),
            change.on,
            Timeline([change.on], [(change.name, change.short_name)]),
            Timeline([change.on], [change.parent]),
        )
        self.codes[change.code] = change.unit

    def _rename_unit(self, change: UnitRenamed) -> None:
        unit = self._unit_at_work(change.unit, on=change.on)
        replaced = unit.names.set(change.on, (change.name, change.short_name))
        if replaced is not None:
            unit.replaced_names += [name for name in replaced if name and name not in unit.replaced_names]

    def _move_unit(self, change: UnitMoved) -> None:
        unit = self._unit_at_work(change.unit, on=change.on)
        if change.parent is not None:
            self._above(change.parent, on=change.on)
        before = Timeline(list(unit.parents.days), list(unit.parents.values))
        unit.parents.set(change.on, change.parent)
        try:
            self._refuse_cycle(unit, on=change.on)
        except Refused:
            unit.parents = before
            raise

    def _end_unit(self, change: UnitEnded) -> None:
        unit = self._unit(change.unit)
        if change.on <= unit.started:
            raise Refused(
                _("%(name)s exists from %(started)s only; it cannot end on %(on)s.")
                % {"name": unit.name, "started": unit.started, "on": change.on},
                field="on",
            )
        for successor in change.successors:
            if successor == change.unit:
                raise Refused(_("%(name)s cannot succeed itself.") % {"name": unit.name}, field="into")
            self._above(successor, on=change.on)
            if change.unit in self.chain_on(successor, day=change.on):
                raise Refused(
                    _("%(successor)s stands below %(name)s; move it first, then let it succeed.")
                    % {"successor": self.units[successor].name, "name": unit.name},
                    field="into",
                )
        before = unit.ended, unit.successors
        unit.ended, unit.successors = change.on, change.successors
        try:
            self._refuse_cycle_now(unit)
        except Refused:
            unit.ended, unit.successors = before
            raise

    def _hold_post(self, change: PostHeld) -> None:
        self._unit(change.unit)
        self.held.setdefault(change.person, {})[change.unit, change.post, change.on] = change

    def _refuse_cycle(self, unit: Unit, *, on: date) -> None:
        """Walk up from ``unit`` over all the days for which a move on ``on`` holds, and in the tree as it is now."""
        place = unit.parents.days.index(on)
        first = on if place else date.min
        following = unit.parents.days[place + 1 : place + 2]
        last = date.fromordinal(following[0].toordinal() - 1) if following else date.max
        waiting: list[tuple[tuple[UUID, ...], date, date]] = [((unit.uuid,), first, last)]
        while waiting:
            path, begins, ends = waiting.pop()
            for parent, start, end in self.units[path[-1]].parents.between(begins, ends):
                if parent == unit.uuid:
                    raise self._cycle(path)
                if parent is not None:
                    waiting.append(((*path, parent), start, end))
        self._refuse_cycle_now(unit)

    def _refuse_cycle_now(self, unit: Unit) -> None:
        path = [unit.uuid]
        while (above := _stands_below(self.units[path[-1]])) is not None:
            if above == unit.uuid:
                raise self._cycle(path)
            path.append(above)

    def _cycle(self, path: Iterable[UUID]) -> Refused:
        names = [self.units[uuid].name for uuid in path]
        return Refused(
            _("%(name)s would stand below itself: %(path)s.")
            % {"name": names[0], "path": " → ".join([*names, names[0]])},
            field="under",
        )


def _stands_below(unit: Unit) -> UUID | None:
    """What a unit counts below in the tree of now."""
    return unit.successors[0] if unit.ended and len(unit.successors) == 1 else unit.parents.last()


def structure_of(changes: Iterable[Change]) -> Structure:
    """The structure after all ``changes`` in their order."""
    structure = Structure()
    for change in changes:
        structure.apply(change)
    return structure
