"""What is counted: the noun before a number, the noun behind it."""

import re

from shilu.claims.clauses import BRACKETED, RIGHT_EDGE
from shilu.claims.words import AFTER_ONLY, LIGHT, VERB, Found, beginnings, cutters, endings, word_list

_AROUND = "①②③④⑤⑥⑦⑧⑨⑩ \u3000\xa0“”‘’\"'《》〈〉「」『』【】[]—-–_·•●■◆▲★☆*#>:：、，,.。;；()（）\r\ufeff"
_SIGNS = re.compile(r"[“”‘’\"《》〈〉「」]")
_AND = re.compile(r"[和与及]")
_COMPARED = re.compile(
    r"(?:同比|环比|高于|低于|(?<![同环])[较比][\u4e00-\u9fff]{1,8}?[高低多少快慢长短]|(?<!占)[较比与](?:[\u4e00-\u9fff]{0,4}(?:年|期|年初|上月|平均|均值|目标|计划|上届|上一|往年|前|原|纪录)[\u4e00-\u9fff]{0,5})?)(?:相比)?$"
)
_OF_A_WHOLE = re.compile(r"^(?:[约仅]?占(?!地)|相当于|[为是][^，]*的$)")
_QUANTITY = re.compile(r"(?:率|度|面积|容量|总量|里程|产值|价值|额|收入|占比|长度|水位|车速|时长|规模|[款财]物|总数|总价|库容)$")
_DIMENSIONS = frozenset("高长宽深重")
_LEADING_DATE = re.compile(
    r"^(?:(?:[0-9０-９]+|[一二三四五六七八九十]+)[、.．](?![0-9])|(?:截[至止])?[0-9０-９]+[年月日届级班](?:底|末|度|份)?[至—\-~]?"
    r"|(?:不满|年满|满)?[0-9]+周?岁(?:及?以[上下])?|第[一二三四五六七八九十百0-9]+[届次期批])+"
)
_OWNER = re.compile(
    r"^.{2,}?(?:医院|学校|学院|大学|图书馆|博物馆|档案馆|文化馆|科技馆|公司|公众号|平台|数据库|专业|党总支|书屋|大队|支队|中队|街道|法院|检察院|公安局|网站|热线|社区)(?![、组区群长员生])(?=.{4,})"
)
_OWNER_ALONE = re.compile(
    r"^.{0,12}?(?:医院|学校|图书馆|博物馆|档案馆|文化馆|科技馆|公司|法院|检察院|公安局)(?=(?!面积|规模|总数|总量|总额|人数|资产)[\u4e00-\u9fff]{2,3}$)"
)
_GRADED = re.compile(r"(?:国家|[省市区县校院部])级(?!以上)")
_AGED = re.compile(r"^.*岁(?:及?以[上下])?的?(?=.{2,})")
_MONTH_BEFORE = re.compile(
    r"(?:[由从至到在]?(?:[0-9]{4}年)?(?:[0-9]{1,2}(?:月份?|日)|上年|[一二三四]季度)的?|(?:已?连续|近)?[0-9一二三四五六七八九十两]+年来?)$"
)
_OUT_OF = re.compile(r"(?<=..)占(?![地有据用])[^占，]{0,14}?(?:的(?:比例|比重)?|总数|比例)$")
_PLACED = re.compile(r"(?<=..)(?<![现存实所内])在(?![编岗册职])")
_PART = re.compile(r"(?<=..)的?(?:占比|比重|比例)$")
_STAFF_OF = re.compile(
    r"^(.{1,8}?(?:派出所|所|村|社区|学校|中学|小学|单位|部门|县|镇|乡|街道|班级|馆|医院|企业|公司|支部))(?=.{0,6}(?:人员|干部|学生|教师|居民|职工|群众|村民|师生|党员|代表|医生|民警|队员)$)"
)
_MEAN = re.compile(r"^.+平均(?=.{3,})")
_LETTER = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_QUOTED = re.compile("(?:^|“)[^“”]*”")
_LONG = 9
_SESSION = re.compile(r"^[\u4e00-\u9fff]{0,10}第[一二三四五六七八九十百0-9]+届(?=[\u4e00-\u9fff]{2})")
OF_GRADES = frozenset(("奖励", "表彰", "立项"))
"""Verbs that are a noun behind a grade: 国家级奖励."""

