"""Facts of a table in which a row is a record."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Final

from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Catalogue, Kind, Meaning
from shilu.ledger.importing.amounts import Amounts, amounts_of
from shilu.ledger.importing.cells import (
    Bad,
    carried_cells,
    joined_texts,
    own_cells,
    read_each,
    shared_counts,
    text_of,
    with_ditto,
)
from shilu.ledger.importing.columns import COUNTED, TEXTS, Recognised, Use
from shilu.ledger.importing.context import Context, FindUnit, UnitFound
from shilu.ledger.importing.counting import Counted, counted, reason_of, signed
from shilu.ledger.importing.days_of import DaysRead, between, day_reader, month_reader, typed_day
from shilu.ledger.importing.facts import CellFault, Fact, Found, Zero
from shilu.ledger.importing.kind_book import KindBook
from shilu.ledger.importing.label_values import front_labels, label_value
from shilu.ledger.importing.tables import LeftOut, Table
from shilu.ledger.importing.vocabulary import bare, is_total
from shilu.ledger.importing.workbook import DELIMITED_SHEET, Value, address
from shilu.lib.dates import Days

_RECORD: Final = frozenset(
    {"day", "start", "month", "unit", "receiver", "kind", "title", "label", "expected_present", *COUNTED}
)
_ONE: Final = Decimal(1)
_NO_TEXTS: Final[Mapping[str, str]] = {}


def read_list(
    table: Table,
    recognised: Recognised,
    *,
    context: Context,
    kinds: KindBook,
    titled: Meaning | None,
    find_unit: FindUnit,
) -> Found:
    """Facts, faults and the rest of ``table``; ``titled`` is the kind of its rows where it has no column of kinds."""
    return _Listing(table, recognised, context=context, kinds=kinds, titled=titled, find_unit=find_unit).read()


class _Listing:
    """The columns of one table, each read as a whole, and the loop that puts its rows together."""

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
        self.catalogue: Catalogue = kinds.catalogue
        self.titled = titled
        self.uses = recognised
        self.found = Found()
        self.names = {use.at: use.name for use in recognised.uses}
        self.counts = [use for use in recognised.uses if use.role in {*COUNTED, "expected_present"}]
        self.shared = {use.at: shared_counts(table, use.at) for use in self.counts}
        self.counted = [
            read_each(
                with_ditto(own_cells(table, use.at)), partial(counted, present_first=bare(use.name).startswith("实"))
            )
            for use in self.counts
        ]
        self.days, self.day_at = self._days()
        self.units, self.unit_typed, self.unit_at = self._units(find_unit)
        self.measures = self._texts("measure", bare_form=True)
        self.meanings, self.kind_cells, self.kind_at = self._meanings()
        self.titles = self._texts("title")
        self.texts = self._kept_texts()
        self.labels = [(use, read_each(carried_cells(table, use.at), text_of)) for use in recognised.columns("label")]
        front = recognised.column("front")
        self.front = (front, read_each(own_cells(table, front.at), text_of)) if front else None
        self._amounts: dict[tuple[int, ...], Amounts] = {}
        self._labels: dict[tuple[str, str, str], tuple[str, str] | Bad | None] = {}

    def _texts(self, role: str, *, bare_form: bool = False) -> list[str] | None:
        use = self.uses.column(role)
        if use is None:
            return None
        return read_each(
            carried_cells(self.table, use.at), lambda cell: bare(text_of(cell)) if bare_form else text_of(cell)
        )

    def _kept_texts(self) -> list[tuple[str, list[str]]]:
        kept: dict[str, list[str]] = {}
        for use in self.uses.uses:
            if use.role in TEXTS:
                cells = read_each(carried_cells(self.table, use.at), text_of)
                if use.role in kept:
                    kept[use.role] = [joined_texts(pair) for pair in zip(kept[use.role], cells, strict=True)]
                else:
                    kept[use.role] = cells
        return list(kept.items())

    def _days(self) -> tuple[list[DaysRead], int]:
        column = self.uses.column
        read_day = day_reader(self.context, delimited=self.sheet == DELIMITED_SHEET)
        start, end, day, month = column("start"), column("end"), column("day"), column("month")
        if start is not None and end is not None:
            firsts = read_each(carried_cells(self.table, start.at), read_day)
            lasts = read_each(carried_cells(self.table, end.at), read_day)
            return [between(first, last) for first, last in zip(firsts, lasts, strict=True)], start.at
        day = day or start
        if day is not None:
            cells = carried_cells(self.table, day.at)
            if month is not None:
                months = carried_cells(self.table, month.at)
                cells = [typed_day(cell, of) for cell, of in zip(cells, months, strict=True)]
            days = read_each(cells, read_day)
            if month is None:
                return days, day.at
            whole = read_each(months, month_reader(self.context))
            return [one or other for one, other in zip(days, whole, strict=True)], day.at
        if month is not None:
            return read_each(carried_cells(self.table, month.at), month_reader(self.context)), month.at
        period = self.context.period
        around: DaysRead = (Days(period.first, period.last, whole=True),) if period else None
        return [around] * len(self.table.body), -1

    def _units(self, find_unit: FindUnit) -> tuple[list[UnitFound | Bad | None], list[str], int]:
        around = self.context.unit
        use = self.uses.column("unit")
        receiver = self.uses.column("receiver") if use is None else None
        read = use or receiver
        if read is None:
            return [around] * len(self.table.body), [""] * len(self.table.body), -1
        cells = carried_cells(self.table, read.at)

        def look_up(cell: Value) -> UnitFound | Bad | None:
            name = text_of(cell)
            if not name:
                return around
            unit = find_unit(name)
            if isinstance(unit, UnitFound):
                return unit
            # an honour of a person counts for the unit of the ledger; the name is not kept
            return around if receiver is not None else Bad(unit)

        units = read_each(cells, look_up)
        typed = read_each(cells, text_of) if receiver is None else [""] * len(cells)
        return units, typed, read.at

    def _meanings(self) -> tuple[list[Meaning | Bad | None], list[Value], int]:
        use = self.uses.column("kind")
        size = len(self.table.body)
        if use is None:
            return [self.titled] * size, [""] * size, -1
        cells = carried_cells(self.table, use.at)
        roles = [count.role for count in self.counts]
        first: dict[Value, int] = {}
        for position, cell in enumerate(cells):
            first.setdefault(cell, position)

        def look_up(cell: Value) -> Meaning | Bad | None:
            name = text_of(cell)
            if not name or is_total(name):
                return None
            return self.kinds.meaning(name, measure=self._measure(first[cell]) if self.kinds.makes else "", roles=roles)

        return read_each(cells, look_up), cells, use.at

    def _measure(self, position: int) -> str:
        """The measure word of a row: its own column, its count, else its heading."""
        if self.measures is not None and self.measures[position]:
            return self.measures[position]
        for use, cells in zip(self.counts, self.counted, strict=True):
            if use.role in {"count", "times"}:
                cell = cells[position]
                if isinstance(cell, Counted) and cell.measure:
                    return bare(cell.measure)
                if use.measure:
                    return use.measure
        return ""

    def read(self) -> Found:
        found = self.found
        for position, row in enumerate(self.table.body):
            meaning = self.meanings[position]
            days = self.days[position]
            unit = self.units[position]
            if (meaning is None or days is None) and self._is_no_record(row):
                continue
            found.rows += 1
            if isinstance(meaning, Meaning) and isinstance(days, tuple) and not isinstance(unit, Bad):
                amounts = self._amounts_of(position, meaning)
                if not amounts.faults and not self._shared_at(position):
                    self._record(position, row, meaning=meaning, days=days, unit=unit, amounts=amounts)
                    continue
            self._faults(position, row)
        return found

    def _is_no_record(self, row: int) -> bool:
        """Whether a row without kind or day is a sum, or has nothing of a record filled in; such a row is listed."""
        cells = self.table.sheet.rows[row]
        why = ""
        if any(
            isinstance(cells[use.at], str) and is_total(str(cells[use.at]))
            for use in self.uses.uses
            if use.role in {"kind", "unit"}
        ):
            why = _("a sum")
        elif not any(cells[use.at] != "" for use in self.uses.uses if use.role in _RECORD):
            rest = [
                cell
                for use, cell in ((use, cells[use.at]) for use in self.uses.uses)
                if use.role != "number" and cell != ""
            ]
            if not rest:
                return True
            why = _("a line without a record")
        if why:
            text = " ".join(text_of(cell) for cell in cells if cell != "")[:60]
            self.found.left_out.append(LeftOut(self.sheet, row + 1, why, text))
        return bool(why)

    def _shared_at(self, position: int) -> bool:
        return any(position in shared for shared in self.shared.values())

    def _amounts_of(self, position: int, meaning: Meaning) -> Amounts:
        cells = [column[position] for column in self.counted]
        measure = self.measures[position] if self.measures is not None else ""
        # equal cells of a column are one object, so their identities tell rows of equal counts
        key = (id(meaning), hash(measure), *map(id, cells))
        known = self._amounts.get(key)
        if known is None:
            known = self._amounts[key] = amounts_of(
                meaning, list(zip(self.counts, cells, strict=True)), measure=measure, catalogue=self.catalogue
            )
        return known

    def _record(
        self,
        position: int,
        row: int,
        *,
        meaning: Meaning,
        days: tuple[Days, ...],
        unit: UnitFound | None,
        amounts: Amounts,
    ) -> None:
        kind = meaning.kind
        labels, outlets = self._labels_of(position, row, meaning)
        if labels is None:
            return
        for name in amounts.unused:
            self.found.unused[name, str(kind.title)] = None
        if amounts.nothing:
            self.found.zeros.append(
                Zero(self.sheet, address(row, self.counts[0].at), unit, kind.key, days[0].first, days[-1].last)
            )
            return
        parts = max(len(days), len(outlets))
        if parts > 1 and not self._parts_fit(position, row, days=days, outlets=outlets, amounts=amounts):
            return
        main = amounts.main if parts == 1 else _ONE
        quantities = dict(amounts.others)
        if amounts.key and (main is not None or amounts.key not in quantities):
            quantities = {amounts.key: _ONE if main is None else main, **quantities}
        if meaning.sign:
            quantities = signed(quantities, meaning)
        if kind.one_person and "people" not in quantities and kind.quantity("people") and amounts.key == "times":
            quantities["people"] = quantities["times"]
        private = kind.private
        title = "" if private or self.titles is None else self.titles[position]
        texts = _NO_TEXTS if private else {role: cells[position] for role, cells in self.texts if cells[position]}
        if amounts.goods and not private:
            texts = {**texts, "remark": joined_texts((texts.get("remark", ""), amounts.goods))}
        cell = address(row, self.day_at if self.day_at >= 0 else self.table.columns[0].at)
        typed = self.unit_typed[position]
        for part in range(parts):
            one = days[part] if len(days) > 1 else days[0]
            self.found.facts.append(
                Fact(
                    kind.key,
                    unit,
                    typed,
                    one.first,
                    one.last,
                    one.whole,
                    quantities,
                    labels if not outlets else {**labels, **outlets[part]},
                    title,
                    texts,
                    self.sheet,
                    row + 1,
                    cell,
                    part,
                )
            )

    def _parts_fit(
        self, position: int, row: int, *, days: Sequence[Days], outlets: Sequence[object], amounts: Amounts
    ) -> bool:
        """Whether a row of several days (or outlets) can be one record each; else its faults are noted."""
        parts = max(len(days), len(outlets))
        if len(days) > 1 and len(outlets) > 1:
            self._fault(row, self.day_at, Bad(_("several days and several outlets: write one row for each")))
            return False
        if amounts.main is not None and amounts.main != parts:
            at = next(
                use.at for use, cell in self._cells_at(position) if use.role in {"count", "times"} and cell is not None
            )
            told = {"parts": parts, "count": format(amounts.main.normalize(), "f")}
            self._fault(row, at, Bad(_("%(parts)d are written, but the count is %(count)s") % told))
            return False
        if amounts.others:
            at = next(
                use.at
                for use, cell in self._cells_at(position)
                if use.role not in {"count", "times"} and cell is not None
            )
            self._fault(row, at, Bad(_("one number for several days: is it of each or of all? Write one row a day")))
            return False
        return True

    def _cells_at(self, position: int) -> list[tuple[Use, Counted | Bad | None]]:
        return [(use, cells[position]) for use, cells in zip(self.counts, self.counted, strict=True)]

    def _labels_of(
        self, position: int, row: int, meaning: Meaning
    ) -> tuple[Mapping[str, str] | None, list[dict[str, str]]]:
        """The labels of a row, and those of each outlet where several stand in one cell; None where one is at fault."""
        if not self.labels and self.front is None:
            return meaning.labels, []
        labels = dict(meaning.labels)
        lines: list[dict[str, str]] = []
        good = True
        kind = meaning.kind
        for use, cells in self.labels:
            text = cells[position]
            if not text:
                continue
            several = self._lines(row, use.at)
            for number, one in enumerate(several):
                given = self._label(kind, use.label, one)
                if isinstance(given, Bad):
                    self._fault(row, use.at, given)
                    good = False
                elif given is not None and len(several) == 1:
                    labels[given[0]] = given[1]
                elif given is not None:
                    lines.extend({} for _more in range(number + 1 - len(lines)))
                    lines[number][given[0]] = given[1]
        if self.front is not None and self.front[1][position]:
            ticked = front_labels(kind, self.front[1][position], catalogue=self.catalogue)
            if isinstance(ticked, Bad):
                self._fault(row, self.front[0].at, ticked)
                good = False
            else:
                labels.update(ticked)
        return (labels if good else None), lines

    def _lines(self, row: int, at: int) -> list[str]:
        cell = self.table.sheet.value(row, at)
        if isinstance(cell, str) and "\n" in cell:
            return [line for line in (" ".join(part.split()) for part in cell.split("\n")) if line]
        return [text_of(cell)]

    def _label(self, kind: Kind, label: str, text: str) -> tuple[str, str] | Bad | None:
        key = (kind.key, label, text)
        if key not in self._labels:
            self._labels[key] = label_value(kind, label, text, catalogue=self.catalogue)
        return self._labels[key]

    def _faults(self, position: int, row: int) -> None:
        """Note everything that is wrong in a row, from left to right."""
        noted: list[tuple[int, Bad]] = []
        days, unit, meaning = self.days[position], self.units[position], self.meanings[position]
        if isinstance(days, Bad):
            noted.append((self.day_at, days))
        elif days is None:
            why = _("write the day") if self.day_at >= 0 else _("there is no column of days and no period in the title")
            noted.append((max(self.day_at, 0), Bad(why)))
        if isinstance(unit, Bad):
            noted.append((self.unit_at, unit))
        if isinstance(meaning, Bad):
            noted.append((self.kind_at, meaning))
        elif meaning is None:
            why = (
                _("write the kind") if self.kind_at >= 0 else _("there is no column of kinds and the title names none")
            )
            noted.append((max(self.kind_at, 0), Bad(why)))
        if isinstance(meaning, Meaning):
            noted.extend(self._amounts_of(position, meaning).faults)
        else:
            noted.extend((use.at, cell) for use, cell in self._cells_at(position) if isinstance(cell, Bad))
        noted.extend((at, shared[position]) for at, shared in self.shared.items() if position in shared)
        for at, bad in sorted(dict(noted).items()):
            self._fault(row, at, bad)

    def _fault(self, row: int, at: int, bad: Bad) -> None:
        value = self.table.sheet.rows[row][at]
        reason = reason_of(row + 1, self.names.get(at, ""), value, bad)
        self.found.faults.append(CellFault(self.sheet, address(row, at), row + 1, value, reason))
