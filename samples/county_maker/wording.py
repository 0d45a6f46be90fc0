"""Puts the facts into a text, in the manners in which people write numbers.

`{中心组学习}` is the kind's count in the paper's half-year, `{中心组学习.people}` its attendances, `{宣传稿件:省级}` those with that
label, `{院坝会@2025}` another period, `{甲+乙}` a sum, `{总数-300}` what is left. Two of them with a word between make one number:
`{甲 多于 乙}` the difference, `{甲 增幅 乙}` the growth in per cent, `{甲 占 乙}` the share. A manner stands behind a bar:
`|余` 40余, `|余十` 180余, `|近` 近400, `|汉` 三, `|千分` 1,204, `|万` 4.31万.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from county_maker.days import ordinal
from county_maker.facts import Facts

_PLACE = re.compile(r"\{([^{}|]+)(?:\|([^{}]+))?\}")
_TERM = re.compile(
    r"(?P<sign>^|[+-])(?:(?P<plain>\d+)|(?P<kind>[^\s.:@+\-\d]+)(?::(?P<label>\w+))?(?:\.(?P<quantity>\w+))?(?:@(?P<period>[\d]{4}(?:-H\d)?))?)"
)


@dataclass(frozen=True, slots=True)
class Wording:
    """Writes the numbers of one half-year."""

    facts: Facts
    period: str

    def filled(self, text: str) -> str:
        """``text`` with every place filled; ValueError where a manner would not be true of its number."""
        return _PLACE.sub(lambda found: _written(self._number(found[1]), found[2] or ""), text)

    def _number(self, asked: str) -> Decimal:
        match asked.split():
            case [one]:
                return self._sum(one)
            case [one, "多于", other]:
                return _above_zero(self._sum(one) - self._sum(other), asked)
            case [one, "增幅", other]:
                before = self._sum(other)
                return _above_zero(_tenth((self._sum(one) - before) / before * 100), asked)
            case [one, "占", other]:
                return _tenth(self._sum(one) / self._sum(other) * 100)
        raise ValueError(asked)

    def _sum(self, asked: str) -> Decimal:
        total = Decimal(0)
        for term in _TERM.finditer(asked):
            value = Decimal(term["plain"]) if term["plain"] else self._value(term)
            total += -value if term["sign"] == "-" else value
        return total

    def _value(self, term: re.Match[str]) -> Decimal:
        return self.facts.value(
            term["kind"],
            period=term["period"] or self.period,
            quantity=term["quantity"] or "",
            label=term["label"] or "",
        )


def _above_zero(number: Decimal, asked: str) -> Decimal:
    if number <= 0:
        raise ValueError(f"{asked} is {number}: the text says that it grew")
    return number


def _tenth(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _written(number: Decimal, manner: str) -> str:
    if number != int(number) or not manner:
        return f"{number:f}".removesuffix(".0")
    whole = int(number)
    step = 10 ** (len(str(whole)) - 1)
    near = (whole // step + 1) * step
    match manner:
        case "余" if whole % step:
            written = f"{whole // step * step}余"
        case "余十" if whole % 10:
            written = f"{whole // 10 * 10}余"
        case "近" if whole % step and near * 9 <= whole * 10:
            written = f"近{ {100: '百', 1000: '千'}.get(near, near) }"
        case "汉":
            written = "两" if whole == 2 else ordinal(whole)
        case "千分":
            written = f"{whole:,}"
        case "万":
            written = f"{(number / 10000).quantize(Decimal('0.01'), ROUND_HALF_UP):f}".rstrip("0") + "万"
        case _:
            raise ValueError(f"{whole} cannot be written as {manner}")
    return written
