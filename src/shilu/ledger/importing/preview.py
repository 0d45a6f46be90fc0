"""An import looked at beforehand: its real rows with what each would become, and its bad cells in their places."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final, Literal
from uuid import UUID

from shilu.ledger.clerk import Clerk
from shilu.ledger.importing.choices import Choices
from shilu.ledger.importing.operations import Step
from shilu.ledger.importing.outcome import Imported, shown_value
from shilu.ledger.importing.plan import TablePlan
from shilu.ledger.importing.planning import NO_GUESSES, Guesses, Planned, plan_book
from shilu.ledger.importing.quiet import uncollected
from shilu.ledger.importing.stated import named_elsewhere
from shilu.ledger.importing.telling import Teller
from shilu.ledger.importing.workbook import Sheet, Value, read_workbook
from shilu.lib.cells import column_letters
from shilu.lib.enumerating import in_clauses
from shilu.lib.periods import GREGORIAN, BodyCalendar

State = Literal["new", "known", "revised", "withdrawn", "changed", "likely", "month", "bad", "zero", "left"]

_FIRST_ROWS: Final = 8  # rows shown of each table whatever they are
_FEW_ROWS: Final = 3  # the same in a workbook of many tables
_MANY_TABLES: Final = 4
OF_A_STATE: Final = 30  # rows of a state shown beyond those
_LONGEST: Final = 60  # signs of a cell
_HIDDEN_ROLES: Final = frozenset({"names", "private"})
_SHOWN_STATES: Final = frozenset({"bad", "changed", "likely", "revised", "withdrawn"})


@dataclass(frozen=True, slots=True)
class RowSeen:
    """A row as Excel numbers it: its cells by column letter, what it would become, and what it was read as.

    ``faults`` says what is wrong in which column; cells of names and private columns are not taken over, nor those of
    rows that are left out: below a table stands who filled it in.
    """

    row: int
    cells: Mapping[str, str]
    state: State
    read: str = ""
    note: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableSeen:
    """A table with how its columns were read, some of its rows (all bad ones first of all) and how many of each state."""

    sheet: str
    signature: str
    guess: Mapping[str, Any]
    period: str
    unit: str
    states: Mapping[str, int]
    rows: tuple[RowSeen, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do, in counts and words, and on the rows; ``is_empty`` where it holds no record.

    ``elsewhere`` names a unit that the workbook says it is of, and for which it was not handed in, or a body unknown here.
    """

    imported: Imported
    tables: tuple[TableSeen, ...]
    is_empty: bool
    elsewhere: str = ""


@uncollected()
def preview_file(
    path: Path,
    *,
    unit: UUID | None,
    choices: Choices,
    clerk: Clerk,
    calendar: BodyCalendar = GREGORIAN,
    own: str = "own",
    guesses: Guesses = NO_GUESSES,
    progress: Step = lambda _done, _total: None,
) -> Preview:
    """What ``import_file`` with the same arguments would do; nothing is written. Refused where the file cannot be read."""
    progress(0, 2)
    book = read_workbook(path)
    progress(1, 2)
    planned = plan_book(book, unit=unit, choices=choices, clerk=clerk, calendar=calendar, own=own, guesses=guesses)
    imported = planned.outcome(choices, posted=None, blocked=bool(planned.reading.faults) and not choices.accept_valid)
    sheets = {sheet.name: sheet for sheet in book.sheets}
    first = _FIRST_ROWS if len(planned.plans) < _MANY_TABLES else _FEW_ROWS
    seen = tuple(_table_seen(plan, sheets[plan.table.sheet], planned=planned, first=first) for plan in planned.plans)
    elsewhere = named_elsewhere(planned.reading, unit, structure=planned.structure) if unit else ""
    progress(2, 2)
    return Preview(imported, seen, planned.is_empty, elsewhere)


