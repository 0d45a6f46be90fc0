"""A number with its marks and measure word as written, before it is known what is counted."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from shilu.claims import left_out
from shilu.claims.claim import Per
from shilu.claims.marks import BEHIND, WITHIN, is_breakthrough, mark_before
from shilu.claims.measure_words import NONE, Measure, measure_at
from shilu.claims.numbers import Number, number_at, numbers
from shilu.lib.numerals import DIGITS
from shilu.claims.rates import rate_before, rate_behind

REACH = 80
"""How many signs before a number are looked at, however long its clause is."""

_BLANKS = " \u3000\xa0"
_DASH = re.compile(r"[ ]?(?:—+|–+|－|-|～|~|〜|至|到|−)[ ]?")
_CLAUSE_EDGE = re.compile(r"[，。；：！？,;:!?\n\r\t（）()\[\]【】…|｜]|——|--")
PARENTHESES = re.compile(r"[(（][^()（）\n]{0,40}[)）]|^[^()（）\n]{0,20}[)）]")
_RUNNING = re.compile(r"[，,；;、。]|[^ ]{30}")
_NEW_ITEM = re.compile(r"[ \u3000]*(?:[（(]?[0-9一二三四五六七八九十]{1,3}[)）、.．]|[●•·■◆▲★☆※\-—*])")
_PER_CENT = "百分之"
_PARTS = {"%": 100, "‰": 1000, "成": 10, "个百分点": 100, "个点": 100}
_COUNTED_ALONE = re.compile(r"(?:量|数|额|率|值|度|人次|人数|次数|粉丝|点赞|阅读|投资|资金|经费|收入|支出|资产|价值|产值|用户|会员|注册|总计|合计|小计|浏览|播放|观看|点击|曝光|转发|评论|下载|面积)(?:[（(][^（()）]{1,8}[)）])?$")


_OF_A_GROUP = re.compile(r"的?(?:儿童|老人|老年人|人群|青少年|未成年人|学历|职称|医疗设备|设备|职工|干部|人员|学生|居民|幼儿|孩子|水深|企业|大型|较大)")
_SESSION = re.compile(r"(?<=届)[零一二三四五六七八九十]{1,3}次")


_ENTERED = re.compile(r"(?:入选|获评|荣获|评为|荣膺|跻身|位列|列入|入围|当选|评选的?|位居)[^，。；]*$")
_STAGE = re.compile(r"(?:工程|项目|建设)\||\|(?:工程|项目|建设|改造|规划)")
_PRICE = re.compile(r"(?:票价|门票|收费|定价|单价|售价|价格)")
_RACES = frozenset(map(Decimal, (50, 60, 80, 100, 110, 200, 400, 800, 1000, 1500, 3000, 5000, 10000)))
_SPORT = re.compile(r"接力|跳[远高绳]|铅球|决赛|短跑|长跑|赛跑|田径|跨栏|自由泳|蛙泳|仰泳|蝶泳|折返|跑道")
_MONEY = re.compile(r"(?:金|[捐贷存借汇善货公]款|经费|投资|收入|支出|[产总价]值|[金总交成销]额|资产|利润|税收|费用?)$")


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in the text from ``start`` to ``end``: a number, the marks around it and its measure word."""

    start: int
    end: int
    value: Decimal | None
    upper: Decimal | None
    marks: tuple[str, ...]
    measure: Measure
    per: Per
    is_great: bool = False


def written_numbers(text: str) -> list[Written]:
    """The numbers of ``text`` that are claims, in order and apart from each other."""
    found: list[Written] = []
    done = 0
    for number in numbers(text):
        if number.start < done:
            continue
        one, done = _read(text, number, found)
        if one is not None:
            found.append(one)
    return found


