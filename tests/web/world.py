"""The world of the pages' tests: the cast's bureau with one account for each role in its second station.

Its clock stands on 4 July 2022. What is one's own stands in X02 (城东所), what is another's in X03 (城西所).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.test import Client

import cast
from shilu.access.models import Account
from shilu.access.operations import appoint
from shilu.access.roles import RIGHTS, Right, Role
from shilu.lib.acting import By
from shilu.workspace.opening import Workspace

TODAY = date(2022, 7, 4)
CODE = "sample-code"
OWN, OTHER = "X02", "X03"
BY = By(cast.ACCOUNT, "示例局", datetime(2022, 7, 4, 1, 30, tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class World:
    """The workspace, its units, and the accounts by name: a role in X02, ``other`` the recorder of X03, ``chief`` over X."""

    workspace: Workspace
    bureau: cast.Bureau
    accounts: Mapping[str, Account]
    entries: Mapping[str, int]

    def as_(self, name: str) -> Client:
        """A browser in which that account is signed in."""
        client = Client()
        client.force_login(self.accounts[name], backend="shilu.access.signed_in.Accounts")
        return client


ROLES = tuple(role.value for role in Role)
PEOPLE = {
    **{role.value: (role, OWN) for role in Role},
    "other": (Role.RECORDER, OTHER),
    "chief": (Role.LEADER, "X"),
    "office": (Role.RECORDER, "X"),
}
RECORDS = """
2022-06-01 | X02 | meeting | times=1 people=20 | 城东例会
2022-06-02 | X03 | meeting | times=1 people=30 | 城西例会
2022-06-10 | X02 | article(level=city) | items=3 | 城东稿件
2022-06-11 | X03 | article(level=province) | items=2 | 城西稿件
"""


def found_world(workspace: Workspace, bureau: cast.Bureau, clerk: Any) -> World:
    """Give accounts to the bureau, and four records to its stations."""
    accounts = {}
    for number, (name, (role, unit)) in enumerate(PEOPLE.items(), start=100_001):
        account = Account(
            uuid=cast.person_uuid(f"account {name}"),
            number=str(number),
            name=f"{name}某",
            must_change=False,
            made_at=BY.now,
        )
        account.set_unusable_password()
        account.save()
        appoint(account, role, unit=bureau[unit], on=date(2020, 1, 1), by=BY)
        accounts[name] = account
    seqs = cast.post(RECORDS, clerk=clerk)
    entries = dict(zip(("own", "other", "own article", "other article"), seqs, strict=True))
    return World(workspace, bureau, accounts, entries)


@dataclass(frozen=True, slots=True)
class Example:
    """How one address is asked for, with something of ``unit`` (its code); ``found`` is what those with the right get.

    ``bound``: the address names something of a unit, so that it is not there (404) for something of another unit.
    Addresses that a role may go to although they hold no right of it are told by ``also``.
    """

    kwargs: Callable[[World, str], Mapping[str, Any]] = lambda _world, _unit: {}
    query: Callable[[World, str], Mapping[str, Any]] = lambda _world, unit: {"unit": unit}
    data: Callable[[World, str], Mapping[str, Any]] | None = None
    found: int = 200
    bound: bool = True
    headers: Mapping[str, str] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def ask(self, client: Client, address: str, *, world: World, unit: str) -> Any:
        """The answer: to a GET, or to a POST where there is data."""
        query = "&".join(f"{key}={value}" for key, value in self.query(world, unit).items())
        full = f"{address}?{query}" if query else address
        if self.data is None:
            return client.get(full, headers=self.headers)
        return client.post(full, self.data(world, unit), headers=self.headers)


def rights_of(role: str) -> frozenset[Right]:
    return RIGHTS[Role(role)]


def unit_of(world: World, code: str) -> UUID:
    return world.bureau[code]
