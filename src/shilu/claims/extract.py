"""The claims of a text: its numbers first, then what each of them counts, then the period it is tied to."""

from decimal import Decimal
from itertools import pairwise

from shilu.claims.claim import Claim
from shilu.claims.clauses import EDGE, is_han
from shilu.claims.marks import approx
from shilu.claims.naming import name_all
from shilu.claims.periods import Periods
from shilu.claims.written import Written, written_numbers

_BOUNDING = ("连续", "坚持", "持续")
_STATED = ("为期", "历时", "为时", "累计", "时长", "服务", "培训", "学习", "长达")
_NEAR = 12


def extract(text: str) -> tuple[Claim, ...]:
    """The claims of ``text`` in the order they stand in; offsets are those of ``text``.

    A number that nothing in the text gives a noun to (约3页 alone in a line) is no claim.
    """
    found = _own_statements(text, written_numbers(text))
    if not found:
        return ()
    periods = Periods(text)
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
        for one, name in zip(found, name_all(text, found), strict=True)
        if name
    )


def _own_statements(text: str, found: list[Written]) -> list[Written]:
    """The numbers without those that only describe the thing that the next number counts."""
    kept = [one for one, other in pairwise(found) if not _describes(text, one, other)]
    return [*kept, *found[-1:]]


def _describes(text: str, one: Written, other: Written) -> bool:
    """A technical measure stands before its noun (10千伏线路14条), a length of time bounds a count (连续3年保持95%)."""
    if one.measure.kind != "measure" or one.per:
        return False
    between = text[one.end : other.start]
    if not 0 < len(between) < _NEAR or EDGE.search(between) or "、" in between:
        return False
    if one.measure.is_time:
        stated = text.startswith(_STATED, max(0, one.start - 2)) or text[max(0, one.start - 2) : one.start].isspace()
        bounds = other.measure.kind == "count" and is_han(text[one.start - 1 : one.start]) and not stated
        return bounds or text.startswith(_BOUNDING, max(0, one.start - 2))
    return one.measure.is_technical and not one.marks and is_han(between[0]) and between[0] != "的"


def _plain(value: Decimal | None) -> Decimal | None:
    """``value`` without the noughts behind the point that folding 万 leaves."""
    return value.to_integral_value() if value is not None and value == value.to_integral_value() else value
