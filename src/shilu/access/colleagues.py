"""The people of units as an administrator sees them: place, posts, account and roles."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shilu.access.may import Held
from shilu.access.models import Account, Appointment
from shilu.access.queries import roles_held
from shilu.organisation.models import Person
from shilu.organisation.structure import Structure, Unit


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of a unit, or an account without a person (``person`` is None), which stands in the units of its roles."""

    person: UUID | None
    name: str
    number: str
    unit: Unit | None
    category: str
    posts: tuple[str, ...]
    account: Account | None
    held: tuple[Held, ...]

    @property
    def key(self) -> UUID:
        """What an address calls them by."""
        return self.person or (self.account.uuid if self.account else UUID(int=0))


def colleagues(
    units: Iterable[UUID], *, structure: Structure, on: date, text: str = "", left: bool = False
) -> list[Colleague]:
    """Who belongs to ``units`` on a day (``left``: who did and left), in the order of the organisation; three queries.

    ``text`` is part of a name or the beginning of a staff number.
    """
    wanted = set(units)
    accounts = list(Account.objects.order_by("id"))
    by_person = {account.person: account for account in accounts if account.person}
    held = roles_on(on, structure=structure)
    found = []
    for uuid, name, number in Person.objects.order_by("id").values_list("uuid", "name", "number"):
        place = _place(structure, uuid, on=on, left=left)
        if place is None or place[0] not in wanted:
            continue
        account = by_person.get(uuid)
        found.append(_member(uuid, name, number, place=place, structure=structure, on=on, account=account, held=held))
    if not left:
        found += [
            Colleague(None, one.name, one.number, structure.units.get(roles[0].unit), "", (), one, tuple(roles))
            for one in accounts
            if one.person is None and (roles := [role for role in held.get(one.pk, ()) if role.unit in wanted])
        ]
    order = {uuid: place for place, uuid in enumerate(structure.units)}
    matching = [one for one in found if not text or text in one.name or one.number.startswith(text)]
    return sorted(matching, key=lambda one: order.get(one.unit.uuid, 0) if one.unit else -1)


def colleague(key: UUID, *, structure: Structure, on: date) -> Colleague | None:
    """The person, or the account without one, that an address calls ``key``."""
    account = Account.objects.filter(person=key).first() or Account.objects.filter(uuid=key, person=None).first()
    held = {account.pk: roles_of(account, on=on, structure=structure)} if account else {}
    row = Person.objects.filter(uuid=key).values_list("uuid", "name", "number").first()
    if row is not None:
        place = _place(structure, key, on=on) or _place(structure, key, on=on, left=True)
        return _member(*row, place=place, structure=structure, on=on, account=account, held=held)
    if account is None or account.person is not None:
        return None
    roles = held[account.pk]
    unit = structure.units.get(roles[0].unit) if roles else None
    return Colleague(None, account.name, account.number, unit, "", (), account, tuple(roles))


def roles_on(day: date, *, structure: Structure) -> dict[int, list[Held]]:
    """The roles of every account on ``day``, by its id; one query."""
    found: dict[int, list[Held]] = {}
    for one in Appointment.objects.filter(on__lte=day).exclude(until__lte=day).order_by("id"):
        found.setdefault(one.account_id, []).extend(roles_held(one, structure=structure))
    return found


def roles_of(account: Account, *, on: date, structure: Structure) -> list[Held]:
    """The roles of ``account`` on a day."""
    rows = account.appointments.filter(on__lte=on).exclude(until__lte=on).order_by("id")
    return [held for one in rows for held in roles_held(one, structure=structure)]


def roles_from(account: Account, *, on: date, structure: Structure) -> list[Held]:
    """The roles that ``account`` holds on a day or will hold later."""
    return [
        held
        for one in account.appointments.exclude(until__lte=on).order_by("id")
        for held in roles_held(one, structure=structure)
    ]


def _place(structure: Structure, person: UUID, *, on: date, left: bool = False) -> tuple[UUID, str] | None:
    """Unit and category on the day; with ``left`` those of the days before, of somebody who is no more here."""
    places = structure.people.get(person)
    now = places.since(on) if places else None
    if places is None or bool(now) == left:
        return None
    return next((place for place in reversed(places.values) if place), None) if left else now


def _member(
    person: UUID,
    name: str,
    number: str,
    *,
    place: tuple[UUID, str] | None,
    structure: Structure,
    on: date,
    account: Account | None,
    held: dict[int, list[Held]],
) -> Colleague:
    posts: Sequence[str] = [post.post for post in structure.posts_on(person, day=on)]
    return Colleague(
        person,
        name,
        number,
        structure.units.get(place[0]) if place else None,
        place[1] if place else "",
        tuple(posts),
        account,
        tuple(held.get(account.pk, ())) if account else (),
    )
