"""For whom an import says that its period is reported: for a unit with all below it, or for the units of its rows alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Literal
from uuid import UUID

from shilu.ledger.importing.context import unit_names
from shilu.ledger.importing.covered import days_covered
from shilu.ledger.importing.facts import Reading
from shilu.organisation.finding import Finder, Found
from shilu.organisation.structure import Structure

Speaks = Literal["", "unit", "rows"]
"""For whom the clerk says that it speaks; nothing where that is left to the workbook."""


@dataclass(frozen=True, slots=True)
class Speaking:
    """Whom and which days a workbook can speak for.

    ``of_rows`` are the units that its rows name, where these are not all that stand at and below ``unit``. The workbook
    ``says_whose`` it is in title, sheet or file name. ``silent`` is one of which rows are left out: nobody can say that
    what is not in it was nothing. ``empty`` is one that holds no record and names no period.
    """

    unit: UUID
    days: tuple[date, date]
    of_rows: tuple[UUID, ...] = ()
    says_whose: bool = True
    silent: bool = False
    empty: bool = False

    def units(self, speaks: Speaks) -> tuple[UUID, ...]:
        """Those of whom it says, with all below them, that they have reported."""
        if self.silent or self.empty:
            return ()
        by_rows = speaks == "rows" or (not speaks and not self.says_whose)
        return self.of_rows if self.of_rows and by_rows else (self.unit,)


def speaking_of(reading: Reading, unit: UUID, *, structure: Structure) -> Speaking:
    """Whom a workbook that was made for ``unit`` can speak for."""
    days = days_covered(reading)
    silent, empty = bool(reading.faults), days[0] == date.min
    stated = [fact.unit for fact in reading.facts] + [zero.unit for table in reading.tables for zero in table.zeros]
    named = tuple(dict.fromkeys(UUID(one.key) for one in stated if one))
    typed = all(fact.unit_typed for fact in reading.facts)
    if silent or empty or not typed or not _leaves_some_out(named, unit, on=days[1], structure=structure):
        named = ()
    return Speaking(unit, days, named, _says_whose(reading, within=unit, structure=structure), silent, empty)


def _says_whose(reading: Reading, *, within: UUID, structure: Structure) -> bool:
    """Whether a title, sheet or the file's name names a unit at or below ``within``."""
    finder = Finder(structure)
    texts = {text for table in reading.tables for text in (table.sheet, table.title)} | {PurePath(reading.file).stem}
    names = (name for text in texts for name in unit_names(text))
    return any(isinstance(finder.find(name, within=within), Found) for name in names)


def _leaves_some_out(named: Iterable[UUID], unit: UUID, *, on: date, structure: Structure) -> bool:
    """Whether there is a unit at or below ``unit`` of which ``named`` says nothing, though it has none below it."""
    tree = structure.tree_on(on)
    told = {below for one in named for below in tree.subtree(one)}
    parents = set(tree.parents.values())
    alive = (one for one in tree.subtree(unit) if structure.units[one].exists_on(on))
    return bool(told) and any(one not in told and one not in parents for one in alive)
