"""A number printed in the manner of an example: like 40余次 the value 53 is 50余次, and 50 is 50次."""

import re
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from shilu.figures.result import plain as plain_of
from shilu.lib.numerals import chinese_number, in_chinese
from shilu.lib.plain import half_width
from shilu.reports.checking.bounds import ABOUT, AT_LEAST, AT_MOST, NEARLY

_SCALES = {"": 1, "百": 100, "千": 1000, "k": 1000, "万": 10_000, "w": 10_000, "亿": 100_000_000}
_EXAMPLE = re.compile(
    r"(?P<before>(?:近|大约|约|不超过|超过|突破|超|逾|不少于|至少|不低于)?)"
    r"(?P<number>[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?|[一二两三四五六七八九十零〇][一二两三四五六七八九十百千零〇]*|[×xXＸ]{1,4}|(?=[百千万亿]))"
    r"(?P<early>[余多几来]?)(?P<scale>[百千万亿wk]?)(?P<late>[余多几来+＋]?)"
    r"(?P<measure>[^0-9]{0,8}?)(?P<end>(?:以上|以内|左右|上下)?)"
)
_CHANGE = re.compile(
    r"(?P<verb>增长|增加|上升|提高|提升|增|多|下降|减少|降低|下滑|减|少)(?P<mid>[了约近]?)(?P<size>[0-9０-９].*)"
)
_OPPOSITE = {
    "增长": "下降", "增加": "减少", "上升": "下降", "提高": "降低", "提升": "下降", "增": "减", "多": "少",
    "下降": "增长", "减少": "增加", "降低": "提高", "下滑": "上升", "减": "增", "少": "多",
}  # fmt: skip
_DOWN = {"下降", "减少", "降低", "下滑", "减", "少"}


@dataclass(frozen=True, slots=True)
class Manner:
    """How an example writes a number: the marks around it, its digits, its scale and its measure word.

    ``place`` is the last place that is not zero, in plain units (10 for 40, 10,000 for 26万); ``decimals`` are those of
    the digits as written.
    """

    before: str
    digits: str
    early: str
    scale: str
    late: str
    measure: str
    end: str
    place: Decimal
    decimals: int

    @property
    def mark(self) -> str:
        """The word that makes the number inexact, or nothing."""
        return self.before or self.early or self.late or self.end

    @property
    def is_share(self) -> bool:
        """Whether the example is a per cent."""
        return self.measure.startswith(("%", "％"))


def manner_of(example: str) -> Manner | None:
    """The manner of ``example`` (8次, 26万余条, 近千人, 三次, 98.6%以上); None where it writes no number."""
    found = _EXAMPLE.fullmatch(example.strip())
    if found is None:
        return None
    digits = found["number"]
    plain = half_width(digits).replace(",", "")
    if plain.strip("×xX") == "":  # a placeholder, or 近千人
        amount = Decimal(1)
    elif (number := chinese_number(plain)) is not None:
        amount = Decimal(number)
    elif plain[0].isdigit():
        amount = Decimal(plain)
    else:
        return None
    written = amount * _SCALES[found["scale"]]
    exponent = written.normalize().as_tuple().exponent if written else 0
    assert isinstance(exponent, int)  # noqa: S101 - a number that was written is finite
    decimals = len(plain.partition(".")[2])
    return Manner(
        found["before"], digits, found["early"], found["scale"], found["late"], found["measure"], found["end"],
        Decimal(1).scaleb(exponent), decimals,
    )  # fmt: skip


def is_example(example: str) -> bool:
    """Whether ``example`` shows how to print a number or a change."""
    change = _CHANGE.fullmatch(example.strip())
    return manner_of(change["size"] if change else example) is not None


def like(value: Decimal, example: str) -> str | None:
    """``value`` in the manner of ``example``, never saying more than is true; None where the example writes no number.

    A per cent is handed in as a fraction. An inexact manner keeps its place (tens like 40余) and its mark; where the value
    is exact at that place, or too small for it, the number stands without the mark or at a smaller place. An exact manner
    prints the exact number, a per cent with the decimals of the example.
    """
    manner = manner_of(example)
    if manner is None:
        return None
    amount = value * 100 if manner.is_share else value
    if not manner.mark or amount <= 0:
        return _exact(amount, manner)
    place = manner.place
    while place >= Decimal("0.001"):
        rounded = _rounded(amount, place, manner)
        if rounded is not None:
            bare = rounded == amount and manner.mark not in AT_LEAST | AT_MOST
            return _exact(amount, manner) if bare else _written(rounded, manner, marks=True)
        place /= 10
    return _exact(amount, manner)


