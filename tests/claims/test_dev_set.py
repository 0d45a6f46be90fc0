"""The development set is read as well as it ever was."""

from pathlib import Path

import pytest

from claims.marked import read_marked
from claims.scoring import Score
from shilu.claims import extract

FILES = sorted((Path(__file__).parent / "data" / "dev").glob("*.txt"))
FLOORS = {"found": 0.985, "read": 0.98, "named": 0.92}


@pytest.fixture(scope="module")
def score() -> Score:
    total = Score()
    for path in FILES:
        text, claims = read_marked(path)
        total.add(path.stem, claims, extract(text))
    return total


@pytest.mark.parametrize("name", list(FLOORS))
def test_the_development_set_reaches_its_floor(score: Score, name: str) -> None:
    assert score.f1(name) >= FLOORS[name], "\n".join([score.told(), *score.notes])


def test_the_development_set_is_wide() -> None:
    assert len(FILES) >= 20
