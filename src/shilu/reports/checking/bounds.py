"""Which recorded values bear a written number out: what 余, 以上, 近 and the like allow, and how far a number is rounded."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from shilu.claims.claim import Claim

MORE_THAN = frozenset({"超过", "突破", "逾", "超", "超出", "多于", "大于", "高于", "过", "破", "上", ">", "＞"})
AT_LEAST = frozenset({"以上", "不少于", "不低于", "至少", "起码", "不下", "≥"})
A_LITTLE_MORE = frozenset({"余", "多", "几", "+", "＋", "出头", "有余", "数"})
ROUGHLY = frozenset({"来", "许"})
NEARLY = frozenset({"近", "将近", "接近"})
ABOUT = frozenset({"约", "左右", "大约", "约为", "约有", "大概", "上下", "前后", "约计", "大致"})
AT_MOST = frozenset({"以内", "不超过", "至多", "不多于", "不高于", "最多", "以下", "之内", "≤"})
LESS_THAN = frozenset({"不足", "不到", "低于", "少于", "小于", "未到", "不满", "<", "＜"})

_NEAR = Decimal("0.9")
_ABOUT = Decimal("0.05")
_ROUGHLY = Decimal("0.2")  # 十来个 is less than about ten to nobody
_FAR = Decimal("1.5")
_MULTIPLIERS = {
    "十": 10,
    "百": 100,
    "千": 1000,
    "k": 1000,
    "K": 1000,
    "万": 10_000,
    "w": 10_000,
    "W": 10_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "亿": 100_000_000,
}
_WRITTEN = re.compile(r"[0-9０-９][0-9０-９,，]*(?:[.．]([0-9０-９]+))?\s*(百万|千万|[十百千万亿kKwW])?")
_LARGE = re.compile("[〇零一二两三四五六七八九十百千]+(万|亿)(?![0-9〇零一二两三四五六七八九十])")
_PER_CENT = frozenset({"%", "％"})
_TENTHS = "成"


@dataclass(frozen=True, slots=True)
class Bounds:
    """The values that bear a claim out.

    From ``low`` to ``high``, each within unless it is ``open``; None where there is no limit. ``step`` is the last place
    that was written, to which a recorded value is rounded before it is compared. From ``far`` on a value is borne out,
    but so much higher that the reader should know.
    """

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False
    step: Decimal = Decimal(1)
    far: Decimal | None = None

    def hold(self, value: Decimal) -> bool:
        """Whether ``value``, or what it is rounded to the written place, lies within."""
        return self._within(value) or (self.is_one and any(self._within(near) for near in self._rounded(value)))

    def is_far(self, value: Decimal) -> bool:
        """Whether ``value`` is borne out by a 以上 or 超过 that says much less."""
        return self.far is not None and value > self.far

    @property
    def is_one(self) -> bool:
        """Whether one number was written, and no band."""
        return self.low is not None and self.low == self.high

    def rounds(self, value: Decimal) -> bool:
        """Whether ``value`` is borne out as the rounded number only."""
        return self.hold(value) and not self._within(value)

    def _within(self, value: Decimal) -> bool:
        above = self.low is None or value > self.low or (value == self.low and not self.low_open)
        return above and (self.high is None or value < self.high or (value == self.high and not self.high_open))

    def _rounded(self, value: Decimal) -> tuple[Decimal, ...]:
        if self.low is not None and self.step > 1 and abs(value - self.low) > _ABOUT * self.low:
            return ()  # 3万 stands for 2.9万 to 3.1万, not for whatever one digit could round
        places = value / self.step
        return tuple(places.quantize(Decimal(1), rounding=way) * self.step for way in (ROUND_HALF_UP, ROUND_HALF_EVEN))


def bounds_of(claim: Claim) -> Bounds | None:
    """The values that ``claim`` allows by the marks that stand with it; None where it states no number."""
    value = claim.value
    if value is None:
        return None
    marks = frozenset(claim.marks)
    step = written_step(claim)
    if claim.upper is not None:
        return Bounds(value, claim.upper, step=step)
    return _beyond(value, marks, approx=claim.approx) or _around(value, marks, claim) or Bounds(value, value, step=step)


def _beyond(value: Decimal, marks: frozenset[str], *, approx: str) -> Bounds | None:
    """A number with a limit on one side."""
    if marks & MORE_THAN:
        return Bounds(value, None, low_open=True, far=value * _FAR)
    if marks & AT_LEAST:
        return Bounds(value, None, far=value * _FAR)
    if marks & LESS_THAN:
        return Bounds(None, value, high_open=True)
    if marks & AT_MOST or (approx == "at_most" and not marks):
        return Bounds(None, value)
    return None


def _around(value: Decimal, marks: frozenset[str], claim: Claim) -> Bounds | None:
    """A number that is about right, on one side of it or on both."""
    if marks & A_LITTLE_MORE or (claim.approx == "at_least" and not marks & (NEARLY | ABOUT | ROUGHLY)):
        if claim.quote.lstrip("近约超逾达").startswith(("几", "数")):
            return Bounds(value, value * 10, high_open=True)
        place = last_place(value)
        low = value - value * _ABOUT if marks & (NEARLY | ABOUT) else value
        # 5137余 leaves no whole number above it: it is meant as 5137.
        return Bounds(low, value + place, low_open=low == value and place > 1, high_open=True)
    if marks & ROUGHLY:
        return Bounds(value - value * _ROUGHLY, value + last_place(value))
    if marks & NEARLY:
        return Bounds(value * _NEAR, value, high_open=True)
    if marks & ABOUT or claim.approx == "about":
        return Bounds(value - value * _ABOUT, value + value * _ABOUT)
    return None


def last_place(value: Decimal) -> Decimal:
    """One of the last place of ``value`` that is not nothing: 10 for 120, 10000 for 260000, 0.1 for 3.5."""
    if not value:
        return Decimal(1)
    return Decimal(1).scaleb(int(value.normalize().as_tuple().exponent))


def written_step(claim: Claim) -> Decimal:
    """One of the last place that was written: 0.001 for 97.5%, 1000 for 3.2万元, 1 for 8次."""
    share = claim.kind == "share" or claim.unit in _PER_CENT
    found = _WRITTEN.search(claim.quote)
    if found is None:
        if share:
            return Decimal("0.1") if _TENTHS in claim.quote else Decimal("0.01")
        large = _LARGE.search(claim.quote)
        return Decimal(_MULTIPLIERS[large[1]]) if large else Decimal(1)
    step = Decimal(1).scaleb(-len(found[1] or ""))
    step *= _MULTIPLIERS.get(found[2] or "", 1)
    if share:
        return step / (10 if _TENTHS in claim.quote else 100)
    return step
