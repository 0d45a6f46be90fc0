"""What stands before the command (workspace, language), and words of a command that name units, periods and positions."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from shilu.cli.printing import remark
from shilu.ledger.clerk import Clerk
from shilu.ledger.queries import position, position_on, structure_at
from shilu.lib.acting import By
from shilu.lib.enumerating import enumerated
from shilu.lib.errors import Refused
from shilu.lib.periods import BodyCalendar, Period, parse_period
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
    return ZoneInfo(ASKED.open().config.time_zone)


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
    period = parse_period(text or str(today().year), calendar=calendar())
    if until is None:
        return period
    day = day_named(until)
    if not period.contains(day):
        raise Refused(_("The cut-off %(day)s is not within %(period)s.") % {"day": day, "period": period.name})
    return period.cut(day)


def day_named(text: str) -> date:
    """A day written 2022-06-15."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Refused(_("“%(text)s” is no day; write it like 2022-06-15.") % {"text": text}) from None


def position_named(text: str | None) -> int:
    """A position of the log: its number, or the end of a day; without a text, now."""
    size = position()
    if text is None:
        return size
    if text.isdecimal():
        if not 0 < int(text) <= size:
            raise Refused(_("The log has positions 1 to %(size)s.") % {"size": size})
        return int(text)
    end = datetime.combine(day_named(text) + timedelta(days=1), time(), zone())
    return position_on(end)