def like_change(difference: Decimal, percent: Decimal | None, example: str, *, share: bool) -> str | None:
    """A change in the manner of 增加2次, 下降12.5% or 提高3个百分点: the verb follows the sign, no change is 持平.

    ``difference`` is in the figure's own unit (a fraction where ``share``), ``percent`` a fraction. None where the
    example names no change, or a per cent of nothing is asked for.
    """
    found = _CHANGE.fullmatch(example.strip())
    manner = manner_of(found["size"]) if found else None
    if found is None or manner is None:
        return None
    size: Decimal | None = abs(difference)
    if "百分点" in manner.measure:
        size = abs(difference) * 100 if share else None
    elif manner.is_share:
        size = None if percent is None else abs(percent)
    elif share:
        size = None
    if size is None:
        return None
    if difference == 0:
        return "持平"
    verb = found["verb"]
    verb = verb if (verb in _DOWN) == (difference < 0) else _OPPOSITE[verb]
    shown = like(size, found["size"])
    return None if shown is None else f"{verb}{found['mid']}{shown}"


def _rounded(amount: Decimal, place: Decimal, manner: Manner) -> Decimal | None:
    """The number at ``place`` that the mark makes true of ``amount``; None where a smaller place is needed.

    近 holds from nine tenths on, 约 within a twentieth; 余 and its like round down, 以内 rounds up.
    """
    mark = manner.mark
    if mark in NEARLY:
        rounded = _to(amount, place, ROUND_CEILING)
        return rounded if amount >= rounded * Decimal("0.9") else None
    if mark in ABOUT:
        rounded = _to(amount, place, ROUND_HALF_UP)
        return rounded if abs(rounded - amount) * 20 <= min(rounded, amount) else None
    if mark in AT_MOST:
        return _to(amount, place, ROUND_CEILING)
    rounded = _to(amount, place, ROUND_FLOOR)
    return rounded if rounded > 0 else None


def _to(amount: Decimal, place: Decimal, rounding: str) -> Decimal:
    return (amount / place).to_integral_value(rounding) * place


def _exact(amount: Decimal, manner: Manner) -> str:
    if not manner.is_share:
        return _written(amount, manner, marks=False)
    decimals = manner.decimals
    rounded = amount.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    while decimals < 3 and rounded != amount and rounded in {Decimal(0), Decimal(100)}:
        decimals += 1  # 99.96% is not all of it
        rounded = amount.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return _written(rounded, manner, marks=False)


def _written(number: Decimal, manner: Manner, *, marks: bool) -> str:
    """``number`` in the example's digits and scale; a number that its scale would cut stands in full."""
    scale, scaled = manner.scale, number / _SCALES[manner.scale]
    bare_scale = not manner.digits and not marks  # 近千人, and exactly so: 1000人
    if scale and (bare_scale or scaled < 1 or scaled != scaled.quantize(Decimal(1).scaleb(-manner.decimals))):
        scale, scaled = "", number
    before, early, late, end = manner.before, manner.early, manner.late, manner.end
    if not marks:
        before = early = late = end = ""
    if early and not scale:
        early, late = "", early
    return f"{before}{_digits(scaled, manner)}{early}{scale}{late}{manner.measure}{end}"


def _digits(number: Decimal, manner: Manner) -> str:
    plain = f"{plain_of(number):f}"
    if manner.is_share and manner.decimals and "." not in plain:
        plain = f"{number:.{manner.decimals}f}".removesuffix("." + "0" * manner.decimals)
    if not manner.digits:
        return "" if number == 1 else plain
    if manner.digits[0] in "一二两三四五六七八九十零〇":
        numeral = in_chinese(int(number)) if number == number.to_integral_value() else None
        if numeral is not None:
            return "两" if numeral == "二" and manner.measure else numeral
    if "," in manner.digits or "，" in manner.digits:
        whole, point, rest = plain.partition(".")
        plain = f"{int(whole):,}{point}{rest}"
    if "０" <= manner.digits[0] <= "９":
        return plain.translate({ord("0") + n: chr(ord("０") + n) for n in range(10)} | {ord("."): "．", ord(","): "，"})
    return plain
