"""What is due for a unit and those below it, with what is still missing for each."""

from dataclasses import dataclass
from typing import Final

from shilu.deadlines.due import Due, Sort
from shilu.deadlines.queries import Missing, due_for, missing_for
from shilu.figures.reading import Reading
from shilu.organisation.structure import Unit
from shilu.web.asking import Asking
from shilu.web.kept import answered
from shilu.web.views.deadlines_shown import units_told

MOST: Final = 6


@dataclass(frozen=True, slots=True)
class ShownDue:
    """Something due as a line: how many days are left, who is still to do it, and what is missing for it."""

    due: Due
    days: int
    waiting: tuple[str, ...]
    missing: Missing

    @property
    def not_reported(self) -> tuple[str, ...]:
        """Who has not reported; of a monthly table that says the same as who is still to send it."""
        return () if self.due.sort is Sort.MONTH and self.waiting else self.missing.units

    @property
    def over(self) -> int:
        """How many days it is overdue."""
        return max(-self.days, 0)


def dues_of(unit: Unit, *, asking: Asking) -> tuple[list[ShownDue], int]:
    """The first few things due, and how many there are in all."""
    below = asking.structure.tree_now().subtree(unit.uuid)
    units = [uuid for uuid in units_told(asking) if uuid in below]
    dues = due_for(units, today=asking.today, calendar=asking.calendar)
    return [_shown(due, unit, asking) for due in dues[:MOST]], len(dues)


def _shown(due: Due, unit: Unit, asking: Asking) -> ShownDue:
    known = asking.structure.units
    others = tuple(known[one].usual_name for one in due.waiting if one != unit.uuid)
    missing = answered(
        ("missing", due, asking.calendar, asking.today),
        make=lambda at: missing_for(due, reading=Reading(at, today=asking.today)),
        workspace=asking.workspace.folder,
        account=asking.viewer.account,
    )
    return ShownDue(due, (due.on - asking.today).days, others, missing.seen(due, sight=asking.viewer.sight))
