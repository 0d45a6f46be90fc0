"""shilu accounts: who can sign in to the pages; the first account of a workspace is made here."""

from collections.abc import Mapping
from typing import Annotated
from uuid import UUID

import typer
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from shilu.access.may import WHOLE
from shilu.access.models import Account
from shilu.access.operations import NewAccount, Slip, appoint, make_accounts, reset_code
from shilu.access.queries import held_of
from shilu.access.roles import TITLES, Role
from shilu.cli.asked import ASKED, by, today, unit_named
from shilu.cli.printing import Format, FormatOption, print_json, print_table, say
from shilu.ledger.queries import structure_at
from shilu.lib.enumerating import enumerated
from shilu.lib.errors import Refused
from shilu.organisation.queries import known_people
from shilu.organisation.structure import Unit


def register(main: typer.Typer) -> None:
    accounts = typer.Typer(help=gettext_noop("Who can sign in to the pages."), no_args_is_help=True)
    accounts.command()(add)
    accounts.command()(reset)
    accounts.command("list")(listed)
    main.add_typer(accounts, name="accounts")


def add(
    number: Annotated[str, typer.Argument(metavar="NUMBER", help=gettext_noop("The staff number to sign in with."))],
    name: Annotated[
        str, typer.Option("--name", help=gettext_noop("The person's name; not needed for one of the staff list."))
    ] = "",
    role: Annotated[
        str,
        typer.Option(
            "--role",
            metavar="ROLE",
            help=gettext_noop("Member, recorder, reviewer, leader, inspector, administrator or system."),
        ),
    ] = "administrator",
    unit: Annotated[
        str, typer.Option("--unit", help=gettext_noop("Where it may; without it, in the whole body."))
    ] = "",
    answer: FormatOption = Format.TABLE,
) -> None:
    """Make an account and print its first code. Example: shilu accounts add 900023 --name 林宏林"""
    ASKED.open()
    person = next((one for one in known_people() if one.number == number), None)
    called = name.strip() or (person.name if person else "")
    if not called:
        raise Refused(
            _("Nobody of the staff list has the number %(number)s; say the name with --name.") % {"number": number}
        )
    if role not in set(Role):
        known = enumerated(f"{one} {TITLES[one]}" for one in Role)
        raise Refused(_("There is no role “%(role)s”; there are %(known)s.") % {"role": role, "known": known})
    over = unit_named(unit).uuid if unit else WHOLE
    with transaction.atomic():
        (slip,) = make_accounts([NewAccount(number, called, person.uuid if person else None)], by=by())
        appoint(Account.objects.get(number=number), Role(role), unit=over, on=today(), by=by())
    _print(slip, answer)


def reset(
    number: Annotated[str, typer.Argument(metavar="NUMBER", help=gettext_noop("The staff number to sign in with."))],
    answer: FormatOption = Format.TABLE,
) -> None:
    """Give an account a new first code, as when nobody can sign in any more. Example: shilu accounts reset 900023"""
    ASKED.open()
    account = Account.objects.filter(number=number).first()
    if account is None:
        raise Refused(_("No account has the number %(number)s; shilu accounts list shows all.") % {"number": number})
    _print(reset_code(account, by=by()), answer)


def listed(answer: FormatOption = Format.TABLE) -> None:
    """List the accounts with their roles. Example: shilu accounts list"""
    ASKED.open()
    units = structure_at().units
    rows = []
    for account in Account.objects.order_by("number").prefetch_related("appointments"):
        for one in account.appointments.all() or [None]:
            held = held_of(one) if one else None
            rows.append(
                {
                    "number": account.number,
                    "name": account.name,
                    "role": held.role if held else "",
                    "unit": _unit_name(held.unit, units) if held else "",
                    "from": one.on.isoformat() if one else "",
                    "until": one.until.isoformat() if one and one.until else "",
                }
            )
    if answer is Format.JSON:
        print_json(rows)
        return
    heads = [_("Staff number"), _("Full name"), _("Role"), _("Unit"), _("From"), _("Until")]
    print_table(
        heads,
        [
            (
                *(row[key] for key in ("number", "name")),
                _title(row["role"]),
                *(row[key] for key in ("unit", "from", "until")),
            )
            for row in rows
        ],
    )


def _title(role: str) -> str:
    return str(TITLES[Role(role)]) if role else ""


def _unit_name(unit: UUID, units: Mapping[UUID, Unit]) -> str:
    if unit == WHOLE:
        return _("the whole body")
    return units[unit].name if unit in units else ""


def _print(slip: Slip, answer: Format) -> None:
    told = {"number": slip.number, "name": slip.name, "code": slip.code}
    if answer is Format.JSON:
        print_json(told)
    else:
        say(_("%(name)s signs in as %(number)s with the code %(code)s, and chooses another one then.") % told)
