"""The real reports are read as well as their marked claims ask."""

import json
import os
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from claims.marked import Marked
from claims.scoring import Score
from shilu.claims import extract

FOLDER = os.environ.get("SHILU_ACCEPTANCE")
CLAIMS = Path(FOLDER or ".") / "claims"
FLOORS = {"found": 0.98, "read": 0.97, "named": 0.92}

pytestmark = [
    pytest.mark.acceptance,
    pytest.mark.skipif(not (CLAIMS / "gold.jsonl").is_file(), reason="SHILU_ACCEPTANCE names no folder of reports"),
]


@pytest.fixture(scope="module")
def score() -> Score:
    marked: dict[str, list[Marked]] = defaultdict(list)
    for line in (CLAIMS / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        told = json.loads(line, parse_float=Decimal)
        value = None if told["value"] is None else Decimal(told["value"])
        keys = ("start", "end", "quote", "what", "unit", "approx", "per", "kind")
        marked[told["doc"]].append(Marked(value=value, **{key: told[key] for key in keys}))
    total = Score()
    for path in sorted((CLAIMS / "reports").iterdir()):
        total.add(path.name, marked[path.name], extract(path.read_text(encoding="utf-8")))
    return total


@pytest.mark.parametrize("name", list(FLOORS))
def test_the_real_reports_reach_their_floor(score: Score, name: str) -> None:
    assert score.f1(name) >= FLOORS[name], "\n".join([score.told(), *score.notes])