_SPACED_DATE = re.compile(r"([0-9]) +(?=[年月日])")
_LISTED = re.compile(r"[、和与及]")
_HEAD = re.compile(
    r"[\u4e00-\u9fff]{0,4}?(?:[员点站者师队室馆厅库所区网团组证户厂机器仪岗园村]|中心|基地|单位|岗位|系统|设备|平台|机构|工程|项目|课程|制度|人员|人才|专家|骨干|小区|学校|体系|档案)"
    r"(?=$|[“”《》]|充实|开展|参加|参与|提供)"
)
_OF_AN_OWNER = re.compile(r"(?:[\u4e00-\u9fff]{2,3}[省市县]|学校|学院|医院|国家|社会|政府|企业)[\u4e00-\u9fff]{2,6}的([\u4e00-\u9fff]{2,8})$")
_DOING = frozenset(
    "接受 接收 收到 募集 筹集 筹措 募得 发放 投入 拨付 支付 实现 完成 获得 取得 争取 落实 达成 享受 拥有 现有 缴纳 上缴 兑现 挽回 减免 节约 节省".split()
)
_MOST_LISTED, _LONGEST_LISTED = 3, 10
_SIZED = re.compile(r"^[0-9—–~～\-至到]+(?:世纪|年代)的?")
_ONLY_CHANGED = re.compile(
    r"(?:发展壮大|壮大|发展|扩大|扩充|扩展|扩建|上升|提高|提升|增加|增长|下降|降低|减少|压缩|压减|缩短|跃升|猛增|升|降|增|减|涨)[到至为了]+(?:如今|现在|目前|今年|今天|现有)?的?"
)
_PERSON = re.compile(
    r".*(?:[\u4e00-\u9fff][员者师工户士警民眷属才]|学子|学生|师生|新生|考生|毕业生|本科生|研究生|留学生|医生|护士|选手|观众|群众|代表|患者|病人|老人|老年人|儿童|孩子|家长|青年|青少年|干部|市民"
    r"|教授|专家|学者|同学|朋友|妇女|职工|骨干|队长|主任|校长|教练|评委|嘉宾|游客|旅客|乘客|来宾|人员|人才|女性|小学生|中学生|大学生|领导|同志|硕士|博士|院士|名家|作家|艺人|家庭|劳模|工匠|标兵|先进个人)"
)
_ADJECTIVE = re.compile(
    r"(?:齐全|完善|先进|完备|丰富|优秀|优良|优质|美观|宽敞|明亮|高效|现代|专业|标准|不同|重要|具体|[型级性化新大小好高强])$"
)
_GREAT = re.compile(r"(?:重大|大型|全面|专题|集中|联合|系统|专项|大规模|集体|现场)")
_SHORT = frozenset("金银铜系科园省市县区镇乡村社校院班组队馆人奖户店厂国床站")
_EXAMPLES = re.compile(r"(?<=[\u4e00-\u9fff])[“《][^“”《》]*[”》](?:[、，]?[“《][^“”《》]*[”》])*(?:等)?$")
_LEAF = re.compile(r"^[^“”]*[“][^“”]{5,}[”](?=[\u4e00-\u9fff]{2,})")


def stripped(phrase: str, name: str, *, behind: bool) -> str:
    """``phrase`` without the words of a list at its end or beginning, again and again, and without signs around it."""
    table = endings(name) if behind else beginnings(name)
    while True:
        phrase = phrase.strip(_AROUND)
        if not phrase:
            return ""
        for word in table.get(phrase[-1 if behind else 0], ()):
            if (phrase.endswith(word) if behind else phrase.startswith(word)) and not _part_of_longer(
                phrase, word, behind=behind
            ):
                phrase = phrase[: -len(word)] if behind else phrase[len(word) :]
                break
        else:
            return phrase


