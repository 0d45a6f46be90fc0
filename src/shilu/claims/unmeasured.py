"""Numbers without a measure word that count all the same: 播放量突破300万, 八大活动, 两个半小时."""

import re
from dataclasses import dataclass, replace

from shilu.claims.candidate import Candidate
from shilu.claims.clauses import BRACKETED, is_han
from shilu.claims.left_out import is_of_a_set, is_ordinal, is_serial
from shilu.claims.marks import BEHIND
from shilu.claims.measure_words import NONE, Measure, measure_at
from shilu.claims.names import frames_only, in_a_name, in_quotes, is_labelled
from shilu.claims.numbers import Number
from shilu.claims.spans import is_no_statement

_COUNTED = re.compile(
    r"(?:量|数|额|率|值|度|人次|粉丝|点赞|阅读|投资|资金|经费|收入|支出|资产|价值|用户|会员|注册|总计|合计|小计|浏览|播放|观看|点击|曝光"
    r"|转发|评论|下载|面积|得分|[均总]分|分数|比分)(?:[（(][^（()）]{1,8}[)）])?$"
)
_MONEY = re.compile(r"(?:金|[捐贷存借汇善货公]款|经费|投资|收入|支出|[产总价]值|[金总交成销]额|资产|利润|税收|费用?)$")
_SCORE = re.compile(r"(?:得分|[均总]分|分数|绩点|指数)$")
_CHANGING = re.compile(r"(?:上升|提高|提升|增加|增长|下降|降低|减少|降|升|增|减)(?:到|至|为)")
_CHANGED = re.compile(r"[0-9.](?:上升|提高|提升|增加|增长|下降|降低|减少|降|升|增|减)(?:到|至|为)$")
PLACES = frozenset("省市县区镇乡村州馆校院")
_TIMES = re.compile(r"[\u4e00-\u9fff）)] ?[×✕*]$")
_MEDALS = frozenset("金银铜")
ONE_SIGN = PLACES | _MEDALS
"""Signs that name by themselves what a number without a measure word counts."""

_MEDALS_BEHIND = re.compile(r"[金银][、，]?[0-9一二两三四五六七八九十]{1,3}[银铜](?!行)")
_MEDALS_BEFORE = re.compile(r"[0-9一二两三四五六七八九十][金银][、，]?$")
_LISTED = re.compile(r"[\u4e00-\u9fff]{1,8}(?:、[\u4e00-\u9fff]{1,8})*、[\u4e00-\u9fff]{1,8}等?$")
_LISTED_SIGNS = frozenset("，。；、！？\n,;的等）)（( 分共均")
_MOST_PLACES = 40
_BEFORE_NUMBER = "达到为是约近超共计已过破逾有从由 ：:"
_FROM = frozenset("从由")
_GREAT_WORDS = ("队", "厦", "型", "力", "会", "赛", "众", "小", "气", "道", "数据", "中", "于", "到")
_ENTERED = re.compile(r"(?:入选|获评|荣获|评为|荣膺|跻身|位列|列入|入围|当选|评选的?|位居)[^，。；]*$")
_NOUN_END = re.compile(r"[，。；：、！？\n（,“”‘’《》]")
_MOST_GREAT = 100
PEOPLE = re.compile(
    r"(?:观众|市民|游客|读者|网友|群众|居民|村民|农民|学生|师生|学子|志愿者|职工|党员|用户|听众|粉丝|人口)"
)
"""People counted in 万 without a measure word: 1.2万观众."""
_BARE_LIST = re.compile(
    r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,12}[0-9]{1,5}(?:[、，,][\u4e00-\u9fff]{2,12}[0-9]{1,5}){2,}(?=[。；;、，,\n]|$)"
)
_BARE_NOUN = re.compile(r"([\u4e00-\u9fff]+)[0-9]")
_BARE_EDGE = frozenset("、，,。；;\n") | {""}
_BARE_REACH = 60
_NUMBERED = (
    "图", "表", "附件", "公式", "例", "路", "教室", "会议室", "办公室", "号室", "线", "页", "第", "章", "节", "号", "栋", "楼", "座", "版", "区", "组", "题", "注", "月", "年",
    "层", "级", "班", "步", "期", "点", "周",
)  # fmt: skip
"""Words whose number says which one is meant: 教室101, 附件2."""


@dataclass(frozen=True, slots=True)
class Unmeasured:
    """Where the quote begins and ends, what marks follow the number, and whether a half is to be added."""

    start: int
    end: int
    measure: Measure
    marks: tuple[str, ...] = ()
    half: bool = False


def read_unmeasured(text: str, number: Number, *, start: int, end: int, clause: str) -> Unmeasured | None:
    """The claim at ``number``; ``start`` includes the mark before, ``end`` the mark behind, ``clause`` stands before it."""
    if (number.value is None and not number.scaled) or in_quotes(text, number.start, end):
        return None
    if text.startswith("个半", end):
        return _half(text, number, start, end)
    if text.startswith("大", end) and start == number.start and end == number.end:
        return _great(text, number)
    of_people = number.scaled and PEOPLE.match(text, end) is not None
    if text[end : end + 1] in ONE_SIGN and number.value is not None and not of_people:
        return _medals(text, start, end) or _listed(text, number, start, end)
    if number.style != "chinese":
        return _alone(text, number, start, end, clause)
    return None


