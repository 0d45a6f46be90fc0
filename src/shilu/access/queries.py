"""What the tables of access say."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

from shilu.access.may import WHOLE, Held, Viewer, viewer_on
from shilu.access.models import Account, Appointment
from shilu.access.roles import Role
from shilu.organisation.structure import Structure


def viewer_of(account: Account, *, day: date, structure: Structure) -> Viewer:
    """What ``account`` holds on ``day``; one query."""
    return viewer_on(
        day,
        account=account.uuid,
        name=account.name,
        number=account.number,
        appointed=[
            (held, one.on, one.until)
            for one in account.appointments.order_by("id")
            for held in roles_held(one, structure=structure)
        ],
        structure=structure,
    )


def roles_held(appointment: Appointment, *, structure: Structure) -> list[Held]:
    """The role that an appointment gives, in each unit at the top for one to the whole body."""
    held = held_of(appointment)
    if appointment.unit != WHOLE:
        return [held]
    return [replace(held, unit=root.uuid) for root in structure.roots()] or [held]


def held_of(appointment: Appointment) -> Held:
    """The role as it is written down, with a leader's lines."""
    return Held(
        Role(appointment.role),
        appointment.unit,
        tuple(UUID(unit) for unit in appointment.lines.get("units", ())),
        frozenset(appointment.lines.get("kinds", ())),
    )


def appointed_in(units: frozenset[UUID], *, on: date) -> Iterator[Appointment]:
    """The appointments to ``units`` that hold on a day, in the order in which they were made."""
    for one in Appointment.objects.filter(on__lte=on).select_related("account").order_by("id"):
        if one.unit in units and (one.until is None or on < one.until):
            yield one


def account_names(accounts: Iterable[UUID]) -> dict[UUID, str]:
    """The names of ``accounts``; an account that is no more has none."""
    return dict(Account.objects.filter(uuid__in=set(accounts)).values_list("uuid", "name"))
