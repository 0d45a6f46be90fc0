"""Phrases: cutting words off their ends, what in them is a name, and whether they name people."""

import re

from shilu.claims.words import VERB, Found, beginnings, endings

AROUND = "①②③④⑤⑥⑦⑧⑨⑩ \u3000\xa0“”‘’\"'《》〈〉「」『』【】[]—-–_·•●■◆▲★☆*#>:：、，,.。;；()（）\r\ufeff"
SIGNS = re.compile(r"[“”‘’\"《》〈〉「」]")
LISTED = re.compile(r"[、和与及]")
LEADING_DATE = re.compile(
    r"^(?:(?:[0-9０-９]+|[一二三四五六七八九十]+)[、.．](?![0-9])|(?:截[至止])?[0-9０-９]+[年月日届级班](?:底|末|度|份)?[至—\-~]?"
    r"|(?:不满|年满|满)?[0-9]+周?岁(?:及?以[上下])?|第[一二三四五六七八九十百0-9]+[届次期批])+"
)
LEAF = re.compile(r"^[^“”]*[“][^“”]{5,}[”](?=[\u4e00-\u9fff]{2,})")
_QUOTED = re.compile("(?:^|“)[^“”]*”")
_GRADED = re.compile(r"(?:国家|[省市区县校院部])级(?!以上)")
PERSON = re.compile(
    r".*(?:[\u4e00-\u9fff][员者师工户士警民眷属才]|学子|学生|师生|新生|考生|毕业生|本科生|研究生|留学生|医生|护士|选手|观众|群众|代表|患者|病人|老人|老年人|儿童|孩子|家长|青年|青少年|干部|市民"
    r"|教授|专家|学者|同学|朋友|妇女|职工|骨干|队长|主任|校长|教练|评委|嘉宾|游客|旅客|乘客|来宾|人员|人才|女性|小学生|中学生|大学生|领导|同志|硕士|博士|院士|名家|作家|艺人|家庭|劳模|工匠|标兵|先进个人)"
)
LONG = 9
"""From how many signs on a phrase has more in it than one noun."""

OF_GRADES = frozenset(("奖励", "表彰", "立项"))
"""Verbs that are a noun behind a grade: 国家级奖励."""

_SHORT = frozenset("金银铜系科园省市县区镇乡村社校院班组队馆人奖户店厂国床站")


def stripped(phrase: str, name: str, *, behind: bool) -> str:
    """``phrase`` without the words of a list at its end or beginning, again and again, and without signs around it."""
    table = endings(name) if behind else beginnings(name)
    while True:
        phrase = phrase.strip(AROUND)
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


def outside_names(phrase: str, found: list[Found]) -> list[Found]:
    """The cutters without those in “names” and the verbs in a name that begins with its grade: 省级联合培养基地."""
    quoted = [name.span() for name in _QUOTED.finditer(phrase)]
    found = [one for one in found if not any(first < one[0] < end for first, end in quoted)]
    starts = [named.start() for named in _GRADED.finditer(phrase)]
    if not starts:
        return found
    return [one for one in found if one[2] != VERB or one[0] < starts[-1] or one[1] == len(phrase)]


def is_person(noun: str) -> bool:
    """Whether ``noun`` ends in a word for people."""
    return PERSON.fullmatch(noun) is not None


def named(noun: str) -> str:
    """``noun``, or "" where it is one sign that is no noun alone."""
    return "" if len(noun) == 1 and noun not in _SHORT else noun
