"""A number with its measure word, before it is decided whether it is a claim."""

from dataclasses import dataclass

from shilu.claims.claim import Per
from shilu.claims.measure_words import Measure
from shilu.claims.numbers import Number


@dataclass(frozen=True, slots=True)
class Candidate:
    """``start`` is where the mark before the number begins, else the number; ``end`` lies behind the measure word."""

    text: str
    number: Number
    start: int
    end: int
    measure: Measure
    marks: tuple[str, ...] = ()
    per: Per = ""

    @property
    def is_chinese(self) -> bool:
        """Whether the number is written in Chinese numerals."""
        return self.number.style == "chinese"

    @property
    def is_one(self) -> bool:
        """Whether the number is the sign 一 alone, which is an article as often."""
        return self.is_chinese and self.number.end - self.number.start == 1 and self.text[self.number.start] == "一"

    def before(self, reach: int) -> str:
        """The signs before the candidate, ``reach`` at most."""
        return self.text[max(0, self.start - reach) : self.start]

    def behind(self, reach: int) -> str:
        """The signs behind the measure word, ``reach`` at most."""
        return self.text[self.end : self.end + reach]
