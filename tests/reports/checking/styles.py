"""How a clerk writes a number, exactly or about, and which true values each way of writing allows (section 3 of the design)."""

from dataclasses import dataclass
from decimal import Decimal
from random import Random

_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True)
class Shown:
    """A number as written without its measure word, and the values that bear it out, both ends allowed."""

    before: str
    number: str
    after: str
    lowest: Decimal
    highest: Decimal

    def holds(self, value: Decimal) -> bool:
        return self.lowest <= value <= self.highest


def shown(value: Decimal, random: Random, *, exact: bool = False) -> Shown:
    """``value`` in one of the ways that fit its size."""
    number = int(value)
    if number != value:
        return Shown("", f"{value.normalize():f}", "", value, value)
    ways = [_exact] * (12 if exact or number < 11 else 7)
    if number <= 12:
        ways += [_chinese] * 3
    if number >= 1000:
        ways += [_grouped]
    if not exact:
        ways += [_more, _nearly, _about, _above] if number >= 21 else []
        ways += [_ten_thousands] if number >= 10_000 else []
    for way in random.sample(ways, len(ways)):
        if written := way(number, random):
            return written
    return _exact(number, random)


def chinese(number: int) -> str:
    """一 to 九十九; 两 where a measure word follows."""
    if number == 2:
        return "两"
    tens, ones = divmod(number, 10)
    high = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return high + (_DIGITS[ones] if ones or not tens else "")


def _exact(number: int, _random: Random) -> Shown:
    return Shown("", str(number), "", Decimal(number), Decimal(number))


def _grouped(number: int, _random: Random) -> Shown:
    return Shown("", f"{number:,}", "", Decimal(number), Decimal(number))


def _chinese(number: int, _random: Random) -> Shown:
    return Shown("", chinese(number), "", Decimal(number), Decimal(number))


def _more(number: int, random: Random) -> Shown | None:
    """53 as 50余; 7945 as 7900余."""
    step = 10 ** (len(str(number)) - (2 if number >= 1000 and random.random() < 0.7 else 1))
    base = number // step * step
    if base == number or str(base).strip("0") == "":
        return None
    place = 10 ** (len(str(base)) - len(str(base).rstrip("0")))
    mark = random.choice(("余", "多"))
    return Shown("", str(base), mark, Decimal(base + 1), Decimal(base + place - 1))


def _nearly(number: int, random: Random) -> Shown | None:
    step = 10 ** (len(str(number)) - 1) if number >= 100 else 10
    base = (number // step + 1) * step
    if number < base * Decimal("0.9"):
        return None
    mark = random.choice(("近", "将近"))
    return Shown(mark, str(base), "", base * Decimal("0.9"), Decimal(base) - Decimal("0.001"))


def _about(number: int, random: Random) -> Shown | None:
    base = round(number, -1) if number < 300 else round(number, -2)
    if base == number or abs(number - base) > base * Decimal("0.05"):
        return None
    before, after = random.choice((("约", ""), ("", "左右")))
    return Shown(before, str(base), after, base * Decimal("0.95"), base * Decimal("1.05"))


def _above(number: int, random: Random) -> Shown | None:
    base = number // 10 * 10 if number < 200 else number // 100 * 100
    if base == number:
        return None
    before = random.choice(("超过", "逾", "突破") if base >= 1000 else ("超过", "逾"))
    return Shown(before, str(base), "", Decimal(base + 1), Decimal("Infinity"))


def _ten_thousands(number: int, random: Random) -> Shown | None:
    if random.random() < 0.5:
        base = number // 10_000
        low = base * 10_000
        if low == number:
            return None
        return Shown("", f"{base}万", "余", Decimal(low + 1), Decimal(low + 9_999))
    text = f"{Decimal(number) / 10_000:.2f}"
    value = Decimal(text) * 10_000
    return Shown("", f"{text}万", "", value - 50, value + 50)
