"""A number in its text with the words around it, and the noun that an earlier clause gives it."""

import re
from dataclasses import dataclass

from shilu.claims.clauses import BRACKETED, EDGE, PARENTHESES, REACH, clause_before, joined_lines
from shilu.claims.nouns import noun_before
from shilu.claims.nouns_behind import noun_after
from shilu.claims.unmeasured import ONE_SIGN, PEOPLE
from shilu.claims.written import Written

BEHIND_REACH = 40
"""How many signs behind a number are looked at."""

_BODIES = ("学院", "学校", "大学", "医院", "公司", "协会", "集团", "局", "基金会", "红十字会", "委员会")
_A_PLACE_IN_A_ROW = re.compile(r"第[0-9一二三四五六七八九十]+[位名]?$")
_STAGE = re.compile(r"[一二三四五六]期")
_SENTENCE_SIGNS = "。！？!?\n"


@dataclass(frozen=True, slots=True)
class Place:
    """A number in its text with the words around it.

    ``floor`` is where looking back ends: at the number before, or at the reach. ``act`` says that the measure word counts
    an act, which is named by its verb. ``behind`` follows up to the next number, ``clause`` stands before it in its clause.
    ``after`` is the noun behind or else ``verb`` the verb there; ``left`` is the noun before, ``deed`` a verb at its end.
    """

    text: str
    one: Written
    before: Written | None
    earlier: str
    floor: int
    act: bool
    behind: str
    clause: str
    after: str
    verb: str
    left: str
    deed: str


def place_of(
    text: str, one: Written, before: Written | None, *, following: int, earlier: str, named: list[str]
) -> Place:
    """The words around ``one``; ``following`` is where the next number begins, ``earlier`` and ``named`` what was named before."""
    floor = max(before.end if before else 0, one.start - REACH)
    act = (one.measure.is_act and not one.measure.is_people) or one.measure.is_time
    behind = joined_lines(text, one.end, min(following, one.end + BEHIND_REACH))
    if not one.measure.word:
        behind = behind.removeprefix("大")  # 八大活动
        is_sign = behind[:1] in ONE_SIGN and BRACKETED.match(behind) is None and PEOPLE.match(behind) is None
        behind = behind[:1] if is_sign else behind  # 四川七省
    lead = text[floor : one.start]
    # A label before a colon and the noun before （ belong to the number.
    clause = clause_before(text, floor + len(lead.rstrip(' \u3000“”"：:（(×✕*')), floor)
    if named and named[0] and clause.startswith(named[0]) and "、" in clause:
        clause = clause.partition("、")[2]  # 12个护理单元、手术室10间
    left, deed = noun_before(clause, act=act)
    is_example = clause.endswith("等") and "、" in clause  # 内科、外科等47个诊疗专业
    if _STAGE.fullmatch(left) or (deed and not act and left.endswith(_BODIES)):
        left = ""  # 床位250张，二期500张; 学院派出3队
    after, verb = noun_after(behind, act=act, people=one.measure.is_people, alone=not left or is_example)
    return Place(text, one, before, earlier, floor, act, behind, clause, after, verb, left, deed)


def carried(place: Place) -> str:
    """The noun of an earlier clause of the same sentence, or of the number that stands there."""
    window = place.text[place.floor : place.one.start]
    last = max(window.rfind(sign) for sign in _SENTENCE_SIGNS)
    window = PARENTHESES.sub("", window[last + 1 :])
    edges = [0, *(found.start() for found in EDGE.finditer(window))]
    for first, edge in zip(edges[-2::-1], edges[:0:-1], strict=True):
        if _A_PLACE_IN_A_ROW.search(window[first:edge]):
            continue
        noun, _deed = noun_before(window[first:edge].lstrip("，。；：！？,;:!?\t（）()【】…|｜[]—-"), act=place.act)
        if noun:
            return noun
    follows_a_number = last < 0 and place.before is not None and place.floor == place.before.end
    return place.earlier if follows_a_number else ""
