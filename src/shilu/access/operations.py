"""What administrators and people themselves do to accounts; each act is written down."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID, uuid4

from axes.utils import reset
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from shilu.access.models import Account, Act, Appointment
from shilu.access.roles import Role
from shilu.lib.acting import By
from shilu.lib.errors import Refused

_LETTERS: Final = "23456789abcdefghjkmnpqrstuvwxyz"  # none that look like another in print
_CODE_LENGTH: Final = 10


@dataclass(frozen=True, slots=True)
class NewAccount:
    """Somebody who is to sign in: staff number, name, the person if there is one, and the unit they are a member of."""

    number: str
    name: str
    person: UUID | None = None
    unit: UUID | None = None


@dataclass(frozen=True, slots=True)
class Slip:
    """What is printed for somebody who signs in for the first time; the code is known nowhere else."""

    number: str
    name: str
    code: str


def written_down(
    act: str, *, by: By, what: str, unit: UUID | None = None, before: Any = None, after: Any = None
) -> None:
    """Write one act of administration into the audit; ``before`` and ``after`` are plain JSON."""
    Act.objects.create(
        at=by.now, account=by.account, name=by.name, act=act, what=what, unit=unit, before=before, after=after
    )


def first_code() -> str:
    """A code to sign in with once: ten signs that read alike nowhere, 49 bits."""
    return "".join(secrets.choice(_LETTERS) for _sign in range(_CODE_LENGTH))


class _OfFirstCodes(Argon2PasswordHasher):
    """A quick hash: nobody guesses 49 random bits, and the code that somebody chooses later gets the slow one."""

    time_cost = 1
    memory_cost = 8192
    parallelism = 1


def _give_first_code(account: Account) -> str:
    code = first_code()
    hasher = _OfFirstCodes()
    account.password = hasher.encode(code, hasher.salt())
    return code


def make_accounts(people: Sequence[NewAccount], *, by: By) -> list[Slip]:
    """Make an account for each of ``people`` with a first code; Refused, by number, where there is one already.

    Who has a unit is a member there from today.
    """
    made: list[tuple[Account, UUID | None, Slip]] = []
    for one in people:
        if not one.number.strip():
            raise Refused(
                _("%(name)s has no staff number; give one, for it is the name to sign in with.") % {"name": one.name}
            )
        account = Account(uuid=uuid4(), person=one.person, number=one.number, name=one.name, made_at=by.now)
        code = _give_first_code(account)
        made.append((account, one.unit, Slip(one.number, one.name, code)))
    with transaction.atomic():
        known = set(Account.objects.values_list("number", flat=True))
        for account, unit, _slip in made:
            if account.number in known:
                raise Refused(_("The staff number %(number)s has an account already.") % {"number": account.number})
            known.add(account.number)
            account.save()
            written_down("account-made", by=by, what=account.number, unit=unit)
            if unit is not None:
                appoint(account, Role.MEMBER, unit=unit, on=by.now.date(), by=by)
    return [slip for _account, _unit, slip in made]


def reset_code(account: Account, *, by: By, unit: UUID | None = None) -> Slip:
    """Give ``account`` a new first code; the one before, sessions, keys, and a lock after wrong codes end."""
    code = _give_first_code(account)
    account.must_change = True
    with transaction.atomic():
        account.save(update_fields=("password", "must_change"))
        reset(username=account.number)
        account.tokens.all().delete()  # somebody else may have made one
        written_down("code-reset", by=by, what=account.number, unit=unit)
    return Slip(account.number, account.name, code)


def change_code(account: Account, *, code: str, by: By) -> None:
    """Take the code that somebody chose; Refused, in one line, where it is too easy to guess."""
    try:
        validate_password(code, account)
    except ValidationError as fault:
        raise Refused(" ".join(fault.messages), field="code") from None
    account.set_password(code)
    account.must_change = False
    with transaction.atomic():
        account.save(update_fields=("password", "must_change"))
        written_down("code-changed", by=by, what=account.number)


def appoint(
    account: Account,
    role: Role,
    *,
    unit: UUID,
    on: date,
    by: By,
    until: date | None = None,
    lines: Mapping[str, Sequence[str]] | None = None,
) -> Appointment:
    """Give ``account`` a role in ``unit`` from ``on``; ``lines`` are a leader's, ``{"units": […], "kinds": […]}``."""
    with transaction.atomic():
        made = Appointment.objects.create(
            account=account,
            role=role,
            unit=unit,
            on=on,
            until=until,
            lines={key: list(of) for key, of in (lines or {}).items()},
        )
        written_down("appointed", by=by, what=account.number, unit=unit, after={"role": role, "on": on.isoformat()})
    return made


def let_hold(appointment: Appointment, *, until: date | None, by: By) -> None:
    """Let a role hold for the last time on the day before ``until``; without it, until further notice."""
    with transaction.atomic():
        before = appointment.until
        appointment.until = until
        appointment.save(update_fields=("until",))
        written_down(
            "appointment-ended" if until else "appointment-resumed",
            by=by,
            what=appointment.account.number,
            unit=appointment.unit,
            before={"role": appointment.role, "until": before.isoformat() if before else None},
            after={"role": appointment.role, "until": until.isoformat() if until else None},
        )
