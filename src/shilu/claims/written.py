"""A number with its marks and measure word as written, before it is known what is counted."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from shilu.claims.candidate import Candidate
from shilu.claims.claim import Per
from shilu.claims.clauses import REACH, clause_before
from shilu.claims.left_out import is_left_out
from shilu.claims.marks import BEHIND, WITHIN, is_breakthrough, mark_before
from shilu.claims.measure_words import PER_CENT, Measure, measure_at
from shilu.claims.numbers import Number, number_at, numbers
from shilu.claims.rates import rate_before, rate_behind
from shilu.claims.unmeasured import read_unmeasured
from shilu.lib.numerals import DIGITS

_DASH = re.compile(r"[ ]?(?:—+|–+|－|-|～|~|〜|至|到|−)[ ]?")
_DASH_AFTER_MEASURE = re.compile(r"[ ]?(?:—+|–+|－|-|～|~|至)[ ]?")
_PER_CENT = "百分之"
_WHOLES = {"%": 100, "‰": 1000, "成": 10, "个百分点": 100, "个点": 100}
_LIST_EDGE = re.compile(r"[，。；：！？,;\n]|全年|共|累计")
_NEXT_HOURS = re.compile(r"[，,；;](?![^，,]*(?:全年|共|累计|先后|[曾获荣去今现0-9年]))[^，,；;。\n]{1,16}")
_LIST_REACH = 24
_YEARLY = re.compile(r"(?<![0-9一二三四五六七八九十〇零全今去])年[\u4e00-\u9fff]{1,8}量[达约为近超过逾]*$")
_YEARLY_LIST = re.compile(r"(?<![0-9一二三四五六七八九十〇零全今去])年[\u4e00-\u9fff]{1,8}量[^。；;\n]*$")
_FLOW = re.compile(
    r"[，,、](?:各类|各种|其中)?[\u4e00-\u9fff]{0,4}(?:门诊|急诊|出院|住院|入院|收治|手术|体检|分娩|检查|检验|诊疗|借阅|外借|流通|到馆|接待|服务|活动|讲座|培训|参观)"
    r"[\u4e00-\u9fff]{0,4}$"
)
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in the text from ``start`` to ``end``: a number, the marks around it and its measure word."""

    start: int
    end: int
    value: Decimal | None
    upper: Decimal | None
    marks: tuple[str, ...]
    measure: Measure
    per: Per = ""


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number or a range with the marks up to its measure word."""

    end: int
    value: Decimal | None
    upper: Decimal | None
    marks: tuple[str, ...]


def written_numbers(text: str) -> list[Written]:
    """The numbers of ``text`` that are claims, in order and apart from each other."""
    found: list[Written] = []
    done = 0
    for number in numbers(text):
        if number.start < done:
            continue
        floor = max(found[-1].end if found else 0, number.start - REACH)
        one, done = _read(text, number, floor)
        if one is not None:
            per = one.per or _rate_of_list(text, one, found)
            found.append(one if per == one.per else replace(one, per=per))
    return found


def _read(text: str, number: Number, floor: int) -> tuple[Written | None, int]:
    """What is written at ``number`` or None, and where reading goes on."""
    if number.style == "chinese" and text.startswith(_PER_CENT, number.start):
        return _per_cent(text, number, floor)
    if number.end - number.start == 1 and text[number.start] == "一" and measure_at(text, number.end) is None:
        return None, number.end
    amount = _amount(text, number)
    before, start = mark_before(text, number.start, floor)
    place = amount.end + (number.style != "chinese" and text[amount.end : amount.end + 1] in {" ", "\u3000", "\xa0"})
    measure = measure_at(text, place)
    if measure is None or text.startswith("个半", place):
        clause = clause_before(text, start, floor)
        bare = read_unmeasured(text, number, start=start, end=amount.end, clause=clause)
        if bare is None:
            return None, number.end if amount.upper is None else amount.end
        marks = tuple(mark for mark in (before, *amount.marks, *bare.marks) if mark)
        value = number.value if bare.half is False or number.value is None else number.value + _HALF
        return Written(bare.start, bare.end, value, amount.upper, marks, bare.measure, rate_before(clause)), bare.end
    end = place + len(measure.word)
    if not _goes_with(measure, number, amount):
        return None, end if number.style != "blank" else number.end
    return _measured(text, number, amount, measure, end=end, floor=floor)


def _goes_with(measure: Measure, number: Number, amount: _Amount) -> bool:
    """Whether a number of this style may have the measure word."""
    if not measure.claims or (number.style == "blank" and not measure.after_blank):
        return False
    plain = number.style == "chinese" and not number.scaled and not amount.marks
    return not (plain and measure.digits_only and (amount.value or 0) < 11)


def _measured(
    text: str, number: Number, amount: _Amount, measure: Measure, *, end: int, floor: int
) -> tuple[Written | None, int]:
    value, upper = amount.value, amount.upper
    if upper is None and value is not None:
        value, upper, end = _second_end(text, value, end, measure)
    if value is not None:
        value, end = _with_rest(text, value, end, measure)
    before, start = mark_before(text, number.start, floor)
    if before and is_breakthrough(before, value, scaled=number.scaled, share=measure.kind == "share"):
        before, start = "", number.start
    after = BEHIND.match(text, end)
    marks = tuple(mark for mark in (before, *amount.marks, after[0] if after else "") if mark)
    if "多" in measure.word:  # 4个多月
        measure, marks = replace(measure, word=measure.word.replace("多", "")), (*marks, "多")
    stop = after.end() if after else end
    per = rate_before(clause_before(text, start, floor))
    if not per and measure.kind != "share":
        per, stop = rate_behind(text, stop)
    if is_left_out(Candidate(text, number, start, end, measure, marks, per)):
        return None, end
    if measure.kind == "share" and value is not None:
        whole = _WHOLES["%" if measure.word == "％" else measure.word]
        value, upper = value / whole, None if upper is None else upper / whole
        measure = PER_CENT if measure.word == "％" else measure
    return Written(start, stop, value, upper, marks, measure, per), stop


def _amount(text: str, number: Number) -> _Amount:
    """The number with the mark behind it (40余), or with the other end of a range (5—8万)."""
    marks = (number.vague,) if number.vague else ()
    within = WITHIN.match(text, number.end)
    if within:
        return _Amount(within.end(), number.value, number.upper, (*marks, within["mark"]))
    dash = _DASH.match(text, number.end)
    other = number_at(text, dash.end()) if dash else None
    if other is None or other.value is None or number.value is None or other.style != number.style:
        return _Amount(number.end, number.value, number.upper, marks)
    low = number.value
    if other.scaled and not number.scaled and low < other.value:
        low *= other.scale
    if low >= other.value:
        return _Amount(number.end, number.value, number.upper, marks)
    within = WITHIN.match(text, other.end)
    return _Amount(
        within.end() if within else other.end, low, other.value, (*marks, within["mark"]) if within else marks
    )


def _second_end(text: str, value: Decimal, end: int, measure: Measure) -> tuple[Decimal, Decimal | None, int]:
    """The other end of a range whose first end has the measure word too: 3次至5次, 10%—15%."""
    dash = _DASH_AFTER_MEASURE.match(text, end)
    other = number_at(text, dash.end()) if dash else None
    if other is None or other.value is None or other.value <= value or not text.startswith(measure.word, other.end):
        return value, None, end
    return value, other.value, other.end + len(measure.word)


def _with_rest(text: str, value: Decimal, end: int, measure: Measure) -> tuple[Decimal, int]:
    """The value with what follows the measure word: 九成五, 一年半."""
    if measure.word == "成" and text[end : end + 1] in set("一二三四五六七八九"):
        return value + Decimal(DIGITS[text[end]]) / 10, end + 1
    if measure.word == "秒" and text[end : end + 2].isdigit():  # 10秒92
        return value + Decimal(int(text[end : end + 2])) / 100, end + 2
    if measure.is_time and text.startswith("半", end):
        return value + _HALF, end + 1
    return value, end


def _per_cent(text: str, number: Number, floor: int) -> tuple[Written | None, int]:
    """百分之九十八点二."""
    other = number_at(text, number.start + len(_PER_CENT))
    if other is None or other.value is None:
        return None, number.end
    before, start = mark_before(text, number.start, floor)
    after = BEHIND.match(text, other.end)
    marks = tuple(mark for mark in (before, after[0] if after else "") if mark)
    end = after.end() if after else other.end
    return Written(start, end, other.value / 100, None, marks, PER_CENT), end


def _in_a_yearly_list(text: str, one: Written, before: Written, between: str) -> bool:
    """年门诊量60万人次，出院病人3万人次，手术1万台次: all are of a year, until a noun that is no such flow."""
    if before.per != "year" or one.measure.kind != "count" or not _FLOW.fullmatch(between):
        return False
    head = text[max(0, before.start - _LIST_REACH) : before.start]
    return _YEARLY.search(head) is not None or (
        _FLOW.search(head) is not None
        and _YEARLY_LIST.search(text[max(0, before.start - REACH) : before.start]) is not None
    )


def _rate_of_list(text: str, one: Written, earlier: list[Written]) -> Per:
    """The rate of the claim before in the same list (每月理论学习2次、实践活动1次) or of hours (每周开放84小时，阅览室98小时)."""
    before = earlier[-1] if earlier else None
    if before is None or not before.per or one.start - before.end > _LIST_REACH or one.measure.kind == "share":
        return ""
    between = text[before.end : one.start]
    if not _LIST_EDGE.search(between):
        return before.per
    if _in_a_yearly_list(text, one, before, between):
        return before.per
    behind_it = text[before.end - 2 : before.end - 1] in {"/", "／"}
    of_hours = not behind_it and one.measure.word == before.measure.word and one.measure.is_time
    return before.per if of_hours and _NEXT_HOURS.fullmatch(between) else ""
