"""Lists of parts with a number each: 党课3场、讲堂12场; where one begins, goes on and ends."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from shilu.reports.checking.within.reading import SIGN, Number, Sentence, alike
from shilu.reports.checking.within.words import NEW_ACT, THEN

_OPEN, _CLOSE = "（(", "）)"
_ASIDE = re.compile(
    r"其中|另|此外|同时|占|同比|环比|比上|较上|增[加长幅]|减少|下降|上升|提高|共|合计|累计|以上|人均|平均|每"
)
_LONGEST: Final = 16  # of the words between two parts of a list
MOST: Final = 30  # parts of a list
# Words of one sort name parts that exclude each other; those of two sorts may be of the same things.
SORTS: Final = tuple(
    re.compile(words)
    for words in (
        "国家级|中央|部级|省|市级|县级|区级|级",
        "男|女",
        "民警|辅警|职工|工勤",
        "季度|月|半年",
        "线上|线下",
        "头版|头条|重点|典型|优秀|首次",
        "党员|团员|群众",
    )
)


@dataclass(frozen=True, slots=True)
class Part:
    """A number of a list, and the words before it that name it."""

    number: Number
    words: str


def parts_after(sentence: Sentence, since: int) -> list[Part]:
    """The numbers of the list that begins at ``since``, all of the first one's measure word, none in brackets."""
    parts: list[Part] = []
    depth = 0
    words = ""
    for sign in sentence.masked[since:]:
        if sign in _OPEN:
            depth += 1
        elif sign in _CLOSE:
            if depth == 0:
                break
            depth -= 1
        elif depth:
            continue
        elif re.fullmatch(SIGN, sign):
            number = sentence.number(sign)
            if not goes_on(words, first=not parts) or number.value is None:
                break
            if number.unit == "%" or not number.claimed or len(parts) == MOST:
                break
            if not parts or alike(number, parts[0].number):
                parts.append(Part(number, words))
            words = ""
        else:
            words += sign
    return parts


def surely_one_list(parts: Sequence[Part]) -> int:
    """How many of the parts are surely of one list."""
    for at, part in enumerate(parts):
        if at and re.search(r"[，,；;。]", part.words) and not of_one_sort(parts[: at + 1]):
            return at
    return len(parts)


def of_one_sort(parts: Sequence[Part]) -> bool:
    """Whether all parts are named by one sort of words: 省级, 市级."""
    return any(all(kind.search(part.words) for part in parts) for kind in SORTS)


def goes_on(words: str, *, first: bool) -> bool:
    """Whether a list goes on over these words: no new act, nothing that compares, not too long."""
    if len(words) > _LONGEST or THEN.search(words):
        return False
    return first or not (NEW_ACT.search(words) or _ASIDE.search(words))
