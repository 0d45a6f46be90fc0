"""People who are named before their number: what is counted is what they won, not the last of their names."""

import re

from shilu.claims.phrases import is_person
from shilu.claims.words import word_list

_WON = re.compile(r"(?:分别|共同|均|先后)?(?:[荣斩]?获|夺得|取得|入选|被?评为|当选)")
_LEAD = re.compile(r"^(?:其中|另外|此外|以及|还有|由|和)")
_GIVEN_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_COMPOUND = ("欧阳", "司马", "上官", "诸葛", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒")


def has_winners(clause: str, behind: str) -> bool:
    """Whether ``clause`` ends in names of people and ``behind`` says what they won: 王某、李某2人获一等奖, 王某等5人获奖."""
    if _WON.match(behind) is None:
        return False
    listed = _LEAD.sub("", clause.removesuffix("等")).split("、")
    if clause.endswith("等") and len(listed) == 1:
        return _GIVEN_NAME.fullmatch(listed[0]) is not None and not is_person(listed[0])
    return len(listed) > 1 and all(_is_a_name(one) for one in listed[-2:])


def _is_a_name(word: str) -> bool:
    if len(word) == 4:
        return word.startswith(_COMPOUND)
    return 2 <= len(word) <= 3 and word[0] in word_list("surnames") and not is_person(word)
