"""What can be done to the table of people, which stands beside the log."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from shilu.organisation.models import Person
from shilu.organisation.person import KnownPerson


def keep_people(people: Iterable[KnownPerson]) -> None:
    """Write names and staff numbers; who is known already gets those given here."""
    given = {person.uuid: person for person in people}
    with transaction.atomic():
        known = {row.uuid: row for row in Person.objects.all() if row.uuid in given}
        for uuid, row in known.items():
            row.name, row.number = given[uuid].name, given[uuid].number
        Person.objects.bulk_update(known.values(), ("name", "number"), batch_size=200)
        Person.objects.bulk_create(
            [Person(uuid=one.uuid, name=one.name, number=one.number) for one in given.values() if one.uuid not in known]
        )


def forget_people(people: Iterable[UUID]) -> None:
    """Erase names and staff numbers; head counts stay, for the log knows the ids alone."""
    Person.objects.filter(uuid__in=list(people)).delete()
