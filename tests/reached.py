"""Which addresses a test run asked for: a middleware notes each, and the run fails where one was never reached."""

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver

REACHED: set[str] = set()
FOLDER = "SHILU_REACHED"  # where the processes of one run lay down what they reached
EXEMPT = frozenset({"api/v1/docs", "api/v1/"})
"""Addresses that only lead to others: the page of the interface's description loads nothing from outside, and is off."""


class Noted:
    """Notes the address of each request."""

    def __init__(self, following: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._following = following

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._following(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        if request.resolver_match is not None:
            REACHED.add(request.resolver_match.route)


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """The route of every address."""
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route


class Reaching:
    """The plugin of a run that must reach every address."""

    def pytest_configure(self, config: pytest.Config) -> None:
        settings.MIDDLEWARE = ["reached.Noted", *settings.MIDDLEWARE]
        if not hasattr(config, "workerinput"):
            os.environ[FOLDER] = tempfile.mkdtemp()

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        folder = Path(os.environ[FOLDER])
        (folder / str(os.getpid())).write_text("\n".join(sorted(REACHED)), encoding="utf-8")
        if hasattr(session.config, "workerinput"):
            return
        found = {line for path in folder.iterdir() for line in path.read_text(encoding="utf-8").splitlines()}
        from shilu.urls import urlpatterns  # noqa: PLC0415 - settings first

        missing = sorted(set(routes(urlpatterns)) - found - EXEMPT)
        if missing:
            print("\nno test asked for these addresses:", *missing, sep="\n    ")
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
