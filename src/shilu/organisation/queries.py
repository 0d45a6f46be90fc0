"""What the table of people says."""

from collections.abc import Iterable
from uuid import UUID

from shilu.organisation.models import Person
from shilu.organisation.person import KnownPerson


def known_people() -> list[KnownPerson]:
    """Everybody whose name was not erased, in the order in which they came."""
    rows = Person.objects.order_by("id").values_list("uuid", "name", "number")
    return [KnownPerson(uuid, name, number) for uuid, name, number in rows]


def names_of(people: Iterable[UUID]) -> dict[UUID, str]:
    """The names of ``people``; one who was erased has none."""
    wanted = set(people)
    return {uuid: name for uuid, name in Person.objects.values_list("uuid", "name") if uuid in wanted}
