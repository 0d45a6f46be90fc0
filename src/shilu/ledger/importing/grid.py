"""Facts of a table in which numbers stand under headings: units down, kinds or months across, or kinds down."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Meaning
from shilu.ledger.importing.cells import Bad, carried_cells, read_each, text_of
from shilu.ledger.importing.columns import Recognised, Use
from shilu.ledger.importing.context import Context, FindUnit, UnitFound
from shilu.ledger.importing.counting import Counted, counted, quantity_of, reason_of, signed, unreasonable
from shilu.ledger.importing.days_of import DaysRead, day_reader, month_reader, read_in, whole_month, whole_quarter
from shilu.ledger.importing.facts import CellFault, Fact, Found, Zero
from shilu.ledger.importing.kind_book import KindBook
from shilu.ledger.importing.tables import LeftOut, Table
from shilu.ledger.importing.vocabulary import bare, is_total
from shilu.ledger.importing.workbook import Value
from shilu.lib.cells import cell_address
from shilu.lib.dates import Days

_SEPARATORS: Final = frozenset("、，,；;/.-—~至")
_ONE: Final = Decimal(1)

Cell = tuple[Use, Value]


def read_grid(
    table: Table,
    recognised: Recognised,
    *,
    context: Context,
    kinds: KindBook,
    titled: Meaning | None,
    find_unit: FindUnit,
) -> Found:
    """Facts of ``table``: one for each unit, kind and month or quarter with a number.

    An empty cell states nothing, 0, / and 无 state that there was nothing. Days under a month (5日、19日) are one record
    each. Without a month over the cell the fact covers the period that the title, sheet or file names.
    """
    return _Grid(table, recognised, context=context, kinds=kinds, titled=titled, find_unit=find_unit).read()


class _Grid:
    def __init__(
        self,
        table: Table,
        recognised: Recognised,
        *,
        context: Context,
        kinds: KindBook,
        titled: Meaning | None,
        find_unit: FindUnit,
    ) -> None:
        self.table = table
        self.sheet = table.sheet.name
        self.context = context
        self.kinds = kinds
        self.titled = titled
        self.find_unit = find_unit
        self.uses = recognised
        self.found = Found()
        self.groups: dict[tuple[str, int | None, int | None, int | None], list[Use]] = {}
        for use in recognised.columns("cell"):
            self.groups.setdefault((use.kind, use.year, use.month, use.quarter), []).append(use)
        self.headings: dict[str, Meaning | Bad] = {}

    def read(self) -> Found:
        units = self._units()
        kinds = self._row_kinds()
        days = self._row_days()
        for position, row in enumerate(self.table.body):
            cells = self.table.sheet.rows[row]
            if any(
                isinstance(cells[use.at], str) and is_total(str(cells[use.at]))
                for use in self.uses.uses
                if use.role in {"unit", "kind", "month"}
            ):
                self._leave_out(row, _("a sum"))
                continue
            filled = [use for use in self.uses.columns("cell") if cells[use.at] != ""]
            if not filled:
                if any(cells[use.at] != "" for use in self.uses.uses if use.role not in {"number", "kind", "month"}):
                    self._leave_out(row, _("a line without a record"))
                continue
            self.found.rows += 1
            for (heading, year, month, quarter), uses in self.groups.items():
                given = [(use, cells[use.at]) for use in uses if cells[use.at] != ""]
                if given:
                    kind = self._heading_kind(heading, uses) if heading else kinds[position]
                    span = self._span(year, month, quarter) or days[position]
                    self._group(row, given, unit=units[position], kind=kind, span=span, month=month)
        return self.found

    def _leave_out(self, row: int, why: str) -> None:
        text = " ".join(text_of(cell) for cell in self.table.sheet.rows[row] if cell != "")[:60]
        self.found.left_out.append(LeftOut(self.sheet, row + 1, why, text))

    def _units(self) -> list[tuple[UnitFound | Bad | None, str, int]]:
        use = self.uses.column("unit")
        if use is None:
            return [(self.context.unit, "", 0)] * len(self.table.body)

        def look_up(cell: Value) -> tuple[UnitFound | Bad | None, str, int]:
            name = text_of(cell)
            if not name or is_total(name):
                return self.context.unit, "", use.at
            unit = self.find_unit(name)
            return (unit if isinstance(unit, UnitFound) else Bad(unit)), name, use.at

        return read_each(carried_cells(self.table, use.at), look_up)

    def _row_kinds(self) -> list[Meaning | Bad | None]:
        use = self.uses.column("kind")
        if use is None:
            return [self.titled] * len(self.table.body)
        roles = [cell.counted for cell in self.uses.columns("cell") if cell.counted]
        measures = self.uses.column("measure")
        words = carried_cells(self.table, measures.at).values if measures else ()
        cells = carried_cells(self.table, use.at)
        first: dict[Value, int] = {}
        for position, cell in enumerate(cells.values):
            first.setdefault(cell, position)

        def look_up(cell: Value) -> Meaning | Bad | None:
            name = text_of(cell)
            if not name or is_total(name):
                return None
            measure = bare(text_of(words[first[cell]])) if words else ""
            return self.kinds.meaning(name, measure=measure, roles=roles)

        return read_each(cells, look_up)

    def _heading_kind(self, heading: str, uses: Sequence[Use]) -> Meaning | Bad:
        if heading not in self.headings:
            roles = [use.counted for use in uses if use.counted]
            measure = next((use.measure for use in uses if use.measure and use.counted in {"", "times", "count"}), "")
            self.headings[heading] = self.kinds.meaning(heading, measure=measure, roles=roles)
        return self.headings[heading]

    def _row_days(self) -> list[DaysRead]:
        period = self.context.period
        around: DaysRead = (Days(period.first, period.last, whole=True),) if period else None
        for role, read in (
            ("day", day_reader(self.context, delimited=False)),
            ("month", month_reader(self.context)),
        ):
            use = self.uses.column(role)
            if use is not None:
                return read_each(carried_cells(self.table, use.at), read)
        return [around] * len(self.table.body)

    def _span(self, year: int | None, month: int | None, quarter: int | None) -> DaysRead:
        if month is None and quarter is None:
            return None
        if year is not None:
            years: Sequence[int | None] = (year,)
        else:
            years = self.context.years()
        spans = [
            whole_month(one, month) if month is not None else whole_quarter(one, quarter or 1)
            for one in years
            if one is not None
        ]
        if not spans:
            return Bad(_("the year is missing: write it in the title"))
        return (next((span for span in spans if self.context.holds(span.first, span.last)), spans[0]),)

    def _group(
        self,
        row: int,
        given: Sequence[Cell],
        *,
        unit: tuple[UnitFound | Bad | None, str, int],
        kind: Meaning | Bad | None,
        span: DaysRead,
        month: int | None,
    ) -> None:
        """The facts of the cells of one row that count one kind in one month."""
        at = given[0][0].at
        owner, typed, unit_at = unit
        listed: tuple[Days, ...] | Bad | None = None
        if isinstance(owner, Bad):
            self._fault(row, unit_at, owner)
        elif kind is None or isinstance(kind, Bad):
            self._kind_fault(row, at, kind)
        elif span is None or isinstance(span, Bad):
            self._fault(row, at, span or Bad(_("neither title, sheet nor file name says which period this is")))
        elif isinstance(listed := self._listed_days(given, month=month, span=span), Bad):
            self._fault(row, at, listed)
        else:
            self._facts(row, given, owner=owner, typed=typed, kind=kind, span=span, listed=listed)

    def _facts(
        self,
        row: int,
        given: Sequence[Cell],
        *,
        owner: UnitFound | None,
        typed: str,
        kind: Meaning,
        span: tuple[Days, ...],
        listed: tuple[Days, ...] | None,
    ) -> None:
        at = given[0][0].at
        quantities = {} if listed else self._quantities(row, given, kind=kind)
        if quantities is None:
            return
        if not listed and not quantities:
            zero = Zero(self.sheet, cell_address(row, at), owner, kind.kind.key, span[0].first, span[-1].last)
            self.found.zeros.append(zero)
            return
        for part, days in enumerate(listed or span):
            amounts = {kind.quantity or kind.kind.first.key: _ONE} if listed else quantities
            self.found.facts.append(
                Fact(
                    kind.kind.key,
                    owner,
                    typed,
                    days.first,
                    days.last,
                    days.whole,
                    signed(amounts, kind),
                    kind.labels,
                    "",
                    {},
                    self.sheet,
                    row + 1,
                    at,
                    part,
                )
            )

    def _quantities(self, row: int, given: Sequence[Cell], *, kind: Meaning) -> dict[str, Decimal] | None:
        """What the cells count, empty where they state that there was nothing; None where one is at fault."""
        quantities: dict[str, Decimal] = {}
        for use, value in given:
            cell = counted(value)
            if isinstance(cell, Counted):
                word = bare(cell.measure) or use.measure
                key = quantity_of(kind, use.counted or "count", measure=word, catalogue=self.kinds.catalogue)
                bad = unreasonable(key, cell.amount) if key else None
                if key is None:
                    self.found.unused[use.name, str(kind.kind.title)] = None
                elif bad is None and not cell.nothing:
                    quantities.setdefault(key, cell.amount)
            else:
                bad = cell
            if bad is not None:
                self._fault(row, use.at, bad)
                return None
        return quantities

    def _kind_fault(self, row: int, at: int, kind: Bad | None) -> None:
        """A fault of the heading is told once, at the heading."""
        use = self.uses.column("kind")
        if use is not None:
            self._fault(row, use.at, kind or Bad(_("write the kind")))
            return
        heading = next(
            (top for top in self.table.header if self.table.sheet.rows[top][at] != ""), self.table.header.start
        )
        bad = kind or Bad(_("no column holds kinds and the title names none"))
        self._fault(heading, at, bad)

    def _listed_days(
        self, given: Sequence[Cell], *, month: int | None, span: DaysRead
    ) -> tuple[Days, ...] | Bad | None:
        """The days that a cell lists instead of a number: 5日、19日 under 3月."""
        use, value = given[0]
        if month is None or not isinstance(value, str) or use.counted not in {"", "times", "count"}:
            return None
        # 21日 would be read as a count of 日
        named = "日" in value or "号" in value
        if not named and (not any(sign in value for sign in _SEPARATORS) or isinstance(counted(value), Counted)):
            return None
        year = span[0].first.year if isinstance(span, tuple) else None
        found = read_in(Context(None, year, None, ""), value, month=month)
        return found or None

    def _fault(self, row: int, at: int, bad: Bad) -> None:
        cell = cell_address(row, at)
        if any(fault.cell == cell for fault in self.found.faults):
            return
        name = next((use.name for use in self.uses.uses if use.at == at), "")
        value = self.table.sheet.value(row, at)
        self.found.faults.append(CellFault(self.sheet, cell, row + 1, value, reason_of(row + 1, name, value, bad)))
