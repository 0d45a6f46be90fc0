"""Who belonged to the organisation on a day."""

from datetime import date
from uuid import UUID

from shilu.organisation.structure import Structure


def placed_on(structure: Structure, *, day: date) -> dict[UUID, tuple[UUID, str]]:
    """The unit and category of each person who belonged to the organisation on ``day``."""
    places = ((person, timeline.since(day)) for person, timeline in structure.people.items())
    return {person: place for person, place in places if place is not None}


def people_in(unit: UUID, *, structure: Structure, day: date) -> int:
    """How many people belonged to the unit itself on ``day``."""
    return sum(at == unit for at, _category in placed_on(structure, day=day).values())
