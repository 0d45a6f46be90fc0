"""What each number of a text counts: its own noun, one carried over, or what people did."""

import re

from shilu.claims.clauses import REACH, clause_before, clause_behind, same_sentence
from shilu.claims.nouns import noun_before
from shilu.claims.nouns_behind import noun_after
from shilu.claims.own_name import ACTS_BY_THEMSELVES, deed_phrase, own_name
from shilu.claims.phrases import is_person
from shilu.claims.place import BEHIND_REACH, Place, carried, place_of
from shilu.claims.tables import head_of
from shilu.claims.words import word_list
from shilu.claims.written import Written

_SHARED_TAIL = re.compile(r"(?:满意度|满意率|[^、]{2}率|人次|数|量|面积)$")
_LIST_SIGNS = re.compile(r"[、和与及]")
_BETWEEN_LISTED = frozenset("、和与，,及")
_DEEDS_WITH_OBJECT = frozenset(("参加", "参与", "观看"))
_HAN = re.compile("[\u4e00-\u9fff]+")


def name_all(text: str, found: list[Written]) -> list[str]:
    """What each of the numbers counts, in the text's own words."""
    names: list[str] = []
    waiting: list[int] = []
    subjects: dict[int, str] = {}
    for at, one in enumerate(found):
        following = found[at + 1].start if at + 1 < len(found) else len(text)
        earlier = names[-1] if names else ""
        if at and subjects.get(at - 1) and text[found[at - 1].end + len(earlier) : one.start] == "、":
            earlier, subjects[at] = subjects[at - 1], subjects[at - 1]
        place = place_of(
            text, one, found[at - 1] if at else None, following=following, earlier=earlier, named=names[-1:]
        )
        name = own_name(place)
        if place.left and not place.behind and place.clause.endswith("等") and "、" in place.clause:
            name = None  # 车工、焊工等6大类28个项目
        if name is None and _takes_the_next(place, last=at + 1 == len(found)):
            waiting.append(at)
            names.append("")
            continue
        names.append(name or _other_name(place))
        subjects[at] = place.left if names[-1] == place.after and one.measure.kind == "count" else ""
        for alone in waiting:
            names[alone] = names[-1]
        waiting = []
    _share_out(text, found, names)
    return names


def _takes_the_next(place: Place, *, last: bool) -> bool:
    """Whether the next number follows at once: 十二大类80多个项目."""
    joined = place.before is not None and place.before.end == place.one.start
    return not place.behind and not last and not joined


def _other_name(place: Place) -> str:
    """What a number without a noun of its own counts: the head of its row, what people did, the noun carried over."""
    one, verb = place.one, place.verb
    head = head_of(place.text, one.start)
    if head:
        return head
    if one.measure.is_people and verb and place.deed not in word_list("deeds"):
        return deed_phrase(clause_behind(place.text, one.end, BEHIND_REACH))
    if one.measure.kind == "share" and verb in {"为", "是"}:
        return noun_after(place.behind.removeprefix(verb), act=False, people=False)[0] or carried(place)
    if one.measure.is_time and verb in word_list("finishing"):
        return verb
    return _deed_before(place, carried(place)) or carried(place) or place.deed or verb or _change(place.clause)


def _deed_before(place: Place, thing: str) -> str:
    """The verb before the number, where it says more than ``thing``, the noun of an earlier clause: 成功救治5人."""
    deed, measure = place.deed, place.one.measure
    if measure.is_people and deed in word_list("deeds"):
        with_object = deed in _DEEDS_WITH_OBJECT and thing and not thing.startswith(deed)
        return deed + thing if with_object else deed
    if measure.is_people and deed in word_list("verbs") and thing and not is_person(thing):
        return deed
    return deed if measure.word in ACTS_BY_THEMSELVES else ""


def _change(clause: str) -> str:
    """增长 where nothing says of what, else the words of the clause; "" where there are none."""
    changes = [word for word in word_list("changes") if word in clause]
    return max(changes, key=clause.rfind) if changes else "".join(_HAN.findall(clause))[-8:]


def _share_out(text: str, found: list[Written], names: list[str]) -> None:
    """Give each number behind 分别 the noun in its place: A、B和C分别增长2%、3%和4%."""
    at = 0
    while at < len(found):
        last = at
        while last + 1 < len(found) and text[found[last].end : found[last + 1].start] in _BETWEEN_LISTED:
            last += 1
        if last > at:
            floor = max(found[at - 1].end if at else 0, found[at].start - REACH)
            clause, apart, _rest = clause_before(text, found[at].start, floor).rpartition("分别")
            nouns = [noun for noun in _LIST_SIGNS.split(clause) if noun] if apart else []
            size = last - at + 1
            if len(nouns) == size:
                names[at : last + 1] = _with_shared_tail(nouns)
            elif apart and at >= size and _goes_on(text, found[at - size], found[at], clause):
                names[at : last + 1] = names[at - size : at]
        at = last + 1


def _goes_on(text: str, first: Written, one: Written, clause: str) -> bool:
    """Whether the clause of ``one`` has no noun and is of the sentence of ``first``: 门诊3万人次、住院2万人次，分别增长1%、2%."""
    return not noun_before(clause, act=False)[0] and same_sentence(text, first.end, one.start)


def _with_shared_tail(nouns: list[str]) -> list[str]:
    """门诊、住院患者满意度: each noun with 满意度."""
    nouns[0] = noun_before(nouns[0], act=False)[0] or nouns[0]
    nouns[-1] = noun_before(nouns[-1], act=False)[0] or nouns[-1]
    tail = _SHARED_TAIL.search(nouns[-1])
    return [noun if tail is None or noun.endswith(tail[0]) else noun + tail[0] for noun in nouns]
