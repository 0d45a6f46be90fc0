"""The noun before a number."""

import re

from shilu.claims.phrases import AROUND, LEADING_DATE, LEAF, LISTED, LONG, SIGNS, named, outside_names, stripped
from shilu.claims.words import AFTER_ONLY, LIGHT, VERB, Found, cutters, word_list

_COMPARED = re.compile(
    r"(?:同比|环比|高于|低于|(?<![同环])[较比][\u4e00-\u9fff]{1,8}?[高低多少快慢长短]|(?<!占)[较比与](?:[\u4e00-\u9fff]{0,4}(?:年|期|年初|上月|平均|均值|目标|计划|上届|上一|往年|前|原|纪录)[\u4e00-\u9fff]{0,5})?)(?:相比)?$"
)
_OF_A_WHOLE = re.compile(r"^(?:供[^，]{1,8}使用$|[约仅]?占(?!地)|相当于?|[为是][^，]*的$)")
_QUANTITY = re.compile(
    r"(?:率|度|面积|容量|总量|里程|产值|价值|额|收入|占比|长度|水位|车速|时长|规模|[款财]物|总数|总价|库容)$"
)
_DIMENSIONS = frozenset("高长宽深重")
_OWNER = re.compile(
    r"^.{2,}?(?:医院|学校|学院|大学|图书馆|博物馆|档案馆|文化馆|科技馆|公司|公众号|平台|数据库|专业|党总支|书屋|大队|支队|中队|街道|法院|检察院|公安局|网站|热线|社区)(?![、组区群长员生])(?=.{4,})"
)
_OWNER_ALONE = re.compile(
    r"^.{0,12}?(?:医院|学校|图书馆|博物馆|档案馆|文化馆|科技馆|公司|法院|检察院|公安局)(?=(?!面积|规模|总数|总量|总额|人数|资产)[\u4e00-\u9fff]{2,3}$)"
)
_POINTED_OWNER = re.compile(r"^[这该][座个所家栋幢][^，]{1,8}?(?=(?:总?占地|总?建筑|使用)面积)")
_AGED = re.compile(r"^.*岁(?:及?以[上下])?的?(?=.{2,})")
_MONTH_BEFORE = re.compile(
    r"(?:[由从至到在]?(?:[0-9]{4}年)?(?:[0-9]{1,2}(?:月份?|日)|上年|[一二三四]季度)的?|(?:已?连续|近)?[0-9一二三四五六七八九十两]+年来?)$"
)
_OUT_OF = re.compile(r"(?<=..)占(?![地有据用])[^占，]{0,14}?(?:的(?:比例|比重)?|总数|比例)$")
_PART = re.compile(r"(?<=..)(?:的?(?:占比|比重)|的比例|(?<!奖)比例)$")
"""获奖比例 has its own name, where 占比 and the others say a part of the noun before."""
_MEAN = re.compile(r"^.+平均(?=.{3,})")
_WITHIN_AN_EVENT = re.compile(
    r"^.*(?:比赛|大赛|竞赛|联赛|活动|评选|考试|运动会)中(?![心央国学医])(?=[\u4e00-\u9fff]{2,})"
)
_MODEL = re.compile(r"(?<=[\u4e00-\u9fff]) [A-Za-z\-]*[0-9][A-Za-z0-9\-]*$")
_LETTER = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_SPACED_DATE = re.compile(r"([0-9]) +(?=[年月日])")
_OF_A_CLASS = re.compile(
    r"^(?:其中)?([\u4e00-\u9fff]{2,4}类)共?(?:收到|收集到?|征集到?|评出|评选出)(?=[\u4e00-\u9fff]{2,6}$)"
)
"""书法类收到来稿: the class belongs to what came in."""
_RESTRICTING = re.compile(r"^[^、和与及]{0,10}(?:以[上下]|职称|学位|资格|学历)$")
"""Before 的: the class that the things are counted in (高级职称的教师, 10万元以上的设备)."""
_MOST_LISTED, _LONGEST_LISTED = 3, 10
_EXAMPLES = re.compile(r"(?<=[\u4e00-\u9fff])[“《][^“”《》]*[”》](?:[、，]?[“《][^“”《》]*[”》])*(?:等)?$")
_LONGEST_WITH_VERB = 12


def is_subject_only(phrase: str) -> bool:
    """Whether ``phrase`` has no verb: then it says who does what follows the number (馆长3次批示)."""
    return not any(sort in {VERB, LIGHT} and end - first > 1 for first, end, sort in cutters(phrase))


