"""A unit with its history, and who stands below whom in one tree."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from shilu.organisation.timeline import Timeline


@dataclass(slots=True)
class Unit:
    """A unit with its history; ``ended`` is the first day on which it is no more."""

    uuid: UUID
    code: str
    types: Timeline[str]
    started: date
    names: Timeline[tuple[str, str]]
    parents: Timeline[UUID | None]
    aliases: list[str] = field(default_factory=list)
    replaced_names: list[str] = field(default_factory=list)
    ended: date | None = None
    successors: tuple[UUID, ...] = ()

    @property
    def type(self) -> str:
        return self.types.last()

    @property
    def name(self) -> str:
        return self.names.last()[0]

    @property
    def short_name(self) -> str:
        return self.names.last()[1]

    @property
    def usual_name(self) -> str:
        """What the unit is called within the body: its short name where it has one."""
        return self.short_name or self.name

    def exists_on(self, day: date) -> bool:
        return self.started <= day and not self.ended_by(day)

    def ended_by(self, day: date) -> bool:
        """Whether the unit was no more on ``day``."""
        return self.ended is not None and self.ended <= day

    def is_a(self, type_: str, *, day: date) -> bool:
        """Whether the unit was of a type on ``day``: by what its sheet said, or because its name ends so (派出所)."""
        return self.types.at(day) == type_ or self.names.at(day)[0].endswith(type_)

    def known_as(self) -> Iterator[str]:
        """Every name, old or new, by which the unit can be found, its code first."""
        yield self.code
        yield from self.names_borne()

    def names_borne(self) -> Iterator[str]:
        """Every name, old or new, without the code."""
        for name, short_name in self.names.values:
            yield name
            if short_name:
                yield short_name
        yield from self.aliases
        yield from self.replaced_names


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
