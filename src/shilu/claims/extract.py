"""The claims of a text: its numbers first, then what each of them counts."""

import re
from decimal import Decimal

from shilu.claims.claim import Claim
from shilu.claims.marks import approx
from shilu.claims.nouns import BOUNDARY, is_subject_only, noun_after, noun_before
from shilu.claims.periods import Periods
from shilu.claims.words import endings
from shilu.claims.written import PARENTHESES, REACH, Written, clause_before, written_numbers

_TECHNICAL = frozenset(("千伏", "伏", "千瓦", "兆瓦", "吨", "米", "毫米", "厘米", "寸", "英寸", "兆", "升", "毫升", "像素", "瓦", "安", "斤", "克", "公斤", "kV", "kW", "mm", "cm"))
_BOUNDING = ("连续", "坚持", "持续")
_GRADE = re.compile(r"(?:全国|国家级?|省级|市级)?重点|(?:国家|省部|省|市|县|区|校|院|部|厅|局|州|镇|乡|村|地市|自治区)级(?:以上)?|原创|引进|男|女|线上|线下")
_GRADE_FIRST = re.compile(r"^(?:全国|国家级?|省级|市级)?重点|^(?:国家|省部|省|市|县|区|校|院|部|厅|局|州|镇|乡|村|地市|自治区)级(?:以上)?|^(?:原创|引进|男|女|线上|线下)")
_AWARD = re.compile(r"被?(?:评为|评选为|授予|认定为|命名为|表彰为|确定为|列为)|获评|荣获|获得|荣膺|入选|入围|获")
_LISTED = re.compile(r"[、和与及]")
_SHARED_TAIL = re.compile(r"(?:满意度|满意率|[^、]{2}率|人次|数|量|面积)$")
_CHANGE = re.compile(r"增长|下降|上升|提高|提升|减少|增加|缩短|降低|回落|增收")
_LABEL = re.compile(r"[\u4e00-\u9fffA-Za-z（）()]+")
_GENERIC = re.compile(r"(?:人数|场次|次数|数量|数|合计|小计|总计|总数|计划|任务|完成|实际|目标|时间|日期|单位|数值|备注|人次|金额|说明|本年|上年|本月|累计|[0-9]+年?)?(?:[(（].*[)）])?")
_CELL_EDGE = re.compile(r"[\t|｜]")
_NOMINAL = frozenset(("捐款", "捐赠", "投资", "投入", "支出", "收入", "罚款", "资助", "补助", "奖励", "减免", "贷款", "募捐", "销售", "采购", "救助", "占地", "总投资", "募集"))
_SIGNS_AND_NUMBERS = re.compile(r"[“”‘’《》\"\s]|[0-9０-９.]+[\u4e00-\u9fff]?次?")
_RATE_NOUN = re.compile(r"(?:率|度|比例|比重|占比|比|面)$")


def extract(text: str) -> tuple[Claim, ...]:
    """The claims of ``text`` in the order they stand in; offsets are those of ``text``."""
    found = _own_statements(text, written_numbers(text))
    if not found:
        return ()
    periods = Periods(text)
    names: list[str] = []
    waiting: list[int] = []
    for at, one in enumerate(found):
        following = found[at + 1].start if at + 1 < len(found) else len(text)
        name, shared = _what(text, one, following, found[at - 1] if at else None, names)
        names.append(name)
        if shared:
            waiting.append(at)
            continue
        for earlier in waiting:
            names[earlier] = name
        waiting = []
    _share_out(text, found, names)
    return tuple(
        Claim(
            one.start,
            one.end,
            text[one.start : one.end],
            _plain(one.value),
            approx(one.marks),
            one.measure.word,
            name,
            one.per,
            periods.of(one.start),
            one.measure.kind,
            one.marks,
            _plain(one.upper),
        )
        for one, name in zip(found, names, strict=True)
        if name
    )


def _plain(value: Decimal | None) -> Decimal | None:
    """``value`` without the noughts behind the point that folding 万 leaves."""
    return value.to_integral_value() if value is not None and value == value.to_integral_value() else value


def _share_out(text: str, found: list[Written], names: list[str]) -> None:
    """Give each number behind 分别 the noun in its place: A、B和C分别增长2%、3%和4%."""
    at = 0
    while at < len(found):
        last = at
        while last + 1 < len(found) and text[found[last].end : found[last + 1].start] in {"、", "和", "与", "，", ",", "及"}:
            last += 1
        if last > at:
            floor = max(found[at - 1].end if at else 0, found[at].start - REACH)
            clause, apart, _rest = clause_before(text, found[at].start, floor).rpartition("分别")
            nouns = [noun for noun in _LISTED.split(clause) if noun] if apart else []
            if len(nouns) == last - at + 1:
                nouns[0] = noun_before(nouns[0], act=False)[0] or nouns[0]
                nouns[-1] = noun_before(nouns[-1], act=False)[0] or nouns[-1]
                tail = _SHARED_TAIL.search(nouns[-1])
                for place, noun in enumerate(nouns, start=at):
                    names[place] = noun if not tail or noun.endswith(tail[0]) else noun + tail[0]
        at = last + 1


