"""A text as the rules of this package read it: sentences in which every number is one sign, with the bounds it allows."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from shilu.claims.claim import Claim
from shilu.lib.plain import half_width
from shilu.reports.checking.bounds import bounds_of

SIGN: Final = "[\ue000-\uf8ff]"
"""Any number in a masked sentence."""

_FIRST: Final = 0xE000
_MOST: Final = 0xF8FF - _FIRST
_END = re.compile(r"[。！？!?\n]")
# No sentence of a report is longer; a longer one is cut, so that the time a text takes grows with its length alone.
_LONGEST: Final = 1500
# What a rise or fall says is no claim about the work, and is still needed to reckon it after.
_ASIDE = re.compile(
    r"[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?(?:[%％]|个?百分点|倍)"
    r"|(?<=[加少长降升高低多滑缩])了?(?P<more>[0-9０-９][0-9０-９,]*)(?P<measure>[人件个次场条项篇份起张部期名](?:次)?)"
    r"|(?<=期的|期为|年的|期是)(?P<then>[0-9０-９][0-9０-９,]*)(?P<of>[人件个次场条项篇份起张部期名](?:次)?)"
)
_WRITTEN = re.compile(r"[0-9]+(?:\.[0-9]+)?")

_LIKE: Final = (frozenset("人名位"), frozenset({"次", "场", "场次", "期", "讲", "堂"}))


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the text; ``lowest`` and ``highest`` bound what it allows, None where nothing does.

    ``is_one`` says that one number was written and no band; 26.5万元 is one, and allows half of its last place.
    """

    start: int
    end: int
    quote: str
    unit: str
    what: str
    value: Decimal | None
    lowest: Decimal | None
    highest: Decimal | None
    claimed: bool = True
    per: str = ""
    is_one: bool = True

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands."""
        return (self.start, self.end)

    @property
    def exact(self) -> bool:
        """Whether it states one value to the last."""
        return self.value is not None and self.lowest == self.highest == self.value

    @property
    def written(self) -> Decimal | None:
        """The digits as written, 88.90 for 88.90%; None where there are none."""
        found = _WRITTEN.search(half_width(self.quote).replace(",", ""))
        return Decimal(found[0]) if found else None

    def allows(self, lowest: Decimal, highest: Decimal) -> bool:
        """Whether some value from ``lowest`` to ``highest`` fits what is written."""
        above = self.lowest is None or highest >= self.lowest
        return above and (self.highest is None or lowest <= self.highest)


@dataclass(frozen=True)
class Sentence:
    """A sentence: ``masked`` is its text with one sign for each of ``numbers``; ``start`` is its offset in the whole."""

    start: int
    text: str
    masked: str
    numbers: tuple[Number, ...]

    def number(self, sign: str) -> Number:
        """The number that a sign of the masked text stands for."""
        return self.numbers[ord(sign) - _FIRST]

    @cached_property
    def signs(self) -> tuple[int, ...]:
        """Where in the masked text each number stands."""
        return tuple(at for at, sign in enumerate(self.masked) if _FIRST <= ord(sign) <= _FIRST + _MOST)

    def place(self, number: Number) -> int:
        """Which of the sentence's numbers it is."""
        return bisect_left(self._starts, number.start)

    @cached_property
    def _starts(self) -> list[int]:
        return [number.start for number in self.numbers]

    def between(self, at: int) -> str:
        """The words between number ``at - 1`` (or the beginning) and number ``at`` (or the end)."""
        since = self.signs[at - 1] + 1 if at else 0
        until = self.signs[at] if at < len(self.signs) else len(self.masked)
        return self.masked[since:until]


def numbers_of(text: str, claims: Iterable[Claim]) -> list[Number]:
    """The claims as numbers, and the per cents, points and differences that are no claims, in order."""
    found = [_of_claim(claim) for claim in claims]
    taken = [False] * (len(text) + 1)
    for number in found:
        taken[number.start : number.end] = [True] * (number.end - number.start)
    for aside in _ASIDE.finditer(text):
        start = aside.start("more") if aside["more"] else aside.start()
        if not any(taken[start : aside.end()]):
            found.append(_of_aside(aside, start))
    return sorted(found, key=lambda number: number.start)


def sentences(text: str, numbers: Sequence[Number]) -> Iterator[Sentence]:
    """The sentences of a text that hold a number or any words at all."""
    left = 0
    for start, end in _ranges(text):
        inside: list[Number] = []
        while left < len(numbers) and numbers[left].start < end:
            if numbers[left].start >= start and len(inside) < _MOST:
                inside.append(numbers[left])
            left += 1
        if text[start:end].strip():
            yield Sentence(start, text[start:end], _masked(text, start, end, inside), tuple(inside))


def alike(first: Number, second: Number) -> bool:
    """Whether two numbers count with the same measure word, 人 and 名 being one, and 次 and 场."""
    one, other = first.unit, second.unit
    return bool(one) and (one == other or any(one in like and other in like for like in _LIKE))


def limits(claim: Claim) -> tuple[Decimal | None, Decimal | None]:
    """The least and the most that a claim allows, both within; None where it is open or states no number."""
    bounds = bounds_of(claim)
    if bounds is None:
        return None, None
    if bounds.is_one and claim.value is not None:
        half = bounds.step / 2 if bounds.step > 1 else Decimal(0)
        return claim.value - half, claim.value + half
    return _closed(bounds.low, bounds.low_open, 1), _closed(bounds.high, bounds.high_open, -1)


def _closed(limit: Decimal | None, is_open: bool, inwards: int) -> Decimal | None:  # noqa: FBT001 - a field of Bounds
    """A limit that is itself allowed: 40余 begins at 41."""
    if limit is None or not is_open or limit <= 1:
        return limit
    return limit + inwards


def _ranges(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in (*(found.start() for found in _END.finditer(text)), len(text)):
        while end - start > _LONGEST:
            cut = max(text.rfind(sign, start, start + _LONGEST) for sign in "，；,;")
            cut = cut if cut > start else start + _LONGEST
            yield start, cut
            start = cut
        yield start, end
        start = end + 1


def _masked(text: str, start: int, end: int, inside: Sequence[Number]) -> str:
    parts = []
    at = start
    for index, number in enumerate(inside):
        parts += [_free(text[at : number.start]), chr(_FIRST + index)]
        at = max(at, number.end)
    return "".join((*parts, _free(text[at:end])))


def _free(words: str) -> str:
    """Words without signs of the masks' own range, at the same length."""
    return re.sub(SIGN, "□", words)


def _of_claim(claim: Claim) -> Number:
    lowest, highest = limits(claim)
    bounds = bounds_of(claim)
    return Number(
        claim.start,
        claim.end,
        claim.quote,
        half_width(claim.unit),
        claim.what,
        claim.value,
        lowest,
        highest,
        per=claim.per,
        is_one=bounds is not None and bounds.is_one,
    )


def _of_aside(found: re.Match[str], start: int) -> Number:
    quote = found[0][start - found.start() :]
    plain = half_width(quote).replace(",", "")
    digits = _WRITTEN.search(plain)
    value = Decimal(digits[0]) if digits else None
    unit = plain[digits.end() :] if digits else ""
    if unit == "%" and value is not None:
        value /= 100
    return Number(start, found.end(), quote, unit, "", value, value, value, claimed=False)
