"""Which counts of people stay unsaid: those from 1 to 4, and a neighbour where subtraction would tell them.

Cells are the figures that a reader can ask for; equations say which cells are the sum of which. An equation with one
unsaid cell gives it away, so another of its cells must stay unsaid too, until every equation has none or several. The
words tell as well: 1 to 4 for a small count, 5 and more for its neighbour. Where they tell a small count, the cells in
question are all called neighbours, which then says no more than that they are not nothing.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from shilu.figures.bounds import ENDLESS, Bounds, narrowed, told_alone
from shilu.figures.elimination import determined

FLOOR = 5

Reason = Literal["few", "neighbour"]
Cell = TypeVar("Cell", bound=Hashable)
_TURNS = 50  # how often the bounds of a cell are drawn closer; a reader gives up too
_FEW, _MANY, _ANY = Bounds(1, FLOOR - 1), Bounds(FLOOR, ENDLESS), Bounds(1, ENDLESS)


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
    hiding = _Hiding(values, [equation for equation in equations if not equation.veiled], set(shown))
    hiding.cover_single_cells(hiding.hidden)
    hiding.cover_sums()
    hiding.cover_words()
    return {cell: "few" if word == _FEW else "neighbour" for cell, word in hiding.hidden.items()}


class _Hiding(Generic[Cell]):
    """What is hidden so far, and what its word says of each cell."""

    def __init__(self, values: Mapping[Cell, int], equations: Sequence[Equation[Cell]], always: set[Cell]) -> None:
        self._values = values
        self._equations = equations
        self._always = always
        self._of_cell: dict[Cell, list[int]] = {}
        for at, equation in enumerate(equations):
            for cell in equation.cells:
                self._of_cell.setdefault(cell, []).append(at)
        self.hidden = {cell: _FEW for cell, value in values.items() if 0 < value < FLOOR and cell not in always}
        self._lost: set[Cell] = set()  # what the equations tell whatever is hidden
        self._known: dict[Cell, Bounds] = {}
        self._turns: Counter[Cell] = Counter()
        self._drawn_by: dict[Cell, dict[int, None]] = {}  # the equations that drew a cell's bounds closer

    def cover_single_cells(self, cells: Iterable[Cell]) -> None:
        """Hide a neighbour, and its neighbours, where an equation has a single hidden cell."""
        waiting = sorted({at for cell in cells for at in self._of_cell.get(cell, ())}, reverse=True)
        while waiting:
            at = waiting.pop()
            if len(self._hidden_in(at)) == 1 and (neighbour := self._hide_smallest(at)) is not None:
                waiting.extend(reversed(self._of_cell[neighbour]))

    def cover_sums(self) -> None:
        """Hide more until no small count is told by several equations together."""
        while told := [
            cell for cell in determined(self._unknowns()) if cell not in self._lost and self._values[cell] < FLOOR
        ]:
            for cell in told:
                before = set(self.hidden)
                near = (at for one in self._joined([cell]) for at in self._of_cell[one])
                if any(self._hide_smallest(at) is not None for at in near):
                    self.cover_single_cells(self.hidden.keys() - before)
                else:
                    self._lost.add(cell)

    def _unknowns(self) -> Iterator[dict[Cell, int]]:
        """The hidden cells of each equation, the whole taken off."""
        for at, equation in enumerate(self._equations):
            unknown = {cell: 1 for cell in self._hidden_in(at) if cell not in self._lost}
            if equation.whole in unknown:
                unknown[equation.whole] = -1
            if unknown:
                yield unknown

    def cover_words(self) -> None:
        """Hide more, or have words say less, until no small count is told by what the words say."""
        self._forget_known(self.hidden)
        waiting = sorted({at for cell in self.hidden for at in self._of_cell.get(cell, ())}, reverse=True)
        while found := self._first_told(waiting):
            cell, at = found
            before = set(self.hidden)
            if self._hide_smallest(at) is not None:
                self.cover_single_cells(self.hidden.keys() - before)
                changed = self._joined([cell])
            elif self._masked(cell, at):
                changed = self._joined([cell])
            else:
                self._lost.add(cell)
                changed = {cell: None}
            self._forget_known(changed)
            waiting += sorted({one for other in changed for one in self._of_cell.get(other, ())}, reverse=True)

    def _hidden_in(self, at: int) -> list[Cell]:
        return [cell for cell in self._equations[at].cells if cell in self.hidden]

    def _hide_smallest(self, at: int) -> Cell | None:
        """Hide the smallest cell of an equation that may be hidden; None where there is none."""
        free = [
            cell
            for cell in self._equations[at].cells
            if self._values[cell] and cell not in self.hidden and cell not in self._always
        ]
        if not free:
            return None
        smallest = min(free, key=lambda cell: (self._values[cell], str(cell)))
        self.hidden[smallest] = _MANY
        return smallest

    def _first_told(self, waiting: list[int]) -> tuple[Cell, int] | None:
        """A small count that the bounds come down to, and the equation that does it; takes from ``waiting``."""
        while waiting:
            at = waiting.pop()
            equation = self._equations[at]
            bounds = [self._bounds(cell) for cell in equation.cells]
            for cell, before, after in zip(equation.cells, bounds, narrowed(bounds), strict=True):
                if after == before or cell not in self.hidden:
                    continue
                self._known[cell] = after
                self._turns[cell] += 1
                self._drawn_by.setdefault(cell, {})[at] = None
                if after.exact and cell not in self._lost and self._values[cell] < FLOOR:
                    waiting.append(at)
                    return cell, at
                if self._turns[cell] < _TURNS:
                    waiting.extend(other for other in self._of_cell[cell] if other != at)
        return None

    def _bounds(self, cell: Cell) -> Bounds:
        """What a reader knows of a cell."""
        if cell in self.hidden and cell not in self._lost:
            return self._known[cell]
        return Bounds(self._values[cell], self._values[cell])

    def _masked(self, cell: Cell, at: int) -> bool:
        """Have words say less: of the equation, else of those that led to it, else of all; whether that can help."""
        cells = self._equations[at].cells
        blurred = [
            _ANY if one in self.hidden and one not in self._lost else Bounds(self._values[one], self._values[one])
            for one in cells
        ]
        if told_alone(blurred, cells.index(cell)):
            return False
        leading = [self._hidden_in(at), self._leading_to(at), self._joined([cell])]
        for masked in map(self._equal_to, leading):
            clear = [one for one in masked if self.hidden[one] != _ANY and one not in self._lost]
            if clear:
                self.hidden.update(dict.fromkeys(clear, _ANY))
                return True
        return False

    def _leading_to(self, at: int) -> list[Cell]:
        """The hidden cells of all equations by which the bounds in this one were drawn closer."""
        found = {at}
        waiting = [at]
        cells: dict[Cell, None] = {}
        while waiting:
            for cell in self._hidden_in(waiting.pop()):
                cells[cell] = None
                further = [one for one in self._drawn_by.get(cell, ()) if one not in found]
                found.update(further)
                waiting.extend(further)
        return list(cells)

    def _equal_to(self, cells: Iterable[Cell]) -> dict[Cell, None]:
        """The cells, and every hidden whole that has one of them for its only hidden part, or the other way round."""
        return self._reached(cells, lambda at, hidden: len(hidden) == 2 and self._equations[at].whole in hidden)

    def _joined(self, cells: Iterable[Cell]) -> dict[Cell, None]:
        """The cells and all hidden ones that equations join to them."""
        return self._reached(cells, lambda _at, _hidden: True)

    def _reached(self, cells: Iterable[Cell], goes_on: Callable[[int, list[Cell]], bool]) -> dict[Cell, None]:
        """All that can be reached, the nearest first."""
        found = dict.fromkeys(cells)
        waiting = list(found)
        for one in waiting:
            for at in self._of_cell.get(one, ()):
                hidden = self._hidden_in(at)
                if goes_on(at, hidden):
                    further = [cell for cell in hidden if cell not in found]
                    found.update(dict.fromkeys(further))
                    waiting.extend(further)
        return found

    def _forget_known(self, cells: Iterable[Cell]) -> None:
        for cell in cells:
            self._known[cell] = self.hidden[cell]
            self._turns[cell] = 0
            self._drawn_by.pop(cell, None)