def _read(text: str, number: Number, earlier: list[Written]) -> tuple[Written | None, int]:
    floor = max(earlier[-1].end if earlier else 0, number.start - REACH)
    if number.style == "chinese":
        if text.startswith(_PER_CENT, number.start):
            return _per_cent(text, number, floor)
        if text[number.start] == "一" and number.end - number.start == 1 and not _may_count_one(text, number.end):
            return None, number.end
    start, end, value, upper = number.start, number.end, number.value, number.upper
    marks: list[str] = []
    before, start = mark_before(text, start, floor)
    if number.vague:
        marks.append(number.vague)
    within = WITHIN.match(text, end)
    if within:
        marks.append(within[0])
        end = within.end()
    span = _DASH.match(text, end)
    if span and not within and number.style != "blank":
        other = number_at(text, span.end())
        if other is not None and other.value is not None and value is not None and other.style == number.style:
            low = value
            if other.scaled and not number.scaled and low < other.value:
                scale = other.value / (number_without_scale(text, other) or 1)
                low = value * scale
            if low < other.value:
                value, upper, end = low, other.value, other.end
                within = WITHIN.match(text, end)
                if within:
                    marks.append(within[0])
                    end = within.end()
    measure = _measure(text, end, number.style)
    if measure is None:
        one = _without_measure(text, number, start, end, before, marks, floor)
        return (one, one.end) if one else (None, number.end if upper is None else end)
    place, measure_word = measure
    behind_measure = place + len(measure_word.word)
    if measure_word.word == "％":
        measure_word = replace(measure_word, word="%")
    if not measure_word.claims:
        return None, behind_measure
    if number.style == "blank" and not measure_word.after_blank:
        return None, number.end
    if number.style == "chinese" and measure_word.digits_only and not number.scaled and not marks and (value or 0) < 11:
        return None, number.end
    if upper is None and value is not None:
        value, upper, behind_measure = _second_end(text, value, behind_measure, measure_word)
    if measure_word.word == "成" and value is not None:
        tenth = re.match("[一二三四五六七八九]", text[behind_measure : behind_measure + 1])
        if tenth:
            value, behind_measure = value + Decimal(DIGITS[tenth[0]]) / 10, behind_measure + 1
    half = measure_word.is_time and text.startswith("半", behind_measure)
    if half and value is not None:
        value, behind_measure = value + Decimal("0.5"), behind_measure + 1
    after = BEHIND.match(text, behind_measure)
    stop = behind_measure
    if after and not text.startswith(("以上学", "以下罚"), behind_measure) and not _OF_A_GROUP.match(text, after.end()):
        marks.append(after[0])
        stop = after.end()
    quote_start = start
    if (after and stop == behind_measure and _OF_A_GROUP.match(text, after.end())) or _SESSION.match(text, behind_measure):
        return None, behind_measure
    if before and is_breakthrough(before, value, scaled=number.scaled, share=measure_word.kind == "share"):
        before, quote_start = "", number.start
    if before:
        marks.insert(0, before)
    clause = clause_before(text, quote_start, floor)
    per = rate_before(clause)
    if not per and measure_word.kind != "share":
        per, stop = rate_behind(text, stop)
    if _is_left_out(text, number, quote_start, behind_measure, measure_word, marks, per):
        return None, behind_measure
    if measure_word.kind == "share" and value is not None:
        parts = _PARTS[measure_word.word]
        value, upper = value / parts, None if upper is None else upper / parts
    per = per or _carried_rate(text, quote_start, earlier)
    return Written(quote_start, stop, value, upper, tuple(marks), measure_word, per), stop


def number_without_scale(text: str, number: Number) -> Decimal | None:
    """The digits of ``number`` alone, as the lower end of 5—8万 is written."""
    digits = re.match(r"[0-9]+(?:\.[0-9]+)?", text[number.start : number.end])
    return Decimal(digits[0]) if digits else None


def _may_count_one(text: str, end: int) -> bool:
    return measure_at(text, end) is not None


def _measure(text: str, end: int, style: str) -> tuple[int, Measure] | None:
    place = end
    if style != "chinese" and text[place : place + 1] in {*_BLANKS} and text[place : place + 1]:
        place += 1
    for lead in ("个半",):
        if text.startswith(lead, place):
            found = measure_at(text, place + len(lead))
            if found and found.is_time:
                return None
    found = measure_at(text, place)
    return None if found is None else (place, found)


