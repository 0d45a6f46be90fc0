"""One log-in for each role of the sample organisation, all with the code that its log-in page shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.auth.hashers import make_password

from shilu.access.models import Account
from shilu.access.operations import NewAccount, appoint, make_accounts
from shilu.access.roles import Role
from shilu.demo.tour import LogIn, Tour
from shilu.ledger.queries import catalogue_at, structure_at
from shilu.lib.acting import By
from shilu.lib.errors import Refused
from shilu.organisation.finding import Finder
from shilu.organisation.person import KnownPerson
from shilu.organisation.queries import known_people
from shilu.organisation.structure import Structure, Unit


@dataclass(frozen=True, slots=True)
class Made:
    """A log-in of the sample: staff number, name, role and the unit in which it holds."""

    number: str
    name: str
    role: Role
    unit: str


def make_log_ins(tour: Tour, *, by: By, today: date) -> list[Made]:
    """An account for each log-in of the tour, given to the people who stand first in its unit's list."""
    structure = structure_at()
    finder = Finder(structure)
    taken: set[UUID] = set()
    password = make_password(tour.serve.code)
    made = []
    for one in tour.serve.log_ins:
        person = next(_people(finder.unit(one.unit), structure, today=today, but=taken))
        taken.add(person.uuid)
        make_accounts([NewAccount(person.number, person.name, person.uuid)], by=by)
        account = Account.objects.get(number=person.number)
        account.password, account.must_change = password, False
        account.save(update_fields=("password", "must_change"))
        over = finder.unit(one.over or one.unit)
        appoint(account, Role(one.role), unit=over.uuid, on=date(2024, 1, 1), by=by, lines=_lines(one, finder))
        made.append(Made(person.number, person.name, Role(one.role), over.name))
    return made


def _people(unit: Unit, structure: Structure, *, today: date, but: set[UUID]) -> Iterator[KnownPerson]:
    """Who belongs to the unit on the day and has a staff number, in the order of the list; Refused where all are taken."""
    for person in known_people():
        place = structure.people[person.uuid].at(today) if person.uuid in structure.people else None
        if person.number and person.uuid not in but and place is not None and place[0] == unit.uuid:
            yield person
    raise Refused(unit.name)


def _lines(one: LogIn, finder: Finder) -> dict[str, list[str]]:
    units = [str(finder.unit(name).uuid) for name in one.line_units]
    kinds = [
        kind.key for kind in catalogue_at().kinds.values() if one.line_section and kind.section == one.line_section
    ]
    return {"units": units, "kinds": kinds} if units or kinds else {}
