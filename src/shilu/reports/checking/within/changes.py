"""A stated rise or fall against its two values: 由91起降至39起，下降57.1%; 27次，上年同期20次，同比增长35%."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from shilu.lib.amounts import plain_number
from shilu.reports.checking.finding import Finding
from shilu.reports.checking.within.reading import SIGN, Number, Sentence, alike
from shilu.reports.checking.within.rounding import fits, shown_rounded

_UP: Final = "增加|增长|上升|提高|提升|增|多|上涨|扩大|攀升|涨幅|增幅"
_DOWN: Final = "减少|下降|降低|减|少|下滑|回落|降幅|缩减|压减"
_MOVE: Final = rf"(?P<up>{_UP})|(?P<down>{_DOWN})"
_NOT = SIGN[1:-1]
_SAME: Final = r"(?:去年|上年|上一年|前一年|上期|上月|上季度|上半年|20\d\d年)?(?:度|全年)?(?:同期|同月|同季度)?"
# No word of a rise or fall: in 比上年同期增加7次 the number is the difference.
_STILL: Final = rf"(?:(?!{_UP}|{_DOWN})[^。；;，,{_NOT}])"
_THEN: Final = r"(?:去年同期|上年同期|上一年同期|同期|上年|去年|上一年|上期|上月|上季度)"

# 由91起降至39起，下降57.1%
_FROM_TO = re.compile(
    rf"(?:由|从)[^。；;{_NOT}]{{0,12}}?(?P<from>{SIGN})[^。；;{_NOT}]{{0,4}}?"
    rf"(?:{_UP}|{_DOWN}|降|升|达|发展|变)[^。；;{_NOT}]{{0,2}}?[至到为成](?:[^。；;，,{_NOT}]{{0,10}}?的)?(?P<to>{SIGN})"
    rf"[^。；;，,{_NOT}]{{0,4}}?[，,（(]?[^。；;，,{_NOT}]{{0,8}}?(?:{_MOVE})(?:幅度|率)?(?:达到|[了为达约])?(?P<by>{SIGN})"
)
# 27次，上年同期20次，同比增长35%; 27次（上年同期20次），增加7次
_BESIDE = re.compile(
    rf"(?P<to>{SIGN})[^。；;，,（({_NOT}]{{0,8}}?[，,（(](?:而)?{_THEN}(?:{_STILL}{{0,6}}?)(?:为|是|仅)?(?P<from>{SIGN})"
    rf"[^。；;，,{_NOT}]{{0,8}}?[，,）)]+[^。；;，,{_NOT}]{{0,8}}?(?:{_MOVE})(?:幅度|率)?(?:达到|[了为达约])?(?P<by>{SIGN})"
)
# 27次，比上年同期的20次增加7次
_THAN = re.compile(
    rf"(?P<to>{SIGN})[^。；;，,（({_NOT}]{{0,8}}?[，,（(][比较]{_THEN}(?:的|为)?(?P<from>{SIGN})"
    rf"(?:相比)?[，,]?[^。；;，,{_NOT}]{{0,2}}?(?:{_MOVE})(?:幅度|率)?(?:达到|[了为达约])?(?P<by>{SIGN})"
)
# 27次，比上年同期增加7次，增长35%
_BOTH = re.compile(
    rf"(?P<to>{SIGN})[^。；;，,（({_NOT}]{{0,8}}?[，,（(](?:同比|[比较与和]?{_THEN}(?:相比)?)[^。；;，,{_NOT}]{{0,4}}?"
    rf"(?:{_MOVE})了?(?P<by>{SIGN})[，,、（(]?[^。；;，,{_NOT}]{{0,4}}?(?P<second>{_UP}|{_DOWN})(?:幅度|率)?(?:达到|[了为达约])?(?P<rate>{SIGN})"
)
# 2次，同比增加3次
_MORE = re.compile(
    rf"(?P<to>{SIGN})[^。；;，,（({_NOT}]{{0,8}}?[，,（(](?:同比|[比较与和]{_THEN}(?:相比)?)[^。；;，,{_NOT}]{{0,4}}?"
    rf"(?:{_UP})了?(?P<by>{SIGN})"
)


@dataclass(frozen=True, slots=True)
class _Change:
    before: Number
    after: Number
    by: Number
    up: bool


def changes(sentence: Sentence) -> Iterator[Finding]:
    """Rises and falls that their two values do not give."""
    seen: set[int] = set()
    for pattern in (_FROM_TO, _BESIDE, _THAN):
        for found in pattern.finditer(sentence.masked):
            change = _Change(
                sentence.number(found["from"]),
                sentence.number(found["to"]),
                sentence.number(found["by"]),
                bool(found["up"]),
            )
            if change.by.start in seen or not _comparable(change):
                continue
            seen.add(change.by.start)
            yield from _checked(change)
    for found in _BOTH.finditer(sentence.masked):
        yield from _both(sentence, found, seen)
    for found in _MORE.finditer(sentence.masked):
        yield from _more_than_all(sentence.number(found["to"]), sentence.number(found["by"]))


def _comparable(change: _Change) -> bool:
    before, after = change.before, change.after
    same = (
        alike(before, after) or (before.unit == "" and after.unit != "%") or (after.unit == "" and before.unit != "%")
    )
    return same and before.exact and after.exact and before.value is not None and change.by.value is not None


def _checked(change: _Change) -> Iterator[Finding]:
    before, after = change.before.value, change.after.value
    if before is None or after is None:
        return
    if before != after and (after > before) != change.up and (change.by.value or 0) != 0:
        said = {"before": change.before.quote, "after": change.after.quote}
        rose = _("From %(before)s to %(after)s is a rise, not a fall.")
        fell = _("From %(before)s to %(after)s is a fall, not a rise.")
        yield _finding(change, (rose if after > before else fell) % said)
        return
    difference = abs(after - before)
    if change.before.unit == "%":
        yield from _points(change, difference * 100)
    elif change.by.unit == "%":
        if before != 0:
            yield from _per_cent(change, difference / before * 100)
    elif change.by.unit == "倍":
        yield from _times(change, before, after)
    elif alike(change.by, change.after) and not change.by.allows(difference, difference):
        right = f"{plain_number(difference)}{change.by.unit}"
        yield _finding(change, _said(change, right))


def _points(change: _Change, points: Decimal) -> Iterator[Finding]:
    """From 95.2 % to 97.5 % are 2.3 points; what is called 2.3 % would be another thing."""
    by = change.by
    if by.written is None:
        return
    if by.unit == "%":
        before = (change.before.value or Decimal(0)) * 100
        if before and fits(by.written, points / before * 100):
            return
        right = _("%(points)s percentage points") % {"points": f"{points.normalize():f}"}
        yield _finding(change, _said(change, right))
    elif by.unit.endswith("百分点") and by.written != points and not fits(by.written, points):
        right = _("%(points)s percentage points") % {"points": f"{points.normalize():f}"}
        yield _finding(change, _said(change, right))


def _per_cent(change: _Change, exact: Decimal) -> Iterator[Finding]:
    by = change.by
    if by.written is None:
        return
    half = Decimal("0.5").scaleb(int(by.written.as_tuple().exponent) - 2)
    agrees = fits(by.written, exact) if by.exact else by.allows(exact / 100 - half, exact / 100 + half)
    if not agrees:
        yield _finding(change, _said(change, f"{shown_rounded(by.written, exact)}%"))


def _times(change: _Change, before: Decimal, after: Decimal) -> Iterator[Finding]:
    by = change.by
    if by.written is None or before == 0 or not by.exact:
        return
    exact = (after - before) / before
    if not fits(by.written, exact):
        yield _finding(change, _said(change, _("%(times)s times") % {"times": shown_rounded(by.written, exact)}))


def _both(sentence: Sentence, found: re.Match[str], seen: set[int]) -> Iterator[Finding]:
    """A difference and a per cent beside each other: 27次，同比增加7次，增长35%."""
    after, by, rate = (sentence.number(found[name]) for name in ("to", "by", "rate"))
    if rate.start in seen or rate.unit != "%" or by.unit == "%" or not alike(after, by):
        return
    if not (after.exact and by.exact) or after.value is None or by.value is None or rate.written is None:
        return
    up = bool(found["up"])
    before = after.value - by.value if up else after.value + by.value
    if before <= 0:
        return
    same_way = (found["second"] in _UP.split("|")) == up
    exact = by.value / before * 100
    half = Decimal("0.5").scaleb(int(rate.written.as_tuple().exponent) - 2)
    agrees = fits(rate.written, exact) if rate.exact else rate.allows(exact / 100 - half, exact / 100 + half)
    if same_way and agrees:
        return
    said = {
        "before": f"{plain_number(before)}{after.unit}",
        "after": after.quote,
        "right": f"{shown_rounded(rate.written, exact)}%",
        "stated": rate.quote,
    }
    message = _("From %(before)s to %(after)s the change is %(right)s, not %(stated)s.") % said
    yield Finding("change", *rate.span, message, others=(after.span, by.span))


def _more_than_all(after: Number, by: Number) -> Iterator[Finding]:
    """A number that rose by more than it is: it would have been below nothing before."""
    if alike(after, by) and after.highest is not None and by.lowest is not None and by.lowest > after.highest:
        message = _("%(after)s cannot have risen by %(by)s, which is more.") % {"after": after.quote, "by": by.quote}
        yield Finding("change", *by.span, message, others=(after.span,))


def _said(change: _Change, right: str) -> str:
    said = {"before": change.before.quote, "after": change.after.quote, "right": right, "stated": change.by.quote}
    return _("From %(before)s to %(after)s the change is %(right)s, not %(stated)s.") % said


def _finding(change: _Change, message: str) -> Finding:
    return Finding("change", *change.by.span, message, others=(change.before.span, change.after.span))
