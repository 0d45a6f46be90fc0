"""Where tests keep their data, and the cast that they share.

Tests run on SQLite in memory; with ``--database postgres`` those marked ``database`` run on a PostgreSQL of their own.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connections
from django.utils import timezone, translation
from hypothesis import settings
from pytest_django import DjangoDbBlocker

import cast
from postgres import new_database, program, running_server
from reached import Reaching
from shilu.ledger.catalogue import Catalogue
from shilu.ledger.clerk import Clerk
from shilu.workspace.config import Account, Config
from shilu.workspace.database import database_settings, disconnect

pytest_plugins = ["county_workspace", "sample_workspace"]

settings.register_profile("unhurried", deadline=None)  # an example that takes long on a busy machine is no fault
settings.load_profile("unhurried")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=("sqlite", "postgres"),
        default=os.environ.get("SHILU_TEST_DATABASE", "sqlite"),
        help="what the tests that are marked `database` keep their data in",
    )


def pytest_configure(config: pytest.Config) -> None:
    if os.environ.get("SHILU_EVERY_ADDRESS"):
        plugin = Reaching()
        config.pluginmanager.register(plugin)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    missing = pytest.mark.skip(reason="PostgreSQL (initdb) is not installed")
    here = program("initdb") is not None
    for item in items:
        needs = item.get_closest_marker("postgres") or config.getoption("--database") == "postgres"
        if needs and not here:
            item.add_marker(missing)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of the PostgreSQL of this test run."""
    with running_server() as url:
        yield url


@pytest.fixture
def postgres_url(postgres_server: str) -> str:
    """The URL of an empty database of the test's own; mark such a test ``postgres``."""
    return new_database(postgres_server)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request: pytest.FixtureRequest) -> None:
    """Point Django at the server before the test database is made; a name that pytest-django knows."""
    if request.config.getoption("--database") == "postgres":
        url = request.getfixturevalue("postgres_server")
        config = Config(name="", uuid=cast.WORKSPACE, account=Account(cast.WORKSPACE, ""), database_url=url)
        disconnect()
        connections.settings = connections.configure_settings({"default": database_settings(config, folder=Path())})


@pytest.fixture
def own_process(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let the test open workspaces of its own, as a process does; not together with ``db``."""
    usual, settings = connections["default"], connections.settings
    del connections["default"]
    with django_db_blocker.unblock():
        yield
        disconnect()
    connections["default"], connections.settings = usual, settings
    timezone.get_default_timezone.cache_clear()


@pytest.fixture(autouse=True)
def _usual_language() -> Iterator[None]:
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def clerk() -> Clerk:
    """On whose behalf tests write, at a fixed instant."""
    return Clerk(account=cast.ACCOUNT.hex, now=datetime(2022, 7, 4, 1, 30, tzinfo=UTC))


@pytest.fixture
def empty_log(db: None) -> None:
    """The log of a workspace that was just made."""
    cast.start()


@pytest.fixture
def catalogue(empty_log: None, clerk: Clerk) -> Catalogue:
    """The cast's small catalogue, applied."""
    return cast.apply_small_catalogue(clerk=clerk)


@pytest.fixture
def bureau(catalogue: Catalogue, clerk: Clerk) -> cast.Bureau:
    """A bureau with an office and two stations, one with a team below it, and the catalogue applied."""
    return cast.found_bureau(clerk=clerk)