def _table_seen(plan: TablePlan, sheet: Sheet, *, planned: Planned, first: int) -> TableSeen:
    table = plan.table
    states = _states(plan)
    shown = _shown(states, first=first)
    faults: dict[int, dict[str, str]] = {}
    for fault in table.faults:
        letters = fault.cell.rstrip("0123456789")
        faults.setdefault(fault.row, {})[letters] = fault.reason
    notes = {line.row: line.why for line in table.left_out}
    teller = Teller(planned.structure, planned.catalogue)
    notes |= {one.placed.row: teller.why_revised(one) for one in plan.comparison.revised}
    notes |= {one.placed.row: teller.why_withdrawn(one) for one in plan.withdrawn}
    read = _read_as(plan, teller, shown)
    rows = tuple(
        RowSeen(
            row=row,
            cells={} if states[row] == "left" else _cells(sheet, row - 1, table.guess["columns"]),
            state=states[row],
            read=in_clauses(read.get(row, ())),
            note=notes.get(row, ""),
            faults=faults.get(row, {}),
        )
        for row in shown
        if row <= len(sheet.rows)
    )
    return TableSeen(
        sheet=table.sheet,
        signature=table.signature,
        guess=table.guess,
        period=table.period.title() if table.period else "",
        unit=table.unit.name if table.unit else "",
        states=dict(Counter(states.values())),
        rows=rows,
    )


def _states(plan: TablePlan) -> dict[int, State]:
    """What each row of the sheet would become; a row of several facts is what its most striking one is."""
    comparison = plan.comparison
    by_state: tuple[tuple[State, Iterable[int]], ...] = (
        ("left", (line.row for line in plan.table.left_out)),
        ("zero", (_row_of(zero.cell) for zero in plan.table.zeros)),
        ("known", (one.row for rows in (*plan.private.values(), plan.private_known) for one in rows)),
        ("changed", (one.row for key in plan.moved() for one in plan.private.get(key, ()))),
        ("month", (one.row for rows in plan.added().values() for one in rows)),
        ("known", (one.row for one in comparison.known)),
        ("revised", (one.placed.row for one in comparison.revised)),
        ("withdrawn", (one.placed.row for one in comparison.withdrawn)),
        ("new", (one.row for one in comparison.new)),
        ("changed", (change.placed.row for change in comparison.changed)),
        ("likely", (likely.placed.row for likely in plan.likely)),
        ("bad", (fault.row for fault in plan.table.faults)),
    )
    return {row: state for state, rows in by_state for row in rows}


def _read_as(plan: TablePlan, teller: Teller, shown: Sequence[int]) -> dict[int, list[str]]:
    """What each row was read as, in one line a fact."""
    comparison = plan.comparison
    placed = [
        *comparison.new,
        *comparison.known,
        *(one.placed for one in (*comparison.changed, *comparison.revised, *comparison.withdrawn)),
        *(one for rows in (*plan.private.values(), plan.private_known) for one in rows),
    ]
    found: dict[int, list[str]] = {}
    wanted = set(shown)
    for one in placed:
        if one.row in wanted:
            found.setdefault(one.row, []).append(teller.named(one.draft))
    return found


def _row_of(cell: str) -> int:
    return int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def _shown(states: Mapping[int, State], *, first: int) -> list[int]:
    rows = sorted(states)
    kept = set(rows[:first])
    for state in _SHOWN_STATES:
        kept.update([row for row in rows if states[row] == state][:OF_A_STATE])
    return sorted(kept)


def _cells(sheet: Sheet, row: int, columns: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    cells: dict[str, str] = {}
    at_of = {column_letters(at + 1): at for at in range(len(sheet.rows[row]))}
    for column in columns:
        at = at_of.get(column["column"])
        hidden = column["role"] in _HIDDEN_ROLES
        if at is not None and not hidden:
            cells[column["column"]] = _shown_cell(sheet.value(row, at))
    return cells


def _shown_cell(value: Value) -> str:
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    text = value.isoformat() if isinstance(value, date) and not isinstance(value, datetime) else shown_value(value)
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
