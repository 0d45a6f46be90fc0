"""The name of a number that stands at the number itself, behind it or before it."""

import re

from shilu.claims.clauses import EDGE, clause_behind, same_sentence
from shilu.claims.nouns import is_subject_only, noun_before
from shilu.claims.nouns_behind import noun_after
from shilu.claims.phrases import OF_GRADES, is_person
from shilu.claims.place import BEHIND_REACH, Place, carried
from shilu.claims.winners import has_winners
from shilu.claims.words import word_list

_AWARD = re.compile(
    r"被?(?:评为|评选为|授予|认定为|命名为|表彰为|确定为|列为)|获评|荣获|获得|荣膺|入选|入围|蝉联|连获|获"
)
_AIM = re.compile(r"开展|用于|助力|支持|专项用于|主要用于")
_GIVING = ("支持", "资助", "投入", "出资", "捐资")
_GIVEN = frozenset(("支持", "资助", "投入", "出资", "捐资", "安排", "拨付"))
_OF_MEDIA = frozenset(("采用", "采纳", "录用", "转载"))
_LONGEST_OBJECT = 4
_NOMINAL = frozenset(("培训", "检查", "登记", "体检", "筛查", "咨询", "辅导", "交流"))
_RECORDS = frozenset(("打破", "刷新", "创造", "平"))
_GRADE_LAST = re.compile(r"(.{2,}?)((?:国家|省部?|[市县区校院厅部])级)$")
_LASTING = ("历时", "为期", "为时")
_RATE = re.compile(r"(?:率|度|比例|比重|占比|比|面)$")
_SIGNS_AND_NUMBERS = re.compile(r"[“”‘’《》\"\s]|[0-9０-９.]+[\u4e00-\u9fff]?次?")
ACTS_BY_THEMSELVES = frozenset(("起", "例"))
_LONGEST_DEED = 16
_NAMED_PARTS = re.compile(r"(?:“[^“”]{1,30}”[、和及]?){2,}$")
_PARTS_REACH = 140
_DIVIDING = re.compile(r"(?:按照?|以)[\u4e00-\u9fff]{2,8}$|(?:共|可)?(?:划?分为?成?|包括|包含|[由有设])$")
_AREA_ALONE = re.compile(r"(?:总?建筑|总?占地|使用|总)?面积|地上")
_CHANGED_TO = re.compile(r"[升高加长增降少低][到至为]$")
_SIDE = re.compile(r"(地[上下])[为有共]?$")
_CHANGE_ALONE = re.compile(r"(增幅|降幅|涨幅|增速|增长率)(?:高?达到?|为|超过?|约)?")


def own_name(place: Place) -> str | None:
    """The noun that stands at the number itself, behind it or before it; None where there is none."""
    return _by_its_words(place) or _noun_at(place)


def _noun_at(place: Place) -> str | None:
    left = place.left
    if left in word_list("hollow_heads") and not place.after:
        return carried(place) or left
    if place.after and not _prefers_left(place):
        return place.after
    special = _act_or_amount(place)
    if special or (left in word_list("bodies") and place.one.measure.is_people and place.verb in word_list("deeds")):
        return special
    if left:
        is_act = place.verb in word_list("verbs") and place.verb not in word_list("changes")
        is_act_behind = place.act and is_act and is_subject_only(place.clause)
        return place.verb if is_act_behind else _graded(place, left)
    if _is_attribute(place):
        return place.deed
    return _act_behind(place, place.verb) if place.act and place.verb and not place.deed else None


def _by_its_words(place: Place) -> str | None:
    """The name that the words around give before any noun does: parts, floors, a change alone, what people won."""
    measure = place.one.measure
    if measure.word == "部分":
        return _divided(place)
    if measure.word == "层":
        side = _SIDE.search(place.text[max(0, place.one.start - 3) : place.one.start])
        return side[1] if side and _AREA_ALONE.fullmatch(carried(place)) else None  # 建筑面积900平方米，地上五层
    if measure.kind == "share":
        change = None if _follows_a_change(place) else _CHANGE_ALONE.fullmatch(place.clause)
        return change[1] if change else None
    won = measure.is_people and (has_winners(place.clause, place.behind) or _come_from(place))
    return deed_phrase(clause_behind(place.text, place.one.end, BEHIND_REACH)) if won else None


