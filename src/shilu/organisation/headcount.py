"""How many people and units there were on a day, by category, by type and by unit."""

from collections import Counter
from datetime import date
from uuid import UUID

from shilu.organisation.structure import Structure, Tree


def placed_on(structure: Structure, *, day: date) -> dict[UUID, tuple[UUID, str]]:
    """The unit and category of each person who belonged to the organisation on ``day``."""
    places = ((person, timeline.since(day)) for person, timeline in structure.people.items())
    return {person: place for person, place in places if place is not None}


def people_by_unit(structure: Structure, *, day: date) -> Counter[tuple[UUID, str]]:
    """How many people of each category belonged to each unit itself on ``day``."""
    return Counter(placed_on(structure, day=day).values())


def head_count(structure: Structure, *, unit: UUID, day: date, tree: Tree | None = None) -> Counter[str]:
    """How many people of each category belonged to ``unit`` and all below it on ``day``.

    ``tree`` says who counts below whom: that of the day, or that of now for the structure of now.
    """
    below = (tree or structure.tree_on(day)).subtree(unit)
    total: Counter[str] = Counter()
    for (at, category), people in people_by_unit(structure, day=day).items():
        if at in below:
            total[category] += people
    return total


def unit_count(structure: Structure, *, unit: UUID, day: date, tree: Tree | None = None) -> Counter[str]:
    """How many units of each type there were on ``day``: ``unit`` itself and all below it."""
    below = (tree or structure.tree_on(day)).subtree(unit)
    standing = (one for uuid, one in structure.units.items() if uuid in below and one.exists_on(day))
    return Counter(one.types.at(day) for one in standing)
