"""The sample organisation as the tour leaves it."""

import subprocess
import sys
from pathlib import Path

import pytest

from once import made_once


@pytest.fixture(scope="session")
def toured(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of one tour, and what it printed; copied, never changed."""

    def tour(folder: Path) -> None:
        command = [Path(sys.executable).with_name("shilu"), "demo", folder / "示例"]
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=600)
        assert (done.returncode, done.stderr) == (0, "")
        (folder / "printed.txt").write_text(done.stdout, encoding="utf-8")

    folder = made_once(tmp_path_factory, "toured", tour)
    return folder / "示例", (folder / "printed.txt").read_text(encoding="utf-8")
