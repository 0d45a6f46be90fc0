"""What an account takes from a change of its person: another name or number, another unit."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from shilu.access.closing import end_role, reopen_account
from shilu.access.models import Account, Act, Appointment
from shilu.access.operations import appoint, let_hold, written_down
from shilu.access.queries import viewer_of
from shilu.access.roles import Right, Role
from shilu.lib.acting import By
from shilu.lib.errors import Refused
from shilu.organisation.changes import Change, PersonLeft, PersonPlaced
from shilu.organisation.structure import Structure


def rename_account(account: Account, *, name: str, number: str, by: By) -> None:
    """Let an account be called as its person is now; Refused for a number that is missing or another account's."""
    if not number:
        raise Refused(_("The account is signed in to with the staff number; it cannot be left out."), field="number")
    with transaction.atomic():
        if Account.objects.filter(number=number).exclude(pk=account.pk).exists():
            raise Refused(_("The staff number %(number)s has an account already.") % {"number": number}, field="number")
        before = account.number
        account.name, account.number = name, number
        account.save(update_fields=("name", "number"))
        if before != number:
            written_down("account-renumbered", by=by, what=number, before={"number": before})


def move_roles(account: Account, *, old: UUID, new: UUID, on: date, by: By) -> None:
    """End from ``on`` what ``account`` held in the unit that its person left, and make it a member of the new one.

    Roles elsewhere stay. Refused where the old unit would lose its last administrator.
    """
    with transaction.atomic():
        left = list(account.appointments.filter(unit=old).exclude(until__lte=on))
        for appointment in left:
            end_role(appointment, until=max(on, appointment.on), by=by)
        here = account.appointments.filter(unit=new).exclude(until__lte=on)
        if left and not here.exists():
            appoint(account, Role.MEMBER, unit=new, on=on, by=by)


def follow_people(before: Structure, after: Structure, *, on: date, by: By) -> int:
    """Let the roles of all whose unit on ``on`` differs between two structures follow; return how many accounts that were.

    The last administrator of a body stays one, wherever the list puts them.
    """
    moved = 0
    with transaction.atomic():
        for account in Account.objects.filter(person__isnull=False, is_active=True):
            old, new = (_unit_of(structure, account, on=on) for structure in (before, after))
            if old and new and old != new:
                with suppress(Refused):
                    move_roles(account, old=old, new=new, on=on, by=by)
                    moved += 1
    return moved


def follow_roots(before: Structure, after: Structure, *, on: date, by: By) -> None:
    """Let who administered the whole body do so in each unit that came to stand at its top, so that none is locked out."""
    if not before.roots():
        return
    with transaction.atomic():
        for account in Account.objects.filter(appointments__role=Role.ADMINISTRATOR, is_active=True).distinct():
            if not viewer_of(account, day=on, structure=before).everywhere(Right.ADMINISTER):
                continue
            now = viewer_of(account, day=on, structure=after)
            for root in after.roots():
                if not now.may(Right.ADMINISTER, root.uuid):
                    appoint(account, Role.ADMINISTRATOR, unit=root.uuid, on=on, by=by)


def unfollow_roots(before: Structure, after: Structure, *, given_at: datetime, on: date, by: By) -> None:
    """End the roles that ``follow_roots`` gave at ``given_at`` in units that stand at the top no more."""
    gone = {root.uuid for root in before.roots()} - {root.uuid for root in after.roots()}
    with transaction.atomic():
        for unit in gone & after.units.keys():
            given = Act.objects.filter(
                act="appointed", unit=unit, at__gte=given_at, at__lt=given_at + timedelta(seconds=1)
            )
            held = Appointment.objects.filter(role=Role.ADMINISTRATOR, unit=unit, until=None)
            for appointment in held.filter(account__number__in=given.values("what")):
                end_role(appointment, until=max(on, appointment.on), by=by)


def drop_roles(before: Structure, after: Structure) -> None:
    """Let the roles go that were given in units which are no more; the audit keeps to whom."""
    Appointment.objects.filter(unit__in=before.units.keys() - after.units.keys()).delete()


def _unit_of(structure: Structure, account: Account, *, on: date) -> UUID | None:
    return _place_of(structure, account.person, on=on) if account.person else None


def follow_back(before: Structure, after: Structure, *, changes: Iterable[Change], by: By) -> int:
    """Give back the roles that ended when people changed their unit, or left, by ``changes`` that are taken back.

    Return how many accounts that were. A role is given back where it ended on the day of the change in the unit in which
    the person stands again; the membership that took its place ends. An account closed that day is open again.
    """
    restored = 0
    with transaction.atomic():
        for change in changes:
            if not isinstance(change, PersonPlaced | PersonLeft):
                continue
            account = Account.objects.filter(person=change.person).first()
            was, now = (_place_of(structure, change.person, on=change.on) for structure in (before, after))
            if account is None or now is None or was == now:
                continue
            if was is None and not account.is_active:
                reopen_account(account, by=by)
            for appointment in account.appointments.filter(unit=now, until=change.on):
                let_hold(appointment, until=None, by=by)
            if was is not None:
                for appointment in account.appointments.filter(unit=was, role=Role.MEMBER, on=change.on, until=None):
                    end_role(appointment, until=change.on, by=by)
            restored += 1
    return restored


def _place_of(structure: Structure, person: UUID, *, on: date) -> UUID | None:
    places = structure.people.get(person)
    place = places.since(on) if places else None
    return place[0] if place else None
