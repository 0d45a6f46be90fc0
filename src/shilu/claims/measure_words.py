"""Measure words: which one stands at a place of a text, and what sort of number it makes."""

import re
import string
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from shilu.claims.claim import Sort


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure word as written and its lists in ``measure_words.toml``; ``claims`` says whether it makes a claim at all."""

    word: str
    kind: Sort
    claims: bool
    is_time: bool
    is_act: bool
    is_people: bool
    after_blank: bool
    digits_only: bool
    is_technical: bool
    not_before: tuple[str, ...]
    yet_before: tuple[str, ...]


_LETTERS = frozenset(string.ascii_letters)
_LETTERS_AND_DIGITS = frozenset(string.ascii_letters + string.digits)
_TAILS = frozenset("（(次/／")
_TAIL = re.compile(
    r"[（(](?:[\u4e00-\u9fff]{1,2}|/[\u4e00-\u9fff])[)）]次?|(?P<times>次)(?![要序品性数日年级生官])"
    r"|[/／]次(?![0-9])|[/／](?P<unit>平方米|平方公里|立方米|小时|分钟|人|户|亩|吨|公斤|升|千克|套|台|间|张|件|幅|册|本|组|部|辆|只|对|副|份|块|枚|盒|箱|支|篇|卷|年|月|天|日|周|季度|秒|㎡)"
)
_THINGS = frozenset("套台间张件幅册本组部辆只对副份块枚盒箱支篇卷")
_PERIODS = frozenset(("年", "月", "天", "日", "周", "季度"))

NONE = Measure(
    "",
    "count",
    claims=True,
    is_time=False,
    is_act=False,
    is_people=False,
    after_blank=False,
    digits_only=False,
    is_technical=False,
    not_before=(),
    yet_before=(),
)
PER_CENT = replace(NONE, word="%", kind="share")


@cache
def _by_first_sign() -> dict[str, tuple[Measure, ...]]:
    lists = tomllib.loads(files("shilu.claims").joinpath("measure_words.toml").read_text(encoding="utf-8"))
    not_before, yet_before = lists.pop("not_before"), lists.pop("yet_before")
    words = {name: frozenset(told.split()) for name, told in lists.items()}
    measures: dict[str, list[Measure]] = {}
    for word in set().union(*(words[name] for name in ("count", "measure", "share", "left_out"))):
        left_out = word in words["left_out"]
        one = Measure(
            word,
            "measure" if word in words["measure"] else "share" if word in words["share"] else "count",
            claims=not left_out,
            is_time=word in words["time"],
            is_act=word in words["act"],
            is_people=word in words["people"],
            after_blank=word in words["after_blank"],
            digits_only=word in words["digits_only"],
            is_technical=word in words["technical"],
            not_before=tuple(not_before.get(word, "").split()),
            yet_before=tuple(yet_before.get(word, "").split()),
        )
        measures.setdefault(word[0], []).append(one)
    return {sign: tuple(sorted(found, key=lambda one: -len(one.word))) for sign, found in measures.items()}


def measure_at(text: str, start: int) -> Measure | None:
    """The longest measure word that begins at ``start`` and is not the beginning of another word (12人民 has none)."""
    for measure in _by_first_sign().get(text[start : start + 1], ()):
        if not text.startswith(measure.word, start):
            continue
        if text.startswith(measure.not_before or ("\0",), start) and not text.startswith(
            measure.yet_before or ("\0",), start
        ):
            continue
        end = start + len(measure.word)
        if measure.word[-1] in _LETTERS and text[end : end + 1] in _LETTERS_AND_DIGITS:
            continue
        return _with_tail(measure, text, end)
    return None


def _with_tail(measure: Measure, text: str, end: int) -> Measure:
    """The measure word with what belongs to it behind it: 件（套）, 趟次, 微克/立方米."""
    if measure.kind == "share" or not measure.claims or text[end : end + 1] not in _TAILS:
        return measure
    found = _TAIL.match(text, end)
    if found is None or (found["times"] and measure.word in {"个", "次", "轮", "届", "批"}):
        return measure
    if found["unit"] in _PERIODS or (found["unit"] and measure.kind == "count" and found["unit"] not in _THINGS):
        return measure
    return replace(measure, word=measure.word + found[0], is_act=measure.is_act or found[0].endswith("次"))
