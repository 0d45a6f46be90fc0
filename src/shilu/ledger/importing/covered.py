"""Which days a workbook is about: those that it names, unless its rows contradict that."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from shilu.ledger.importing.facts import Fact, Reading, TableReading
from shilu.lib.day_numbers import month_end
from shilu.lib.enumerating import enumerated

_SHOWN: Final = 20  # row numbers told in one line


def days_about(reading: Reading) -> tuple[date, date]:
    """The period that the workbook names, else the whole months from its first to its last row.

    A period in which none of a table's rows lies is not what the table is about.
    """
    periods = [None if is_contradicted(table) else table.period for table in reading.tables]
    named = [period for period in periods if period]
    if named and len(named) == len(periods):
        return min(period.first for period in named), max(period.last for period in named)
    days = [day for fact in reading.facts for day in (fact.first, fact.last)]
    if not days:
        return (named[0].first, named[0].last) if named else (date.min, date.min)
    first, last = min(days).replace(day=1), month_end(max(days))
    return min([first, *(period.first for period in named)]), max([last, *(period.last for period in named)])


def outside_named(reading: Reading) -> Iterator[str]:
    """A line on each table with rows whose days do not lie in the period that it names."""
    for table in reading.tables:
        rows = list(dict.fromkeys(fact.row for fact in table.facts if _is_outside(fact, table)))
        if not rows or table.period is None:
            continue
        shown = enumerated(rows[:_SHOWN])
        if len(rows) > _SHOWN:
            shown = _("%(rows)s and others, %(count)s in all") % {"rows": shown, "count": len(rows)}
        told = {"sheet": table.sheet, "period": table.period.title(), "rows": shown}
        if len(reading.tables) == 1:
            yield _("The workbook says %(period)s; the days of rows %(rows)s do not lie in it.") % told
        else:
            yield _("“%(sheet)s” says %(period)s; the days of rows %(rows)s do not lie in it.") % told


def _is_outside(fact: Fact, table: TableReading) -> bool:
    return table.period is not None and not table.period.first <= fact.last <= table.period.last


def is_contradicted(table: TableReading) -> bool:
    """Whether none of a table's rows lies in the period that it names."""
    return bool(table.facts) and all(_is_outside(fact, table) for fact in table.facts)