def _part_of_longer(phrase: str, word: str, *, behind: bool) -> bool:
    """Whether the word belongs to a longer one that is kept whole (行为 with 为) or to a verb (收到 with 到)."""
    if len(word) > 2:
        return False
    for name in ("whole", "verbs") if len(word) == 1 else ("whole",):
        for longer in (endings if behind else beginnings)(name).get(word[-1 if behind else 0], ()):
            if len(longer) > len(word) and (phrase.endswith(longer) if behind else phrase.startswith(longer)):
                return True
    return False


def is_subject_only(phrase: str) -> bool:
    """Whether ``phrase`` has no verb: then it says who does what follows the number (馆长3次批示)."""
    return not any(sort in {VERB, LIGHT} and end - first > 1 for first, end, sort in cutters(phrase))


def noun_before(phrase: str, *, act: bool) -> tuple[str, str]:
    """The noun at the end of ``phrase`` and, where a verb stands at the end instead, that verb.

    Where an act is counted (3次), a verb of doing something belongs to its name, and only 开展 and the like are cut off.
    """
    phrase = _EXAMPLES.sub("", phrase.rstrip(_AROUND + "等")) if phrase.rstrip().endswith("等") else phrase
    each = phrase.endswith("各")
    phrase = _before_hollow(phrase)
    if each and _LISTED.search(phrase):
        return _tidied(_whole_list(phrase), listed=True), ""
    if phrase in _DIMENSIONS:
        return "", ""
    if _OF_A_WHOLE.match(phrase):
        return "", ""
    keeps_verbs = act or _QUANTITY.search(phrase) is not None
    start, verb = 0, ""
    found = _outside_names(phrase, cutters(phrase))
    if act and len(phrase) >= _LONG:
        begins = next((first for first, end, sort in found if sort == VERB and end < len(phrase) - 1), 0)
        found = [one for one in found if one[0] >= begins]
        start = begins
    for first, end, sort in found:
        if sort == AFTER_ONLY or len(phrase) - end == 1:
            continue
        if (
            keeps_verbs
            and sort == VERB
            and (act or phrase[first:end] not in _DOING)
            and (act or first > start or len(phrase) - end <= 3)
            and len(phrase) - first <= 12
        ):
            continue
        if end == len(phrase):
            stem = _before_hollow(phrase[:first])
            if sort == VERB and stem.endswith(("年", "月")) and not stem[-2:-1].isdigit():  # 放射科年检查
                return phrase[first:end], ""
            if 0 < len(stem) < start:  # 运动会已成功举办
                return noun_before(stem, act=act)[0], phrase[first:end]
            if end - first == 1 or not phrase[start:first].strip(_AROUND):
                return "", phrase[first:end]
            verb, phrase = phrase[first:end], phrase[:first]
            break
        start = end
    noun = _tidied(_before_hollow(phrase[start:]) if verb else phrase[start:])
    return ("" if len(noun) == 1 and noun not in _SHORT else noun), verb


def _whole_list(phrase: str) -> str:
    """All the things that one number is of each of, without the verb before the first."""
    listed = _LISTED.search(phrase)
    begins = listed.start() if listed else len(phrase)
    return phrase[max((end for _first, end, _sort in cutters(phrase) if end <= begins), default=0) :]


