"""Fixtures: a workspace of the command line's own, with the small county."""

from pathlib import Path

import pytest

import county
from books import write_book
from shell import Shell, shell_in


@pytest.fixture
def units_book(tmp_path: Path) -> Path:
    return write_book(tmp_path / "组织机构.xlsx", county.UNITS, title="示例县局组织机构", header=county.UNITS_HEADER)


@pytest.fixture
def ledger_book(tmp_path: Path) -> Path:
    return write_book(tmp_path / "台账.xlsx", county.LEDGER, title=county.LEDGER_TITLE)


@pytest.fixture
def shell(own_process: None, tmp_path: Path, units_book: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """Runs ``shilu`` in a new workspace that knows the units."""
    folder = tmp_path / "县局"
    run = shell_in(folder, capsys)
    made = run("init", folder, "--name", "示例县局", "--units", units_book)
    assert made.code == 0, made.err
    return run


@pytest.fixture
def filled(shell: Shell, ledger_book: Path) -> Shell:
    """The same, with the ledger imported."""
    assert shell("import", ledger_book, "--unit", "X").code == 0
    return shell
