"""Django settings of one process; the workspace it serves is named by SHILU_WORKSPACE and read from its shilu.toml."""

import os
from pathlib import Path

BASE = Path(__file__).parent
WORKSPACE = Path(os.environ["SHILU_WORKSPACE"]) if os.environ.get("SHILU_WORKSPACE") else None

SECRET_KEY = "not used: the command line keeps no sessions"  # noqa: S105
DEBUG = False
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LANGUAGE_CODE = "zh-hans"
USE_I18N = True
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE / "locale"]
INSTALLED_APPS = ["shilu.organisation", "shilu.ledger"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536;"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(WORKSPACE / "shilu.db") if WORKSPACE else ":memory:",
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": _SQLITE_PRAGMAS},
    }
}
