"""What is asked of the matcher, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shilu.figures.names import Asked


@dataclass(frozen=True, slots=True)
class Phrase:
    """What somebody counted, in their words.

    ``what`` is the noun phrase, ``measure`` its measure word, ``context`` the clause in which both stand, up to and with
    the noun or the number, ``heads`` the heads of the row and column of a table cell, without names of units and periods.
    """

    what: str
    measure: str = ""
    context: str = ""
    heads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A figure that a phrase may mean, with its quantity and pinned labels.

    ``score`` is from 0 to 1; from ``SURE`` on the phrase names the figure. ``why`` says in a few words what spoke for it
    or against it. ``loose`` where the phrase may be about a part or counts a little otherwise (人 for 人次): a value that
    fits bears it out, one that does not says nothing. ``hints`` are label values that the clause mentions without
    saying that only those are counted, ``pins`` those pinned by the clause alone: who answers the question should look at
    both.
    """

    asked: Asked
    score: float
    why: str = ""
    loose: bool = False
    hints: Mapping[str, str] = field(default_factory=dict)
    pins: tuple[str, ...] = ()

    @property
    def identity(self) -> tuple[str, str, tuple[tuple[str, str], ...]]:
        """What makes two matches the same question."""
        return (self.asked.figure.key, self.asked.figure.quantity, tuple(sorted(self.asked.labels.items())))


SURE = 0.85
"""From this score on a match is one."""

APART = 0.1
"""So far below the best a rival must stay."""
