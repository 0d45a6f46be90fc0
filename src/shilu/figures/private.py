"""Which counts of people stay unsaid: those from 1 to 4, and a neighbour where subtraction would tell them.

Cells are the figures that a reader can ask for; equations say which cells are the sum of which. An equation with one
unsaid cell gives it away, so another of its cells must stay unsaid too, until every equation has none or several.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

FLOOR = 5

Reason = Literal["few", "neighbour"]
Cell = TypeVar("Cell", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Equation(Generic[Cell]):
    """``whole`` is the sum of ``parts``, which a reader knows; ``veiled`` where something unnamed is in it besides."""

    whole: Cell
    parts: Sequence[Cell]
    veiled: bool = False

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Whole and parts."""
        return (self.whole, *self.parts)


def unsaid(
    values: Mapping[Cell, int], equations: Iterable[Equation[Cell]], *, shown: Iterable[Cell]
) -> dict[Cell, Reason]:
    """The cells that stay unsaid, and why; those of ``shown`` never do, and a zero never does.

    ``values`` are whole counts. Where an equation has nothing else to keep back, its cell is told by subtraction.
    """
    always = set(shown)
    hidden: dict[Cell, Reason] = {
        cell: "few" for cell, value in values.items() if 0 < value < FLOOR and cell not in always
    }
    listed = list(equations)
    of_cell: dict[Cell, list[int]] = {}
    for at, equation in enumerate(listed):
        for cell in equation.cells:
            of_cell.setdefault(cell, []).append(at)
    waiting = sorted({at for cell in hidden for at in of_cell.get(cell, ())}, reverse=True)
    while waiting:
        equation = listed[waiting.pop()]
        if not _tells(equation, values, hidden):
            continue
        free = [cell for cell in equation.cells if values[cell] and cell not in hidden and cell not in always]
        if free:
            neighbour = min(free, key=lambda cell: (values[cell], str(cell)))
            hidden[neighbour] = "neighbour"
            waiting.extend(reversed(of_cell[neighbour]))
    return hidden


def _tells(equation: Equation[Cell], values: Mapping[Cell, int], hidden: Mapping[Cell, Reason]) -> bool:
    """Whether a reader can work an unsaid cell of the equation out."""
    if equation.veiled:
        return False
    kept = [cell for cell in equation.cells if cell in hidden]
    if len(kept) == 1:
        return True
    if not kept or equation.whole in hidden or any(hidden[cell] != "few" for cell in kept):
        return False
    # Several counts of 1 to 4 are known when their sum is the least or the most that they can come to.
    together = sum(values[cell] for cell in kept)
    return together in {len(kept), len(kept) * (FLOOR - 1)}
