"""How the tour speaks: a head for each step, the command that does the same, and what came of it."""

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from shilu.cli.printing import say


@dataclass(slots=True)
class Voice:
    """Counts the steps; ``folder`` is the workspace that the commands name."""

    folder: Path
    steps: int
    step: int = 0

    def open(self, title: str, *commands: str) -> None:
        """The head of the next step, with commands of the workspace."""
        self.step += 1
        say()
        say(f"[{self.step}/{self.steps}] {title}")
        for command in commands:
            self.command(command)

    def command(self, command: str) -> None:
        """A command of the workspace, to be copied."""
        self.plain(f"shilu -w {quoted(self.folder)} {command}")

    def plain(self, command: str) -> None:
        """A whole command line, to be copied."""
        say(f"    $ {command}")

    def tell(self, line: str) -> None:
        """One line on what came of the step."""
        say(f"  {line}")


def quoted(path: Path | str) -> str:
    """As a shell takes it; Chinese letters need no quotation marks, which shlex would add."""
    text = str(path)
    return text if all(char.isalnum() or char in "@%+=:,./-_" for char in text) else shlex.quote(text)


def count_options(counts: Mapping[str, Decimal]) -> str:
    """Counts as options of ``ledger post`` and ``ledger correct``."""
    return " ".join(f"--count {key}={amount}" for key, amount in counts.items())
