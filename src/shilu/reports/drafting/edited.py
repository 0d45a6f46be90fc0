"""What an edited file holds that is new, and what somebody says of its numbers."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from shilu.reports.drafting.merging import Changed

Choice = Literal["ledger", "record", "keep"]


@dataclass(frozen=True, slots=True)
class Edited:
    """A number that reads otherwise than it was printed; ``query`` is what it is bound to.

    One of a table or a list that the program prints is not ``keepable`` while its paper is a draft. ``said`` is what
    became of it, once that was said.
    """

    id: str
    title: str
    printed: str
    shown: str
    query: str
    keepable: bool = True
    said: Choice | Literal[""] = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What becomes of an edited number; ``reason`` is why it is kept."""

    choice: Choice
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What an edited file holds that is new: numbers, lines that are taken over and lines that are left, typed numbers."""

    numbers: tuple[Edited, ...]
    taken: tuple[Changed, ...]
    left: tuple[Changed, ...]
    typed: tuple[tuple[str, str], ...]

    @property
    def is_empty(self) -> bool:
        return not (self.numbers or self.taken or self.left)

    def settled(self, said: Mapping[str, Said]) -> "Found":
        """The same with what was said of each number."""
        return replace(self, numbers=tuple(replace(one, said=said[one.id].choice) for one in self.numbers))

    def as_json(self) -> dict[str, Any]:
        """As the table keeps it."""
        return asdict(self)


def found_of(kept: Mapping[str, Any]) -> Found:
    """What ``as_json`` wrote."""
    return Found(
        tuple(Edited(**one) for one in kept["numbers"]),
        tuple(Changed(**one) for one in kept["taken"]),
        tuple(Changed(**one) for one in kept["left"]),
        tuple((shown, where) for shown, where in kept["typed"]),
    )
