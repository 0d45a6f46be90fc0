"""Addresses of static files that change with their content, so that browsers may keep them for good."""

import hashlib
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


class Versioned(StaticFilesStorage):
    """The usual address with a part of the file's hash behind it."""

    def url(self, name: str | None) -> str:
        """The address of the file called ``name``."""
        plain = super().url(name)
        return f"{plain}?v={_version(name)}" if name else plain


@cache
def _version(name: str) -> str:
    found = finders.find(name)
    if not isinstance(found, str):
        return "0"
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:10]
