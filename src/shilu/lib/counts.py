"""What number a cell states: 120人, 16/15, 5,000.00, 500元+米面油, 三次, /, 无, √."""

import datetime as dt
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from django.utils.translation import gettext as _

from shilu.lib.numerals import DIGITS, chinese_number
from shilu.lib.plain import half_width
from shilu.lib.unreadable import Unreadable

__all__ = ["NOTHING", "TICKED", "Count", "Unreadable", "read_count"]

PLACES = 3
MOST = Decimal(10) ** 12


@dataclass(frozen=True, slots=True)
class Count:
    """``amount`` of ``measure`` (the measure word as written, or empty), ``of`` so many expected (应到) where both stand.

    ``remark`` is what stood beside the number: 含辅警8人, 米面油. ``stated_nothing``: somebody wrote /, 无 or —, which is
    0 and reported, unlike an empty cell. ``ticked``: a √ or 是, amount 1.
    """

    amount: Decimal
    measure: str = ""
    of: Decimal | None = None
    remark: str = ""
    stated_nothing: bool = False
    ticked: bool = False


NOTHING = Count(Decimal(0), stated_nothing=True)
TICKED = Count(Decimal(1), ticked=True)

_EMPTY = {"", "未填", "未统计", "未报", "待补", "空"}
_NOTHING = {
    "/",
    "//",
    "\\",
    "-",
    "--",
    "—",
    "——",
    "–",
    "―",
    "无",
    "没有",
    "暂无",
    "未开展",
    "未发生",
    "否",
    "×",
    "✗",
    "✘",
    "x",
    "X",
}
_TICKS = {"√", "✓", "✔", "☑", "是", "对", "有", "V", "v"}

