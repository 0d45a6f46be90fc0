"""Facts of a table in which a row is a record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Final

from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Meaning
from shilu.ledger.importing.amounts import Amounts, amounts_of, own_amounts_of
from shilu.ledger.importing.cells import Bad, joined_texts, text_of
from shilu.ledger.importing.columns import COUNTED, Recognised
from shilu.ledger.importing.context import Context, FindUnit, UnitFound
from shilu.ledger.importing.counting import reason_of
from shilu.ledger.importing.facts import CellFault, Fact, Found, Zero
from shilu.ledger.importing.kind_book import KindBook
from shilu.ledger.importing.label_values import front_labels, label_value
from shilu.ledger.importing.list_columns import ListColumns, read_columns
from shilu.ledger.importing.tables import LeftOut, Table
from shilu.ledger.importing.vocabulary import is_total
from shilu.lib.cells import cell_address
from shilu.lib.dates import Days

RECORD: Final = frozenset(
    {"day", "start", "month", "unit", "receiver", "kind", "title", "label", "expected_present", *COUNTED}
)
_MAIN: Final = frozenset({"count", "times"})
_NO_TEXTS: Final[Mapping[str, str]] = {}

Labels = Mapping[str, str]


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
    columns = read_columns(table, recognised, context=context, kinds=kinds, titled=titled, find_unit=find_unit)
    return _Listing(table, recognised, columns=columns, kinds=kinds).read()


@dataclass(frozen=True, slots=True)
class _Plan:
    """What rows of one kind with equal counts and labels are: one record, or one for each of several outlets."""

    amounts: Amounts
    labels: Labels
    outlets: tuple[Labels, ...]
    faults: tuple[tuple[int, Bad], ...]


class _Listing:
    """The loop over the rows of one table."""

    def __init__(self, table: Table, recognised: Recognised, *, columns: ListColumns, kinds: KindBook) -> None:
        self.table = table
        self.sheet = table.sheet.name
        self.uses = recognised
        self.columns = columns
        self.catalogue = kinds.catalogue
        self.found = Found()
        self.names = {use.at: use.name for use in recognised.uses}
        self.cell_at = columns.day_at if columns.day_at >= 0 else table.columns[0].at
        self.plans: dict[tuple[object, ...], _Plan] = {}

    def read(self) -> Found:
        columns, found = self.columns, self.found
        # equal cells of a column are one object, so their identities tell rows of equal counts and labels
        alike = [map(id, cells) for _use, cells in (*columns.counts, *columns.labels)]
        front = columns.front[1] if columns.front else repeat("")
        keys = zip(map(id, columns.meanings), columns.measures, front, *alike, strict=False)
        rows = zip(self.table.body, columns.meanings, columns.days, columns.units, keys, strict=True)
        plans = self.plans
        for position, (row, meaning, days, unit, key) in enumerate(rows):
            if (meaning is None or days is None) and self._is_no_record(row):
                continue
            found.rows += 1
            plan = plans.get(key)
            if plan is None and isinstance(meaning, Meaning):
                plan = plans[key] = self._plan(position, meaning)
            if (
                plan is None
                or plan.faults
                or not isinstance(meaning, Meaning)
                or not isinstance(days, tuple)
                or isinstance(unit, Bad)
                or position in columns.shared
            ):
                self._faults(position, row, plan)
            else:
                self._record(position, row, meaning=meaning, days=days, unit=unit, plan=plan)
        return found

    def _is_no_record(self, row: int) -> bool:
        """Whether a row without kind or day is a sum, or has nothing of a record filled in; such a row is listed."""
        cells = self.table.sheet.rows[row]
        named = [cells[use.at] for use in self.uses.uses if use.role in {"kind", "unit"}]
        why = ""
        if any(isinstance(cell, str) and is_total(cell) for cell in named):
            why = _("a sum")
        elif not any(cells[use.at] != "" for use in self.uses.uses if use.role in RECORD):
            if not any(cells[use.at] != "" for use in self.uses.uses if use.role != "number"):
                return True
            why = _("a line without a record")
        if why:
            text = " ".join(text_of(cell) for cell in cells if cell != "")[:60]
            self.found.left_out.append(LeftOut(self.sheet, row + 1, why, text))
        return bool(why)

    def _plan(self, position: int, meaning: Meaning) -> _Plan:
        """What rows of that kind with those counts and labels are; its faults are those of any such row."""
        columns = self.columns
        counted = [(use, cells[position]) for use, cells in columns.counts]
        measure = columns.measures[position]
        if self.uses.columns("own"):
            amounts = own_amounts_of(meaning, counted)
        else:
            amounts = amounts_of(meaning, counted, measure=measure, catalogue=self.catalogue)
        for name in amounts.unused:
            self.found.unused[name, str(meaning.kind.title)] = None
        labels = dict(meaning.labels)
        outlets: list[dict[str, str]] = []
        faults = list(amounts.faults)
        for use, cells in columns.labels:
            texts = cells[position]
            for number, text in enumerate(texts):
                given = label_value(meaning.kind, use.label, text, catalogue=self.catalogue)
                if isinstance(given, Bad):
                    faults.append((use.at, given))
                elif given is not None and len(texts) == 1:
                    labels[given[0]] = given[1]
                elif given is not None:
                    outlets.extend({} for _more in range(number + 1 - len(outlets)))
                    outlets[number][given[0]] = given[1]
        if columns.front is not None:
            ticked = front_labels(meaning.kind, columns.front[1][position], catalogue=self.catalogue)
            if isinstance(ticked, Bad):
                faults.append((columns.front[0].at, ticked))
            else:
                labels.update(ticked)
        return _Plan(amounts, labels, tuple(outlets), tuple(faults))

    def _record(
        self,
        position: int,
        row: int,
        *,
        meaning: Meaning,
        days: tuple[Days, ...],
        unit: UnitFound | None,
        plan: _Plan,
    ) -> None:
        kind = meaning.kind
        amounts, labels, outlets = plan.amounts, plan.labels, plan.outlets
        if amounts.nothing:
            at = self.columns.counts[0][0].at
            zero = Zero(self.sheet, cell_address(row, at), unit, kind.key, days[0].first, days[-1].last)
            self.found.zeros.append(zero)
            return
        quantities = amounts.quantities
        parts = max(len(days), len(outlets))
        if parts > 1:
            if not self._parts_fit(position, row, days=days, outlets=outlets, amounts=amounts):
                return
            quantities = amounts.one
        title, texts = (
            ("", _NO_TEXTS) if kind.private else (self.columns.titles[position], self.columns.texts[position])
        )
        if amounts.goods and not kind.private:
            texts = {**texts, "remark": joined_texts((texts.get("remark", ""), amounts.goods))}
        typed, sheet, at = self.columns.units_typed[position], self.sheet, self.cell_at
        for part in range(parts):
            one = days[part] if len(days) > 1 else days[0]
            its = {**labels, **outlets[part]} if outlets else labels
            self.found.facts.append(
                Fact(
                    kind.key,
                    unit,
                    typed,
                    one.first,
                    one.last,
                    one.whole,
                    quantities,
                    its,
                    title,
                    texts,
                    sheet,
                    row + 1,
                    at,
                    part,
                )
            )

    def _parts_fit(
        self, position: int, row: int, *, days: Sequence[Days], outlets: Sequence[Labels], amounts: Amounts
    ) -> bool:
        """Whether a row of several days (or outlets) can be one record each; else its faults are noted."""
        parts = max(len(days), len(outlets))
        given = [(use, cells[position]) for use, cells in self.columns.counts if cells[position] is not None]
        if len(days) > 1 and len(outlets) > 1:
            self._fault(row, self.cell_at, Bad(_("several days and several outlets: write one row for each")))
        elif amounts.main is not None and amounts.main != parts:
            told = {"parts": parts, "count": format(amounts.main.normalize(), "f")}
            at = next(use.at for use, _cell in given if use.role in _MAIN)
            self._fault(row, at, Bad(_("%(parts)d are written, but the count is %(count)s") % told))
        elif amounts.others:
            at = next(use.at for use, _cell in given if use.role not in _MAIN)
            self._fault(row, at, Bad(_("one number for several days: is it of each or of all? Write one row a day")))
        else:
            return True
        return False

    def _faults(self, position: int, row: int, plan: _Plan | None) -> None:
        """Note everything that is wrong in a row, from left to right."""
        columns = self.columns
        noted: list[tuple[int, Bad]] = []
        days, unit, meaning = columns.days[position], columns.units[position], columns.meanings[position]
        if isinstance(days, Bad):
            noted.append((columns.day_at, days))
        elif days is None:
            why = _("write the day") if columns.day_at >= 0 else _("no column holds days and the title names no period")
            noted.append((max(columns.day_at, 0), Bad(why)))
        if isinstance(unit, Bad):
            noted.append((columns.unit_at, unit))
        if isinstance(meaning, Bad):
            noted.append((columns.kind_at, meaning))
        elif meaning is None:
            why = _("write the kind") if columns.kind_at >= 0 else _("no column holds kinds and the title names none")
            noted.append((max(columns.kind_at, 0), Bad(why)))
        if plan is not None:
            noted.extend(plan.faults)
        else:
            cells = [(use.at, cells[position]) for use, cells in columns.counts]
            noted.extend((at, cell) for at, cell in cells if isinstance(cell, Bad))
        noted.extend(columns.shared.get(position, ()))
        for at, bad in sorted(dict(noted).items(), key=lambda found: found[0]):
            self._fault(row, at, bad)

    def _fault(self, row: int, at: int, bad: Bad) -> None:
        value = self.table.sheet.value(row, at)
        reason = reason_of(row + 1, self.names.get(at, ""), value, bad)
        self.found.faults.append(CellFault(self.sheet, cell_address(row, at), row + 1, value, reason))
