"""What each number of a text counts: its own noun, one carried over, or what people did."""

import re
from dataclasses import dataclass

from shilu.claims.clauses import BRACKETED, EDGE, PARENTHESES, REACH, clause_before, clause_behind, joined_lines, same_sentence
from shilu.claims.nouns import OF_GRADES, is_person, is_subject_only, noun_after, noun_before
from shilu.claims.tables import head_of
from shilu.claims.unmeasured import ONE_SIGN
from shilu.claims.words import word_list
from shilu.claims.written import Written

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
_SHARED_TAIL = re.compile(r"(?:满意度|满意率|[^、]{2}率|人次|数|量|面积)$")
_LIST_SIGNS = re.compile(r"[、和与及]")
_BETWEEN_LISTED = frozenset("、和与，,及")
_SENTENCE_SIGNS = "。！？!?\n"
_DEEDS_WITH_OBJECT = frozenset(("参加", "参与", "观看"))
_ACTS_BY_THEMSELVES = frozenset(("起", "例"))
_HAN = re.compile("[\u4e00-\u9fff]+")
_BEHIND_REACH = 40
_LONGEST_DEED = 16


@dataclass(frozen=True, slots=True)
class _Place:
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


def _place(text: str, one: Written, before: Written | None, *, following: int, earlier: str, named: list[str]) -> _Place:
    floor = max(before.end if before else 0, one.start - REACH)
    act = (one.measure.is_act and not one.measure.is_people) or one.measure.is_time
    behind = joined_lines(text, one.end, min(following, one.end + _BEHIND_REACH))
    if not one.measure.word:
        behind = behind.removeprefix("大")  # 八大活动
        behind = behind[:1] if behind[:1] in ONE_SIGN and BRACKETED.match(behind) is None else behind  # 四川七省
    lead = text[floor : one.start]
    # A label before a colon and the noun before （ belong to the number.
    clause = clause_before(text, floor + len(lead.rstrip(' \u3000“”"：:（(')), floor)
    if named and named[0] and clause.startswith(named[0]) and "、" in clause:
        clause = clause.partition("、")[2]  # 12个护理单元、手术室10间
    after, verb = noun_after(behind, act=act, people=one.measure.is_people)
    left, deed = noun_before(clause, act=act)
    return _Place(text, one, before, earlier, floor, act, behind, clause, after, verb, left, deed)


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
        place = _place(text, one, found[at - 1] if at else None, following=following, earlier=earlier, named=names[-1:])
        name = _own_name(place)
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


def _own_name(place: _Place) -> str | None:
    """The noun that stands at the number itself, behind it or before it."""
    left, deed, verb = place.left, place.deed, place.verb
    if left in word_list("hollow_heads") and not place.after and _carried(place):
        return _carried(place)
    is_rate = place.one.measure.kind == "share" and _RATE.search(left) is not None
    if place.one.measure.is_time and place.clause.endswith(_LASTING) and place.behind.startswith("的") and place.after:
        return place.after  # 历时三天的运动会
    is_long = place.one.measure.is_time and place.behind.startswith("的") and (left or deed)  # 任教二十年的老师
    is_remark = left and place.after.startswith("无")  # 行车120万公里无事故
    is_apart = left and place.behind[:1] in {" ", "\u3000", "\t"}  # 借还机 12 台 安全门 8 个
    if place.after and not (is_apart or is_rate or is_long or is_remark):
        return place.after
    if deed == "藏书" or (place.one.measure.kind == "measure" and deed in word_list("amounts")):
        return deed
    if left in word_list("bodies") and place.one.measure.is_people and verb in word_list("deeds"):
        return None
    if left and deed and place.clause.endswith(left + deed) and _is_act_of(place, left, deed):
        return left + deed
    if place.one.measure.kind == "measure" and (not left or left.endswith(_GIVING)) and deed in _GIVEN | {""}:
        aim = _AIM.match(place.behind)
        named = noun_after(place.behind[aim.end() :], act=False, people=False)[0] if aim else ""
        if named:
            return named
    if left:
        is_act = verb in word_list("verbs") and verb not in word_list("changes")
        is_act_behind = place.act and is_act and is_subject_only(place.clause)
        return verb if is_act_behind else _graded(place, left)
    if is_long:
        return deed
    return _act_behind(place, verb) if place.act and verb and not deed else None


def _is_act_of(place: _Place, left: str, deed: str) -> bool:
    """Whether a noun and its verb name an act together: 双向转诊4500人次, 器官捐献21例, 国家级奖励3项."""
    if deed in _OF_MEDIA or (deed in OF_GRADES and "级" in left):
        return True
    if is_person(left) or len(left) > (2 if deed in _NOMINAL else 1) * _LONGEST_OBJECT:
        return False
    return place.one.measure.is_people or place.one.measure.word in _ACTS_BY_THEMSELVES


