"""What a process that serves a workspace takes from its settings."""

import os
import stat
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shilu.lib.errors import Refused
from shilu.workspace.config import FILE, Web, read_config, write_config
from shilu.workspace.opening import create
from shilu.workspace.serving import secret_key

NOW = datetime(2026, 6, 30, 1, tzinfo=UTC)
CHECK = """
import os
from pathlib import Path
from shilu.workspace.database import start_django
start_django()
from django.core.management import call_command
from django.utils import timezone
from shilu.workspace.opening import open_workspace
from shilu.workspace.serving import serve_from
serve_from(open_workspace(Path(os.environ["SHILU_WORKSPACE"]), now=timezone.now()))
call_command("check", deploy=True, fail_level="WARNING")
"""


def test_key_is_made_once_and_for_its_owner_only(tmp_path: Path):
    first = secret_key(tmp_path)
    assert (secret_key(tmp_path), len(first) >= 64) == (first, True)
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600


def test_settings_of_the_pages_are_written_and_read_back(own_process: None, tmp_path: Path):
    workspace = create(tmp_path / "县局", name="示例局", now=NOW)
    web = Web(hosts=("shilu.example", "10.1.2.3"), https=True, notice="涉密不上网")
    assert read_config(write_config(replace(workspace.config, web=web))).web == web


@pytest.mark.parametrize("what", ["https = 1", 'hosts = "one"', 'hosts = [""]', "port = 1"])
def test_wrong_settings_of_the_pages_are_refused_by_name(own_process: None, tmp_path: Path, what: str):
    workspace = create(tmp_path / "县局", name="示例局", now=NOW)
    text = write_config(workspace.config)
    broken = text.partition("[web]")[0] + f"[web]\n{what}\n"
    with pytest.raises(Refused, match=r"^shilu\.toml：\[web\] " + what.partition(" ")[0]):
        read_config(broken)


def test_deployment_behind_a_proxy_has_no_warning(own_process: None, tmp_path: Path):
    """``check --deploy`` in a process that serves as production does: https by the proxy, names of the machine."""
    workspace = create(tmp_path / "县局", name="示例局", now=NOW)
    config = replace(workspace.config, web=Web(hosts=("shilu.example",), https=True))
    (workspace.folder / FILE).write_text(write_config(config), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", CHECK],
        env={
            **{key: of for key, of in os.environ.items() if not key.startswith("DJANGO")},
            "SHILU_WORKSPACE": str(workspace.folder),
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "System check identified no issues (1 silenced).\n"
