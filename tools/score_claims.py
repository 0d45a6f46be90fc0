"""Print how well the claims of the marked texts in tests/claims/data are read.

Usage: score_claims.py [--misses]. The texts set aside (held) are only scored: their misses are never printed, since nothing
may be built from them.
"""

import sys
from pathlib import Path

TESTS = Path(__file__).parent.parent / "tests"
sys.path.insert(0, str(TESTS))

from claims.marked import read_marked  # noqa: E402 - it lies among the tests
from claims.scoring import Score  # noqa: E402
from shilu.claims import extract  # noqa: E402


def score(folder: Path) -> Score:
    """The score over all texts of ``folder``."""
    found = Score()
    for path in sorted(folder.glob("*.txt")):
        text, marked = read_marked(path)
        found.add(path.name, marked, extract(text))
    return found


def main() -> None:
    data = TESTS / "claims" / "data"
    dev, held = score(data / "dev"), score(data / "held")
    if "--misses" in sys.argv:
        print("\n".join(dev.notes))
    print(f"development set: {dev.told()}")
    print(f"set aside:       {held.told()}")


if __name__ == "__main__":
    main()
