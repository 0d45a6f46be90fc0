"""Values by the day from which they hold."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class Timeline(Generic[T]):
    """Values by the day from which they hold; what was entered later wins on the same day."""

    days: list[date] = field(default_factory=list)
    values: list[T] = field(default_factory=list)

    def set(self, on: date, value: T) -> T | None:
        """Let ``value`` hold from ``on`` until the next day that has one; return the value that it replaces, if any."""
        place = bisect_right(self.days, on)
        if place and self.days[place - 1] == on:
            replaced, self.values[place - 1] = self.values[place - 1], value
            return replaced
        self.days.insert(place, on)
        self.values.insert(place, value)
        return None

    def at(self, day: date) -> T:
        """The value on ``day``; before the first day, the first value."""
        return self.values[max(bisect_right(self.days, day) - 1, 0)]

    def since(self, day: date) -> T | None:
        """The value on ``day``; None before the first day."""
        place = bisect_right(self.days, day)
        return self.values[place - 1] if place else None

    def last(self) -> T:
        return self.values[-1]

    def between(self, first: date, last: date) -> Iterator[tuple[T, date, date]]:
        """The values that hold on some day from ``first`` to ``last``, each with its own first and last of these days."""
        start = max(bisect_right(self.days, first) - 1, 0)
        for place in range(start, len(self.days)):
            begins = max(first, self.days[place]) if place else first
            if begins > last:
                return
            following = self.days[place + 1 : place + 2]
            ends = min(last, date.fromordinal(following[0].toordinal() - 1)) if following else last
            if begins <= ends:
                yield self.values[place], begins, ends
