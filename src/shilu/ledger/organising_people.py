"""What can be done by hand to units and people: add a unit, take somebody in, place them, give posts, let them go."""

from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from shilu.ledger.clerk import Clerk
from shilu.ledger.organising import change_as_it_stands, change_organisation
from shilu.ledger.queries import structure_at
from shilu.lib.errors import Refused
from shilu.organisation.names import person_name
from shilu.organisation.operations import keep_people
from shilu.organisation.person import KnownPerson
from shilu.organisation.placing import (
    addition_of_unit,
    end_of_post,
    holding_of_post,
    leaving_of_person,
    placing_of_person,
)
from shilu.organisation.queries import known_people
from shilu.organisation.staff_list import number_key
from shilu.organisation.structure import Structure


def add_unit(
    name: str,
    *,
    under: UUID | None,
    on: date,
    clerk: Clerk,
    short_name: str = "",
    type_: str = "",
    code: str = "",
) -> UUID:
    """Add a unit below ``under`` (None: at the top) from ``on``; return its uuid. Refused for a name or code that is taken."""
    with transaction.atomic():
        added = addition_of_unit(
            structure_at(), name=name, short_name=short_name, type_=type_, code=code, parent=under, on=on
        )
        change_organisation([added], clerk=clerk)
    return added.unit


def take_in_person(name: str, *, number: str, unit: UUID, category: str, on: date, clerk: Clerk) -> UUID:
    """Let somebody new belong to ``unit`` from ``on``; return their uuid. Refused for a staff number that is taken."""
    name, number = person_name(name), "".join(number.split())
    if not name:
        raise Refused(_("The name of the person is missing."), field="name")
    _refuse_number(number, besides=None)
    person = uuid4()
    with transaction.atomic():
        keep_people([KnownPerson(person, name, number)])
        changes = placing_of_person(structure_at(), person=person, unit=unit, category=category.strip(), on=on)
        change_organisation(changes, clerk=clerk)
    return person


def rename_person(person: UUID, *, name: str, number: str) -> None:
    """Mend somebody's name or staff number, which stand beside the log. Refused for a staff number that is taken."""
    name, number = person_name(name), "".join(number.split())
    if not name:
        raise Refused(_("The name of the person is missing."), field="name")
    _refuse_number(number, besides=person)
    keep_people([KnownPerson(person, name, number)])


def place_person(person: UUID, *, unit: UUID, category: str, on: date, clerk: Clerk) -> Structure:
    """Let somebody belong to ``unit`` from ``on``; posts held in other units end then."""
    return change_as_it_stands(
        lambda now: placing_of_person(now, person=person, unit=unit, category=category, on=on), clerk=clerk
    )


def let_go(person: UUID, *, on: date, clerk: Clerk) -> Structure:
    """Let somebody be with the body no more on ``on``; what they did, and where they were, stays."""
    return change_as_it_stands(lambda now: leaving_of_person(now, person=person, on=on), clerk=clerk)


def give_post(person: UUID, *, unit: UUID, post: str, on: date, clerk: Clerk, until: date | None = None) -> Structure:
    """Let somebody hold ``post`` in ``unit`` from ``on``, until the day before ``until``."""
    return change_as_it_stands(
        lambda now: holding_of_post(now, person=person, unit=unit, post=post, on=on, until=until), clerk=clerk
    )


def end_post(person: UUID, *, unit: UUID, post: str, until: date, clerk: Clerk) -> Structure:
    """Let a post be held for the last time on the day before ``until``."""
    return change_as_it_stands(
        lambda now: end_of_post(now, person=person, unit=unit, post=post, until=until), clerk=clerk
    )


def _refuse_number(number: str, *, besides: UUID | None) -> None:
    for one in known_people():
        if number and one.number and number_key(one.number) == number_key(number) and one.uuid != besides:
            raise Refused(
                _("The number %(number)s is that of %(name)s.") % {"number": number, "name": one.name}, field="number"
            )
