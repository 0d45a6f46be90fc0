"""The noun behind a number."""

import re

from shilu.claims.clauses import BRACKETED, RIGHT_EDGE
from shilu.claims.phrases import LEADING_DATE, LEAF, OF_GRADES, PERSON, SIGNS, named, outside_names, stripped
from shilu.claims.words import LIGHT, VERB, cutters, word_list

_AND = re.compile(r"[和与及]")
_PLACED = re.compile(r"(?<=..)(?<![现存实所内])在(?![编岗册职])")
_STAFF_OF = re.compile(
    r"^(.{1,8}?(?:派出所|所|村|社区|学校|中学|小学|单位|部门|县|镇|乡|街道|班级|馆|医院|企业|公司|支部))(?=.{0,6}(?:人员|干部|学生|教师|居民|职工|群众|村民|师生|党员|代表|医生|民警|队员)$)"
)
_SESSION = re.compile(r"^[\u4e00-\u9fff]{0,10}第[一二三四五六七八九十百0-9]+届(?=[\u4e00-\u9fff]{2})")
_HEAD = re.compile(
    r"[\u4e00-\u9fff]{0,4}?(?:[员点站者师队室馆厅库所区网团组证户厂机器仪岗园村]|中心|基地|单位|岗位|系统|设备|平台|机构|工程|项目|课程|制度|人员|人才|专家|骨干|小区|学校|体系|档案)"
    r"(?=$|[“”《》和与及]|充实|开展|参加|参与|提供)"
)
_OF_AN_OWNER = re.compile(
    r"(?:[\u4e00-\u9fff]{2,3}[省市县]|学校|学院|医院|国家|社会|政府|企业)[\u4e00-\u9fff]{2,6}的([\u4e00-\u9fff]{2,8})$"
)
_SIZED = re.compile(r"^[0-9—–~～\-至到]+(?:世纪|年代)的?")
_ONLY_CHANGED = re.compile(
    r"(?:发展壮大|壮大|发展|扩大|扩充|扩展|扩建|上升|提高|提升|增加|增长|下降|降低|减少|压缩|压减|缩短|跃升|猛增|升|降|增|减|涨)[到至为了]+(?:如今|现在|目前|今年|今天|现有)?的?"
)
_ADJECTIVE = re.compile(
    r"(?:齐全|完善|先进|完备|丰富|优秀|优良|优质|美观|宽敞|明亮|高效|现代|专业|标准|不同|重要|具体|[型级性化新大小好高强])$"
)
_GREAT = re.compile(r"(?:重大|大型|全面|专题|集中|联合|系统|专项|大规模|集体|现场)")


def noun_after(phrase: str, *, act: bool, people: bool, alone: bool = False) -> tuple[str, str]:
    """The noun at the beginning of ``phrase``, or the verb that stands there instead.

    ``alone`` says that nothing before the number is a noun, so that a verb before the name of a body classifies it.
    """
    body = _SIZED.sub("", phrase.lstrip(' \u3000“‘「"').removeprefix("的"))
    bodies = None if people else BRACKETED.match(body)
    if bodies or _ONLY_CHANGED.fullmatch(body):
        return bodies[0] if bodies else "", ""
    for stop in (RIGHT_EDGE, _PLACED):
        edge = stop.search(body)
        body = body if edge is None else body[: edge.start()]
    owned = None if people else _OF_AN_OWNER.match(body)
    body = owned[1] if owned else body
    for first, end, sort in outside_names(body, cutters(body)) if "”" in body else cutters(body):
        if sort == VERB and _classifies(body, first, end, act=act, people=people, alone=alone):
            continue
        if first == 0 and sort == LIGHT and act and end > 1:
            return noun_after(body[end:], act=False, people=False)
        if first == 0:
            return "", body[:end]
        body = body[: end if sort == VERB and _ends_a_name(body, first, end, act=act) else first]
        break
    return named(_head_of(_without_owner(body, people=people), people=people)), ""


def _classifies(body: str, first: int, end: int, *, act: bool, people: bool, alone: bool) -> bool:
    """Whether the verb says which sort of body or of people is meant: 社区矫正协理员, 参赛师生."""
    verb = body[first:end]
    if not act and (first or alone) and verb in word_list("modifying") and _HEAD.match(body, end):
        return True
    return first == 0 and people and verb in word_list("of_people") and PERSON.match(body, end) is not None


def _ends_a_name(body: str, first: int, end: int, *, act: bool) -> bool:
    """Whether the verb is the last part of a name: 集中整治, 省级表彰."""
    if act and _GREAT.fullmatch(body[:first]):
        return True
    return body[first:end] in OF_GRADES and body[:first].endswith("级")


def _without_owner(noun: str, *, people: bool) -> str:
    before, owner, rest = noun.partition("的")
    if owner:
        whose = people and PERSON.fullmatch(before) is not None and PERSON.match(rest) is None  # 60名患者的生命
        noun = rest if rest and not whose and (people or len(before) < 2 or _ADJECTIVE.search(before)) else before
    noun = noun.rstrip("和与及等")
    joined = _AND.search(noun)
    return noun[: joined.start()] if joined and (len(noun) - joined.end() > 6 or joined.start() == 0) else noun


def _head_of(noun: str, *, people: bool) -> str:
    noun = _SESSION.sub("", LEADING_DATE.sub("", LEAF.sub("", noun)))
    noun = SIGNS.sub("", stripped(noun, "before_noun", behind=False))
    noun = stripped(noun, "behind_place", behind=True) if len(noun) > 3 else noun
    if people:
        person = PERSON.match(noun)
        return person[0] if person else noun
    staff = _STAFF_OF.match(noun)
    return staff[1] if staff else noun