def noun_before(phrase: str, *, act: bool) -> tuple[str, str]:
    """The noun at the end of ``phrase`` and, where a verb stands at the end instead, that verb.

    Where an act is counted (3次), a verb of doing something belongs to its name, and only 开展 and the like are cut off.
    """
    phrase = _EXAMPLES.sub("", phrase.rstrip(AROUND + "等")) if phrase.rstrip().endswith("等") else phrase
    phrase = _OF_A_CLASS.sub(r"\1", phrase)
    each = phrase.endswith("各")
    phrase = _before_hollow(phrase)
    if each and LISTED.search(phrase):
        return _tidied(_whole_list(phrase), listed=True), ""
    if phrase in _DIMENSIONS or _OF_A_WHOLE.match(phrase):
        return "", ""
    start, found = _cutters(phrase, act=act)
    keeps_verbs = act or _QUANTITY.search(phrase) is not None
    for first, end, sort in found:
        if sort == AFTER_ONLY or len(phrase) - end == 1:
            continue
        if keeps_verbs and sort == VERB and _belongs(phrase, first, end, start=start, act=act):
            continue
        if end == len(phrase):
            return _before_verb(phrase[:first], phrase[first:], start=start, act=act, does=sort == VERB)
        start = end
    return named(_tidied(phrase[start:])), ""


def _cutters(phrase: str, *, act: bool) -> tuple[int, list[Found]]:
    """Where the noun may begin, and the cutters from there on; a long phrase of an act begins at its first verb."""
    found = outside_names(phrase, cutters(phrase))
    if not act or len(phrase) < LONG:
        return 0, found
    begins = next((first for first, end, sort in found if sort == VERB and end < len(phrase) - 1), 0)
    return begins, [one for one in found if one[0] >= begins]


def _belongs(phrase: str, first: int, end: int, *, start: int, act: bool) -> bool:
    """Whether the verb is part of the name of an act or of a quantity (设计藏书规模), and not what was done to it."""
    if len(phrase) - first > _LONGEST_WITH_VERB:
        return False
    return act or (phrase[first:end] not in word_list("doing") and (first > start or len(phrase) - end <= 3))


def _before_verb(phrase: str, verb: str, *, start: int, act: bool, does: bool) -> tuple[str, str]:
    """The noun before the verb that ends a phrase, and the verb; ``does`` where it is a verb of doing something."""
    stem = _before_hollow(phrase)
    if does and stem.endswith(("年", "月")) and not stem[-2:-1].isdigit():  # 放射科年检查
        return verb, ""
    if 0 < len(stem) < start:  # 运动会已成功举办
        return noun_before(stem, act=act)[0], verb
    if len(verb) == 1 or not phrase[start:].strip(AROUND):
        return "", verb
    return named(_tidied(_before_hollow(phrase[start:]))), verb


def _whole_list(phrase: str) -> str:
    """All the things that one number is of each of, without the verb before the first."""
    listed = LISTED.search(phrase)
    begins = listed.start() if listed else len(phrase)
    return phrase[max((end for _first, end, _sort in cutters(phrase) if end <= begins), default=0) :]


def _before_hollow(phrase: str) -> str:
    """``phrase`` without 共计, 增长, 较上年 and other words at its end that name nothing."""
    while True:
        shorter = phrase
        for hollow in (_OUT_OF, _COMPARED, _MONTH_BEFORE, _PART):
            shorter = hollow.sub("", shorter)
        shorter = stripped(shorter, "behind_noun", behind=True)
        if shorter == phrase:
            return phrase
        phrase = shorter


def _tidied(noun: str, *, listed: bool = False) -> str:
    quoted = noun.rfind("》")
    if not listed and 0 <= quoted < len(noun) - 2:
        noun = noun[quoted + 1 :]
    noun = LEAF.sub("", noun)
    cut = noun.rfind("的")
    if cut >= 0 and not listed and _RESTRICTING.search(noun[:cut]) and "的" not in noun[:cut]:
        return SIGNS.sub("", noun.strip(AROUND))
    if cut >= 0 and noun[cut - 1 : cut] not in {"标", "目"}:
        noun = noun[cut + 1 :] or noun[:cut]
    noun = noun.rstrip(AROUND)
    noun = _MODEL.sub("", _SPACED_DATE.sub(r"\1", noun))
    blank = max(noun.rfind(" "), noun.rfind("\u3000"))
    if blank >= 0 and not (noun[blank - 1 : blank].isascii() and noun[blank + 1 : blank + 2].isascii()):
        noun = noun[blank + 1 :]
    noun = stripped(_AGED.sub("", LEADING_DATE.sub("", noun)), "before_noun", behind=False)
    noun = _POINTED_OWNER.sub("", noun)
    noun = _OWNER_ALONE.sub("", _WITHIN_AN_EVENT.sub("", noun))
    if len(noun) >= LONG:
        noun = _MEAN.sub("", noun)
        noun = _OWNER.sub("", noun if listed or _is_short_list(noun) else noun.rpartition("、")[2])
    return SIGNS.sub("", noun) if _LETTER.search(noun) else ""


def _is_short_list(noun: str) -> bool:
    """Whether ``noun`` is one thing, or few of them that share the number: 人大代表、政协委员216人次."""
    listed = noun.split("、")
    return len(noun) <= LONG + 1 or (len(listed) <= _MOST_LISTED and max(map(len, listed)) <= _LONGEST_LISTED)