def _own_statements(text: str, found: list[Written]) -> list[Written]:
    """The numbers without those that only describe the thing that the next number counts.

    A technical measure stands before the noun (10千伏线路14条), a length of time bounds a count (连续3年保持95%).
    """
    kept: list[Written] = []
    for at, one in enumerate(found):
        if one.measure.kind == "measure" and at + 1 < len(found) and not one.per:
            between = text[one.end : found[at + 1].start]
            if 0 < len(between) < 12 and not BOUNDARY.search(between) and "、" not in between:
                if one.measure.word in _TECHNICAL and not one.marks and "一" <= between[0] <= "龥" and between[0] != "的":
                    continue
                if one.measure.is_time and text.startswith(_BOUNDING, max(0, one.start - 2)):
                    continue
        kept.append(one)
    return kept


def _what(text: str, one: Written, following: int, before: Written | None, names: list[str]) -> tuple[str, bool]:
    """The noun of one number; True where it has none of its own and takes that of the number that follows at once."""
    people = one.measure.is_people
    act = (one.measure.is_act and not people) or one.measure.is_time
    behind_text = text[one.end : min(following, one.end + 40)]
    if not one.measure.word and behind_text.startswith("大"):
        behind_text = behind_text[1:]
    after, verb, _read = noun_after(behind_text, act=act, people=people)
    floor = max(before.end if before else 0, one.start - REACH)
    left, deed = _left(text, one.start, floor, act=act)
    if after and not (left and one.measure.kind == "share" and _RATE_NOUN.search(left)):
        return after, False
    if (one.measure.kind == "measure" and deed in _NOMINAL) or deed == "藏书":
        return deed, False
    clause = clause_before(text, one.start, floor)
    if left and act and verb in endings("verbs").get(verb[-1:], ()) and is_subject_only(clause):
        return verb, False
    if left:
        grade = _GRADE.fullmatch(left)
        if grade and names and before is not None and _same_sentence(text, before.end, one.start):
            return left + _GRADE_FIRST.sub("", names[-1]), False
        return left, False
    if act and verb and not deed:
        award = _AWARD.match(behind_text)
        if award:
            return noun_after(behind_text[award.end() :], act=False, people=False)[0] or verb, False
        if verb not in endings("light").get(verb[-1], ()):
            return verb, False
    if not behind_text and following < len(text) and not (before and before.end == one.start):
        return "", True
    head = _row_head(text, one.start)
    if head:
        return head, False
    if people and verb and not deed and (floor == one.start or text[one.start - 1] in "，,；;。、\n 中"):
        return _deed(text[one.end : one.end + 40]), False
    carried = _carried(text, one.start, floor, before, names, act=act)
    if people and deed in endings("deeds").get(deed[-1:], ()):
        joined = deed in {"参加", "参与", "观看"} and carried and not carried.startswith(deed)
        return (deed + carried if joined else deed), False
    if deed and one.measure.word in {"起", "例"}:
        return deed, False
    if carried or deed or verb:
        return carried or deed or verb, False
    changed = _CHANGE.search(clause)
    return changed[0] if changed else "".join(re.findall("[\u4e00-\u9fff]+", clause))[-8:], False


def _same_sentence(text: str, start: int, end: int) -> bool:
    return end - start < REACH and not any(sign in text[start:end] for sign in "。！？!?\n")


def _row_head(text: str, start: int) -> str:
    """The head of the row of a table pasted as text, or of the column where that says more than 人数 or 完成."""
    first = text.rfind("\n", max(0, start - 200), start) + 1
    row = text[first:start]
    if not row.strip() and first:
        above = text[text.rfind("\n", max(0, first - 40), first - 1) + 1 : first - 1].strip()
        return above if 2 <= len(above) <= 12 and _LABEL.fullmatch(above) else ""
    if not _CELL_EDGE.search(row.rstrip(" ")[-1:]):
        return ""
    column = len(_CELL_EDGE.findall(row))
    head_line = ""
    last = first - 1
    for _line in range(30):
        above = text.rfind("\n", max(0, last - 200), last) + 1
        line = text[above:last]
        if last <= 0 or not _CELL_EDGE.search(line):
            break
        head_line, last = line, above - 1
    heads = _CELL_EDGE.split(head_line)
    if column < len(heads) and not any(sign.isdigit() for sign in head_line) and not _GENERIC.fullmatch(heads[column].strip()):
        return heads[column].strip()
    cells = [cell.strip() for cell in _CELL_EDGE.split(row)]
    return next((noun_before(cell, act=True)[0] for cell in cells if cell and not cell[0].isdigit()), "")


def _left(text: str, start: int, floor: int, *, act: bool) -> tuple[str, str]:
    end = start - len(text[floor:start]) + len(text[floor:start].rstrip(" \u3000“”\"：:（("))
    return noun_before(clause_before(text, end, floor), act=act)


def _carried(text: str, start: int, floor: int, before: Written | None, names: list[str], *, act: bool) -> str:
    """The noun of an earlier clause of the same sentence, or of the number that stands there."""
    window = text[floor:start]
    last = max(window.rfind(sign) for sign in "。！？!?\n")
    window = PARENTHESES.sub("", window[last + 1 :])
    edges = [found.start() for found in BOUNDARY.finditer(window)]
    while edges:
        edge = edges.pop()
        first = edges[-1] + 1 if edges else 0
        phrase = window[first:edge]
        if phrase.strip("、， "):
            noun, _deed = noun_before(phrase, act=act)
            if noun:
                return noun
    if last < 0 and before is not None and floor == before.end and names:
        return names[-1]
    return ""


def _deed(phrase: str) -> str:
    """The phrase of what people did, without the numbers in it: 9人12次打破7项纪录."""
    edge = BOUNDARY.search(phrase)
    clause = phrase if edge is None else phrase[: edge.start()]
    return _SIGNS_AND_NUMBERS.sub("", clause.partition("、")[0])[:16]
