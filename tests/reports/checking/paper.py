"""A made report: its text with the truth about each claim, and the faults that were planted in it."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from reports.checking.styles import Shown

Truth = Literal["true", "false", "unknown"]
Fault = Literal["", "number", "unit", "period", "kind", "sum", "share", "change", "repeat", "day"]


@dataclass(frozen=True)
class Wanted:
    """A claim as it was written: what is true of it, by which records, and the fault that was planted, if any."""

    start: int
    end: int
    quote: str
    truth: Truth
    value: Decimal | None
    kind: str
    fault: Fault = ""


@dataclass(frozen=True)
class Planted:
    """A fault and where in the text it may be called out."""

    fault: Fault
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Paper:
    """A made report."""

    name: str
    unit: str
    period: str
    text: str
    wanted: tuple[Wanted, ...]
    planted: tuple[Planted, ...]


@dataclass
class Writer:
    """Text as it grows, with the claims in it."""

    text: str = ""
    wanted: list[Wanted] = field(default_factory=list)
    planted: list[Planted] = field(default_factory=list)

    def add(self, words: str) -> None:
        self.text += words

    def claim(
        self, style: Shown, measure: str, *, truth: Truth = "true", value: Decimal | None, kind: str, fault: Fault = ""
    ) -> Wanted:
        start = len(self.text)
        quote = f"{style.before}{style.number}{style.after}{measure}"
        if style.after == "左右":
            quote = f"{style.number}{measure}左右"
        self.text += quote
        wanted = Wanted(start, len(self.text), quote, truth, value, kind, fault)
        self.wanted.append(wanted)
        if fault:
            self.planted.append(Planted(fault, ((wanted.start, wanted.end),)))
        return wanted


def exactly(value: Decimal) -> Shown:
    return Shown("", f"{value.normalize():f}", "", value, value)
