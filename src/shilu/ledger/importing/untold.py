"""Rows of the ledger's own sheet whose counts were not told to who exported them: known by their record, else refused."""

from dataclasses import replace

from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Catalogue
from shilu.ledger.importing.facts import CellFault, Fact, Reading, TableReading
from shilu.ledger.importing.own_export import OwnRows


def with_untold_counts(reading: Reading, *, catalogue: Catalogue) -> Reading:
    """``reading`` with the counts of the record in each fact that tells none, or a fault where it is of no such record."""
    if all(fact.quantities for table in reading.tables for fact in table.facts):
        return reading
    return replace(reading, tables=tuple(_checked(table, catalogue) for table in reading.tables))


def _checked(table: TableReading, catalogue: Catalogue) -> TableReading:
    untold = {fact.row for fact in table.facts if not fact.quantities}
    own = OwnRows({row: number for row, number in (table.numbers or {}).items() if row in untold})
    facts = [
        fact if fact.quantities else fact._replace(quantities=own.counts_of(fact) or fact.quantities)
        for fact in table.facts
    ]
    faults = [_fault(fact, catalogue) for fact in facts if not fact.quantities]
    kept = tuple(fact for fact in facts if fact.quantities)
    return replace(table, facts=kept, faults=tuple(sorted([*table.faults, *faults], key=lambda fault: fault.row)))


def _fault(fact: Fact, catalogue: Catalogue) -> CellFault:
    title = str(catalogue.kinds[fact.kind].title)
    reason = _(
        "Row %(row)s: the counts of “%(kind)s” were not exported, for only those who keep it are told them; write them, or take the row out."
    ) % {"row": fact.row, "kind": title}
    return CellFault(fact.sheet, fact.cell, fact.row, title, reason)
