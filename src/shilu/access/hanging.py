"""What lies beside the log and names units or people, so that their coming cannot be taken back."""

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import Final
from uuid import UUID

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from shilu.access.models import Account, Act, Appointment
from shilu.access.queries import viewer_of
from shilu.access.roles import Right
from shilu.ledger.organising_gone import Gone, Stop
from shilu.organisation.structure import Structure

TITLES: Final[dict[str, StrPromise]] = {
    "Appointment": _("roles"),
    "Draft": _("drafts of records"),
    "Waiting": _("records outside the ledger"),
    "Usual": _("what is usually recorded"),
    "ReviewSwitch": _("review is switched on"),
    "Delivery": _("workbooks that were handed in"),
    "Deadline": _("what is due"),
    "Done": _("what was due and done"),
    "View": _("saved tables of statistics"),
    "Paper": _("papers"),
}
"""What the tables are called that name a unit; the audit names units as well, and keeps them."""


def hanging(gone: Gone, *, before: Structure, on: date) -> list[Stop]:
    """What hangs on units and people that would go: accounts, roles, drafts, papers and the like.

    A role that has ended by ``on`` goes with its unit, and so does that of who administers the whole body: it came with it.
    """
    found = [
        Stop(account.name, str(_("an account (%(number)s)") % {"number": account.number}))
        for account in Account.objects.filter(person__in=gone.people).order_by("id")
    ]
    lines, held = Counter(_line_units()), _units_of_roles(gone.units, structure=before, on=on)
    for uuid in gone.units:
        name = before.units[uuid].name
        found += [
            Stop(name, str(TITLES[model.__name__]))
            for model in naming_units()
            if (uuid in held if model is Appointment else model._default_manager.filter(unit=uuid).exists())
        ]
        if lines[uuid]:
            found.append(Stop(name, str(_("lines of a leader"))))
    return found


def naming_units() -> list[type[models.Model]]:
    """The tables beside the log with a column of units."""
    return [
        model
        for model in apps.get_models()
        if model is not Act
        and any(field.name == "unit" and isinstance(field, models.UUIDField) for field in model._meta.get_fields())
    ]


def _units_of_roles(units: Collection[UUID], *, structure: Structure, on: date) -> set[UUID]:
    """The units in which somebody has a role who does not administer the whole body."""
    held = Appointment.objects.filter(unit__in=units).exclude(until__lte=on).select_related("account")
    return {
        one.unit for one in held if not viewer_of(one.account, day=on, structure=structure).everywhere(Right.ADMINISTER)
    }


def _line_units() -> list[UUID]:
    held = Appointment.objects.exclude(lines={}).values_list("lines", flat=True)
    return [UUID(unit) for lines in held for unit in lines.get("units", ())]