_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_SCALES = {"": 1, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_MEASURE = "[a-zA-Z㐀-鿿]{0,4}"
_REMARK = re.compile(r"\(([^()]*)\)")
_SINGLE = re.compile(rf"(?P<sign>[+\-]?)(?P<number>{_NUMBER})(?P<scale>[百千万亿]?)(?P<measure>{_MEASURE})")
_CHINESE = re.compile(r"(?P<number>[〇○零一二两三四五六七八九十廿卅百千万]+)(?P<measure>[a-zA-Z㐀-鿿]{0,4})")
_OF_PRESENT = re.compile(rf"(?P<of>{_NUMBER})(?P<m1>{_MEASURE})/(?P<amount>{_NUMBER})(?P<m2>{_MEASURE})")
_EXPECTED_PRESENT = re.compile(
    rf"(?:应[到参][会加训]?|应出席)(?P<of>{_NUMBER})(?P<m1>人?次?)[,、;/ ]?(?:实[到参][会加训]?|实出席)(?P<amount>{_NUMBER})(?P<m2>人?次?)",
)
_GOODS = re.compile(rf"(?P<count>{_NUMBER}[百千万]?{_MEASURE})[+,、;及和](?P<goods>[^0-9+]+)")
_PREFIX = re.compile(r"^(?:总计|合计|累计|共计|共|计|人民币|[¥￥$])+")
_ABOUT = re.compile(
    r"[约近余多几数]|若干|左右|上下|以上|以下|不[足少低到超]|[超逾]过?|突破|大[概致]|至少|最[多少]|许|\+\Z|[<>≥≤≈]"
)
# 两三, 三五, 二三十: about; 一二〇 is a number in places.
_ABOUT_NUMERALS = re.compile("[一二两三四五六七八九]{2}(?![〇○零一二两三四五六七八九])")
_RANGE = re.compile(r"[0-9][^0-9(]{0,2}[-~—–至到]+[0-9]")


def read_count(value: object, *, present_first: bool = False) -> Count | None:
    """The count that a cell states; None where it states nothing at all (empty, 未填).

    ``16/15`` is 16 expected and 15 present, the other way round with ``present_first`` (a head 实到/应到). Amounts are
    exact, without trailing zeros, at most three decimals, from 0 to a million million. Raises Unreadable, and nothing
    else, for numbers that are about (约120人, 120余人, 两三次), below zero, several, or no number.
    """
    match value:
        case None:
            return None
        case bool():
            return TICKED if value else NOTHING
        case str():
            return _count_of_text(value, present_first)
        case int() | float() | Decimal():
            return Count(_exact(value))
        case dt.date() | dt.time() | dt.timedelta():
            raise Unreadable(
                _("Excel has made a date of this count: set the cell to text and write it again"), key="date_for_count"
            )
        case _:
            raise _no_number(str(type(value).__name__))


def _exact(value: float | Decimal) -> Decimal:
    if isinstance(value, float):
        if not math.isfinite(value):
            raise _no_number(str(value))
        # A formula's 0.1 + 0.2 carries an error far below the last decimal that counts.
        value = Decimal(repr(round(value, 9)))
    elif isinstance(value, Decimal) and not value.is_finite():
        raise _no_number(str(value))
    return _checked(Decimal(value))


def _checked(amount: Decimal) -> Decimal:
    if amount < 0:
        raise Unreadable(_("a count cannot be below zero: write the number"), key="below_zero")
    if amount > MOST:
        raise Unreadable(_("the number is too large for a count: write the number"), key="too_large")
    if amount != round(amount, PLACES):
        raise Unreadable(_("more than three decimals: write the number with three at most"), key="decimals")
    whole = amount == amount.to_integral_value()
    return Decimal(int(amount)) if whole else round(amount, PLACES).normalize()


def _no_number(shown: str) -> Unreadable:
    return Unreadable(
        _("“%(text)s” is no count: write the number, as in 12 or 12人") % {"text": shown[:40]}, key="no_number"
    )


@lru_cache(maxsize=4096)
def _count_of_text(text: str, present_first: bool) -> Count | None:  # noqa: FBT001 - a cache wants plain arguments
    plain = re.sub(r"(?<=[^0-9]) +| +(?=[^0-9])", "", half_width(text))
    if plain in _EMPTY:
        return None
    if plain in _NOTHING:
        return NOTHING
    if plain in _TICKS:
        return TICKED
    if len(plain) > 100:
        raise _no_number(plain)
    if plain.startswith("#"):
        raise Unreadable(_("the formula of this cell gives an error: mend it or write the number"), key="formula")
    remark = ";".join(found for found in _REMARK.findall(plain) if found)
    bare = _PREFIX.sub("", _REMARK.sub("", plain))
    for read in (_expected_and_present(present_first), _with_goods, _single, _in_chinese):
        if (count := read(bare)) is not None:
            return _with_remark(count, remark)
    raise _why_not(bare, plain)


def _with_remark(count: Count, remark: str) -> Count:
    if not remark:
        return count
    if not count.measure and re.fullmatch("[次人场期件篇个条份元名批]{1,2}", remark):
        return Count(count.amount, remark, count.of, count.remark)
    joined = f"{count.remark};{remark}" if count.remark else remark
    return Count(count.amount, count.measure, count.of, joined)


def _amount(number: str) -> Decimal:
    return _checked(Decimal(number.replace(",", "")))


def _measure(text: str) -> str | None:
    """The measure word, or None where the word beside the number makes it about or a fraction."""
    word = text.removesuffix("整") if text.startswith("元") else text
    return None if _ABOUT.search(word) or re.search("[半第]|[百千万亿]", word) else word


def _single(text: str) -> Count | None:
    found = _SINGLE.fullmatch(text)
    if found is None or (measure := _measure(found["measure"])) is None:
        return None
    if found["sign"] == "-":
        raise Unreadable(_("a count cannot be below zero: write the number"), key="below_zero")
    number = Decimal(found["number"].replace(",", "")) * _SCALES[found["scale"]]
    return Count(_checked(number), measure)


def _in_chinese(text: str) -> Count | None:
    found = _CHINESE.fullmatch(text)
    if found is None or (measure := _measure(found["measure"])) is None:
        return None
    numeral = found["number"]
    if (
        len(numeral) > 1
        and _ABOUT_NUMERALS.search(numeral)
        and len(numeral) < 3 + any(sign not in DIGITS for sign in numeral)
    ):
        return None
    number = chinese_number(numeral)
    return None if number is None else Count(_checked(Decimal(number)), measure)


def _expected_and_present(present_first: bool) -> Callable[[str], Count | None]:  # noqa: FBT001 - one flag, named at the face
    def read(text: str) -> Count | None:
        named = _EXPECTED_PRESENT.fullmatch(text)
        found = named or _OF_PRESENT.fullmatch(text)
        if found is None:
            return None
        measures = {word for word in (found["m1"], found["m2"]) if word}
        if len(measures) > 1 or any(_measure(word) is None for word in measures):
            return None
        expected, present = _amount(found["of"]), _amount(found["amount"])
        if present_first and named is None:
            expected, present = present, expected
        if present > expected:
            raise Unreadable(
                _("more present than expected: write the expected number first, as in 16/15"), key="more_than_expected"
            )
        return Count(present, measures.pop() if measures else "", expected)

    return read


def _with_goods(text: str) -> Count | None:
    found = _GOODS.fullmatch(text)
    if found is None or (count := _single(found["count"])) is None or not count.measure:
        return None
    return Count(count.amount, count.measure, None, found["goods"])


def _why_not(bare: str, plain: str) -> Unreadable:
    if _RANGE.search(bare):
        return Unreadable(_("“%(text)s” is from … to …: write one number") % {"text": plain}, key="range")
    if _ABOUT.search(bare) or (_ABOUT_NUMERALS.search(bare) and not re.search(r"[0-9]", bare)):
        return Unreadable(_("“%(text)s” is only about how many: write the number") % {"text": plain}, key="about")
    if len(re.findall(_NUMBER, bare)) > 1:
        return Unreadable(_("“%(text)s” holds several numbers: write one") % {"text": plain}, key="several")
    return _no_number(plain)
