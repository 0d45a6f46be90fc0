"""What can be worked out of counts that are known only to lie between bounds, where one is the sum of the others."""

from collections.abc import Sequence
from typing import NamedTuple

ENDLESS = 10**15


class Bounds(NamedTuple):
    """The least and the most that a count can be."""

    least: int
    most: int

    @property
    def exact(self) -> bool:
        """Whether only one count is left."""
        return self.least == self.most


def narrowed(bounds: Sequence[Bounds]) -> list[Bounds]:
    """The bounds of a whole and its parts, as far as the whole being their sum narrows them."""
    whole, *parts = bounds
    least, most = sum(part.least for part in parts), sum(part.most for part in parts)
    found = [Bounds(max(whole.least, least), min(whole.most, most))]
    for part in parts:
        others_least, others_most = least - part.least, most - part.most
        found.append(Bounds(max(part.least, whole.least - others_most), min(part.most, whole.most - others_least)))
    return found


def told_alone(bounds: Sequence[Bounds], at: int) -> bool:
    """Whether a whole and its parts leave one count only for the one at place ``at``."""
    return narrowed(bounds)[at].exact
