"""Every address × every role × something of one's own unit and of another one: made from the URL configuration."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, reverse

from shilu.access.roles import Right
from shilu.web.urls import urlpatterns
from web.examples.signing_in import OPEN
from web.world import OTHER, OWN, ROLES, Example, World, rights_of

pytestmark = pytest.mark.database

FOLDER = Path(__file__).parent / "examples"


def examples() -> dict[str, Example]:
    """The examples of all nouns by the name of their address."""
    found: dict[str, Example] = {}
    for path in sorted(FOLDER.glob("[!_]*.py")):
        for name, example in import_module(f"web.examples.{path.stem}").EXAMPLES.items():
            assert name not in found, f"{name} has two examples"
            found[name] = example
    return found


def addresses() -> Iterator[tuple[str, Right]]:
    """The name of each guarded address with its right."""
    for pattern in urlpatterns:
        assert isinstance(pattern, URLPattern)
        if pattern.name in OPEN:
            continue
        right = getattr(pattern.callback, "right", None)
        assert isinstance(right, Right), f"{pattern.name} is not classified: list it with page(…, right=…)"
        yield str(pattern.name), right


ADDRESSES = dict(addresses())
LEAST_CASES = 505
OF_ALL = {("audit", "system"), ("audit_export", "system")}  # the system's administrator reads all acts, and no content
# the session, and the audit of what was taken away, are no part of what is looked at
WRITES = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(?!django_session|access_act")')
ANOTHERS = "城西"  # stands in the name of the other station and in the titles of its records


def test_every_address_has_an_example_and_every_example_an_address() -> None:
    assert sorted(examples()) == sorted(ADDRESSES)
    assert len(ADDRESSES) * len(ROLES) * len((OWN, OTHER)) >= LEAST_CASES


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_address_is_there_for_those_who_may_and_for_nobody_else(world: World, name: str) -> None:
    example = examples().get(name)
    if example is None:
        pytest.fail(f"{name} has no example in tests/web/examples")
    wrong = []
    clients = {role: world.as_(role) for role in ROLES}
    for place in (OWN, OTHER):
        with taken_back():
            kwargs = (
                example.kwargs(world, place) if example.data is None else None
            )  # whoever only looks changes nothing
            for role in ROLES:
                allowed = (ADDRESSES[name] in rights_of(role) and role not in example.without) or role in example.also
                expected = example.found if allowed and (place == OWN or not example.bound) else 404
                with taken_back():
                    found = example.kwargs(world, place) if kwargs is None else kwargs
                    answer = example.ask(
                        again(clients[role]), reverse(name, kwargs=dict(found)), world=world, unit=place
                    )
                    status, told = answer.status_code, text_of(answer)
                if status != expected:
                    wrong.append(f"{role} asks for something of {place}: {status}, not {expected}")
                if ANOTHERS in told and (name, role) not in OF_ALL:
                    wrong.append(f"{role} asks for something of {place} and is told of {ANOTHERS}")
    assert wrong == []


@contextmanager
def taken_back() -> Iterator[None]:
    """What is changed is undone, so that the next request finds the same world."""
    mark = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(mark)


def again(client: Client) -> Client:
    """Another browser with the same cookies, so that what one request left in them is not there for the next."""
    new = Client()
    new.cookies = SimpleCookie({name: one.value for name, one in client.cookies.items()})
    return new


def text_of(answer: Any) -> str:
    """What an answer says, files of Excel and Word and archives of them unpacked; what was asked itself left out."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    said = "".join(unpacked(content))
    return said.replace(str(answer.wsgi_request.get_full_path()), "")


def unpacked(content: bytes) -> Iterator[str]:
    if content[:4] != b"PK\x03\x04":
        yield content.decode("utf-8", errors="ignore")
        return
    with ZipFile(BytesIO(content)) as archive:
        for part in archive.namelist():
            yield from unpacked(archive.read(part))


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_address_asks_strangers_to_sign_in(world: World, name: str) -> None:
    example = examples()[name]
    address = reverse(name, kwargs=dict(example.kwargs(world, OWN)))
    answer = Client().get(address)
    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, reverse("sign_in"))


def test_whoever_only_looks_changes_nothing(world: World) -> None:
    written, clients = {}, {role: world.as_(role) for role in ROLES}
    for name, example in examples().items():
        role = next((one for one in ROLES if ADDRESSES[name] in rights_of(one) and one not in example.without), "")
        if example.data is not None or not role:
            continue
        mark = transaction.savepoint()
        address = reverse(name, kwargs=dict(example.kwargs(world, OWN)))
        query, client = dict(example.query(world, OWN)), again(clients[role])
        with CaptureQueriesContext(connection) as asked:
            client.get(address, query, headers=example.headers)
        transaction.savepoint_rollback(mark)
        changes = [one["sql"] for one in asked if WRITES.match(one["sql"])]
        if changes:
            written[name] = changes
    assert {name: changes[0][:60] for name, changes in written.items()} == {}
