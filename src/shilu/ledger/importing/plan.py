"""What an import of one table would do: rows by what they are to the ledger, before anything is written."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from shilu.ledger.catalogue import Catalogue
from shilu.ledger.checking import checked
from shilu.ledger.entry import Entry, EntryDraft
from shilu.ledger.importing.choices import Choices
from shilu.ledger.importing.compare import (
    Comparison,
    MonthChange,
    MonthTotal,
    Placed,
    compare,
    compare_months,
    month_totals,
)
from shilu.ledger.importing.doubles import Likely
from shilu.ledger.importing.facts import Fact, TableReading
from shilu.ledger.importing.own_export import OwnRows
from shilu.ledger.importing.past import Past, months_said
from shilu.ledger.importing.withdrawn import LostMonth, Withdrawn
from shilu.ledger.months import MonthKey, month_key
from shilu.ledger.row import NO_TEXTS, Texts
from shilu.lib.body_calendar import BodyCalendar
from shilu.lib.canonical import canonical_or_empty


@dataclass(slots=True)
class TablePlan:
    """One table: its plain rows compared one by one, its private kinds compared by their months.

    ``private_known`` are rows of the ledger's own sheet that say a month's sum as the ledger has it.
    """

    table: TableReading
    comparison: Comparison
    private: dict[MonthKey, list[Placed]]
    months: dict[MonthKey, MonthTotal]
    months_before: dict[MonthKey, MonthTotal]
    month_changes: dict[MonthKey, MonthChange]
    likely: list[Likely] = field(default_factory=list)
    private_known: list[Placed] = field(default_factory=list)
    withdrawn: list[Withdrawn] = field(default_factory=list)
    lost: list[LostMonth] = field(default_factory=list)

    def rows_of(self, placed: Iterable[Placed]) -> set[tuple[str, int]]:
        return {(row.sheet, row.row) for row in placed}

    def units(self) -> Iterator[UUID]:
        """The units of which something would be new, changed, gone or recorded again."""
        yield from (row.draft.unit for row in self.comparison.new)
        for change in (*self.comparison.changed, *self.comparison.withdrawn):
            yield from (change.placed.draft.unit, change.entry.unit)
        yield from (entry.unit for entry in self.comparison.gone)
        yield from (unit for _kind, unit, *_when in self.month_changes)

    def added(self) -> dict[MonthKey, list[Placed]]:
        """The rows of private kinds beyond those that the table had before: of each month the last ones.

        Nothing tells which they are, for nothing of a single one is kept.
        """
        grown = {key: change for key, change in self.month_changes.items() if change.grown}
        return {key: self.private[key][-change.rows :] for key, change in grown.items()}

    def moved(self) -> dict[MonthKey, MonthChange]:
        """The months whose sums are others, but not by more rows."""
        return {key: change for key, change in self.month_changes.items() if not change.grown}

    def hold_months(self, elsewhere: Mapping[MonthKey, Entry]) -> None:
        """Take the rows that are added to months of ``elsewhere``, which others counted already, as likely doubles."""
        for key, rows in self.added().items():
            if key in elsewhere:
                self.likely += [Likely(row, elsewhere[key], summary=False, month=True) for row in rows]

    def months_brought(self, choices: Choices) -> list[MonthTotal]:
        """What an import adds to the sums of the table's months, or takes from them, without the rows that are withheld."""
        held: dict[MonthKey, list[EntryDraft]] = {}
        for one in self.likely:
            if one.month and not choices.takes(one.placed.sheet, one.placed.row):
                held.setdefault(month_key(one.placed.draft), []).append(one.placed.draft)
        found = []
        for key, change in self.month_changes.items():
            if self.applies(key, update=choices.update, remove=choices.remove):
                total = change.brought().without(held.get(key, ()))
                if any(total.quantities.values()):
                    found.append(total)
        return found

    def applies(self, key: MonthKey, *, update: bool, remove: bool) -> bool:
        """Whether the change of a month is carried out: growth always, the rest when it was asked for."""
        change = self.month_changes.get(key)
        if change is None:
            return False
        if change.after is None:
            return remove
        return change.grown or update


def draft_of_fact(
    fact: Fact, *, file: str, catalogue: Catalogue, units: Mapping[str, UUID], written: dict[int, str]
) -> EntryDraft:
    """The entry that a fact asks for; words only where its kind may keep them.

    ``written`` keeps the further texts as JSON: rows of equal texts share one mapping.
    """
    private = catalogue.kinds[fact.kind].private
    if fact.unit is None:
        raise ValueError(fact)
    details = written.get(id(fact.texts))
    if details is None:
        details = written[id(fact.texts)] = canonical_or_empty(fact.texts)
    texts = Texts(fact.title, details, file, fact.sheet, fact.row)
    return EntryDraft(
        kind=fact.kind,
        unit=units[fact.unit.key],
        first=fact.first,
        last=fact.last,
        whole=fact.whole,
        labels=fact.labels,
        quantities=fact.quantities,
        texts=NO_TEXTS if private else texts,
    )


def plan_table(
    table: TableReading,
    *,
    file: str,
    past: Past,
    catalogue: Catalogue,
    units: Mapping[str, UUID],
    calendar: BodyCalendar,
) -> TablePlan:
    """Compare one table with what its earlier imports left; Refused where a fact is not allowed by the catalogue."""
    plain: list[Placed] = []
    private: dict[MonthKey, list[Placed]] = {}
    written: dict[int, str] = {}
    for fact in table.facts:
        draft = draft_of_fact(fact, file=file, catalogue=catalogue, units=units, written=written)
        draft = checked(draft, catalogue=catalogue, calendar=calendar)
        placed = Placed(draft, fact.sheet, fact.row)
        if catalogue.kinds[fact.kind].private:
            private.setdefault(month_key(draft), []).append(placed)
        else:
            plain.append(placed)
    own = OwnRows(table.numbers) if table.numbers else None
    found = Comparison()
    private_known: list[Placed] = []
    if own is not None:
        plain = own.part(plain, found)
        for key, rows in list(private.items()):
            known, private[key] = own.known(rows)
            private_known += known
        private = {key: rows for key, rows in private.items() if rows}
    months = month_totals(row.draft for rows in private.values() for row in rows)
    before = months_said(past.of_table(table.sheet, table.signature), sheet=table.sheet, signature=table.signature)
    slots = past.slots(table.sheet, table.signature)
    if own is not None:  # what a row names is neither taken by another row nor gone
        slots = own.unnamed(slots)
        said = {month_key(row.draft) for row in private_known}
        before = {key: total for key, total in before.items() if key not in said}
    comparison = compare(plain, slots)
    comparison.known += found.known
    comparison.withdrawn += found.withdrawn
    comparison.revised += found.revised
    comparison.changed += found.changed
    changes = compare_months(months, before)
    if table.faults:
        # A row that cannot be read may be any of those that seem to be gone.
        comparison.gone.clear()
        changes = {key: change for key, change in changes.items() if change.grown}
    return TablePlan(
        table=table,
        comparison=comparison,
        private=private,
        months=months,
        months_before=before,
        month_changes=changes,
        private_known=private_known,
    )