def _follows_a_change(place: Place) -> bool:
    """Whether the number before is what something came to: 得分从0.28上升到0.46，增幅64%."""
    before = place.before
    return before is not None and _CHANGED_TO.search(place.text[max(0, before.start - 4) : before.start]) is not None


def _come_from(place: Place) -> bool:
    """Whether the noun before says only where the people came from: 来自40所学校的900人报名."""
    return place.text[place.one.start - 1] == "的" and place.verb in word_list("deeds") and not is_person(place.left)


def _divided(place: Place) -> str | None:
    """What the “parts” that were named before their number belong to: 陈列分为“甲”“乙”二部分."""
    lead = place.text[max(0, place.one.start - _PARTS_REACH) : place.one.start].rpartition("。")[2]
    named = _NAMED_PARTS.search(lead)
    clauses = EDGE.split(lead[: named.start()]) if named else []
    nouns = (noun_before(_DIVIDING.sub("", clause), act=True)[0] for clause in clauses[::-1])
    return next((noun for noun in nouns if noun), None)


def _is_attribute(place: Place) -> bool:
    """Whether a length of time with 的 describes the noun behind it: 任教二十年的老师."""
    return place.one.measure.is_time and place.behind.startswith("的") and bool(place.left or place.deed)


def _prefers_left(place: Place) -> bool:
    """Whether the noun behind the number is not what it counts."""
    left = place.left
    if _is_attribute(place) and not place.clause.endswith(_LASTING):  # not 历时三天的运动会
        return True
    if not left:
        return False
    is_rate = place.one.measure.kind == "share" and _RATE.search(left) is not None
    is_remark = place.after.startswith("无")  # 行车120万公里无事故
    is_apart = place.behind[:1] in {" ", "\u3000", "\t"}  # 借还机 12 台 安全门 8 个
    return is_rate or is_remark or is_apart


def _act_or_amount(place: Place) -> str | None:
    """An amount or an act that has the name of its verb, or the aim that money was given for."""
    left, deed = place.left, place.deed
    is_amount = place.one.measure.kind == "measure"
    if deed == "藏书" or (is_amount and deed in word_list("amounts")):
        return deed
    if left and deed and place.clause.endswith(left + deed) and _is_act_of(place, left, deed):
        return left + deed
    if not is_amount or (left and not left.endswith(_GIVING)) or (deed and deed not in _GIVEN):
        return None
    aim = _AIM.match(place.behind)
    return noun_after(place.behind[aim.end() :], act=False, people=False)[0] or None if aim else None


def _is_act_of(place: Place, left: str, deed: str) -> bool:
    """Whether a noun and its verb name an act together: 双向转诊4500人次, 器官捐献21例, 国家级奖励3项."""
    if deed in _OF_MEDIA or (deed in OF_GRADES and "级" in left):
        return True
    if is_person(left) or len(left) > (2 if deed in _NOMINAL else 1) * _LONGEST_OBJECT:
        return False
    return place.one.measure.is_people or place.one.measure.word in ACTS_BY_THEMSELVES


def _act_behind(place: Place, verb: str) -> str | None:
    """The act that follows its number (5次通报), or what was won (三次获评先进单位)."""
    if verb in _RECORDS:
        return deed_phrase(clause_behind(place.text, place.one.end, BEHIND_REACH))
    award = _AWARD.match(place.behind)
    if award:
        return noun_after(place.behind[award.end() :], act=False, people=False)[0] or verb
    return None if verb in word_list("light") else verb


def _graded(place: Place, left: str) -> str:
    """``left``, or where it is only a grade (省级7项), that grade with the noun of the number before."""
    last = _GRADE_LAST.fullmatch(left)
    if last:
        return last[2] + last[1]  # 继续教育项目国家级2项
    grades = word_list("grades")
    if left not in grades or place.before is None or not same_sentence(place.text, place.before.end, place.one.start):
        return left
    before = next((grade for grade in sorted(grades, key=len, reverse=True) if place.earlier.startswith(grade)), "")
    return left + place.earlier.removeprefix(before)


def deed_phrase(clause: str) -> str:
    """The phrase of what people did, without the numbers in it: 9人12次打破7项纪录."""
    return _SIGNS_AND_NUMBERS.sub("", clause.partition("、")[0])[:_LONGEST_DEED]
