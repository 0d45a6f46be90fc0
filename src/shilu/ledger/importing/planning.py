"""What an import of a whole workbook would do, found out without writing anything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from shilu.ledger.catalogue import Catalogue
from shilu.ledger.clerk import Clerk
from shilu.ledger.entries import standing_near
from shilu.ledger.importing.choices import Choices
from shilu.ledger.importing.claims import Claims, claims_of, keeps_records
from shilu.ledger.importing.compare import MonthTotal, Placed
from shilu.ledger.importing.covered import days_about
from shilu.ledger.importing.doubles import Summaries, likely_doubles
from shilu.ledger.importing.facts import Reading
from shilu.ledger.importing.outcome import Imported, outcome_of
from shilu.ledger.importing.past import Past, past_imports
from shilu.ledger.importing.plan import TablePlan, plan_table
from shilu.ledger.importing.stated import stated_facts, unit_made_for
from shilu.ledger.importing.withdrawn import lost_months, withdrawn_of
from shilu.ledger.importing.workbook import Workbook
from shilu.ledger.months import MonthKey, months_standing
from shilu.ledger.queries import Said, catalogue_at, position, said_of_periods, structure_at
from shilu.lib.periods import BodyCalendar
from shilu.organisation.structure import Structure

Guesses = Mapping[str, Mapping[str, Any]]
"""How columns are to be read, by a table's signature: the ``guess`` of an import, or one that somebody corrected."""

NO_GUESSES: Final[Guesses] = {}


@dataclass(frozen=True, slots=True)
class Planned:
    """A workbook beside the ledger as of ``position``: what it states, for whom and when, and what its rows would be."""

    reading: Reading
    plans: list[TablePlan]
    past: Past
    unit: UUID
    days: tuple[date, date]
    position: int
    structure: Structure
    catalogue: Catalogue
    said: Sequence[Said]
    today: date
    calendar: BodyCalendar

    @property
    def is_empty(self) -> bool:
        """Whether no record is in it, nor something that is wrong with one, nor a period in which it says that there was none."""
        tables = [table for table in self.reading.tables if keeps_records(table)]
        return not any(table.facts or table.zeros or table.faults or table.period for table in tables)

    def claims(self, choices: Choices) -> Claims:
        """What the import can claim as reported, without the rows that are not taken.

        A row that is held back because it is like another is not missed where the other tells all that it tells.
        """
        rows = {(fault.sheet, fault.row) for fault in self.reading.faults}
        held = {(one.placed.sheet, one.placed.row) for plan in self.plans for one in plan.likely if not one.is_told}
        rows |= {(sheet, row) for sheet, row in held if not choices.takes(sheet, row)}
        return claims_of(
            self.reading,
            left_out=len(rows),
            said=self.said,
            structure=self.structure,
            today=self.today,
            calendar=self.calendar,
        )

    def outcome(self, choices: Choices, *, posted: int | None, blocked: bool) -> Imported:
        """The plan in counts and words; ``posted`` is the position of the import's row, if it was carried out."""
        return outcome_of(
            self.reading,
            self.plans,
            choices=choices,
            unit=self.unit,
            posted=posted,
            blocked=blocked,
            claims=self.claims(choices),
            structure=self.structure,
            catalogue=self.catalogue,
        )


def plan_book(
    book: Workbook,
    *,
    unit: UUID | None,
    choices: Choices,
    clerk: Clerk,
    calendar: BodyCalendar,
    own: str,
    guesses: Guesses = NO_GUESSES,
) -> Planned:
    """Compare ``book`` with the ledger as it stands; arguments and refusals as of ``import_file``."""
    planned_at = position()
    structure, catalogue, said = structure_at(), catalogue_at(), said_of_periods()
    today = timezone.localtime(clerk.now).date()
    reading = stated_facts(
        book,
        unit=unit,
        structure=structure,
        catalogue=catalogue,
        calendar=calendar,
        own=own,
        choices=choices,
        today=today,
        guesses=guesses,
    )
    if reading.new_kinds:
        catalogue = catalogue.with_kinds(reading.new_kinds)
    made_for = unit_made_for(reading, unit, structure=structure)
    days = days_about(reading)
    past = past_imports(made_for, file=book.name, first=days[0], last=days[1])
    plans = _plans(reading, file=book.name, past=past, catalogue=catalogue, structure=structure, calendar=calendar)
    return Planned(
        reading,
        plans,
        past,
        made_for,
        days,
        planned_at,
        structure,
        catalogue,
        said=said,
        today=today,
        calendar=calendar,
    )


def _plans(
    reading: Reading,
    *,
    file: str,
    past: Past,
    catalogue: Catalogue,
    structure: Structure,
    calendar: BodyCalendar,
) -> list[TablePlan]:
    units = {str(uuid): uuid for uuid in structure.units}
    plans = [
        plan_table(table, file=file, past=past, catalogue=catalogue, units=units, calendar=calendar)
        for table in reading.tables
    ]
    own = past.of_tables([(plan.table.sheet, plan.table.signature) for plan in plans])
    _hold_months(plans, own.months)
    _find_lost_months(plans, own.months)
    uncounted = [row for plan in plans for row in _uncounted(plan)]
    if not uncounted:
        return plans
    standing = standing_near(
        {row.draft.kind for row in uncounted},
        units={row.draft.unit for row in uncounted},
        first=min(row.draft.first for row in uncounted),
        last=max(row.draft.last for row in uncounted),
        without=own.imports,
    )
    standing = [entry for entry in standing if not own.brought(entry)]
    summaries = Summaries(
        (plan.comparison for plan in plans), adds_up=lambda kind: catalogue.kinds[kind].adds != "level"
    )
    for plan in plans:
        known = likely_doubles(_uncounted(plan), standing) if standing else []
        held = {id(likely.placed) for likely in known}
        within = summaries.doubles(row for row in _uncounted(plan) if id(row) not in held)
        new = {id(row) for row in plan.comparison.new}
        plan.likely += [one for one in (*known, *within) if id(one.placed) in new]
        plan.withdrawn = withdrawn_of(plan.comparison.withdrawn, (*known, *within))
    return plans


def _uncounted(plan: TablePlan) -> list[Placed]:
    """The rows that would count for the first time, or again."""
    return [*plan.comparison.new, *(one.placed for one in plan.comparison.withdrawn)]


def _hold_months(plans: Sequence[TablePlan], own: Mapping[MonthKey, MonthTotal]) -> None:
    """Withhold what would be added to a month of a private kind that others, by hand or by another table, counted too."""
    added = {key for plan in plans for key in plan.added()}
    elsewhere = {}
    for key, total in months_standing(added).items():
        said = own[key].quantities if key in own else {}
        if any(amount > said.get(quantity, 0) for quantity, amount in total.quantities.items()):
            elsewhere[key] = total
    for plan in plans:
        plan.hold_months(elsewhere)


def _find_lost_months(plans: Sequence[TablePlan], own: Mapping[MonthKey, MonthTotal]) -> None:
    """Note, each once, the months of these tables of which somebody cancelled the sum or made it smaller."""
    told = {key: plan for plan in plans for key in plan.months if key in own}
    for one in lost_months([own[key] for key in told], months_standing(told)):
        told[one.said.key].lost.append(one)
