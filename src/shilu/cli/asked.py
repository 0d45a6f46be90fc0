"""What stands before the command (workspace, language), and words of a command that name units, periods and positions."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from shilu.cli.printing import remark
from shilu.ledger import named
from shilu.ledger.clerk import Clerk
from shilu.ledger.queries import structure_at
from shilu.lib.acting import By
from shilu.lib.enumerating import enumerated
from shilu.lib.errors import Refused
from shilu.lib.periods import BodyCalendar, Period
from shilu.organisation.finding import Finder
from shilu.organisation.structure import Structure, Unit
from shilu.workspace.opening import Workspace, open_workspace


@dataclass(slots=True)
class Asked:
    """The options that stand before the command, and the workspace once it is open."""

    folder: Path
    workspace: Workspace | None = None

    def open(self) -> Workspace:
        """Open the workspace once; Refused where the folder holds none."""
        if self.workspace is None:
            self.workspace = open_workspace(self.folder, now=now(), say=remark)
        return self.workspace


ASKED = Asked(Path())


def now() -> datetime:
    """This instant."""
    return datetime.now(UTC)


def calendar() -> BodyCalendar:
    """The body's own months and years."""
    return ASKED.open().config.calendar


def clerk() -> Clerk:
    """The account of the workspace's settings, at this moment."""
    return ASKED.open().clerk(now())


def by() -> By:
    """The same account, for what is written beside the ledger."""
    account = ASKED.open().config.account
    return By(account.id, account.name, now())


def zone() -> ZoneInfo:
    """The time zone of the body."""
    return ASKED.open().config.zone


def today() -> date:
    """The day it is where the body is."""
    return datetime.now(zone()).date()


def unit_named(name: str | None, structure: Structure | None = None, *, on: date | None = None) -> Unit:
    """The unit called ``name``; without a name the one root; Refused with the nearest names or the candidates.

    For a fact of the day ``on`` a unit that had ended by then is not found, and those that carried on are offered.
    """
    structure = structure or structure_at()
    if name:
        return Finder(structure).unit(name, on=on)
    roots = structure.roots()
    if not roots:
        raise Refused(_("There is no unit yet: import a staff list or an organisation sheet with shilu units import."))
    if len(roots) > 1:
        names = enumerated(f"{unit.code} {unit.name}" for unit in roots)
        raise Refused(_("Say which unit with --unit; at the top there are %(names)s.") % {"names": names})
    return roots[0]


def period_named(text: str | None, *, until: str | None = None) -> Period:
    """The period that ``text`` names, cut off after the day ``until``; without a text, this year."""
    day = named.day_named(until) if until is not None else None
    return named.period_named(text, until=day, today=today(), calendar=calendar())


def position_named(text: str | None) -> int:
    """A position of the log: its number, or the end of a day; without a text, now."""
    return named.position_named(text, zone=zone())


def day_of(text: str | None) -> date:
    """The day on which that position was now."""
    return named.day_of(text, today=today(), zone=zone())
