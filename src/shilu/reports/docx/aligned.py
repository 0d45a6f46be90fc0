"""Which line of a new paper stands where an old one stood, told by the words they share."""

from collections.abc import Sequence

_NOTHING_IN_COMMON = 0.2
_NUMERALS = str.maketrans(dict.fromkeys("0123456789０１２３４５６７８９一二三四五六七八九十×", "0"))


Line = tuple[str, str]
"""What sort of line it is, and its words."""


def aligned(old: Sequence[Line], new: Sequence[Line]) -> list[tuple[int | None, int | None]]:
    """Pairs of places in ``old`` and ``new``, in order of both; None stands for a line that has no partner.

    Two lines of one sort are partners by the pairs of signs they share, numbers aside, such that all pairs together share most and
    none cross.
    """
    left, right = [_pairs(*line) for line in old], [_pairs(*line) for line in new]
    width = len(right) + 1
    best = [[0.0] * width for _row in range(len(left) + 1)]
    for row in range(len(left) - 1, -1, -1):
        for column in range(width - 2, -1, -1):
            met = best[row + 1][column + 1] + _likeness(left[row], right[column])
            best[row][column] = max(met, best[row + 1][column], best[row][column + 1])
    found: list[tuple[int | None, int | None]] = []
    row = column = 0
    while row < len(left) and column < len(right):
        likeness = _likeness(left[row], right[column])
        if likeness and best[row][column] == best[row + 1][column + 1] + likeness:
            found.append((row, column))
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            found.append((row, None))
            row += 1
        else:
            found.append((None, column))
            column += 1
    found += [(at, None) for at in range(row, len(left))]
    found += [(None, at) for at in range(column, len(right))]
    return found


def _pairs(sort: str, text: str) -> frozenset[str]:
    masked = "".join(text.translate(_NUMERALS).split())
    return frozenset(sort + masked[at : at + 2] for at in range(max(len(masked) - 1, 1)))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """From 0 to 1; 0 where too little is shared to speak of one line."""
    share = 2 * len(one & other) / (len(one) + len(other))
    return share if share > _NOTHING_IN_COMMON else 0.0
