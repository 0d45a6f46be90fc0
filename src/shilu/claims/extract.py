"""The claims of a text: its numbers first, then what each of them counts."""

import re

from shilu.claims.claim import Claim
from shilu.claims.marks import approx
from shilu.claims.nouns import BOUNDARY, noun_after, noun_before
from shilu.claims.periods import Periods
from shilu.claims.words import cutters, endings
from shilu.claims.written import REACH, Written, written_numbers

_SENTENCE_END = "。！？!?\n；;"
_RATE_NOUN = re.compile(r"(?:率|度|比例|比重|占比|比|面)$")


def extract(text: str) -> tuple[Claim, ...]:
    """The claims of ``text`` in the order they stand in; offsets are those of ``text``."""
    found = written_numbers(text)
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
    return tuple(
        Claim(
            one.start,
            one.end,
            text[one.start : one.end],
            one.value,
            approx(one.marks),
            one.measure.word,
            name,
            one.per,
            periods.of(one.start),
            one.measure.kind,
            one.marks,
            one.upper,
        )
        for one, name in zip(found, names, strict=True)
    )


def _what(text: str, one: Written, following: int, before: Written | None, names: list[str]) -> tuple[str, bool]:
    """The noun of one number; True where it has none of its own and takes that of the number that follows at once."""
    act, people = one.measure.is_act and not one.measure.is_people, one.measure.is_people
    behind_text = text[one.end : min(following, one.end + 40)]
    if not one.measure.word and behind_text.startswith("大"):
        behind_text = behind_text[1:]
    after, verb, read = noun_after(behind_text, act=act)
    runs_on = one.end + read >= following and following < len(text)
    floor = max(before.end if before else 0, one.start - REACH)
    left, deed = _left(text, one.start, floor, act=act)
    if after and not (left and (runs_on or (one.measure.kind == "share" and _RATE_NOUN.search(left)))):
        return after, False
    if left:
        return left, False
    if after:
        return after, False
    if act and verb and not deed:
        return verb, False
    if not behind_text and following < len(text) and not (before and before.end == one.start):
        return "", True
    if deed and one.measure.kind != "count":
        return deed, False
    carried = _carried(text, one.start, floor, before, names, act=act)
    if people and deed in endings("deeds").get(deed[-1:], ()):
        return (deed + carried if deed in {"参加", "参与", "观看", "参观"} and carried and not carried.startswith(deed) else deed), False
    if carried:
        return carried, False
    if people and verb:
        return _deed(behind_text), False
    return deed or verb or "", False


def _left(text: str, start: int, floor: int, *, act: bool) -> tuple[str, str]:
    window = text[floor:start].rstrip(" \u3000“”\"")
    if window.endswith(("：", ":", "（", "(")):
        window = window[:-1]
    edge = 0
    for found in BOUNDARY.finditer(window):
        edge = found.end()
    phrase = window[edge:]
    listed = phrase.rfind("、")
    if listed >= 0 and floor and edge == 0 and not phrase[:listed].strip("、 ”“"):
        phrase = phrase[listed + 1 :]
    return noun_before(phrase, act=act)


def _carried(text: str, start: int, floor: int, before: Written | None, names: list[str], *, act: bool) -> str:
    """The noun of an earlier clause of the same sentence, or of the number that stands there."""
    window = text[floor:start]
    last = max(window.rfind(sign) for sign in "。！？!?\n")
    window = window[last + 1 :]
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
    edge = BOUNDARY.search(phrase)
    return (phrase if edge is None else phrase[: edge.start()])[:12].strip("“” ")