def _second_end(text: str, value: Decimal, end: int, measure: Measure) -> tuple[Decimal, Decimal | None, int]:
    """The other end of a range whose first end has the measure word too: 3次至5次, 10%—15%."""
    span = re.compile(r"[ ]?(?:—+|–+|－|-|～|~|至)[ ]?").match(text, end)
    other = number_at(text, span.end()) if span else None
    if other is None or other.value is None or other.value <= value or not text.startswith(measure.word, other.end):
        return value, None, end
    return value, other.value, other.end + len(measure.word)


def _per_cent(text: str, number: Number, floor: int) -> tuple[Written | None, int]:
    other = number_at(text, number.start + len(_PER_CENT))
    if other is None or other.value is None:
        return None, number.end
    before, start = mark_before(text, number.start, floor)
    after = BEHIND.match(text, other.end) or WITHIN.match(text, other.end)
    marks = tuple(mark for mark in (before, after[0] if after else "") if mark)
    share = measure_at("%", 0) or NONE
    end = after.end() if after else other.end
    return Written(start, end, other.value / 100, None, marks, share, ""), end


def clause_before(text: str, start: int, floor: int) -> str:
    """The words of the clause before ``start``; a line broken in the middle of a sentence goes on in the next."""
    window = PARENTHESES.sub("", text[floor:start])
    edge = 0
    for found in _CLAUSE_EDGE.finditer(window):
        if found[0] == "\n" and _goes_on(window, found.start()):
            continue
        edge = found.end()
    return window[edge:].replace("\n", "")


def _goes_on(window: str, newline: int) -> bool:
    """Whether a line of text ends in the middle of a sentence: long, and with no sign that ends or heads anything."""
    first = window.rfind("\n", 0, newline) + 1
    return newline - first >= 18 and _RUNNING.search(window, first, newline) and "一" <= window[newline - 1] <= "龥" and not _NEW_ITEM.match(window, newline + 1)


def _carried_rate(text: str, start: int, earlier: list[Written]) -> Per:
    """The rate of the claim before in the same list: 每月理论学习2次、实践活动1次."""
    if not earlier or not earlier[-1].per or start - earlier[-1].end > 24:
        return ""
    between = text[earlier[-1].end : start]
    return "" if re.search(r"[，。；：！？,;\n]|全年|共|累计", between) else earlier[-1].per


def _is_left_out(text: str, number: Number, start: int, end: int, measure: Measure, marks: list[str], per: Per) -> bool:
    chinese = number.style == "chinese"
    if not chinese and left_out.is_serial(text, number.start, number.end) and not _is_model_count(text, number.start, measure):
        return True
    if not marks and left_out.in_a_name(text, number.start, number.end):
        return True
    if left_out.is_ordinal(text, start, chinese=chinese) and not (per and not text[start - 1 : start] == "第"):
        return True
    if measure.word in {"次", "届"} and chinese and text[start - 1 : start] == "届":
        return True
    if chinese and number.scaled and number.end - number.start == 1 and not marks and not number.vague:
        return True
    if measure.kind == "measure" and measure.word[0] == "元" and _PRICE.search(text[max(0, start - 10) : start]):
        return True
    if measure.word == "米" and number.value in _RACES and _SPORT.search(text[max(0, start - 30) : end + 30]):
        return True
    if left_out.in_quotes(text, number.start, end) or left_out.is_labelled(text, start):
        return True
    if measure.is_time or measure.word in {"分", "秒"}:
        if left_out.bounds_a_count(text, number, end, measure, rate=bool(per)):
            return True
    if measure.word in {"栋", "幢", "层", "间"} and text[start - 1 : start] in {"号", "路", "街"}:
        return True
    if measure.word == "层" and chinese and re.match(r"[为是设有：:东西南北大楼]|平台", text[end : end + 2]):
        return True
    if measure.word == "届" and number.value is not None and number.value > 1900:
        return True
    if measure.word == "期" and chinese and _STAGE.search(text[max(0, start - 2) : start] + "|" + text[end : end + 2]):
        return True
    if measure.word == "班" and re.search(r"[级初高一二三四五六七八九]$", text[max(0, start - 1) : start]):
        return True
    if left_out.is_of_a_set(text, end):
        return True
    if chinese and text[number.start] == "一" and number.end - number.start == 1 and not per:
        return left_out.is_one_as_article(text, number.start, end)
    if measure.kind == "count" and number.value is not None and number.value <= 12:
        quoted = text[start - 1 : start] in {"”", "’", "》"}
        if measure.is_people or measure.is_act:
            return False
        return left_out.frames_only(re.split(r"[，。；：、！？\n（,]", text[end : end + 14])[0], chinese=chinese, quoted=quoted)
    return False


