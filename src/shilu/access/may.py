"""Who may do what, where: the whole of it. Pages and programs ask here and decide nothing themselves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final
from uuid import UUID

from shilu.access.roles import RIGHTS, Right, Role
from shilu.ledger.sight import Part, Sight, subtree_part
from shilu.organisation.structure import Structure, Unit

WHOLE: Final = UUID(int=0)
"""The unit of a role in the whole body, whatever units stand at its top; there may be none yet."""


@dataclass(frozen=True, slots=True)
class Held:
    """A role that somebody holds in a unit today; a leader's lines narrow what is read to units and kinds."""

    role: Role
    unit: UUID
    line_units: tuple[UUID, ...] = ()
    line_kinds: frozenset[str] = frozenset()

    @property
    def reads(self) -> tuple[UUID, ...]:
        """The units below which something is read."""
        if not self.line_units:
            return (self.unit,)
        return (*self.line_units, *((self.unit,) if self.line_kinds else ()))

    @property
    def acts(self) -> tuple[UUID, ...]:
        """The units below which something is done."""
        return self.line_units or (self.unit,)

    @property
    def touches(self) -> tuple[UUID, ...]:
        """Every unit that the role names."""
        return (self.unit, *self.line_units)


@dataclass(frozen=True)
class Viewer:
    """Somebody who signed in, and what they hold today."""

    account: UUID
    name: str
    number: str
    held: tuple[Held, ...]
    structure: Structure

    @cached_property
    def _reach(self) -> Mapping[Right, frozenset[UUID]]:
        """The units in which each right holds: those of the roles with all below them, as the organisation stands now."""
        tree = self.structure.tree_now()
        roots = {unit for held in self.held for unit in (*held.reads, *held.acts)} & self.structure.units.keys()
        inside = {unit: tree.subtree(unit) for unit in roots}
        found: dict[Right, frozenset[UUID]] = {}
        for held in self.held:
            for right in RIGHTS[held.role]:
                its = held.reads if right in {Right.OPEN, Right.READ} else held.acts
                units = (inside[unit] for unit in its if unit in inside)
                found[right] = found.get(right, frozenset()).union(*units)
        return found

    def holds(self, right: Right) -> bool:
        """Whether there is any unit in which this is allowed."""
        return any(right in RIGHTS[held.role] for held in self.held)

    def may(self, right: Right, unit: UUID) -> bool:
        """Whether this is allowed in ``unit``."""
        return unit in self._reach.get(right, frozenset())

    def decides(self, unit: UUID, *, reviewed: bool) -> bool:
        """Whether one lets what others handed in of ``unit`` into the ledger: reviewers do; where no review is asked
        for (``reviewed``), whoever posts there does too.
        """
        return self.may(Right.REVIEW, unit) or (not reviewed and self.may(Right.POST, unit))

    def posts_correction(self, before: UUID, *, after: UUID, reviewed: bool) -> bool:
        """Whether one's correction of a record of the unit ``before`` into one of ``after`` may be posted: who posts in
        both, where no review is asked for in the unit that loses it (``reviewed``); else it waits.
        """
        return not reviewed and all(self.may(Right.POST, unit) for unit in (before, after))

    def everywhere(self, right: Right) -> bool:
        """Whether this is allowed in the whole body, as settings and catalogue are of the whole body."""
        return self.holds(right) and all(self.may(right, root.uuid) for root in self.structure.roots())

    @property
    def looks_after_copies(self) -> bool:
        """Whether one makes, takes away and brings back copies of everything: the system's administrators, and the body's."""
        return self.holds(Right.OPERATE) or self.everywhere(Right.ADMINISTER)

    def may_grant(self, held: Held) -> bool:
        """Whether this role may be given and taken away: by who administers all that it reaches, the system's by the body's."""
        if self.everywhere(Right.ADMINISTER):
            return True
        return held.role is not Role.SYSTEM and all(self.may(Right.ADMINISTER, unit) for unit in held.touches)

    def answers_for(self, holding: Iterable[Held]) -> bool:
        """Whether one may change the number of somebody who holds these roles, close and open the account, and end them
        all: who could give each of the roles, those of other units and higher ones as well.
        """
        return all(self.may_grant(held) for held in holding)

    def may_reset(self, unit: UUID, *, holding: Iterable[Held]) -> bool:
        """Whether somebody of ``unit`` may be given a new first code: whoever hands it over could use it themselves."""
        return self.may(Right.RESET, unit) and all(
            self.may_grant(held) or all(self.may(right, at) for right in RIGHTS[held.role] for at in held.touches)
            for held in holding
        )

    def units(self, right: Right = Right.READ) -> list[Unit]:
        """The units in which this is allowed, in the order of the organisation."""
        reach = self._reach.get(right, frozenset())
        return [unit for uuid, unit in self.structure.units.items() if uuid in reach]

    @cached_property
    def sight(self) -> Sight:
        """What of the ledger may be read: the subtrees of one's roles, and a leader's kinds in the whole of the unit."""
        return Sight(tuple(self._parts()))

    def _parts(self) -> Iterable[Part]:
        for held in self.held:
            if Right.READ not in RIGHTS[held.role] or held.unit not in self.structure.units:
                continue
            if held.line_units or not held.line_kinds:
                yield subtree_part(held.acts, structure=self.structure)
            if held.line_kinds:
                yield subtree_part([held.unit], structure=self.structure, kinds=held.line_kinds)

    @property
    def home(self) -> UUID | None:
        """The unit that stands on the page before another is chosen: the first in which something is read, else any."""
        reading = [held.unit for held in self.held if Right.READ in RIGHTS[held.role]]
        return next(iter(reading), None)


def held_on(day: date, appointed: Iterable[tuple[Held, date, date | None]]) -> tuple[Held, ...]:
    """Those of the roles (each with its first day and the day from which it holds no more) that hold on ``day``."""
    return tuple(one for one, on, until in appointed if on <= day and (until is None or day < until))
