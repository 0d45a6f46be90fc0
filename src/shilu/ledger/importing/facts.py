"""What a workbook gives: facts, cells that say what is wrong, and all that was not taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from shilu.ledger.catalogue import Kind
from shilu.ledger.importing.context import UnitFound
from shilu.ledger.importing.tables import LeftOut
from shilu.ledger.importing.workbook import Value
from shilu.lib.cells import cell_address
from shilu.lib.periods import Period


class Fact(NamedTuple):
    """One dated fact of a unit as a row (or in a grid a group of cells) states it.

    A tuple, because a workbook makes a hundred thousand: a frozen dataclass takes more than twice as long.

    ``whole`` tells that only a month, quarter or year is known. ``unit`` is None where the row names none and nothing
    stands for it. ``texts`` holds place, host, remark, evidence and further details, never names; facts of a private
    kind have neither title nor texts. ``row`` is the number that Excel shows; ``at`` the column (from 0) of the fact's
    first count, in a list that of its day; ``part`` tells facts of one row apart (several days in one cell), from 0.
    """

    kind: str
    unit: UnitFound | None
    unit_typed: str
    first: date
    last: date
    whole: bool
    quantities: Mapping[str, Decimal]
    labels: Mapping[str, str]
    title: str
    texts: Mapping[str, str]
    sheet: str
    row: int
    at: int
    part: int = 0

    @property
    def cell(self) -> str:
        """The address of the fact's cell."""
        return cell_address(self.row - 1, self.at)


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell that cannot be taken: where, what it says ("" for an empty one) and one line on what is wrong."""

    sheet: str
    cell: str
    row: int
    value: Value
    reason: str


@dataclass(frozen=True, slots=True)
class Zero:
    """A cell that states nothing (0, / or 无) for a unit and kind: a zero report, which is no fact."""

    sheet: str
    cell: str
    unit: UnitFound | None
    kind: str
    first: date
    last: date


@dataclass(slots=True)
class Found:
    """What a table gave so far."""

    facts: list[Fact] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)
    zeros: list[Zero] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    unused: dict[tuple[str, str], None] = field(default_factory=dict)
    rows: int = 0


@dataclass(frozen=True, slots=True)
class TableReading:
    """What one table gave. ``rows`` counts the rows that are records; ``filled_by`` is 填报单位 above the table.

    ``dropped`` names columns that are not stored, ``unused`` tells of counts that their kinds do not keep, ``hidden``
    of hidden rows and columns that were taken. ``unit_named`` tells whether title, sheet or file name say the unit.
    ``guess`` says how the columns were read. ``numbers`` are, of the ledger's own sheet alone, the positions of the
    records that its rows are of.
    """

    sheet: str
    signature: str
    title: str
    period: Period | None
    unit: UnitFound | None
    filled_by: str
    rows: int
    facts: tuple[Fact, ...]
    faults: tuple[CellFault, ...]
    zeros: tuple[Zero, ...]
    left_out: tuple[LeftOut, ...]
    dropped: tuple[str, ...]
    unused: tuple[str, ...]
    hidden: tuple[str, ...]
    unit_named: bool = False
    guess: Mapping[str, Any] = field(default_factory=dict)
    numbers: Mapping[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a workbook gave; ``new_kinds`` are the kinds that its names asked for, ``unknown_kinds`` names without leave."""

    file: str
    tables: tuple[TableReading, ...]
    new_kinds: tuple[Kind, ...]
    sheets_left_out: tuple[str, ...]
    unknown_kinds: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """Rows of the workbook that are records."""
        return sum(table.rows for table in self.tables)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All facts in the order of the workbook."""
        return tuple(fact for table in self.tables for fact in table.facts)

    @property
    def faults(self) -> tuple[CellFault, ...]:
        """All cells that cannot be taken, in the order of the workbook."""
        return tuple(fault for table in self.tables for fault in table.faults)

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """All rows left out, in the order of the workbook."""
        return tuple(line for table in self.tables for line in table.left_out)

    @property
    def period(self) -> Period | None:
        """The period that the workbook names: the one that holds all its tables' periods, None where they name none."""
        periods = [table.period for table in self.tables if table.period]
        first = next(iter(periods), None)
        if first is None or any(period != first for period in periods):
            return next((outer for outer in periods if all(outer.covers(p.first, p.last) for p in periods)), None)
        return first
