"""Which database a workspace has, and how this process is pointed at it."""

import importlib.util
import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import django
from django.conf import settings
from django.db import connections
from django.utils import timezone
from django.utils.translation import gettext as _

from shilu.lib.errors import Refused
from shilu.settings import WAIT_SECONDS, sqlite_settings
from shilu.workspace.config import Config

FILE = "shilu.db"


def start_django() -> None:
    """Make messages and models usable in this process; may be called more than once."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shilu.settings")
    django.setup()


def database_settings(config: Config, *, folder: Path) -> dict[str, Any]:
    """The entry of Django's DATABASES for the workspace in ``folder``."""
    if not config.database_url:
        return sqlite_settings(str(folder / FILE))
    parts = urlsplit(config.database_url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,  # the server may have been started anew between two requests
        "OPTIONS": {
            "connect_timeout": WAIT_SECONDS,
            "options": f"-c lock_timeout={WAIT_SECONDS * 1000}",
            **dict(parse_qsl(parts.query)),
        },
    }


def connect(config: Config, *, folder: Path) -> None:
    """Point this process at the workspace's database and time zone; the connection opens with the first query."""
    if config.database_url and importlib.util.find_spec("psycopg") is None:
        raise Refused(
            _('The workspace is on PostgreSQL, for which the driver is missing: run pip install "shilu[postgres]".')
        )
    start_django()
    disconnect()
    connections.settings = connections.configure_settings({"default": database_settings(config, folder=folder)})
    settings.TIME_ZONE = config.time_zone
    timezone.get_default_timezone.cache_clear()  # type: ignore[attr-defined]  # Django keeps the first


def disconnect() -> None:
    """Close the connection, so that the database's files can be moved (Windows) or the process forked."""
    if hasattr(connections._connections, "default"):  # type: ignore[attr-defined]  # noqa: SLF001 - asking would make one
        connections["default"].close()
        del connections["default"]
