"""A stated rise or fall against its two values: 由91起降至39起，下降57.1%; 27次，上年同期20次，同比增长35%."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from shilu.lib.amounts import plain_number
from shilu.reports.checking.finding import Finding
from shilu.reports.checking.within.change_words import BESIDE, BESIDE_TOO, BOTH, FROM_TO, MORE, MOVED, THAN, UP
from shilu.reports.checking.within.reading import Number, Sentence, alike
from shilu.reports.checking.within.rounding import fits, fits_between, half_step, shown_rounded
from shilu.reports.checking.within.words import THEN


@dataclass(frozen=True, slots=True)
class _Change:
    before: Number
    after: Number
    by: Number
    up: bool


def changes(sentence: Sentence) -> Iterator[Finding]:
    """Rises and falls that their two values do not give."""
    seen: set[int] = set()
    for pattern in (FROM_TO, BESIDE, BESIDE_TOO, THAN):
        for found in pattern.finditer(sentence.masked):
            change = _Change(
                sentence.number(found["from"]),
                sentence.number(found["to"]),
                sentence.number(found["by"]),
                bool(found["up"]),
            )
            if change.by.start in seen or not _comparable(change) or _is_beside(sentence, change.after):
                continue
            seen.add(change.by.start)
            yield from _checked(change)
    for found in BOTH.finditer(sentence.masked):
        yield from _both(sentence, found, seen)
    for found in MORE.finditer(sentence.masked):
        if not _is_beside(sentence, sentence.number(found["to"])):
            yield from _more_than_all(sentence.number(found["to"]), sentence.number(found["by"]))


def _is_beside(sentence: Sentence, number: Number) -> bool:
    """Whether a number only says how another one was or moved (去年同期13次, 环比增加12次), so that no change is of it."""
    own = re.split(r"[，,；;、（(]", sentence.between(sentence.place(number)))[-1]
    return bool(THEN.search(own) or MOVED.search(own))


def _comparable(change: _Change) -> bool:
    before, after = change.before, change.after
    same = (
        alike(before, after) or (before.unit == "" and after.unit != "%") or (after.unit == "" and before.unit != "%")
    )
    return same and before.is_one and after.is_one and change.by.value is not None


def _checked(change: _Change) -> Iterator[Finding]:
    before, after, by = change.before, change.after, change.by
    if before.value is None or after.value is None:
        return
    if (_below(before, after) and not change.up) or (_below(after, before) and change.up):
        if by.value:
            yield _finding(change, _wrong_way(change))
        return
    difference = abs(after.value - before.value)
    if before.unit == "%":
        yield from _points(change, difference * 100)
    elif by.unit == "%":
        yield from _per_cent(change)
    elif by.unit == "倍":
        yield from _times(change)
    elif alike(by, after) and not by.allows(difference - _slack(before, after), difference + _slack(before, after)):
        yield _finding(change, _said(change, f"{plain_number(difference)}{by.unit}"))


def _below(one: Number, other: Number) -> bool:
    return one.highest is not None and other.lowest is not None and one.highest < other.lowest


def _slack(*numbers: Number) -> Decimal:
    """How far the difference of numbers that are written in 万 may be from that of the written ones."""
    return sum(((one.highest or Decimal(0)) - (one.value or Decimal(0)) for one in numbers), Decimal(0))


def _wrong_way(change: _Change) -> str:
    said = {"before": change.before.quote, "after": change.after.quote}
    if change.up:
        return _("From %(before)s to %(after)s is a fall, not a rise.") % said
    return _("From %(before)s to %(after)s is a rise, not a fall.") % said


def _points(change: _Change, points: Decimal) -> Iterator[Finding]:
    """From 95.2 % to 97.5 % are 2.3 points; what is called 2.3 % would be another thing."""
    by = change.by
    if by.written is None:
        return
    if by.unit == "%":
        before = (change.before.value or Decimal(0)) * 100
        # From 92 % to 91 % is a point: that 1 % is also what a hundredth less of 92 rounds to is not what was meant.
        of_before = points / before * 100 if before else None
        if of_before is not None and fits(by.written, of_before) and (by.written != points or of_before == points):
            return
        right = _("%(points)s percentage points") % {"points": f"{points.normalize():f}"}
        yield _finding(change, _said(change, right))
    elif by.unit.endswith("百分点") and by.written != points and not fits(by.written, points):
        right = _("%(points)s percentage points") % {"points": f"{points.normalize():f}"}
        yield _finding(change, _said(change, right))


def _share_of_before(change: _Change) -> tuple[Decimal, Decimal, Decimal] | None:
    """The change as a share of the value before: as written, and the least and the most that rounded values allow."""
    before, after = change.before, change.after
    if not before.value or not before.lowest or before.highest is None or after.value is None:
        return None
    if after.lowest is None or after.highest is None:
        return None
    ends = (after.lowest / before.highest - 1, after.highest / before.lowest - 1)
    low, high = ends if change.up else (-ends[1], -ends[0])
    return abs(after.value / before.value - 1), low, high


def _agrees(by: Number, low: Decimal, high: Decimal) -> bool:
    """Whether a stated per cent is one of those shares."""
    if by.written is None:
        return True
    if by.is_one:
        return fits_between(by.written, low * 100, high * 100)
    half = half_step(by.written) / 100
    return by.allows(low - half, high + half)


def _per_cent(change: _Change) -> Iterator[Finding]:
    shares = _share_of_before(change)
    if shares is not None and change.by.written is not None and not _agrees(change.by, *shares[1:]):
        yield _finding(change, _said(change, f"{shown_rounded(change.by.written, shares[0] * 100)}%"))


def _times(change: _Change) -> Iterator[Finding]:
    """增长2倍 of 20 is 60; a fall by times has no meaning that could be reckoned."""
    by, shares = change.by, _share_of_before(change)
    if shares is None or by.written is None or not by.is_one or not change.up:
        return
    if not fits_between(by.written, shares[1], shares[2]):
        yield _finding(change, _said(change, _("%(times)s times") % {"times": shown_rounded(by.written, shares[0])}))


def _both(sentence: Sentence, found: re.Match[str], seen: set[int]) -> Iterator[Finding]:
    """A difference and a per cent beside each other: 27次，同比增加7次，增长35%."""
    after, by, rate = (sentence.number(found[name]) for name in ("to", "by", "rate"))
    if rate.start in seen or rate.unit != "%" or by.unit == "%" or not alike(after, by):
        return
    if _is_beside(sentence, after):
        return
    if not (after.is_one and by.is_one) or after.value is None or by.value is None or rate.written is None:
        return
    up = bool(found["up"])
    before = after.value - by.value if up else after.value + by.value
    slack = _slack(after, by)
    if before - slack <= 0:
        return
    same_way = (found["second"] in UP.split("|")) == up
    low = (by.value - _slack(by)) / (before + slack)
    high = (by.value + _slack(by)) / (before - slack)
    if same_way and _agrees(rate, low, high):
        return
    said = {
        "before": f"{plain_number(before)}{after.unit}",
        "after": after.quote,
        "right": f"{shown_rounded(rate.written, by.value / before * 100)}%",
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
