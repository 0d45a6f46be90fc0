"""What one heading of a form says: an item, a quantity with its measure word, a time, a comparison, a sum."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal

from shilu.forms.form_words import form_words
from shilu.ledger.importing.vocabulary import bare, in_brackets, is_total, role_named, unbracketed

LAST_YEAR: Final = "上年"
WHOLE_LAST_YEAR: Final = "上年全年"

Back = Literal["", "last-year", "previous"]
Compare = Literal["", "difference", "percent"]

_SCALES: Final = {
    "百": Decimal(100),
    "千": Decimal(1_000),
    "万": Decimal(10_000),
    "百万": Decimal(1_000_000),
    "亿": Decimal(10**8),
}
_MEASURE: Final = re.compile(
    r"(百万|[百千万亿])?(次|场次|场|人次|人|名|位|件|篇|个|项|条|部|期|份|册|本|张|幅|支|处|家|学时|课时|小时|元|公里|千米|轮|例|起|堂|届|则|套|块|面|台|户|枚|首)"
)
_SHARE_SIGNS: Final = frozenset({"%", "%%", "百分比"})
_COMPARED_SIGNS: Final = frozenset({"±%", "+-%", "±"})
_NUMBERING: Final = re.compile(
    r"^(?:[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)、.．,:]|[①-⑳㈠-㈩⑴-⒇]|[ⅠⅡⅢⅣⅤ]+[、.]|[·•\-*#◆■●○])+"
)
_PART: Final = re.compile(r"^(?:其中|其它中|包括|内含|含)[:,]?")
_CHANGED: Final = r"(?:增减|增加|增长|上升|升降|变化|变动|增(?!幅|速)|±|\+/?-)*"
_FORM: Final = r"(?:(?:增减|增长|变化|变动|升降)?(?:幅度|幅|率|百分比|比例|比率)|[升降增]幅|增速|数量?|量|额|值|情况)?"
_COMPARE: Final = re.compile(
    r"(?:较|比|与)(?:上一?年|去年)?(?:度?同[期月]|同季度?|上一?年度?|去年|上[月期]|上个月|上个?季度?)(?:相?比)?"
    rf"(?:{_CHANGED}(?P<form>{_FORM}))"
    rf"|(?P<year>同比){_CHANGED}(?P<form2>{_FORM})"
    rf"|(?P<last>环比){_CHANGED}(?P<form3>{_FORM})"
    r"|^(?P<alone>(?:增减|增加|增长|升降|变化|变动|±|\+/?-)(?P<form4>数量?|量|率|幅度?|额|值|情况|百分比|比例|比率)?|[增升]幅|增速)%?$"
)
_BOTH_WAYS: Final = re.compile(r"增加?\(减少?\)|增加?\(\+\)[、/]?减少?\(-\)|增加?[、/]减少?(?=[数%(±]|$)")
_SAME_TIME: Final = r"(?:同期|同月|同季度?|当月|当季度?)"
_BACK: Final = re.compile(rf"(?:上一?年度?|去年){_SAME_TIME}(?:数|值|完成数)?|同(?:期|月|季度?)(?:数|值)?$")
_LAST_YEAR: Final = re.compile(r"(?:上一?年度?|去年)(?P<whole>全年)?(?:数|值)?")
_LAST: Final = re.compile(r"上(?:个?月|一?期|个?季度)(?:数|值)?")
_EVER: Final = re.compile(r"历年(?:来)?(?:累计)?|历史累计|建[局所立]以来|有史以来")
_TO_DATE: Final = re.compile(
    r"(?:自?年初(?:以来|至今)?|本年度?|今年(?:以来)?|当年|全年|年度?)累计(?:数|完成数?|值)?|今年以来|年初至今|截[至止]目前(?:累计)?|累计(?:数|完成数?|值)?$|^累计"
)
_THIS: Final = re.compile(r"本月份?|当月|本季度?|当季|本期|本年度?|今年|当年|全年|本半年|报告期|统计期内?|本统计期")
_WORD_NUMBER = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_NAMED: Final = re.compile(
    rf"(?:(?:19|20)\d{{2}}年度?)?(?:第?[1-4一二三四]季度|[上下]半年度?|前[23二三]季度|{_WORD_NUMBER}月?份?[-~—–至]+{_WORD_NUMBER}月份?|{_WORD_NUMBER}月份?(?!日))"
    r"|(?<!\d)(?:19|20)\d{2}(?:年度?|$)(?:全年)?"
)
_SHARE: Final = re.compile(
    r"占比|比重|百分比|所占比[例重]|占(?:总数|全部|全局|合计|总量)?(?:的)?(?:比[例重]?|%|百分比)"
)
_RATE: Final = re.compile(r"^(?:任务)?完成(?:率|比例|进度|百分比)$")
_TAKEN_PART: Final = re.compile(
    r"(?<=.)(?:参加|参与|参训|受训|参会|参学|到会|听课|受众|覆盖|受教育|开展|举办|召开|举行)$"
)
_CODES: Final = ("代码", "编码", "编号", "行次", "序号")
_AMOUNTS: Final = frozenset({"数", "数量", "量", "额", "值"})
_LEFT: Final = "()[]【】:,、/;-—_ .。"


@dataclass(frozen=True, slots=True)
class When:
    """The time that a heading names, before it is seen beside the period asked for.

    ``named`` is a period as written (3月, 第一季度), ``this`` 本月 and the like, ``to_date`` counts from the year's
    beginning, ``back`` is the same time a year earlier or the time before, ``ever`` more than any period. ``this`` is
    ``LAST_YEAR`` where 上年 alone leaves open whether all of it is meant or the same time of it.
    """

    named: str = ""
    this: str = ""
    to_date: bool = False
    back: Back = ""
    ever: bool = False

    def __bool__(self) -> bool:
        return bool(self.named or self.this or self.to_date or self.back or self.ever)


@dataclass(frozen=True, slots=True)
class Said:
    """What a heading says; ``item`` is what is left of it that may name an item, a unit or a label's value.

    ``quantity`` is a role (times, people, count, hours, amount, assigned, completed), ``measure`` a measure word
    (``implied`` where only 人次 or 篇数 says it) and ``scale`` its multiple (万元). ``part`` follows 其中. ``pair`` are the quantities of
    场次/人次, both of which go into one cell. ``compare`` asks for a change against ``against``. ``full`` is
    the heading without numbering and brackets, for names that hold such words (慰问金额, 学习率).
    """

    text: str
    item: str = ""
    full: str = ""
    quantity: str = ""
    measure: str = ""
    implied: bool = False
    scale: Decimal = Decimal(1)
    when: When = When()
    compare: Compare = ""
    against: Back = ""
    per_cent: bool = False
    share: bool = False
    rate: bool = False
    total: bool = False
    part: bool = False
    pair: tuple[str, ...] = ()
    writing: bool = False
    number: bool = False


@lru_cache(maxsize=4_096)
def said(text: str) -> Said:
    """What the heading ``text`` says."""
    plain = bare(text).strip("*:：")
    part = bool(_PART.match(_NUMBERING.sub("", plain)))
    plain = _PART.sub("", _NUMBERING.sub("", plain))
    plain = _NUMBERING.sub("", plain) if part else plain
    if (is_total(plain) and "累计" not in plain) or plain in {"总数", "合计数", "总计数"}:
        return Said(text, total=True, full=plain, when=_total_when(plain))
    if plain.endswith(_CODES) or ((found := role_named(plain)) is not None and found[0] == "number"):
        return Said(text, number=True, full=plain)
    if plain in _SHARE_SIGNS:
        return Said(text, full=plain, per_cent=True)
    full, measure, scale, per_cent, when_in_brackets = _brackets(plain)
    words = form_words()
    if full in words.writing or (full.endswith(words.writing_endings) and len(full) > 2 and full not in words.done):
        return Said(text, item=full, full=full, part=part, writing=True)
    rest, compare, against = _compared(full, per_cent=per_cent)
    rest, when = _timed(rest, when_in_brackets)
    rest, share = _without(_SHARE, rest)
    rate = bool(_RATE.fullmatch(rest))
    rest = "" if rate else rest
    before = rest[:-2]
    total = rest.endswith(("合计", "小计", "总计")) and bool(
        when or before in words.quantities or before in words.generic or not before
    )
    rest = ("" if before in words.generic else before) if total else rest
    pair = _pair(rest)
    rest, quantity, sign = ("", "", "") if pair else _quantity(rest)
    if not quantity and (alone := _MEASURE.fullmatch(rest)):
        both = _MEASURE.fullmatch(f"{rest}{measure}")  # 人（次） is 人次
        measure, scale, rest = (both or alone)[2], _SCALES.get(alone[1] or "", scale), ""
    return Said(
        text,
        item=rest.strip(_LEFT),
        full=full,
        quantity=quantity,
        measure=measure or sign,
        implied=not measure,
        scale=scale,
        when=when,
        compare=compare,
        against=against,
        per_cent=per_cent or "%" in full,
        share=share,
        rate=rate,
        total=total,
        part=part,
        pair=pair,
    )


def measured(text: str) -> tuple[str, Decimal] | None:
    """A measure word and its multiple where ``text`` is nothing else: 万元, 次; else None."""
    found = _MEASURE.fullmatch(bare(text).strip("()"))
    return (found[2], _SCALES.get(found[1] or "", Decimal(1))) if found else None


def _total_when(plain: str) -> When:
    """The time in 上半年合计 or 全年合计; a bare 合计 names none."""
    named = _NAMED.search(plain)
    return When(named=named[0]) if named else When(this="全年" if "全年" in plain else "")


def _brackets(plain: str) -> tuple[str, str, Decimal, bool, str]:
    """The heading without brackets that hold a measure word, a per cent sign or a time; and what they held."""
    measure, scale, per_cent, time = "", Decimal(1), False, ""
    rest = plain
    while inside := in_brackets(rest):
        word = inside.removeprefix("单位:")
        if found := measured(word):
            measure, scale = found
        elif word in _SHARE_SIGNS | _COMPARED_SIGNS or "%" in word:
            per_cent = True
        elif _NAMED.fullmatch(word) or _THIS.fullmatch(word) or _TO_DATE.fullmatch(word):
            time = word
        else:
            break
        rest = unbracketed(rest)
        if rest == f"({inside})":
            rest = ""
    return rest, measure, scale, per_cent, time


def _compared(full: str, *, per_cent: bool) -> tuple[str, Compare, Back]:
    """The heading without its words of a comparison, its sort, and against when; "" where 增减 alone does not say."""
    full = _BOTH_WAYS.sub("增减", full)
    found = _COMPARE.search(full)
    if found is None:
        return full, "", ""
    form = next((found[name] for name in ("form", "form2", "form3", "form4") if found[name]), "")
    after = full[found.end() :]
    share = per_cent or "%" in found[0] or after.startswith("%") or re.search("[率幅速比]", form) is not None
    share = share or found["alone"] in {"增幅", "升幅", "增速"}
    share = share or (bool(found["year"] or found["last"]) and "增减" not in found[0] and form not in _AMOUNTS)
    share = share or ("增长" in found[0] and form not in _AMOUNTS)
    near = bool(found["last"]) or re.search(r"上个?[月期季]", found[0]) is not None
    rest = (full[: found.start()] + after).replace("%", "").replace("±", "")
    against: Back = "" if found["alone"] else "previous" if near else "last-year"
    return rest.strip(_LEFT), "percent" if share else "difference", against


def _timed(rest: str, beside: str) -> tuple[str, When]:
    """The heading without its words of time, and what they say."""
    text = f"{beside}{rest}" if beside else rest
    text, ever = _without(_EVER, text)
    if ever:
        return text, When(ever=True)
    text, same = _without(_BACK, text)
    before = _LAST.search(text)
    text, _found = _without(_LAST, text)
    text, to_date = _without(_TO_DATE, text)
    named = _NAMED.search(text)
    text = text[: named.start()] + text[named.end() :] if named else text
    last_year = None if same else _LAST_YEAR.search(text)
    text = text if last_year is None else text[: last_year.start()] + text[last_year.end() :]
    year_before = last_year is not None
    this = _THIS.search(text)
    text = text[: this.start()] + text[this.end() :] if this else text
    word = this[0] if this else ""
    if before is not None:
        word = "本月" if "月" in before[0] else "本季" if "季" in before[0] else word
    if last_year is not None and not named:
        return text.strip(_LEFT), When(this=WHOLE_LAST_YEAR if last_year["whole"] else LAST_YEAR, to_date=to_date)
    back: Back = "last-year" if same or year_before else "previous" if before else ""
    return text.strip(_LEFT), When(named[0] if named else "", word, to_date, back)


def _without(pattern: re.Pattern[str], text: str) -> tuple[str, bool]:
    found = pattern.search(text)
    return (text, False) if found is None else (text[: found.start()] + text[found.end() :], True)


def _pair(rest: str) -> tuple[str, ...]:
    """The quantities of a heading like 场次/人次."""
    words = form_words().quantities
    parts = re.split(r"[/／]", rest.strip("()"))
    return tuple(words[part] for part in parts) if len(parts) == 2 and all(part in words for part in parts) else ()


def _quantity(rest: str) -> tuple[str, str, str]:
    """The heading without the words of its quantity, its role, and the measure word they imply."""
    words = form_words()
    rest = rest.strip(_LEFT)
    if rest in words.quantities:
        return "", words.quantities[rest], words.signs.get(rest, "")
    for size in range(2, min(5, len(rest) - 1)):
        ending = rest[-size:]
        if ending in words.quantities and ending not in words.generic:
            return _TAKEN_PART.sub("", rest[:-size]), words.quantities[ending], words.signs.get(ending, "")
    return rest, "", ""
