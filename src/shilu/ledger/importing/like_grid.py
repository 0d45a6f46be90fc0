"""Entries as the numbers of a grid: summed for each unit down and each kind, quantity and month across."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from shilu.ledger.catalogue import Catalogue, Meaning
from shilu.ledger.entry import Entry
from shilu.ledger.importing.cells import carried_cells, text_of
from shilu.ledger.importing.columns import Use
from shilu.ledger.importing.context import UnitFound
from shilu.ledger.importing.counting import quantity_of
from shilu.ledger.importing.days_of import day_reader, month_reader, whole_month, whole_quarter
from shilu.ledger.importing.like_table import BookTable, Cells, UnitWords, written_days
from shilu.ledger.importing.vocabulary import bare
from shilu.ledger.importing.workbook import Value
from shilu.lib.amounts import plain_number
from shilu.lib.dates import Days

_MAIN: Final = frozenset({"", "times", "count"})
_KEYS: Final = ("number", "unit", "kind", "day", "month", "year", "measure")
_SUMS: Final = ("小计", "合计", "总计", "共计")

Group = tuple[str, int | None, int | None, int | None]


@dataclass(slots=True)
class _Line:
    """A row of the grid: what it is of, and the entries under each column; a row of nothing known stays empty."""

    unit: UUID | None
    kind: Meaning | None
    days: Days | None
    keys: dict[int, Value]
    known: bool = True
    entries: dict[int, list[tuple[Entry, Decimal]]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an entry's amount goes; ``line`` is None where its unit or month has no row yet."""

    line: _Line | None
    kind: Meaning
    amounts: Mapping[int, Decimal]
    exact: bool


