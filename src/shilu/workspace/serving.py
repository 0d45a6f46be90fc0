"""The one workspace that this process serves, and the clock that goes with it."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import timezone

from shilu.lib.durable import write_file
from shilu.lib.errors import Refused
from shilu.workspace.config import FILE
from shilu.workspace.opening import Workspace, read_workspace

KEY_FILE: Final = "secret.key"
LOCAL: Final = ("127.0.0.1", "localhost", "[::1]")


@dataclass(slots=True)
class _Served:
    workspace: Workspace | None = None
    stamp: int = 0


_served = _Served()


def serve_from(workspace: Workspace) -> None:
    """Let this process answer for ``workspace``, which it has opened: key, hosts and cookies as its settings say."""
    _served.workspace, _served.stamp = workspace, _stamp(workspace)
    web = workspace.config.web
    settings.SECRET_KEY = secret_key(workspace.folder)
    settings.ALLOWED_HOSTS = [*LOCAL, *web.hosts]
    settings.CSRF_TRUSTED_ORIGINS = [f"{'https' if web.https else 'http'}://{host}" for host in web.hosts]
    for name in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "LANGUAGE_COOKIE_SECURE", "SECURE_SSL_REDIRECT"):
        setattr(settings, name, web.https)
    settings.SECURE_HSTS_SECONDS = 31_536_000 if web.https else 0
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = web.https
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if web.https else None


def current() -> Workspace:
    """The workspace that is served, with its settings as they are now; RuntimeError in a process that serves none."""
    if _served.workspace is None:
        raise RuntimeError("no workspace is served by this process")
    if _stamp(_served.workspace) != _served.stamp:
        _take_settings(_served.workspace)
    return _served.workspace


def _stamp(workspace: Workspace) -> int:
    """When the settings were written last."""
    try:
        return (workspace.folder / FILE).stat().st_mtime_ns
    except OSError:
        return 0


def _take_settings(served: Workspace) -> None:
    """Go on with settings that another process wrote; those that cannot be read, or are of other data, wait."""
    _served.stamp = _stamp(served)
    try:
        config = read_workspace(served.folder).config
    except Refused:
        return
    if (config.uuid, config.database_url) == (served.config.uuid, served.config.database_url):
        serve_from(Workspace(served.folder, config))


def now() -> datetime:
    """This instant; in a sample, whose day stands still, this time on that day."""
    at = timezone.now()
    sample = current().config.sample
    if sample is None:
        return at
    local = timezone.localtime(at)
    return local.replace(year=sample.today.year, month=sample.today.month, day=sample.today.day)


def today() -> date:
    """The day that pages call today."""
    return timezone.localtime(now()).date()


def secret_key(folder: Path) -> str:
    """The key that signs cookies, made when it is first needed; without it, or with another, sessions end."""
    file = folder / KEY_FILE
    if not file.is_file():
        write_file(file, secrets.token_urlsafe(64).encode())
        file.chmod(0o600)
    return file.read_text(encoding="ascii").strip()
