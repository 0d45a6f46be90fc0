"""Parts against their total: 共15场，其中党课3场、讲堂12场; 党课3场、讲堂12场，共15场."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from shilu.lib.amounts import plain_number
from shilu.reports.checking.finding import Finding
from shilu.reports.checking.within.part_lists import (
    MOST,
    SORTS,
    Part,
    goes_on,
    of_one_sort,
    parts_after,
    surely_one_list,
)
from shilu.reports.checking.within.reading import SIGN, Number, Sentence, alike
from shilu.reports.checking.within.words import THEN

_ALL_OF: Final = re.compile(rf"({SIGN})[^，。；：:{SIGN[1:-1]}]{{0,12}}(?:[，,]?分别[为是]|[：:]|[，,]由)")
_OF_WHICH = re.compile(r"其中(?:包括|有|含)?[：:，,]?")
_IN_ALL = re.compile(rf"(?<![总一])(?:共计|合计|总计|总共|共)[为达有]?({SIGN})")
# Halves and quarters make the year, whatever stands between 全年 and the number.
_OF_THE_YEAR = re.compile(rf"(?:全年|上半年|年内)(?:共计|累计|总计|合计|共)?[^，,。；;{SIGN[1:-1]}]{{0,12}}({SIGN})")
_TIMES_OF_YEAR: Final = {
    "全年": (("上半年", "下半年"), ("一季度", "二季度", "三季度", "四季度")),
    "年内": (("上半年", "下半年"),),
    "上半年": (("一季度", "二季度"),),
}
# A number after one of these is a difference or that of another time, no total.
_MOVED = re.compile(r"增[加长幅]?|减少?|下降|上升|提高|降低|同期|同比|环比|去年|上年|[比较].{0,6}[多少]")
_PEOPLE: Final = frozenset({"人", "名", "位", "人次"})
_SORT = re.compile(
    r"党员|职称|学历|学位|博士|硕士|研究生|本科|大专|女|男|青年|少数民族|重点|骨干|优秀|退休|在编|高级|中级|初级|困难|岁|专业|技术|兼职|专职|新|以下|外籍|贫困|残疾|困难"
)

_WHOLES: Final = tuple(
    tuple(words.split())
    for words in (
        "男 女",
        "线上 线下",
        "上半年 下半年",
        "一季度 二季度 三季度 四季度",
        "已 未",
        "党员 非党员",
        "室内 室外",
    )
)


def sums(sentence: Sentence) -> Iterator[Finding]:
    """Totals that their parts do not make."""
    yield from _of_which(sentence)
    yield from _stated_parts(sentence)
    yield from _in_all(sentence)
    yield from _of_the_year(sentence)


def _of_which(sentence: Sentence) -> Iterator[Finding]:
    for found in _OF_WHICH.finditer(sentence.masked):
        total, parts = _total_and_parts(sentence, found.start(), found.end(), strict=True)
        if total is None or not parts:
            continue
        numbers = [part.number for part in parts]
        lists = [numbers[:count] for count in range(2, len(numbers) + 1)]
        single = next((one for one in numbers if _above(_sum([one])[0], total.highest)), None)
        if single is not None:
            yield Finding("sum", *single.span, _part_above(single, total), others=(total.span,))
        elif _made(total, lists):
            continue
        elif (len(parts) > 1 and _one_kind(parts) and _above(_sum(numbers)[0], total.highest)) or _whole(
            parts, sentence.masked[: found.start()]
        ):
            yield _differs(total, numbers)


def _stated_parts(sentence: Sentence) -> Iterator[Finding]:
    """A list after a colon, 分别为 or 由: all of the parts, unless it ends in 等."""
    for found in _ALL_OF.finditer(sentence.masked):
        after = sentence.masked[found.end() :]
        if "其中" in found[0] or re.search(rf"{SIGN}[^{SIGN[1:-1]}]{{0,8}}等(?!级|次|候)", after):
            continue
        total, parts = _total_and_parts(sentence, found.start() + 1, found.end())
        numbers = [part.number for part in parts]
        if total is None or len(numbers) < 2 or sentence.number(found[1]) != total:
            continue
        if not _made(total, [numbers[:count] for count in range(2, len(numbers) + 1)]):
            yield _differs(total, numbers)


def _in_all(sentence: Sentence) -> Iterator[Finding]:
    """A list that ends in its total: 党课3场、讲堂12场，共15场."""
    for found in _IN_ALL.finditer(sentence.masked):
        total = sentence.number(found[1])
        before = sentence.masked[: found.start()]
        begin = max(before.rfind("其中"), before.rfind("每"), before.rfind("各"))
        if begin >= 0 or THEN.search(before) or not re.search(r"[，,、）)：:]$", before):
            continue
        index = sentence.place(total)
        parts = [number for number in sentence.numbers[max(0, index - MOST) : index] if alike(number, total)]
        if len(parts) < 2 or not _adjacent(sentence, parts, total):
            continue
        if not _made(total, [parts[since:] for since in range(len(parts) - 1)]) and not _made(total, [parts[-1:]]):
            yield _differs(total, parts)


def _of_the_year(sentence: Sentence) -> Iterator[Finding]:
    """Halves or quarters, each once and in order, against the year: 上半年12次，下半年15次，全年共27次."""
    for found in _OF_THE_YEAR.finditer(sentence.masked):
        total = sentence.number(found[1])
        before = sentence.masked[: found.start()]
        for names in _TIMES_OF_YEAR[found[0][: 3 if found[0].startswith("上半年") else 2]]:
            pattern = "[，,、；;]".join(
                rf"{name}[^，,。；;、{SIGN[1:-1]}]{{0,12}}({SIGN})[^，,。；;、{SIGN[1:-1]}]{{0,8}}" for name in names
            )
            parts = re.search(rf"{pattern}[，,；;]$", before)
            if parts is None or THEN.search(before):
                continue
            numbers = [sentence.number(sign) for sign in parts.groups()]
            if all(alike(one, total) for one in numbers) and not _made(total, [numbers]):
                yield _differs(total, numbers)


def _total_and_parts(
    sentence: Sentence, before: int, after: int, *, strict: bool = False
) -> tuple[Number | None, list[Part]]:
    """The total that stands before and the parts that stand after a place of the masked text.

    With ``strict`` a comma ends the list, but where all parts are named by one sort of words (省级, 市级).
    """
    parts = parts_after(sentence, after)
    if strict:
        parts = parts[: surely_one_list(parts)]
    if not parts:
        return None, []
    first = parts[0].number
    earlier = [
        number
        for index, number in enumerate(sentence.numbers)
        if sentence.signs[index] < before and alike(number, first) and not _MOVED.search(sentence.between(index))
    ]
    if not earlier or earlier[-1].per != first.per:
        return None, []
    return earlier[-1], parts


def _adjacent(sentence: Sentence, parts: Sequence[Number], total: Number) -> bool:
    first, last = sentence.place(parts[0]), sentence.place(total)
    return all(goes_on(sentence.between(at), first=True) for at in range(first + 1, last + 1))


def _one_kind(parts: Sequence[Part]) -> bool:
    """Whether no part can be in another one: not of省级 and 头版, and none that says 以上."""
    said = [{at for at, kind in enumerate(SORTS) if kind.search(part.words)} for part in parts]
    several = set().union(*said)
    if len(several) > 1 or any("以上" in part.words or "以上" in part.number.quote for part in parts):
        return False
    # People are of several sorts at once: 党员, 高级职称, 女职工.
    return (
        parts[0].number.unit not in _PEOPLE or of_one_sort(parts) or not any(_SORT.search(one.words) for one in parts)
    )


def _whole(parts: Sequence[Part], before: str) -> bool:
    """Whether the parts are all there can be: 男 and 女, 民警 and 辅警 of 民辅警."""
    words = [part.words for part in parts]
    wholes = (*_WHOLES, ("民警", "辅警")) if "民辅警" in before else _WHOLES
    return any(
        len(words) >= len(whole) and all(any(_names(one, name) for one in words) for name in whole) for whole in wholes
    )


def _names(words: str, name: str) -> bool:
    return name in words and not (name == "党员" and "非党员" in words)


def _made(total: Number, lists: Sequence[Sequence[Number]]) -> bool:
    return any(total.allows(*_sum(numbers)) for numbers in lists if numbers)


def _sum(numbers: Sequence[Number]) -> tuple[Decimal, Decimal]:
    lowest = sum((number.lowest or Decimal(0) for number in numbers), Decimal(0))
    open_above = any(number.highest is None for number in numbers)
    highest = sum((number.highest or Decimal(0) for number in numbers), Decimal(0))
    return lowest, Decimal("Infinity") if open_above else highest


def _above(amount: Decimal, most: Decimal | None) -> bool:
    return most is not None and amount > most


def _differs(total: Number, parts: Sequence[Number]) -> Finding:
    lowest, highest = _sum(parts)
    said = {"parts": "＋".join(part.quote for part in parts), "total": total.quote}
    if lowest == highest:
        said["sum"] = f"{plain_number(lowest)}{parts[0].unit}"
        message = _("The parts %(parts)s make %(sum)s, but the total is given as %(total)s.") % said
    else:
        message = _("The parts %(parts)s cannot make the total of %(total)s.") % said
    return Finding("sum", *total.span, message, others=tuple(part.span for part in parts))


def _part_above(part: Number, total: Number) -> str:
    said = {"part": part.quote, "total": total.quote}
    return _("The part %(part)s is more than its total of %(total)s.") % said
