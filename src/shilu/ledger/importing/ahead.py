"""Facts of days that have not come yet: refused, because nothing can have happened on them."""

from dataclasses import replace
from datetime import date, timedelta

from django.utils.translation import gettext as _

from shilu.ledger.importing.facts import CellFault, Fact, Reading, TableReading


def without_days_ahead(reading: Reading, *, today: date) -> Reading:
    """``reading`` with each fact of a day after tomorrow turned into a fault of its cell.

    A month, quarter or year may be written down while it lasts: of those the first day is looked at. One day more is
    allowed, because clocks differ.
    """
    latest = today + timedelta(days=1)
    return replace(reading, tables=tuple(_checked(table, latest) for table in reading.tables))


def _checked(table: TableReading, latest: date) -> TableReading:
    kept = tuple(fact for fact in table.facts if (fact.first if fact.whole else fact.last) <= latest)
    if len(kept) == len(table.facts):
        return table
    ahead = {fact.cell: _fault(fact) for fact in table.facts if (fact.first if fact.whole else fact.last) > latest}
    faults = sorted([*table.faults, *ahead.values()], key=lambda fault: fault.row)
    return replace(table, facts=kept, faults=tuple(faults))


def _fault(fact: Fact) -> CellFault:
    day = f"{fact.first:%Y-%m}" if fact.whole else f"{fact.last}"
    reason = _("Row %(row)s: %(day)s has not come yet.") % {"row": fact.row, "day": day}
    return CellFault(fact.sheet, fact.cell, fact.row, day, reason)
