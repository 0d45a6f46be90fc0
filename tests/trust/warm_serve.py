"""``shilu serve`` started warm: workers begin with all modules loaded, so that thousands of them can be killed in minutes.

The server's own guard, which ends it where workers die again and again, is told to forget.
"""

from typing import Any

from granian.server.common import AbstractServer

from shilu.workspace.database import start_django

start_django()

import django.contrib.auth.hashers  # noqa: E402 - loaded before the workers are made
import django.contrib.staticfiles.finders  # noqa: E402
import django.core.handlers.wsgi  # noqa: E402, F401

import shilu.urls  # noqa: E402, F401
from shilu.cli.main import run  # noqa: E402

_respawn = AbstractServer._respawn_workers


def respawn(self: Any, *arguments: Any, **named: Any) -> None:
    _respawn(self, *arguments, **named)
    self.respawned_wrks.clear()


AbstractServer._respawn_workers = respawn

run()
