"""What filling a form comes to: the plan for the writer, and what was filled and what was not."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from shilu.forms.sheet import Fill, Plan, RowInsert, Sort, Spot, Value, address, moved
from shilu.lib.amounts import plain_number


@dataclass(frozen=True, slots=True)
class Put:
    """A value for a place of the form as it was read, or ``below`` rows under it in rows that are inserted.

    ``figure`` is the key of what was counted, "" for a sum or a fact about the filler; ``counted`` is the value before
    it was written as ``value`` (a 0 may be written /).
    """

    spot: Spot
    value: Value
    counted: Value
    figure: str = ""
    entries: tuple[int, ...] = ()
    note: str = ""
    below: int = 0


@dataclass(frozen=True, slots=True)
class Filled:
    """A place that was filled: what was counted, and what was written."""

    spot: Spot
    figure: str
    value: Value
    shown: str
    entries: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Empty:
    """A place that stays empty, and why."""

    spot: Spot
    reason: str


@dataclass(frozen=True, slots=True)
class Filling:
    """What is to be written, and what is told of it; ``formulas`` are left as they are."""

    sort: Sort
    plan: Plan
    filled: tuple[Filled, ...]
    empty: tuple[Empty, ...]
    formulas: tuple[Spot, ...] = ()
    remarks: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The object that ``shilu fill --format json`` prints; cells are named as in the filled form."""
        filled = [
            {
                **self._place(one.spot),
                "figure": one.figure or None,
                "value": plain_number(one.value) if isinstance(one.value, Decimal) else str(one.value),
                "shown": one.shown,
                "entries": list(one.entries),
            }
            for one in self.filled
        ]
        return {
            "filled": filled,
            "empty": [{**self._place(one.spot), "reason": one.reason} for one in self.empty],
            "formulas": [self._place(spot) for spot in self.formulas],
            "remarks": list(self.remarks),
        }

    def _place(self, spot: Spot) -> dict[str, str]:
        return {"sheet": spot.table, "cell": address(spot, sort=self.sort)}


@dataclass(slots=True)
class Gathered:
    """What was found so far, in the numbering of the form as read."""

    puts: list[Put] = field(default_factory=list)
    texts: list[Fill] = field(default_factory=list)
    inserts: list[RowInsert] = field(default_factory=list)
    empty: list[Empty] = field(default_factory=list)
    formulas: list[Spot] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def filling(self, sort: Sort) -> Filling:
        """All of it in the numbering of the filled form."""
        whole = {fill.spot for fill in self.texts}
        fills = [*(self._fill(put) for put in self.puts if put.spot not in whole), *map(self._moved_fill, self.texts)]
        return Filling(
            sort,
            Plan(tuple(fills), tuple(self.inserts)),
            tuple(
                Filled(self._moved(put.spot, put.below), put.figure, put.counted, shown(put.value), put.entries)
                for put in self.puts
            ),
            tuple(Empty(self._moved(one.spot), one.reason) for one in self.empty),
            tuple(self._moved(spot) for spot in self.formulas),
            tuple(dict.fromkeys(self.remarks)),
        )

    def _fill(self, put: Put) -> Fill:
        return Fill(self._moved(put.spot, put.below), put.value, put.note)

    def _moved_fill(self, fill: Fill) -> Fill:
        return replace(fill, spot=self._moved(fill.spot))

    def _moved(self, spot: Spot, below: int = 0) -> Spot:
        return replace(spot, row=moved(spot.table, spot.row, self.inserts) + below) if spot.table else spot


def shown(value: Value) -> str:
    """A written value as a reader sees it."""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def counted_by_table(filled: Iterable[Filled]) -> dict[str, int]:
    """How many places of each table were filled."""
    found: dict[str, int] = {}
    for one in filled:
        found[one.spot.table] = found.get(one.spot.table, 0) + 1
    return found
