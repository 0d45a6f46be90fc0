"""What a staff list changes: its people compared with those that are known and where each of them is."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from shilu.organisation.changes import Change, PersonPlaced, PostHeld
from shilu.organisation.finding import Finder
from shilu.organisation.person import KnownPerson
from shilu.organisation.staff_list import PersonRow, StaffList, number_key
from shilu.organisation.staff_units import listed_units, root_of_list
from shilu.organisation.structure import Structure
from shilu.organisation.table import Fault

ROOT_CODE: Final = "01"


@dataclass(frozen=True, slots=True)
class StaffPlan:
    """What a list changes; with faults, what would be left.

    ``people`` are those whose name or number has to be written beside the log. ``missing`` are those of the body whom
    the list lacks: nothing happens to them.
    """

    changes: tuple[Change, ...]
    people: tuple[KnownPerson, ...]
    faults: tuple[Fault, ...]
    new: int
    moved: tuple[KnownPerson, ...]
    known: int
    missing: tuple[KnownPerson, ...]


def staff_changes(
    staff: StaffList,
    *,
    structure: Structure,
    people: Sequence[KnownPerson],
    on: date,
    root: str | None = None,
    root_code: str = ROOT_CODE,
    new_uuid: Callable[[], UUID] = uuid4,
) -> StaffPlan:
    """What has to happen so that the people of the list stand where it says, from ``on``.

    A person is known by the staff number, else by name and unit. ``root`` names the body whose list it is where the
    title does not; a body that has to be made gets ``root_code``, its units codes that begin with it.
    """
    finder = Finder(structure)
    body = root_of_list(staff, finder=finder, structure=structure, root=root, code=root_code, on=on, uuid=new_uuid())
    units = listed_units(staff, root=body, finder=finder, on=on, taken=structure.codes, new_uuid=new_uuid)
    comparison = _Comparison(structure, on, new_uuid, _Register(people, structure, on))
    rows = [row for row in staff.rows if row.unit in units.by_name]
    comparison.take(rows, units.by_name)
    missing: list[KnownPerson] = []
    if body.added is None:
        below = structure.tree_on(on).subtree(body.uuid) | structure.tree_now().subtree(body.uuid)
        missing = [
            one for one, unit in comparison.register.placed() if unit in below and one.uuid not in comparison.seen
        ]
    faults = sorted((*staff.faults, *units.faults, *comparison.faults), key=lambda fault: (fault.row, fault.column))
    return StaffPlan(
        (*units.added, *comparison.changes),
        tuple(comparison.people),
        tuple(faults),
        comparison.new,
        tuple(comparison.moved),
        comparison.known,
        tuple(missing),
    )


class _Register:
    """Who is known, by number and by name and unit."""

    def __init__(self, people: Sequence[KnownPerson], structure: Structure, on: date) -> None:
        self._places: Mapping[UUID, tuple[UUID, str] | None] = {
            person: places.since(on) for person, places in structure.people.items()
        }
        self._people = people
        self._numbers = {number_key(person.number): person for person in people if person.number}
        self._names: dict[tuple[str, UUID], list[KnownPerson]] = {}
        for person, unit in self.placed():
            self._names.setdefault((person.name, unit), []).append(person)

    def place(self, person: UUID) -> tuple[UUID, str] | None:
        return self._places.get(person)

    def placed(self) -> Iterator[tuple[KnownPerson, UUID]]:
        """Everybody who belongs to a unit on the list's day, with it."""
        for person in self._people:
            place = self._places.get(person.uuid)
            if place:
                yield person, place[0]

    def numbered(self, number: str) -> KnownPerson | None:
        return self._numbers.get(number_key(number)) if number else None

    def named(self, row: PersonRow, unit: UUID) -> list[KnownPerson]:
        """Those of the name in the unit; for a row with a number only those who have none yet."""
        found = self._names.get((row.name, unit), [])
        return [person for person in found if not (row.number and person.number)]


@dataclass(slots=True)
class _Comparison:
    """Rows taken one after the other: what each changes."""

    structure: Structure
    on: date
    new_uuid: Callable[[], UUID]
    register: _Register
    changes: list[Change] = field(default_factory=list)
    people: list[KnownPerson] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    moved: list[KnownPerson] = field(default_factory=list)
    seen: set[UUID] = field(default_factory=set)
    new: int = 0
    known: int = 0

    def take(self, rows: Sequence[PersonRow], units: Mapping[str, UUID]) -> None:
        numbered = {row.line.number: person for row in rows if (person := self.register.numbered(row.number))}
        self.seen.update(person.uuid for person in numbered.values())
        for row in rows:
            person = numbered.get(row.line.number)
            if person and person.name != row.name:
                shown = {"number": row.number, "name": person.name}
                self.faults.append(row.line.fault("number", _("The number %(number)s is that of %(name)s.") % shown))
                continue
            if person is None:
                others = [one for one in self.register.named(row, units[row.unit]) if one.uuid not in self.seen]
                if len(others) > 1:
                    reason = _("Several people are called %(name)s there; write the staff number.")
                    self.faults.append(row.line.fault("name", reason % {"name": row.name}))
                    continue
                person = others[0] if others else None
            self._take_row(row, person, units[row.unit])

    def _take_row(self, row: PersonRow, person: KnownPerson | None, unit: UUID) -> None:
        if person is None:
            person = KnownPerson(self.new_uuid(), row.name, row.number)
            self.people.append(person)
            self.new += 1
        elif row.number and not person.number:
            self.people.append(KnownPerson(person.uuid, person.name, row.number))
        self.seen.add(person.uuid)
        before = self.register.place(person.uuid)
        category = row.category if row.category is not None else (before[1] if before else "")
        found: list[Change] = []
        if before != (unit, category):
            found.append(PersonPlaced(person.uuid, unit, category, self.on))
            if before and before[0] != unit:
                self.moved.append(person)
        found += self._posts(row, person.uuid, unit)
        self.changes += found
        self.known += not found

    def _posts(self, row: PersonRow, person: UUID, unit: UUID) -> Iterator[Change]:
        held = self.structure.posts_on(person, day=self.on)
        for post in held:
            if post.unit != unit or (row.posts and post.post not in row.posts):
                yield PostHeld(person, post.unit, post.post, post.on, self.on)
        present = {post.post for post in held if post.unit == unit}
        yield from (PostHeld(person, unit, post, self.on, None) for post in row.posts if post not in present)