def _is_model_count(text: str, start: int, measure: Measure) -> bool:
    """Whether the letters before the number name the thing counted: DR1台."""
    lead = re.search(r"[A-Za-z]+$", text[max(0, start - 12) : start])
    return lead is not None and len(lead[0]) >= 2 and measure.kind == "count" and text[start - len(lead[0]) - 1 : start - len(lead[0])] not in {"/", ".", "-", "_", "@"}


def _without_measure(
    text: str, number: Number, start: int, end: int, before: str, marks: list[str], floor: int
) -> Written | None:
    """A number without a measure word, where the words around it say that it counts: 阅读量突破2000万, 十大活动."""
    if number.value is None or left_out.in_quotes(text, number.start, end):
        return None
    half = re.match(r"个半(小时|月|学期|学年)", text[end : end + 5])
    if half and number.style != "blank":
        measure = measure_at(text, end + 2) or NONE
        if left_out.bounds_a_count(text, number, end + 2 + len(half[1]), measure, rate=False):
            return None
        stop = end + 2 + len(half[1])
        return Written(start, stop, number.value + Decimal("0.5"), None, tuple([before] if before else []) + tuple(marks), measure, "")
    if text.startswith("大", end) and not marks and not before and number.value > 1:
        noun = re.split(r"[，。；：、！？\n（,“”‘’《》]", text[end + 1 : end + 16])[0]
        if (
            len(noun) < 2
            or number.value > 100
            or _ENTERED.search(text[max(0, start - 12) : start])
            or (noun.startswith("学") and not noun.startswith("学科"))
            or noun.startswith(("队", "厦", "型", "力", "会", "赛", "众", "小", "气", "道", "数据", "中", "于", "到"))
            or left_out.in_a_name(text, number.start, number.end)
            or left_out.is_ordinal(text, start, chinese=True)
            or left_out.frames_only(noun, chinese=True, quoted=text[start - 1 : start] == "”")
            or left_out.is_of_a_set(text, end)
            or (number.style == "arabic" and left_out.is_serial(text, number.start, number.end))
        ):
            return None
        return Written(number.start, number.end, number.value, None, (), NONE, "")
    clause = clause_before(text, start, floor)
    if number.style != "arabic" or left_out.is_serial(text, number.start, number.end):
        return None
    if left_out.is_labelled(text, start) or text[end : end + 1].isalpha() and text[end : end + 1].isascii():
        return None
    if left_out.is_ordinal(text, start, chinese=False) or left_out.in_a_name(text, number.start, number.end):
        return None
    noun = clause.rstrip("达到为是约近超共计已过破逾有 ：:")
    after = BEHIND.match(text, end)
    if not noun:
        noun = text[max(floor, start - 12) : start].rstrip("：: ")
    follows = text[after.end() if after else end :][:1]
    if follows and "一" <= follows <= "龥":
        return None
    if not _COUNTED_ALONE.search(noun[-16:]) and not (number.scaled and noun):
        return None
    stop = after.end() if after else end
    marks = ([before] if before else []) + marks + ([after[0]] if after else [])
    measure = replace(NONE, kind="measure") if _MONEY.search(noun) else NONE
    return Written(start, stop, number.value, number.upper, tuple(marks), measure, rate_before(clause))
