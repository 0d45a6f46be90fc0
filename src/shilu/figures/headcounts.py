"""How many people and units there were on a day."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from shilu.organisation.headcount import placed_on
from shilu.organisation.structure import Structure


def headcount(structure: Structure, *, units: Collection[UUID], day: date, category: str = "", post: str = "") -> int:
    """The people who belonged to ``units`` on ``day``; with ``post`` those who held it there; those of a category only."""
    places = placed_on(structure, day=day)
    if post:
        found = {
            held.person
            for held in structure.posts
            if held.unit in units and held.post == post and held.on <= day and (held.until is None or day < held.until)
        }
    else:
        found = {person for person, (unit, _category) in places.items() if unit in units}
    return sum(not category or (person in places and places[person][1] == category) for person in found)


def first_placed(structure: Structure) -> date | None:
    """The first day on which it is known where anybody belonged."""
    return min((places.days[0] for places in structure.people.values() if places.days), default=None)


def unitcount(
    structure: Structure,
    *,
    units: Collection[UUID],
    day: date,
    depths: Mapping[UUID, int],
    type_: str = "",
    level: str = "",
) -> int:
    """The ``units`` that existed on ``day``, those of a type or a level (1 is a root) only."""
    return sum(
        unit.exists_on(day) and (not type_ or unit.is_a(type_, day=day)) and (not level or str(depths[uuid]) == level)
        for uuid, unit in structure.units.items()
        if uuid in units
    )
