"""A claim with what was found for it: its verdict, the reason in one sentence, the value of the records and the records."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from shilu.claims.claim import Claim
from shilu.figures.result import PER_CENT, json_number
from shilu.lib.period import Period

Verdict = Literal["supports", "differs", "no_record", "cannot_tell"]


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim judged.

    ``figure``, ``quantity``, ``labels`` and ``title`` are what it was matched to, empty where nothing was near enough;
    ``unit`` is the code of the unit it is about. ``recorded`` is the value of the records (a per cent as a fraction),
    None where there is none or it is not told; ``shown`` the same for a reader. ``entries`` are positions of the log.
    ``offered`` is what could stand where the text has a placeholder. ``near`` are names that may have been meant.
    ``remarks`` say who has not reported. ``is_change`` where the claim states a rise or fall of the figure, and ``recorded`` is that of the records.
    """

    claim: Claim
    where: str
    verdict: Verdict
    reason: str
    figure: str | None = None
    title: str = ""
    quantity: str = ""
    measure: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""
    period: Period | None = None
    recorded: Decimal | None = None
    shown: str = ""
    entries: tuple[int, ...] = ()
    score: float = 0.0
    offered: str = ""
    near: tuple[str, ...] = ()
    adds_up: bool = False
    is_change: bool = False
    remarks: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The object that ``shilu check --format json`` prints of a claim: the keys of the guide and what was found."""
        share = self.measure == PER_CENT
        return {
            **self.claim.as_json(),
            "where": self.where,
            "figure": self.figure,
            "title": self.title or None,
            "quantity": self.quantity or None,
            "labels": dict(self.labels),
            "unit_checked": self.unit or None,
            "period_checked": self.period.name if self.period else None,
            "recorded": json_number(self.recorded, share=share),
            "shown": self.shown or None,
            "verdict": self.verdict,
            "reason": self.reason,
            "score": round(self.score, 2),
            "entries": list(self.entries),
            "offered": self.offered or None,
            "near": list(self.near),
            "remarks": list(self.remarks),
        }
