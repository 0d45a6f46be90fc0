"""The axis of a picture: round ends that hold every value, and round values between them."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from ``low`` (0, or a round number below it) to ``top``, laid over pixels."""

    low: Decimal
    top: Decimal

    def at(self, value: Decimal, *, first: float, last: float) -> float:
        """Where ``value`` lies between the pixels of ``low`` and ``top``."""
        share = (min(max(value, self.low), self.top) - self.low) / (self.top - self.low)
        return first + float(share) * (last - first)

    def ticks(self) -> list[Decimal]:
        """Round values from end to end, the axis' own nought among them."""
        if not self.low:
            return ticks(self.top)
        step = max(self.top, -self.low) / 2
        count = int((self.top - self.low) / step)
        return [self.low + step * at for at in range(count + 1)]


def scale_for(values: Iterable[Decimal]) -> Scale:
    """The scale that holds all ``values`` and nought."""
    found = list(values)
    top = scale_top([value for value in found if value > 0])
    if all(value >= 0 for value in found):
        return Scale(Decimal(0), top)
    low = scale_top([-value for value in found if value < 0])
    half = max(low, top if any(value > 0 for value in found) else low) / 2
    # both sides are whole halves of the larger one, so that nought is a tick
    return Scale(-_up(low, half), _up(top, half) if any(value > 0 for value in found) else Decimal(0))


def _up(value: Decimal, step: Decimal) -> Decimal:
    return (value / step).to_integral_value(ROUND_CEILING) * step


def scale_top(values: Iterable[Decimal]) -> Decimal:
    """The upper end of an axis: a round number, at or above the largest value, and at least 1."""
    most = max([*values, Decimal(1)])
    power = Decimal(10) ** (most.adjusted())
    return next(step * power for step in _STEPS if step * power >= most)


def ticks(top: Decimal) -> list[Decimal]:
    """Round values from 0 to ``top``; whole ones where ``top`` is small."""
    parts = int(top) if top <= 2 and top == int(top) else 4 if top.scaleb(-top.adjusted()) == 2 else 5
    return [top * part / parts for part in range(parts + 1)]
