"""Django settings of one process; opening a workspace points the database at that workspace's own."""

from pathlib import Path
from typing import Any

BASE = Path(__file__).parent

SECRET_KEY = "not used: the command line keeps no sessions"  # noqa: S105
DEBUG = False
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LANGUAGE_CODE = "zh-hans"
USE_I18N = True
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE / "locale"]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "axes",
    "django_tasks",
    "django_tasks_db",
    "shilu.organisation",
    "shilu.ledger",
    "shilu.figures",
    "shilu.recording",
    "shilu.collecting",
    "shilu.deadlines",
    "shilu.reports",
    "shilu.access",
]
AUTH_USER_MODEL = "access.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

WAIT_SECONDS = 20  # how long a writer waits for another one
_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536;"


def sqlite_settings(name: str) -> dict[str, Any]:
    """The entry of DATABASES for an SQLite file: every write takes the lock at its start and is on disk at its end."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": WAIT_SECONDS, "init_command": _PRAGMAS},
    }


DATABASES = {"default": sqlite_settings(":memory:")}
