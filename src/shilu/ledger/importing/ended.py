"""Facts of units that were no more on their day: refused, with the units that carried on."""

from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _

from shilu.ledger.importing.facts import CellFault, Fact, Reading, TableReading
from shilu.lib.enumerating import enumerated
from shilu.organisation.structure import Structure


def without_ended_units(reading: Reading, *, structure: Structure) -> Reading:
    """``reading`` with each fact of a unit that had ended by its first day turned into a fault of its row."""
    if all(unit.ended is None for unit in structure.units.values()):
        return reading
    return replace(reading, tables=tuple(_checked(table, structure) for table in reading.tables))


def _checked(table: TableReading, structure: Structure) -> TableReading:
    late = [fact for fact in table.facts if _ended(fact, structure)]
    if not late:
        return table
    faults = [CellFault(fact.sheet, fact.cell, fact.row, fact.unit_typed, _reason(fact, structure)) for fact in late]
    kept = tuple(fact for fact in table.facts if fact not in late)
    return replace(table, facts=kept, faults=(*table.faults, *faults))


def _ended(fact: Fact, structure: Structure) -> bool:
    if fact.unit is None:
        return False
    ended = structure.units[UUID(fact.unit.key)].ended
    return ended is not None and ended <= fact.first


def _reason(fact: Fact, structure: Structure) -> str:
    unit = structure.units[UUID(fact.unit.key if fact.unit else "")]
    names = enumerated(structure.units[uuid].name for uuid in unit.successors)
    told = {"row": fact.row, "unit": unit.name, "day": unit.ended, "names": names}
    if names:
        return _("Row %(row)s: %(unit)s is no more since %(day)s; write %(names)s, or an earlier day.") % told
    return _("Row %(row)s: %(unit)s is no more since %(day)s; write another unit, or an earlier day.") % told
