"""The command line as tests call it: in this process, with what it printed and its exit code."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from shilu.cli.asked import ASKED
from shilu.cli.main import exit_code


@dataclass(frozen=True, slots=True)
class Said:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        """The one JSON value on standard output."""
        return json.loads(self.out)


Shell = Callable[..., Said]


def shell_in(folder: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """Runs ``shilu`` in the workspace ``folder``, which each command opens anew."""

    def shell(*arguments: object) -> Said:
        ASKED.workspace = None
        capsys.readouterr()
        code = exit_code(["-w", str(folder), *(str(argument) for argument in arguments)])
        printed = capsys.readouterr()
        return Said(code, printed.out, printed.err)

    return shell
