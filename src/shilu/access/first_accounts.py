"""Accounts for all people of a unit at once, with the slips that are printed and handed out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from shilu.access.colleagues import Colleague, colleagues
from shilu.access.operations import NewAccount, Slip, make_accounts
from shilu.lib.acting import By
from shilu.lib.errors import Refused
from shilu.organisation.structure import Structure, Unit

AT_ONCE: Final = 500  # as many as one page of slips is still printed of


@dataclass(frozen=True, slots=True)
class UnitSlips:
    """The slips of one unit, which are cut apart and handed out there."""

    unit: Unit
    slips: tuple[Slip, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """What was made: slips by unit, and who has no staff number and therefore got none."""

    units: tuple[UnitSlips, ...]
    without_number: tuple[str, ...]


def people_without_account(units: Iterable[UUID], *, structure: Structure, on: date) -> list[Colleague]:
    """Who belongs to ``units`` on a day and has no account yet."""
    found = colleagues(units, structure=structure, on=on)
    return [one for one in found if one.account is None]


def open_accounts(units: Iterable[UUID], *, structure: Structure, on: date, by: By) -> Opened:
    """Make a member's account for everybody of ``units`` who has a staff number and no account, all or none.

    Refused for more than ``AT_ONCE`` people, and where there is nobody.
    """
    without = people_without_account(units, structure=structure, on=on)
    numbered = [one for one in without if one.number and one.unit]
    if len(numbered) > AT_ONCE:
        raise Refused(
            _("%(count)s people are too many for one go; choose units below with at most %(most)s together.")
            % {"count": len(numbered), "most": AT_ONCE}
        )
    if not numbered:
        raise Refused(_("Everybody here with a staff number has an account already."))
    slips = make_accounts(
        [NewAccount(one.number, one.name, one.person, one.unit.uuid) for one in numbered if one.unit], by=by
    )
    places: dict[UUID, list[Slip]] = {}
    for one, slip in zip(numbered, slips, strict=True):
        if one.unit:
            places.setdefault(one.unit.uuid, []).append(slip)
    return Opened(
        tuple(UnitSlips(structure.units[unit], tuple(of)) for unit, of in places.items()),
        tuple(one.name for one in without if not one.number),
    )
