"""A key for each account of the pages' world, and a caller that uses it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.test import Client

from shilu.access.tokens import make_token
from web.conftest import workspace, world  # noqa: F401 - fixtures of the pages serve here too
from web.world import BY, World

ROOT = "/api/v1"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the state, and the JSON."""

    status: int
    value: Any
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Caller:
    """A program with a key."""

    secret: str

    def headers(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}", **(more or {})}

    def get(self, address: str, **query: Any) -> Answer:
        return _answer(Client().get(f"{ROOT}{address}", query, headers=self.headers()))

    def post(self, address: str, body: Any, *, headers: Mapping[str, str] | None = None) -> Answer:
        content = json.dumps(body, ensure_ascii=False)
        answered = Client().post(
            f"{ROOT}{address}", content, content_type="application/json", headers=self.headers(headers)
        )
        return _answer(answered)

    def send(self, address: str, form: Mapping[str, Any]) -> Answer:
        """A form with files."""
        return _answer(Client().post(f"{ROOT}{address}", form, headers=self.headers()))


def _answer(response: Any) -> Answer:
    is_json = response.headers.get("Content-Type", "").startswith("application/json")
    return Answer(response.status_code, response.json() if is_json else response.content, response.headers)


Api = Callable[[str], Caller]


@pytest.fixture(autouse=True)
def _interface_alone(settings: Any) -> None:
    """The pages have tests of their own."""
    settings.ROOT_URLCONF = "api.addresses"


@pytest.fixture
def api(world: World) -> Api:  # noqa: F811 - the fixture
    """``api("recorder")`` is a program with a key of that account."""

    def caller(name: str) -> Caller:
        account = world.accounts[name]
        return Caller(make_token(account, name="程序", until=date(2022, 12, 31), by=BY))

    return caller
