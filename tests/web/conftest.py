"""Fixtures of the pages' tests."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import cast
import web.world as worlds
from shilu.ledger.clerk import Clerk
from shilu.workspace import serving
from shilu.workspace.config import Account, Config, Sample
from shilu.workspace.opening import Workspace


@pytest.fixture
def workspace(tmp_path: Path, settings: Any) -> Iterator[Workspace]:
    """A workspace's folder and settings, served by this process over the test's database."""
    folder = tmp_path / "workspace"
    for part in ("evidence", "templates", "uploads"):
        (folder / part).mkdir(parents=True)
    config = Config(
        name="示例局",
        uuid=cast.WORKSPACE,
        account=Account(cast.ACCOUNT, "示例局"),
        sample=Sample(worlds.TODAY, worlds.CODE),
    )
    made = Workspace(folder, config)
    before = serving._served.workspace
    for name in ("SECRET_KEY", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS"):
        setattr(settings, name, getattr(settings, name))
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PASSWORD_HASHERS = ["web.hashing.Quick"]
    settings.WHITENOISE_AUTOREFRESH = True  # a static file is looked for when it is asked for, not all by each Client
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    serving.serve_from(made)
    settings.ALLOWED_HOSTS = ["*"]
    yield made
    serving._served.workspace = before


@pytest.fixture
def world(workspace: Workspace, bureau: cast.Bureau, clerk: Clerk) -> worlds.World:
    """The bureau with an account for each role, and records of two stations."""
    return worlds.found_world(workspace, bureau, clerk)
