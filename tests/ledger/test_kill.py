"""Commands killed at any moment: what was acknowledged is there, an import is there whole or not at all.

The children are killed by SIGKILL at random points of a run whose length was measured before; the seed is in the output.
"""

import json
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from shilu.ledger.models import Row, Text
from shilu.ledger.organising import change_organisation
from shilu.ledger.verify import verify
from shilu.organisation.changes import UnitAdded
from shilu.workspace.database import disconnect
from shilu.workspace.opening import create, open_workspace

NOW = datetime(2022, 7, 4, tzinfo=UTC)
ROWS = 20
POSTS = 2
pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="children are made by fork"),
    pytest.mark.usefixtures("own_process"),
]


@dataclass(slots=True)
class Victims:
    """The warm process of victims.py, for the workspace in ``folder``."""

    process: subprocess.Popen[str]
    folder: Path

    def run(self, *commands: list[str], seconds: float | None = None) -> dict[str, Any]:
        asked = {"commands": [["-w", str(self.folder), *command] for command in commands], "seconds": seconds}
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def length(self, *runs: list[list[str]]) -> float:
        """How long the quickest of ``runs``, undisturbed, takes; each must succeed."""
        lengths = []
        for commands in runs:
            start = time.monotonic()
            answer = self.run(*commands)
            assert answer["codes"] == [0] * len(commands), answer
            lengths.append(time.monotonic() - start)
        return min(lengths)


@contextmanager
def victims(folder: Path) -> Iterator[Victims]:
    program = Path(__file__).parent.parent / "victims.py"
    with subprocess.Popen(
        [sys.executable, program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        yield Victims(process, folder)
        assert process.stdin
        process.stdin.close()


def new_workspace(folder: Path, *, database_url: str = "") -> None:
    workspace = create(folder, name="示例局", now=NOW, database_url=database_url)
    unit = UnitAdded(uuid4(), "X", "示例局", "", "", None, date(2020, 1, 1))
    change_organisation([unit], clerk=workspace.clerk(NOW))
    disconnect()


def posts(name: str) -> list[list[str]]:
    return [
        ["ledger", "post", "中心组学习", "--day", "2022-06-27", "--title", f"{name}-{at}", "--format", "json"]
        for at in range(POSTS)
    ]


def workbook(folder: Path, name: str) -> Path:
    """A ledger of its own, unlike the others in every title."""
    path = folder / f"{name}.csv"
    lines = ["日期,责任单位,事项类别,活动名称,次数,参加人次"]
    lines += [
        f"2022-{at % 6 + 1:02}-{at % 28 + 1:02},示例局,中心组学习,{name}第{at}次,1,{at + 5}" for at in range(ROWS)
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def import_command(path: Path) -> list[str]:
    return ["import", str(path), "--accept-likely", "--format", "json"]


def titles(name: str) -> int:
    return Text.objects.filter(title__startswith=name).count()


def moment(chance: random.Random, usual: float) -> float:
    """When to kill: anywhere in a run, more often towards its end, where it writes."""
    return chance.triangular(0, usual * 1.05, usual * 0.8)


def kill_posts(killed: Victims, *, times: int, chance: random.Random) -> int:
    """Kill ``times`` runs of several posts and return how many were killed before they ended."""
    usual = killed.length(*(posts(f"usual{at}") for at in range(4)))
    before_end = 0
    for turn in range(times):
        answer = killed.run(*posts(f"t{turn}"), seconds=moment(chance, usual))
        before_end += answer["killed"]
        acknowledged = [int(seq) for seq in re.findall(r'"seqs": \[\s*(\d+)\s*\]', answer["printed"])]
        open_workspace(killed.folder, now=NOW)
        assert Row.objects.filter(type="entry", seq__in=acknowledged).count() == len(acknowledged)
        # At most the one that was being written is there without having been acknowledged.
        assert titles(f"t{turn}-") - len(acknowledged) in {0, 1}
        disconnect()
    return before_end


def kill_imports(killed: Victims, books: Path, *, times: int, chance: random.Random) -> int:
    """Kill ``times`` imports, let the next one finish, and return how many were killed before they ended."""
    usual = killed.length(*([import_command(workbook(books, f"usual{at}"))] for at in range(4)))
    before_end = 0
    for turn in range(times):
        path = workbook(books, f"b{turn:03}")
        before_end += killed.run(import_command(path), seconds=moment(chance, usual))["killed"]
        open_workspace(killed.folder, now=NOW)
        there = titles(path.stem)
        assert there in {0, ROWS}
        assert Row.objects.filter(type="import").count() == 4 + turn + bool(there)
        disconnect()
        if there:
            continue
        again = killed.run(import_command(path))
        assert again["codes"] == [0]
        told = json.loads(again["printed"].partition("\x1e")[0])
        assert (told["new"], told["known"]) == (ROWS, 0)
    again = killed.run(*(import_command(books / f"b{turn:03}.csv") for turn in range(min(times, 3))))
    assert again["printed"].count(f'"known": {ROWS}') == min(times, 3)
    return before_end


@pytest.fixture
def chance() -> random.Random:
    seed = random.SystemRandom().randrange(1 << 32)
    print(f"seed {seed}")
    return random.Random(seed)


def check_log(folder: Path) -> None:
    workspace = open_workspace(folder, now=NOW)
    assert verify(store=workspace.evidence).faults == ()
    assert Row.objects.count() == Row.objects.order_by("-seq").values_list("seq", flat=True)[0]


@pytest.mark.parametrize("part", range(2))
def test_nothing_acknowledged_is_lost_when_posts_are_killed(tmp_path: Path, chance: random.Random, part: int):
    folder = tmp_path / f"w{part}"
    new_workspace(folder)
    with victims(folder) as killed:
        assert kill_posts(killed, times=50, chance=chance) > 10
    check_log(folder)


@pytest.mark.parametrize("part", range(2))
def test_a_killed_import_leaves_all_or_nothing_and_the_next_one_finishes(
    tmp_path: Path, chance: random.Random, part: int
):
    folder = tmp_path / f"w{part}"
    new_workspace(folder)
    with victims(folder) as killed:
        assert kill_imports(killed, tmp_path, times=50, chance=chance) > 10
    check_log(folder)


@pytest.mark.postgres
def test_the_same_holds_on_postgres(tmp_path: Path, chance: random.Random, postgres_url: str):
    folder = tmp_path / "w"
    new_workspace(folder, database_url=postgres_url)
    with victims(folder) as killed:
        assert kill_posts(killed, times=10, chance=chance) > 1
        assert kill_imports(killed, tmp_path, times=10, chance=chance) > 1
    check_log(folder)
