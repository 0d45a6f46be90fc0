"""Facts of kinds that are not used any more on their day: refused."""

from dataclasses import replace

from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Catalogue
from shilu.ledger.importing.facts import CellFault, Fact, Reading, TableReading


def without_retired_kinds(reading: Reading, *, catalogue: Catalogue) -> Reading:
    """``reading`` with each fact of a kind that had ended by its day turned into a fault of its cell."""
    if all(kind.ended is None for kind in catalogue.kinds.values()):
        return reading
    return replace(reading, tables=tuple(_checked(table, catalogue) for table in reading.tables))


def _checked(table: TableReading, catalogue: Catalogue) -> TableReading:
    late = {fact.cell: _fault(fact, catalogue) for fact in table.facts if _retired(fact, catalogue)}
    if not late:
        return table
    kept = tuple(fact for fact in table.facts if not _retired(fact, catalogue))
    faults = sorted([*table.faults, *late.values()], key=lambda fault: fault.row)
    return replace(table, facts=kept, faults=tuple(faults))


def _retired(fact: Fact, catalogue: Catalogue) -> bool:
    kind = catalogue.kinds.get(fact.kind)
    return kind is not None and not kind.recorded_on(fact.first if fact.whole else fact.last)


def _fault(fact: Fact, catalogue: Catalogue) -> CellFault:
    kind = catalogue.kinds[fact.kind]
    reason = _("Row %(row)s: “%(kind)s” is not used since %(day)s; write another kind, or an earlier day.") % {
        "row": fact.row,
        "kind": kind.title,
        "day": kind.ended,
    }
    return CellFault(fact.sheet, fact.cell, fact.row, str(kind.title), reason)