def _half(text: str, number: Number, start: int, end: int) -> Unmeasured | None:
    """两个半小时."""
    measure = measure_at(text, end + 2)
    if measure is None or not measure.is_time:
        return None
    stop = end + 2 + len(measure.word)
    return (
        None
        if is_no_statement(Candidate(text, number, start, stop, measure))
        else Unmeasured(start, stop, measure, half=True)
    )


def _great(text: str, number: Number) -> Unmeasured | None:
    """八大惠民活动; the number alone is the quote, and 大 is no measure word."""
    start, end = number.start, number.end
    noun = _NOUN_END.split(text[end + 1 : end + 16])[0]
    no_claim = (
        not (1 < (number.value or 0) <= _MOST_GREAT)
        or len(noun) < 2
        or noun.startswith(_GREAT_WORDS)
        or (noun.startswith("学") and not noun.startswith("学科"))
        or _ENTERED.search(text[max(0, start - 12) : start]) is not None
        or in_a_name(text, start)
        or is_ordinal(text, start, chinese=True)
        or frames_only(noun, chinese=True, quoted=text[start - 1 : start] == "”")
        or is_of_a_set(text, end)
        or (number.style == "arabic" and is_serial(text, start, end))
    )
    return None if no_claim else Unmeasured(start, end, NONE)


def _medals(text: str, start: int, end: int) -> Unmeasured | None:
    """8金6银11铜."""
    is_one_of_them = _MEDALS_BEHIND.match(text, end) or _MEDALS_BEFORE.search(text[max(0, start - 5) : start])
    return Unmeasured(start, end, NONE) if text[end] in _MEDALS and is_one_of_them else None


def _listed(text: str, number: Number, start: int, end: int) -> Unmeasured | None:
    """东、西两区, 甲、乙、丙三省: the places stand before their number, and nothing belongs to the sign behind."""
    known = (
        text[end] in PLACES and 1 < (number.value or 0) <= _MOST_PLACES and (start, end) == (number.start, number.end)
    )
    if not known or in_a_name(text, start) or is_ordinal(text, start, chinese=True):
        return None
    if BRACKETED.match(text, end):
        return Unmeasured(start, end, NONE)
    if text[end + 1 : end + 2] not in _LISTED_SIGNS and not text.startswith(("组成", "构成"), end + 1):
        return None
    return Unmeasured(start, end, NONE) if _LISTED.search(text[max(0, start - 40) : start]) else None


def _alone(text: str, number: Number, start: int, end: int, clause: str) -> Unmeasured | None:
    """播放量突破300万: the noun before says that it counts, and nothing follows that it could count."""
    multiplied = _TIMES.search(text[max(0, start - 3) : start]) and _NOUN_END.match(text[end : end + 1] or "\n")
    if multiplied or _in_a_bare_list(text, start, end):
        return Unmeasured(start, end, NONE)  # 麻醉机×6
    after = BEHIND.match(text, end)
    stop = after.end() if after else end
    if not _may_stand_alone(text, number, start, stop):
        return None
    marks = (after[0],) if after else ()
    if number.scaled and PEOPLE.match(text, stop):
        return Unmeasured(start, stop, NONE, marks)
    if _CHANGED.search(text[max(0, start - 6) : start]):
        whole = number.value is not None and number.value == number.value.to_integral_value()
        return Unmeasured(start, stop, NONE if whole else replace(NONE, kind="measure"), marks)
    noun = clause.rstrip(_BEFORE_NUMBER) or text[max(0, start - 12) : start].rstrip("：: ｜|\t")
    if not _COUNTED.search(noun[-16:]) and not (number.scaled and noun):
        return None
    measure = replace(NONE, kind="measure") if _MONEY.search(noun) or _SCORE.search(noun) else NONE
    return Unmeasured(start, stop, measure, marks)


def _in_a_bare_list(text: str, start: int, end: int) -> bool:
    """临床科室16、医技科室14、后勤科室9: at least three nouns, each with its number and none named by a label."""
    if text[end : end + 1] not in _BARE_EDGE or not is_han(text[start - 1 : start]):
        return False
    floor = max(0, start - _BARE_REACH)
    for found in _BARE_LIST.finditer(text, floor, end + _BARE_REACH):
        if found.start() <= start and end <= found.end():
            nouns = _BARE_NOUN.findall(found[0])
            return len(set(nouns)) == len(nouns) and not any(noun.endswith(_NUMBERED) for noun in nouns)
    return False


def _may_stand_alone(text: str, number: Number, start: int, stop: int) -> bool:
    """Whether the number is no part of a serial, a label, a name or a row, and no noun or measure follows it."""
    if is_serial(text, number.start, number.end) or is_labelled(text, start) or in_a_name(text, number.start):
        return False
    follows = text[stop : stop + 1]
    if is_ordinal(text, start, chinese=False) or (follows.isalpha() and follows.isascii()):
        return False
    changing = number.value is not None and _CHANGING.match(text, stop) is not None and text[start - 1 : start] in _FROM
    return (
        not is_han(follows)
        or changing
        or (number.scaled and PEOPLE.match(text, stop) is not None)
        or text.startswith("大关", stop)
    )
