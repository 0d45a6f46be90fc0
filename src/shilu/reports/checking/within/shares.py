"""A stated per cent against the two numbers it comes from: 收集34条，答复31条，答复率91.2%; 占总数的13.5%."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from shilu.reports.checking.finding import Finding
from shilu.reports.checking.within.reading import SIGN, Number, Sentence, alike
from shilu.reports.checking.within.rounding import fits, shown_rounded
from shilu.reports.checking.within.words import THEN

# What a rate is a rate of, beside the two signs before 率 themselves.
_STEMS: Final = {
    "学习": ("完成",),
    "整改": ("整改", "销号"),
    "销号": ("销号",),
    "办结": ("办结", "结案"),
    "答复": ("答复", "回复"),
    "出勤": ("实到", "出勤", "到岗"),
    "到会": ("实到", "到会"),
    "参会": ("实到", "参会", "参加"),
    "参训": ("实到", "参训", "参加"),
    "参学": ("实到", "参学", "参加"),
    "参考": ("参考", "参加考试", "实考"),
    "到课": ("实到", "到课"),
    "到位": ("到位",),
    "完成": ("完成",),
    "采纳": ("采纳", "采用"),
    "采用": ("采用",),
    "化解": ("化解", "调处"),
    "及格": ("及格", "合格"),
    "合格": ("合格", "及格"),
    "调解成功": ("调解成功", "成功调解"),
}
# What the whole of a rate is called: those who should have come, what was found, what was asked.
_WHOLE = re.compile(
    r"应|共|总|发现|排查|查摆|梳理|收集|收到|征集|征求|受理|接收|接到|接报|发布|下达|推送|布置|任务|计划|参加|参考|参训|参赛|抽检|抽查|检查|检测|"
    r"报送|上报|登记|合格|建议|意见|问题|隐患|纠纷|申请|提案|诉求|来信|来访"
)
_RATE = re.compile(rf"(?P<name>[\u4e00-\u9fff]{{2,8}})率(?:达到|提升至|提高到|[为达是至约])*(?:了|到)?(?P<sign>{SIGN})")
_OF_ALL = re.compile(
    rf"占(?:比|总数|总量|总人数|全部|其|总体)?[^，,。；;：:{SIGN[1:-1]}]{{0,6}}?(?P<of>{SIGN})?的?(?:约|近)?(?P<sign>{SIGN})"
)
_PLAIN_OF = re.compile(r"占(?:比|总数|总量|总人数|全部|总体)?(?:的|为|达)*")
_DIRECTLY = re.compile(r"[，,（(]?占(?:比|总数|总量|总人数|全部|总体)?(?:的|为|达|约|近)*")


def shares(sentence: Sentence) -> Iterator[Finding]:
    """Per cents that their two numbers do not give."""
    yield from _rates(sentence)
    yield from _parts_of(sentence)


def _rates(sentence: Sentence) -> Iterator[Finding]:
    for found in _RATE.finditer(sentence.masked):
        rate = sentence.number(found["sign"])
        if not _per_cent(rate) or THEN.search(sentence.masked[: found.end()]):
            continue
        index = sentence.place(rate)
        done = _done(sentence, index, found["name"])
        if done is None:
            continue
        part = sentence.numbers[done]
        others = [one for at, one in enumerate(sentence.numbers[:index]) if at != done and _whole_of(one, part)]
        wholes = [one for one in others if _is_called_whole(sentence, one, before=one.start < part.start)]
        if wholes and not any(_agrees(rate, (part.value or Decimal(0)) / (one.value or Decimal(1))) for one in others):
            yield from _compared(rate, part, wholes)


def _is_called_whole(sentence: Sentence, one: Number, *, before: bool) -> bool:
    """Whether a number's own words say that parts are taken of it; behind the part only 实到45人（应到50人） is."""
    return bool(re.search(_WHOLE if before else "应", _own_words(sentence, sentence.place(one))))


def _done(sentence: Sentence, rate: int, name: str) -> int | None:
    """The only number before the rate that is of what the rate names: 答复 in 答复31条."""
    stem = name[-2:]
    words = (*_STEMS.get(name[-4:], ()), *_STEMS.get(stem, (stem,)))
    named = rf"(?<![不未非没])(?:{'|'.join(words)})"
    found = [
        at
        for at in range(rate)
        if sentence.numbers[at].claimed
        and sentence.numbers[at].unit != "%"
        and re.search(named, _own_words(sentence, at))
    ]
    return found[0] if len(found) == 1 else None


def _own_words(sentence: Sentence, at: int) -> str:
    """The words that say what a number counts: those since the last comma or number before it, and its own noun."""
    return re.split(r"[，,；;、（(]", sentence.between(at))[-1] + sentence.numbers[at].what


def _parts_of(sentence: Sentence) -> Iterator[Finding]:
    for found in _OF_ALL.finditer(sentence.masked):
        share = sentence.number(found["sign"])
        if not _per_cent(share):
            continue
        index = sentence.place(share)
        if found["of"]:
            whole = sentence.number(found["of"])
            parts = [one for one in sentence.numbers[: index - 1] if alike(one, whole)][-1:]
            if parts and whole.unit != "%":
                yield from _compared(share, parts[0], [whole])
        elif index > 1 and _PLAIN_OF.fullmatch(found[0][:-1]) and "其中" in sentence.masked[: found.start()]:
            part = sentence.numbers[index - 1]
            wholes = [one for one in sentence.numbers[: index - 1] if _whole_of(one, part)]
            since = sentence.masked.rfind("其中", 0, found.start())
            wholes = [one for one in wholes if sentence.signs[sentence.place(one)] < since]
            if _DIRECTLY.fullmatch(sentence.between(index)):
                yield from _compared(share, part, wholes)


def _whole_of(one: Number, part: Number) -> bool:
    return alike(one, part) and one.claimed and one.exact and (one.value or 0) >= (part.value or 0)


def _per_cent(number: Number) -> bool:
    return number.unit == "%" and number.value is not None and number.written is not None


def _compared(share: Number, part: Number, wholes: Sequence[Number]) -> Iterator[Finding]:
    """A finding where the part is stated exactly and none of the wholes gives the share."""
    if part.value is None or not part.exact or not wholes or share.written is None:
        return
    candidates = [one for one in wholes if one.value]
    together = sum((one.value or Decimal(0) for one in candidates), Decimal(0))
    amounts = [one.value or Decimal(0) for one in candidates] + ([together] if len(candidates) > 1 else [])
    if any(_agrees(share, part.value / amount) for amount in amounts):
        return
    nearest = candidates[-1] if candidates[-1].start < part.start else candidates[0]
    exact = part.value / (nearest.value or Decimal(1))
    said = {
        "part": part.quote,
        "whole": nearest.quote,
        "share": share.quote,
        "right": f"{shown_rounded(share.written, exact * 100)}%",
    }
    message = _("%(part)s of %(whole)s is %(right)s, not %(share)s.") % said
    yield Finding("share", *share.span, message, others=(nearest.span, part.span))


def _agrees(share: Number, exact: Decimal) -> bool:
    if share.written is None or share.value is None:
        return True
    if share.exact:
        return fits(share.written, exact * 100)
    half = Decimal("0.5").scaleb(int(share.written.as_tuple().exponent) - 2)
    return share.allows(exact - half, exact + half)
