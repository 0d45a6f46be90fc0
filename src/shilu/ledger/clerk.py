"""On whose behalf the log is written."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shilu.lib.periods import GREGORIAN, BodyCalendar


@dataclass(frozen=True, slots=True)
class Clerk:
    """On whose behalf, and when, something is written, and the body's own months."""

    account: str
    now: datetime
    calendar: BodyCalendar = GREGORIAN

    @property
    def latest(self) -> date:
        """The last day on which something can have happened: today, wherever on earth that is."""
        return self.now.date() + timedelta(days=1)
