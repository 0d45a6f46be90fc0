"""What is true in the sample organisation, summed from its entries here and not by the program's figures."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from shilu.ledger.entry import Entry

ROOT = "01"
ONCE = {"times", "items", "issues"}  # what an event of several units counts once above them


@dataclass(frozen=True)
class Span:
    """A period as a report names it, in canonical form and in words."""

    name: str
    first: date
    last: date
    words: str

    def year_before(self) -> "Span | None":
        """The same span a year earlier."""
        return span(f"{int(self.name[:4]) - 1}{self.name[4:]}")

    def before(self) -> "Span | None":
        """The span of the same sort that ends the day before this one begins."""
        end = self.first - timedelta(1)
        return next((one for one in SPANS if one.last == end and _sort(one) == _sort(self)), None)


def _sort(at: Span) -> str:
    return at.name[4:].strip("0123456789")


def _spans() -> tuple[Span, ...]:
    found = []
    for year in (2025, 2026):
        ends = {6: "30", 12: "31"}
        if year == 2025:
            found.append(Span("2025", date(2025, 1, 1), date(2025, 12, 31), "2025年"))
        for half in (1, 2) if year == 2025 else (1,):
            last = date(year, half * 6, int(ends[half * 6]))
            found.append(Span(f"{year}-H{half}", date(year, half * 6 - 5, 1), last, f"{year}年{'上下'[half - 1]}半年"))
        for quarter in range(1, 5 if year == 2025 else 3):
            last = date(year + quarter // 4, quarter * 3 % 12 + 1, 1) - timedelta(1)
            words = f"{year}年{'一二三四'[quarter - 1]}季度"
            found.append(Span(f"{year}-Q{quarter}", date(year, quarter * 3 - 2, 1), last, words))
        for month in range(1, 13 if year == 2025 else 7):
            last = date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
            found.append(Span(f"{year}-{month:02}", date(year, month, 1), last, f"{year}年{month}月"))
    return tuple(found)


SPANS = _spans()


def span(name: str) -> Span | None:
    """The span of a canonical name, among those in which the sample has entries."""
    return next((one for one in SPANS if one.name == name), None)


@dataclass(frozen=True)
class Facts:
    """The standing entries, and the code and name of each unit."""

    entries: Sequence[Entry]
    codes: dict[object, str]
    names: dict[str, str]

    @cached_property
    def _standing(self) -> dict[str, list[Entry]]:
        found = defaultdict(list)
        for entry in self.entries:
            if entry.type == "entry" and entry.reversed_by is None:
                found[entry.kind].append(entry)
        return found

    def total(
        self, kind: str, quantity: str, unit: str, at: Span, labels: dict[str, str] | None = None
    ) -> Decimal | None:
        """The sum of a quantity; None where no entry is, or where one in scope does not say the quantity.

        At the root an event that several units joined counts once for each kind, with the most that one of them stated.
        """
        entries = [
            entry
            for entry in self._standing[kind]
            if at.first <= entry.last <= at.last
            and (entry.first >= at.first or not entry.whole)
            and (unit == ROOT or self.codes[entry.unit] == unit)
            and all(entry.labels.get(key) == value for key, value in (labels or {}).items())
        ]
        if not entries or any(quantity not in entry.quantities for entry in entries):
            return None
        joint: dict[object, Decimal] = {}
        total = Decimal(0)
        for entry in entries:
            amount = entry.quantities[quantity]
            if quantity in ONCE and entry.occasion is not None and unit == ROOT:
                joint[entry.occasion] = max(joint.get(entry.occasion, Decimal(0)), amount)
            else:
                total += amount
        return total + sum(joint.values(), Decimal(0))

    def first_quantity(self, kind: str) -> str:
        """The quantity that a kind is counted in first, as its entries show."""
        said = {quantity for entry in self._standing[kind] for quantity in entry.quantities}
        return next(one for one in ("times", "items", "copies") if one in said)
