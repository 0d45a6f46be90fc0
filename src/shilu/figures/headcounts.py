"""How many people and units there were on a day."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from shilu.organisation.headcount import placed_on
from shilu.organisation.structure import Structure


def headcount(structure: Structure, *, units: Collection[UUID], day: date, category: str = "", post: str = "") -> int:
    """The people who belonged to ``units`` on ``day``; with ``post`` those who held it there; those of a category only."""
    return len({person for person, _unit in _heads(structure, units=units, day=day, category=category, post=post)})


def heads_by_units(
    structure: Structure, *, units: Collection[UUID], day: date, category: str = "", post: str = ""
) -> Counter[tuple[UUID, ...]]:
    """The same people, each once, by the unit in which they count; by several for who holds the post in several."""
    heads = _heads(structure, units=units, day=day, category=category, post=post)
    order = {unit: at for at, unit in enumerate(structure.units)}
    found: dict[UUID, list[UUID]] = {}
    for person, unit in sorted(heads, key=lambda head: order[head[1]]):
        found.setdefault(person, []).append(unit)
    return Counter(map(tuple, found.values()))


def _heads(
    structure: Structure, *, units: Collection[UUID], day: date, category: str, post: str
) -> set[tuple[UUID, UUID]]:
    places = placed_on(structure, day=day)
    if post:
        found = {
            (held.person, held.unit)
            for held in structure.posts
            if held.unit in units and held.post == post and held.on <= day and (held.until is None or day < held.until)
        }
    else:
        found = {(person, unit) for person, (unit, _category) in places.items() if unit in units}
    return {
        (person, unit) for person, unit in found if not category or (person in places and places[person][1] == category)
    }


def first_placed(structure: Structure) -> date | None:
    """The first day on which it is known where anybody belonged."""
    return min((places.days[0] for places in structure.people.values() if places.days), default=None)


def units_counted(
    structure: Structure,
    *,
    units: Collection[UUID],
    day: date,
    depths: Mapping[UUID, int],
    type_: str = "",
    level: str = "",
) -> list[UUID]:
    """Those of ``units`` that existed on ``day``, of a type or a level (1 is a root) only."""
    return [
        uuid
        for uuid, unit in structure.units.items()
        if uuid in units
        and unit.exists_on(day)
        and (not type_ or unit.is_a(type_, day=day))
        and (not level or str(depths[uuid]) == level)
    ]