class GridTaker:
    """The rows of the book itself with the sums of the ledger in them; units that have no row get one below."""

    def __init__(self, about: BookTable, *, catalogue: Catalogue, units: UnitWords) -> None:
        self.about = about
        self._uses = about.recognised
        self._catalogue = catalogue
        self._units = units
        self._groups: dict[Group, list[Use]] = {}
        for use in self._uses.columns("cell"):
            self._groups.setdefault((use.kind, use.year, use.month, use.quarter), []).append(use)
        self._headings = {heading: catalogue.meaning(heading) for heading, *_span in self._groups if heading}
        self._lines = list(self._book_lines())
        self._lists_days = any(
            isinstance(cell, str) and "日" in cell for use in self._uses.columns("cell") for cell in self._column(use)
        )

    def takes(self, entry: Entry) -> bool | None:
        """See ``Taker``."""
        place = self._place(entry)
        return None if place is None else place.exact and place.line is not None

    def take(self, entry: Entry) -> None:
        """See ``Taker``."""
        place = self._place(entry)
        if place is None:
            raise ValueError(entry)
        line = place.line or self._new_line(entry, place)
        for at, amount in place.amounts.items():
            line.entries[at].append((entry, amount))

    def rows(self) -> list[Cells]:
        """See ``Taker``; the sums at the end of a row are numbers too."""
        number = self._uses.column("number")
        found: list[Cells] = []
        for line in self._lines:
            cells = {**line.keys, **{at: self._cell(at, given) for at, given in line.entries.items()}}
            if number is not None:
                cells[number.at] = len(found) + 1
            found.append({**cells, **dict(self._sums(line))})
        return found

    def _column(self, use: Use) -> Sequence[Value]:
        return self.about.table.by_column[use.at]

    def _book_lines(self) -> Iterator[_Line]:
        table, column = self.about.table, self._uses.column
        around = self.about.context.unit
        carried = {use.at: carried_cells(table, use.at).values for use in self._uses.uses if use.role in _KEYS}
        units, kinds = column("unit"), column("kind")
        period = self.about.context.period
        for position in range(len(table.body)):
            keys = {at: values[position] for at, values in carried.items() if values[position] != ""}
            unit = around
            if units is not None and text_of(keys.get(units.at, "")):
                found = self._units.find(text_of(keys[units.at]))
                unit = found if isinstance(found, UnitFound) else None
            kind = self.about.titled
            if kinds is not None:
                kind = self._catalogue.meaning(text_of(keys.get(kinds.at, "")))
            days = Days(period.first, period.last, whole=True) if period else None
            for role, read in (
                ("day", day_reader(self.about.context, delimited=False)),
                ("month", month_reader(self.about.context)),
            ):
                if (use := column(role)) is not None:
                    given = read(keys.get(use.at, ""))
                    days = given[0] if isinstance(given, tuple) else None
                    break
            known = (units is None or unit is not None) and (kinds is None or kind is not None)
            yield _Line(UUID(unit.key) if unit else None, kind, days, keys, known)

    def _place(self, entry: Entry) -> _Place | None:
        """The most special row and columns that are of the entry's kind, labels, unit and days."""
        best: tuple[int, _Place] | None = None
        for group, uses in self._groups.items():
            for kind, line in self._candidates(group, entry):
                amounts = self._amounts(kind, uses, entry)
                if amounts is None:
                    continue
                exact = kind.labels == entry.labels and len(amounts) == len(entry.quantities) and not entry.texts.title
                if best is None or len(kind.labels) > best[0]:
                    best = (len(kind.labels), _Place(line, kind, amounts, exact))
        return best[1] if best else None

    def _candidates(self, group: Group, entry: Entry) -> Iterator[tuple[Meaning, _Line | None]]:
        heading, year, month, quarter = group
        own = self._span(year, month, quarter, entry.last)
        pinned = self._headings.get(heading) if heading else None
        kinds = [pinned] if heading else [self.about.titled, *(line.kind for line in self._lines)]
        for kind in {id(kind): kind for kind in kinds}.values():
            if kind is None or kind.kind.key != entry.kind or not kind.labels.items() <= entry.labels.items():
                continue
            of_kind = [line for line in self._lines if line.known and (heading or line.kind == kind)]
            lines = [line for line in of_kind if self._is_of(line, entry) and _within(entry, own or line.days)]
            if lines:
                yield kind, lines[0]
            elif self._opens_line(entry) and (own is None or _within(entry, own)) and (own or self._opens_month(entry)):
                yield kind, None

    def _span(self, year: int | None, month: int | None, quarter: int | None, day: date) -> Days | None:
        """The month or quarter over a column, in the year that the heading or the workbook says."""
        if month is None and quarter is None:
            return None
        years = [year] if year is not None else [one for one in self.about.context.years() if one is not None]
        fitting = day.year if day.year in years else next(iter(years), day.year)
        return whole_month(fitting, month) if month is not None else whole_quarter(fitting, quarter or 1)

    def _is_of(self, line: _Line, entry: Entry) -> bool:
        if self._uses.column("unit") is not None or line.unit is None:
            return line.unit in {None, entry.unit}
        if self.about.holds(entry):
            return True
        return self._units.distance(entry.unit, UnitFound(str(line.unit), "")) is not None

    def _opens_line(self, entry: Entry) -> bool:
        """Whether a new row can say whose the entry is."""
        around = self.about.context.unit
        return self._uses.column("unit") is not None or self._units.distance(entry.unit, around) is not None

    def _opens_month(self, entry: Entry) -> bool:
        period = self.about.context.period
        if self._uses.column("month") or self._uses.column("day"):
            return True
        return period is not None and period.covers(entry.first, entry.last)

    def _amounts(self, kind: Meaning, uses: Sequence[Use], entry: Entry) -> Mapping[int, Decimal] | None:
        sign = -1 if kind.sign == "-" else 1
        found: dict[int, Decimal] = {}
        said = set()
        for use in uses:
            key = quantity_of(kind, use.counted or "count", measure=bare(use.measure), catalogue=self._catalogue)
            if key in entry.quantities and key not in said:
                found[use.at] = sign * entry.quantities[str(key)]
                said.add(key)
        return found if found and all(amount >= 0 for amount in found.values()) else None

    def _new_line(self, entry: Entry, place: _Place) -> _Line:
        column = self._uses.column
        keys: dict[int, Value] = {}
        if (use := column("unit")) is not None:
            keys[use.at] = self._units.name(entry.unit)
        if (use := column("kind")) is not None:
            keys[use.at] = str(place.kind.kind.title)
        days = Days(entry.first, entry.last, entry.whole)
        if (use := column("day")) is not None:
            keys[use.at] = written_days(entry.first, entry.last, whole=entry.whole)
        elif (use := column("month")) is not None:
            days = whole_month(entry.last.year, entry.last.month)
            keys[use.at] = f"{entry.last.year}年{entry.last.month}月"
        elif (period := self.about.context.period) is not None:
            days = Days(period.first, period.last, whole=True)
        line = _Line(entry.unit, place.kind, days, keys)
        self._lines.append(line)
        return line

    def _cell(self, at: int, given: Sequence[tuple[Entry, Decimal]]) -> Value:
        """The sum, or the days themselves in a book that lists days (5日、19日)."""
        use = next(use for use in self._uses.columns("cell") if use.at == at)
        days = [entry.first for entry, _amount in given]
        listed = self._lists_days and use.month is not None and use.counted in _MAIN and len(set(days)) == len(days)
        if listed and all(_is_one_day(entry) and amount == 1 for entry, amount in given):
            return "、".join(f"{day.day}日" for day in sorted(days))
        return plain_number(sum((amount for _entry, amount in given), Decimal(0)))

    def _sums(self, line: _Line) -> Iterator[tuple[int, Value]]:
        """小计 sums the columns since the last one, 合计 all; with a heading of their own (人次) only those under it."""
        since: list[Use] = []
        for use in self._uses.uses:
            if use.role == "cell":
                since.append(use)
            name = bare(use.name)
            if use.role != "ignored" or not any(word in name for word in _SUMS):
                continue
            if all(cell == "" for cell in self._column(use)):
                continue
            last = name.rpartition("/")[2] if "/" in name else ""
            over = since if "小计" in name else list(self._uses.columns("cell"))
            same = [one for one in over if last and bare(one.name).endswith("/" + last)] or over
            total = sum((amount for one in same for _entry, amount in line.entries.get(one.at, ())), Decimal(0))
            yield use.at, plain_number(total) if total else ""
            following = [one for one in self._uses.uses if one.at == use.at + 1]
            if not (following and following[0].role == "ignored"):
                since = []


def _within(entry: Entry, days: Days | None) -> bool:
    return days is not None and days.first <= entry.first and entry.last <= days.last


def _is_one_day(entry: Entry) -> bool:
    return entry.first == entry.last and not entry.whole and len(entry.quantities) == 1
