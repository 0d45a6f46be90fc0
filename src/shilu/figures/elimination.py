"""Which unknowns a set of linear equations determines, whatever the known sums in them are."""

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

Unknown = TypeVar("Unknown", bound=Hashable)
_PRIME = 2**61 - 1  # coefficients are ones; modulo a great prime nothing cancels by chance


def determined(equations: Iterable[Mapping[Unknown, int]]) -> list[Unknown]:
    """The unknowns that have one solution only; an equation gives the coefficient of each unknown in it."""
    rows: dict[Unknown, dict[Unknown, int]] = {}  # by its leading unknown, which stands in no other row
    holding: dict[Unknown, set[Unknown]] = {}
    for equation in sorted(equations, key=len):
        row = dict(equation)
        for unknown in equation:
            if unknown in rows:
                _take_off(row, rows[unknown], row[unknown])
        if not row:
            continue
        leading = min(row, key=lambda unknown: len(holding.get(unknown, ())))
        inverse = pow(row[leading], _PRIME - 2, _PRIME)
        row = {unknown: factor * inverse % _PRIME for unknown, factor in row.items()}
        for other in list(holding.pop(leading, ())):
            before = set(rows[other])
            _take_off(rows[other], row, rows[other][leading])
            for unknown in before ^ rows[other].keys():
                holding.setdefault(unknown, set()).symmetric_difference_update({other})
        rows[leading] = row
        for unknown in row:
            holding.setdefault(unknown, set()).add(leading)
    return [leading for leading, row in rows.items() if len(row) == 1]


def _take_off(row: dict[Unknown, int], other: Mapping[Unknown, int], factor: int) -> None:
    for unknown, its in other.items():
        left = (row.get(unknown, 0) - factor * its) % _PRIME
        if left:
            row[unknown] = left
        else:
            row.pop(unknown, None)