def _act_behind(place: _Place, verb: str) -> str | None:
    """The act that follows its number (5次通报), or what was won (三次获评先进单位)."""
    if verb in _RECORDS:
        return _deed(clause_behind(place.text, place.one.end, _BEHIND_REACH))
    award = _AWARD.match(place.behind)
    if award:
        return noun_after(place.behind[award.end() :], act=False, people=False)[0] or verb
    return None if verb in word_list("light") else verb


def _graded(place: _Place, left: str) -> str:
    """``left``, or where it is only a grade (省级7项), that grade with the noun of the number before."""
    last = _GRADE_LAST.fullmatch(left)
    if last:
        return last[2] + last[1]  # 继续教育项目国家级2项
    grades = word_list("grades")
    if left not in grades or place.before is None or not same_sentence(place.text, place.before.end, place.one.start):
        return left
    before = next((grade for grade in sorted(grades, key=len, reverse=True) if place.earlier.startswith(grade)), "")
    return left + place.earlier.removeprefix(before)


def _takes_the_next(place: _Place, *, last: bool) -> bool:
    """Whether the next number follows at once: 十二大类80多个项目."""
    joined = place.before is not None and place.before.end == place.one.start
    return not place.behind and not last and not joined


def _other_name(place: _Place) -> str:
    """What a number without a noun of its own counts: the head of its row, what people did, the noun carried over."""
    one, deed, verb = place.one, place.deed, place.verb
    head = head_of(place.text, one.start)
    if head:
        return head
    if one.measure.is_people and verb and deed not in word_list("deeds"):
        return _deed(clause_behind(place.text, one.end, _BEHIND_REACH))
    if one.measure.kind == "share" and verb in {"为", "是"}:
        return noun_after(place.behind.removeprefix(verb), act=False, people=False)[0] or _carried(place)
    if one.measure.is_time and verb in word_list("finishing"):
        return verb
    carried = _carried(place)
    if one.measure.is_people and deed in word_list("verbs") and carried and not is_person(carried):
        return deed
    if one.measure.is_people and deed in word_list("deeds"):
        with_object = deed in _DEEDS_WITH_OBJECT and carried and not carried.startswith(deed)
        return deed + carried if with_object else deed
    if deed and one.measure.word in _ACTS_BY_THEMSELVES:
        return deed
    return carried or deed or verb or _change(place.clause)


def _change(clause: str) -> str:
    """增长 where nothing says of what, else the words of the clause; "" where there are none."""
    changes = [word for word in word_list("changes") if word in clause]
    return max(changes, key=clause.rfind) if changes else "".join(_HAN.findall(clause))[-8:]


def _carried(place: _Place) -> str:
    """The noun of an earlier clause of the same sentence, or of the number that stands there."""
    window = place.text[place.floor : place.one.start]
    last = max(window.rfind(sign) for sign in _SENTENCE_SIGNS)
    window = PARENTHESES.sub("", window[last + 1 :])
    edges = [0, *(found.start() for found in EDGE.finditer(window))]
    for first, edge in zip(edges[-2::-1], edges[:0:-1], strict=True):
        noun, _deed = noun_before(window[first:edge].lstrip("，。；：！？,;:!?\t（）()【】…|｜[]—-"), act=place.act)
        if noun:
            return noun
    follows_a_number = last < 0 and place.before is not None and place.floor == place.before.end
    return place.earlier if follows_a_number else ""


def _deed(clause: str) -> str:
    """The phrase of what people did, without the numbers in it: 9人12次打破7项纪录."""
    return _SIGNS_AND_NUMBERS.sub("", clause.partition("、")[0])[:_LONGEST_DEED]


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
            elif apart and at >= size and not noun_before(clause, act=False)[0]:
                if same_sentence(text, found[at - size].end, found[at].start):
                    names[at : last + 1] = names[at - size : at]
        at = last + 1


def _with_shared_tail(nouns: list[str]) -> list[str]:
    """门诊、住院患者满意度: each noun with 满意度."""
    nouns[0] = noun_before(nouns[0], act=False)[0] or nouns[0]
    nouns[-1] = noun_before(nouns[-1], act=False)[0] or nouns[-1]
    tail = _SHARED_TAIL.search(nouns[-1])
    return [noun if tail is None or noun.endswith(tail[0]) else noun + tail[0] for noun in nouns]
