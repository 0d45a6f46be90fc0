"""The check of several papers against each other and against what was issued before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from shilu.lib.period import Period
from shilu.reports.checking.finding import Finding


@dataclass(frozen=True, slots=True)
class Said:
    """A number that a paper says of a figure: where it stands, what it means, and what values it allows.

    ``document`` is the file's name or the issued paper's title; ``start`` and ``end`` are offsets in its text. ``figure``,
    ``quantity``, ``labels``, ``unit`` (its code) and ``period`` are what the claim was matched to. ``lowest`` and
    ``highest`` are the bounds of what was written (40余次 is 41 to 49), None where it is open.
    """

    document: str
    start: int
    end: int
    quote: str
    title: str
    figure: str
    quantity: str
    unit: str
    period: Period
    lowest: Decimal | None
    highest: Decimal | None
    labels: Mapping[str, str] = field(default_factory=dict)


def across(said: Sequence[Said], issued: Sequence[Said] = ()) -> tuple[Finding, ...]:
    """Where two papers give a figure of one unit and period two values, and where a running total fell.

    ``said`` are the numbers of the papers under check, ``issued`` those of papers that were issued before. Only flows and
    other sums may be handed in for which a longer time cannot give less; stocks are compared for the same day only.
    """
    raise NotImplementedError
