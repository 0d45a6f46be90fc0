"""A figure as it is computed, before anything is kept back and before it is put in words for a reader."""

from dataclasses import dataclass
from decimal import Decimal

from shilu.figures.result import Status
from shilu.lib.period import Period


@dataclass(frozen=True, slots=True)
class Outcome:
    """A figure computed: see ``Result``; ``missing`` are small ids of units, ``asides`` remarks on other periods.

    ``ahead`` where its status is less than reported for no other reason than that the time is not over. ``of`` are all
    entries of its kinds, where fewer say the quantity than should.
    """

    value: Decimal | None
    status: Status
    entries: int = 0
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    missing: tuple[int, ...] = ()
    remarks: tuple[str, ...] = ()
    reason: str = ""
    asides: tuple[str, ...] = ()
    word: str = ""
    over: Period | None = None
    ahead: bool = False
    of: int = 0


def joined(one: Outcome, other: Outcome) -> Outcome:
    """What two parts have in common: the lower status, all remarks, the first reason and word."""
    statuses = {one.status, other.status}
    status: Status = statuses.pop() if len(statuses) == 1 else "partial"
    open_ones = [part for part in (one, other) if part.status != "reported"]
    return Outcome(
        None,
        status,
        missing=tuple(dict.fromkeys((*one.missing, *other.missing))),
        remarks=tuple(dict.fromkeys((*one.remarks, *other.remarks))),
        reason=one.reason or other.reason,
        word=one.word or other.word,
        asides=tuple(dict.fromkeys((*one.asides, *other.asides))),
        ahead=bool(open_ones) and all(part.ahead for part in open_ones),
    )
