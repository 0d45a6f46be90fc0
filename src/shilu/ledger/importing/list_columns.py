"""The columns of a list, each read as a whole, so that a value that stands in many rows is read once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from shilu.ledger.catalogue import Meaning
from shilu.ledger.importing.cells import (
    Bad,
    carried_cells,
    cells_of,
    joined_texts,
    own_cells,
    read_each,
    shared_counts,
    text_of,
)
from shilu.ledger.importing.columns import COUNTED, TEXTS, Recognised, Use
from shilu.ledger.importing.context import Context, FindUnit, UnitFound
from shilu.ledger.importing.counting import Counted, counted, counted_change
from shilu.ledger.importing.days_of import DaysRead, between, day_reader, month_reader, typed_day
from shilu.ledger.importing.kind_book import KindBook
from shilu.ledger.importing.tables import Table
from shilu.ledger.importing.vocabulary import bare, is_total
from shilu.ledger.importing.workbook import DELIMITED_SHEET, Value
from shilu.lib.dates import Days

UnitRead = UnitFound | Bad | None
CountRead = Counted | Bad | None


@dataclass(frozen=True, slots=True)
class ListColumns:
    """What each body row holds, by its position in the body; an ``…_at`` is the column, -1 where there is none.

    ``counts`` gives for each counting column what its cells say, ``shared`` the counts merged over several rows,
    ``labels`` the lines of each cell of a label, ``texts`` the words that are kept, by role.
    """

    days: Sequence[DaysRead]
    day_at: int
    units: Sequence[UnitRead]
    units_typed: Sequence[str]
    unit_at: int
    meanings: Sequence[Meaning | Bad | None]
    kind_at: int
    titles: Sequence[str]
    measures: Sequence[str]
    counts: tuple[tuple[Use, Sequence[CountRead]], ...]
    shared: Mapping[int, tuple[tuple[int, Bad], ...]]
    labels: tuple[tuple[Use, Sequence[tuple[str, ...]]], ...]
    front: tuple[Use, Sequence[str]] | None
    texts: Sequence[Mapping[str, str]]


def read_columns(
    table: Table,
    recognised: Recognised,
    *,
    context: Context,
    kinds: KindBook,
    titled: Meaning | None,
    find_unit: FindUnit,
) -> ListColumns:
    """Every column of ``table``; ``titled`` is the kind of its rows where it has no column of kinds."""
    days, day_at = _days(table, recognised, context=context)
    units, typed, unit_at = _units(table, recognised, around=context.unit, find_unit=find_unit)
    measures = [bare(word) for word in _texts_of(table, recognised.column("measure"))]
    counts = tuple((use, _counted(table, use)) for use in recognised.uses if use.role in {*COUNTED, "expected_present"})
    meanings, kind_at = _meanings(table, recognised, kinds=kinds, titled=titled, counts=counts, measures=measures)
    front = recognised.column("front")
    return ListColumns(
        days=days,
        day_at=day_at,
        units=units,
        units_typed=typed,
        unit_at=unit_at,
        meanings=meanings,
        kind_at=kind_at,
        titles=_texts_of(table, recognised.column("title")),
        measures=measures,
        counts=counts,
        shared=_shared(table, [use.at for use, _cells in counts]),
        labels=tuple((use, read_each(carried_cells(table, use.at), _lines)) for use in recognised.columns("label")),
        front=(front, _texts_of(table, front)) if front else None,
        texts=_kept_texts(table, recognised),
    )


def _texts_of(table: Table, use: Use | None) -> list[str]:
    return [""] * len(table.body) if use is None else read_each(carried_cells(table, use.at), text_of)


def _counted(table: Table, use: Use) -> list[CountRead]:
    if use.quantity:
        return read_each(own_cells(table, use.at), counted_change)
    present_first = bare(use.name).startswith("实")
    return read_each(own_cells(table, use.at), partial(counted, present_first=present_first))


def _lines(cell: Value) -> tuple[str, ...]:
    """The lines of a cell, which may name an outlet each; empty where the cell is."""
    if isinstance(cell, str) and "\n" in cell:
        return tuple(line for line in (" ".join(part.split()) for part in cell.split("\n")) if line)
    text = text_of(cell)
    return (text,) if text else ()


def _shared(table: Table, counted_at: Sequence[int]) -> Mapping[int, tuple[tuple[int, Bad], ...]]:
    found: dict[int, tuple[tuple[int, Bad], ...]] = {}
    for at in counted_at:
        for position, bad in shared_counts(table, at).items():
            found[position] = (*found.get(position, ()), (at, bad))
    return found


def _kept_texts(table: Table, recognised: Recognised) -> list[Mapping[str, str]]:
    kept: dict[str, list[str]] = {}
    for use in recognised.uses:
        if use.role in TEXTS:
            cells = _texts_of(table, use)
            if use.role in kept:
                cells = [joined_texts(pair) for pair in zip(kept[use.role], cells, strict=True)]
            kept[use.role] = cells
    if not kept:
        return [{}] * len(table.body)
    roles = tuple(kept)
    rows = list(zip(*kept.values(), strict=True))
    known = {row: {role: text for role, text in zip(roles, row, strict=True) if text} for row in set(rows)}
    return [known[row] for row in rows]


def _days(table: Table, recognised: Recognised, *, context: Context) -> tuple[list[DaysRead], int]:
    column = recognised.column
    read_day = day_reader(context, delimited=table.sheet.name == DELIMITED_SHEET)
    start, end, month = column("start"), column("end"), column("month")
    day = column("day") or start
    if start is not None and end is not None:
        firsts = read_each(carried_cells(table, start.at), read_day)
        lasts = read_each(carried_cells(table, end.at), read_day)
        return [between(first, last) for first, last in zip(firsts, lasts, strict=True)], start.at
    months = carried_cells(table, month.at) if month else cells_of(())
    if day is not None:
        cells = carried_cells(table, day.at)
        if month is None:
            return read_each(cells, read_day), day.at
        typed = [typed_day(cell, of) for cell, of in zip(cells.values, months.values, strict=True)]
        whole = read_each(months, month_reader(context))
        return [one or other for one, other in zip(read_each(cells_of(typed), read_day), whole, strict=True)], day.at
    if month is not None:
        return read_each(months, month_reader(context)), month.at
    period = context.period
    around: DaysRead = (Days(period.first, period.last, whole=True),) if period else None
    return [around] * len(table.body), -1


def _units(
    table: Table, recognised: Recognised, *, around: UnitFound | None, find_unit: FindUnit
) -> tuple[list[UnitRead], list[str], int]:
    unit = recognised.column("unit")
    read = unit or recognised.column("receiver") or recognised.column("host")
    if read is None:
        return [around] * len(table.body), [""] * len(table.body), -1
    cells = carried_cells(table, read.at)

    def look_up(cell: Value) -> UnitRead:
        name = text_of(cell)
        if not name:
            return around
        found = find_unit(name)
        if isinstance(found, UnitFound):
            return found
        # an honour of a person, or a course of a host outside, counts for the unit of the ledger; the name is not kept
        return around if unit is None else Bad(found)

    # a name in a column that is not one of units may be a person's
    typed = [""] * len(table.body) if unit is None else read_each(cells, text_of)
    return read_each(cells, look_up), typed, read.at


def _meanings(
    table: Table,
    recognised: Recognised,
    *,
    kinds: KindBook,
    titled: Meaning | None,
    counts: Sequence[tuple[Use, Sequence[CountRead]]],
    measures: Sequence[str],
) -> tuple[list[Meaning | Bad | None], int]:
    use = recognised.column("kind")
    if use is None:
        return [titled] * len(table.body), -1
    cells = carried_cells(table, use.at)
    roles = [count.role for count, _cells in counts]
    first: dict[Value, int] = {}
    if kinds.makes:
        for position, cell in enumerate(cells.values):
            first.setdefault(cell, position)

    def look_up(cell: Value) -> Meaning | Bad | None:
        name = text_of(cell)
        if not name or is_total(name):
            return None
        measure = _measure(first[cell], counts=counts, measures=measures) if kinds.makes else ""
        return kinds.meaning(name, measure=measure, roles=roles)

    return read_each(cells, look_up), use.at


def _measure(position: int, *, counts: Sequence[tuple[Use, Sequence[CountRead]]], measures: Sequence[str]) -> str:
    """The measure word of a row: its own column, its count, else its heading."""
    if measures[position]:
        return measures[position]
    for use, cells in counts:
        cell = cells[position]
        if use.role in {"count", "times"} and isinstance(cell, Counted) and cell.measure:
            return bare(cell.measure)
        if use.role in {"count", "times"} and use.measure:
            return use.measure
    return ""
