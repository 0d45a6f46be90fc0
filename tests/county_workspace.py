"""Fixtures: a workspace of the command line's own, with the small county."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import county
from books import write_book
from once import made_once
from shell import Shell, shell_in


@pytest.fixture
def units_book(tmp_path: Path) -> Path:
    return write_book(tmp_path / "组织机构.xlsx", county.UNITS, title="示例县局组织机构", header=county.UNITS_HEADER)


@pytest.fixture
def ledger_book(tmp_path: Path) -> Path:
    return write_book(tmp_path / "台账.xlsx", county.LEDGER, title=county.LEDGER_TITLE)


@pytest.fixture(scope="session")
def county_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that knows the units, made once by the program itself; copied, never changed."""

    def make(folder: Path) -> None:
        book = write_book(folder / "组织机构.xlsx", county.UNITS, title="示例县局组织机构", header=county.UNITS_HEADER)
        program = Path(sys.executable).with_name("shilu")
        command = [program, "init", folder / "县局", "--name", "示例县局", "--units", book]
        subprocess.run(command, check=True, capture_output=True)

    return made_once(tmp_path_factory, "county", make) / "县局"


@pytest.fixture
def shell(own_process: None, county_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """Runs ``shilu`` in a new workspace that knows the units."""
    folder = tmp_path / "县局"
    shutil.copytree(county_folder, folder)
    return shell_in(folder, capsys)


@pytest.fixture
def filled(shell: Shell, ledger_book: Path) -> Shell:
    """The same, with the ledger imported."""
    assert shell("import", ledger_book, "--unit", "X").code == 0
    return shell
