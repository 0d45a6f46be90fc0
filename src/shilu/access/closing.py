"""Ending what somebody may do: a role, or the whole account of one who left."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from shilu.access.may import WHOLE
from shilu.access.models import Account, Appointment
from shilu.access.operations import let_hold, written_down
from shilu.access.roles import Role
from shilu.ledger.queries import structure_at
from shilu.lib.acting import By
from shilu.lib.errors import Refused


def end_role(appointment: Appointment, *, until: date, by: By) -> None:
    """Let a role end; Refused for the last administrator of a body, and before the day on which it began."""
    if until < appointment.on:
        raise Refused(
            _("The role began on %(on)s; it cannot end before that.") % {"on": appointment.on.isoformat()}, field="on"
        )
    with transaction.atomic():
        _refuse_last(appointment, on=until)
        let_hold(appointment, until=until, by=by)


def close_account(account: Account, *, on: date, by: By) -> None:
    """Let nobody sign in as ``account`` any more, and end its roles and keys; what it did stays its own."""
    with transaction.atomic():
        for appointment in account.appointments.exclude(until__lte=on):
            _refuse_last(appointment, on=on)
            let_hold(appointment, until=max(on, appointment.on), by=by)
        account.tokens.all().delete()
        account.is_active = False
        account.save(update_fields=("is_active",))
        written_down("account-closed", by=by, what=account.number)


def reopen_account(account: Account, *, by: By) -> None:
    """Let a closed account be signed in with again; roles have to be given anew."""
    with transaction.atomic():
        account.is_active = True
        account.save(update_fields=("is_active",))
        written_down("account-reopened", by=by, what=account.number)


def _refuse_last(appointment: Appointment, *, on: date) -> None:
    """Somebody has to be left who can appoint others."""
    if appointment.role != Role.ADMINISTRATOR:
        return
    unit = structure_at().units.get(appointment.unit)
    if appointment.unit != WHOLE and (unit is None or unit.parents.last() is not None):
        return
    others = Appointment.objects.filter(
        role=Role.ADMINISTRATOR, unit__in=(appointment.unit, WHOLE), on__lte=on, account__is_active=True
    )
    if not others.exclude(until__lte=on).exclude(account=appointment.account_id).exists():
        name = unit.name if unit else _("the whole body")
        raise Refused(_("%(unit)s would have no administrator; appoint another one first.") % {"unit": name})
