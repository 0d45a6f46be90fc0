"""The clock of the tour: it stands at the tour's day and goes on a minute with each thing that is written."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

_MORNING: Final = time(9)
_ZONE: Final = ZoneInfo("Asia/Shanghai")


@dataclass(slots=True)
class Clock:
    """The same instants every time, whenever the tour is taken."""

    day: date
    _minutes: int = 0

    def now(self) -> datetime:
        """The next minute of the tour's day."""
        self._minutes += 1
        return datetime.combine(self.day, _MORNING, _ZONE) + timedelta(minutes=self._minutes)
