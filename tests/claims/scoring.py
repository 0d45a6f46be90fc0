"""How well claims that were read agree with those marked: found, read and named, as precision, recall and F1."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from claims.marked import Marked
from shilu.claims import Claim


@dataclass(slots=True)
class Score:
    """Counts over any number of texts, with a note on each claim that is missed (-), extra (+) or misread (~)."""

    marked: int = 0
    predicted: int = 0
    found: int = 0
    read: int = 0
    named: int = 0
    notes: list[str] = field(default_factory=list)

    def f1(self, name: str) -> float:
        """F1 of ``found``, ``read`` or ``named``."""
        hits = getattr(self, name)
        return 2 * hits / (self.marked + self.predicted) if hits else 0.0

    def told(self) -> str:
        """The three scores in a line."""
        scores = ", ".join(f"{name} {self.f1(name):.3f}" for name in ("found", "read", "named"))
        return f"{scores} ({self.marked} marked, {self.predicted} predicted)"

    def add(self, name: str, marked: Sequence[Marked], predicted: Sequence[Claim]) -> None:
        """Compare the claims of one text: a pair overlaps and has one value, and each claim stands in one pair at most."""
        taken: set[int] = set()
        for claim in marked:
            pair = next((at for at, one in enumerate(predicted) if at not in taken and _finds(one, claim)), None)
            if pair is None:
                self.notes.append(f"- {name} {claim.start} {claim.quote} ({claim.what})")
                continue
            taken.add(pair)
            one = predicted[pair]
            wrong = [key for key in ("approx", "unit", "per", "kind") if getattr(one, key) != getattr(claim, key)]
            same = same_what(one.what, claim.what)
            self.found += 1
            self.read += not wrong
            self.named += same
            told = [f"{key} {getattr(one, key)!r} for {getattr(claim, key)!r}" for key in wrong]
            told += [] if same else [f"what {one.what!r} for {claim.what!r}"]
            if told:
                self.notes.append(f"~ {name} {claim.start} {claim.quote}: {'; '.join(told)}")
        self.notes += [
            f"+ {name} {one.start} {one.quote} = {one.value} ({one.what})"
            for at, one in enumerate(predicted)
            if at not in taken
        ]
        self.marked += len(marked)
        self.predicted += len(predicted)


def same_value(one: Decimal | None, other: Decimal | None) -> bool:
    """Whether two values are one, up to rounding; a placeholder equals a placeholder."""
    if one is None or other is None:
        return one is other
    return abs(one - other) <= Decimal("1e-9") * max(1, abs(one), abs(other))


def same_what(one: str, other: str) -> bool:
    """Whether at least half of the letters of each lie in the other."""
    first, second = (Counter(sign for sign in what if sign.isalnum()) for what in (one, other))
    common = (first & second).total()
    return bool(common) and common * 2 >= first.total() and common * 2 >= second.total()


def _finds(one: Claim, claim: Marked) -> bool:
    return one.start < claim.end and claim.start < one.end and same_value(one.value, claim.value)
