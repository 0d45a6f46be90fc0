"""What the tables of access say."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import BigIntegerField

from shilu.access.may import WHOLE, Held, Viewer, held_on
from shilu.access.models import Account, Appointment
from shilu.access.roles import Role
from shilu.lib.prepared import Prepared, Slot
from shilu.lib.recent import Recent
from shilu.organisation.structure import Structure

_APPOINTED: Final = Prepared(
    lambda: (
        Appointment.objects.filter(account=Slot("account", BigIntegerField()))
        .order_by("id")
        .values_list("role", "unit", "lines", "on", "until")
    )
)


_viewers: Final = Recent[Hashable, Viewer](512)


def viewer_of(account: Account, *, day: date, structure: Structure) -> Viewer:
    """What ``account`` holds on ``day``; one query. As long as nothing of it changes, the same viewer."""
    appointed = [
        (Appointment(role=role, unit=unit, lines=lines), on, until)
        for role, unit, lines, on, until in _APPOINTED.rows(account=account.pk)
    ]
    held = held_on(
        day, ((held, on, until) for one, on, until in appointed for held in roles_held(one, structure=structure))
    )
    own = (account.uuid, account.name, account.number, held)
    # a viewer that is kept keeps its structure, so that no other has that identity
    return _viewers.made((*own, id(structure)), lambda: Viewer(*own, structure))


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