def _outside_names(phrase: str, found: list[Found]) -> list[Found]:
    """The cutters without those in “names” and the verbs in a name that begins with its grade: 省级联合培养基地."""
    quoted = [name.span() for name in _QUOTED.finditer(phrase)]
    found = [one for one in found if not any(first < one[0] < end for first, end in quoted)]
    starts = [named.start() for named in _GRADED.finditer(phrase)]
    if not starts:
        return found
    return [one for one in found if one[2] != VERB or one[0] < starts[-1] or one[1] == len(phrase)]


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
    noun = _LEAF.sub("", noun)
    cut = noun.rfind("的")
    if cut >= 0 and noun[cut - 1 : cut] not in {"标", "目"}:
        noun = noun[cut + 1 :] or noun[:cut]
    noun = noun.rstrip(_AROUND)
    noun = _SPACED_DATE.sub(r"\1", noun)
    blank = max(noun.rfind(" "), noun.rfind("\u3000"))
    if blank >= 0 and not (noun[blank - 1 : blank].isascii() and noun[blank + 1 : blank + 2].isascii()):
        noun = noun[blank + 1 :]
    noun = stripped(_AGED.sub("", _LEADING_DATE.sub("", noun)), "before_noun", behind=False)
    noun = _OWNER_ALONE.sub("", noun)
    if len(noun) >= _LONG:
        noun = _MEAN.sub("", noun)
        noun = _OWNER.sub("", noun if listed or _is_short_list(noun) else noun.rpartition("、")[2])
    return _SIGNS.sub("", noun) if _LETTER.search(noun) else ""


def is_person(noun: str) -> bool:
    """Whether ``noun`` ends in a word for people."""
    return _PERSON.fullmatch(noun) is not None


def _is_short_list(noun: str) -> bool:
    """Whether ``noun`` is one thing, or few of them that share the number: 人大代表、政协委员216人次."""
    listed = noun.split("、")
    return len(noun) <= _LONG + 1 or (len(listed) <= _MOST_LISTED and max(map(len, listed)) <= _LONGEST_LISTED)


def noun_after(phrase: str, *, act: bool, people: bool) -> tuple[str, str]:
    """The noun at the beginning of ``phrase``, or the verb that stands there instead."""
    body = _SIZED.sub("", phrase.lstrip(' \u3000“‘「"').removeprefix("的"))
    if _ONLY_CHANGED.fullmatch(body):
        return "", ""
    bodies = BRACKETED.match(body)
    if bodies and not people:
        return bodies[0], ""
    for stop in (RIGHT_EDGE, _PLACED):
        edge = stop.search(body)
        body = body if edge is None else body[: edge.start()]
    owned = None if people else _OF_AN_OWNER.match(body)
    body = owned[1] if owned else body
    modifying = word_list("modifying")
    cut = len(body)
    for first, end, sort in _outside_names(body, cutters(body)) if "”" in body else cutters(body):
        if first == 0:
            if sort == LIGHT and act and end > 1:
                return noun_after(body[end:], act=False, people=False)
            return "", body[:end]
        if not act and sort == VERB and body[first:end] in modifying and _HEAD.match(body, end):
            continue
        is_name = (act and _GREAT.fullmatch(body[:first])) or (body[first:end] in OF_GRADES and body[:first].endswith("级"))
        cut = end if sort == VERB and is_name else first
        break
    noun = body[:cut]
    before, owner, rest = noun.partition("的")
    if owner:
        whose = people and _PERSON.fullmatch(before) is not None and _PERSON.match(rest) is None  # 60名患者的生命
        noun = rest if rest and not whose and (people or len(before) < 2 or _ADJECTIVE.search(before)) else before
    noun = noun.rstrip("和与及等")
    found = _AND.search(noun)
    if found and (len(noun) - found.end() > 6 or found.start() == 0):
        noun = noun[: found.start()]
    noun = _SIGNS.sub("", stripped(_SESSION.sub("", _LEADING_DATE.sub("", _LEAF.sub("", noun))), "before_noun", behind=False))
    noun = stripped(noun, "behind_place", behind=True) if len(noun) > 3 else noun
    person = _PERSON.match(noun) if people else None
    noun = person[0] if person else noun
    staff = None if people else _STAFF_OF.match(noun)
    noun = staff[1] if staff else noun
    return ("" if len(noun) == 1 and noun not in _SHORT else noun), ""
