"""Bound numbers found again by the text around them, for files that lost controls and bookmarks, and for clean copies."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from shilu.reports.flow import CONTEXT, Expected

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９％", "0123456789%")
_DIGIT = "0"
_GAP = 80  # characters that may have come to stand where a number was printed
_EDGE = 5
_EXACTLY = 0.3  # for each sign around that is the same with its numbers, where several places read alike without them
_ENOUGH = 0.55  # of the text around must be there still


@dataclass(frozen=True, slots=True)
class Located:
    """A number found by its context: where in the text, and what stands there now."""

    id: str
    start: int
    end: int
    shown: str


@dataclass(frozen=True)
class _Masked:
    """A text with each number as one sign, so that a neighbour that changed does not hide a number."""

    text: str

    @cached_property
    def _pieces(self) -> tuple[str, list[int]]:
        masked: list[str] = []
        places: list[int] = []
        done = 0
        for found in _NUMBER.finditer(self.text):
            masked += self.text[done : found.start()]
            places += range(done, found.start())
            masked.append(_DIGIT)
            places.append(found.start())
            done = found.end()
        masked += self.text[done:]
        places += range(done, len(self.text) + 1)
        return "".join(masked), places

    @property
    def masked(self) -> str:
        return self._pieces[0]

    def place(self, at: int) -> int:
        """Where the ``at``-th masked sign stands in the text."""
        return self._pieces[1][at]


def locate(text: str, expected: Sequence[Expected], *, taken: Sequence[tuple[int, int]] = ()) -> tuple[Located, ...]:
    """The ``expected`` numbers in the squeezed ``text``, in the order of ``expected``; those that are gone are left out.

    ``taken`` are places that hold other numbers. Each place serves one number. Where several read alike (a column of equal cells), they are taken in their order.
    """
    body = _Masked(text.translate(_FULL_WIDTH))
    ways = sorted(
        (
            (-score, abs(start / max(len(body.masked), 1) - order / max(len(expected), 1)), order, start, end)
            for order, one in enumerate(expected)
            for score, start, end in _candidates(body, one)
        )
    )
    found: dict[int, tuple[int, int]] = {}
    used = {place for start, end in taken for place in range(start, end)}
    for _score, _off, order, start, end in ways:
        held = range(body.place(start), body.place(end))
        if order not in found and not used.intersection(held):
            found[order] = (start, end)
            used.update(held)
    return tuple(
        Located(expected[order].id, body.place(start), body.place(end), text[body.place(start) : body.place(end)])
        for order, (start, end) in sorted(found.items())
    )


def _candidates(body: _Masked, one: Expected) -> Iterator[tuple[float, int, int]]:
    """Every place that may hold ``one`` now: a score, and start and end in the masked text."""
    text, shown = body.masked, _mask(one.shown)
    before, after = _mask(one.before), _mask(one.after)
    whole = min(len(before) + len(after), 2 * CONTEXT) or 1
    seen: set[int] = set()
    for start, end in _places(text, shown, before, after):
        if start in seen:
            continue
        seen.add(start)
        around = _around(text, start, end, before, after)
        if around / whole >= _ENOUGH or around >= CONTEXT:
            first, last = body.place(start), body.place(end)
            now = body.text[first:last]
            same = 2.0 if now == one.shown else 0.5 if text[start:end] == shown else 0.0
            yield around + same + _EXACTLY * _around(body.text, first, last, one.before, one.after), start, end


def signs_alike(text: str, start: int, end: int, expected: Expected) -> int:
    """How many signs directly around a place are those that stood around ``expected``, its neighbours among them."""
    return _around(text, start, end, expected.before, expected.after)


def _around(text: str, start: int, end: int, before: str, after: str) -> int:
    """How many signs directly before and after a place are those that stood there once."""
    head, tail = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return _alike(reversed(head), reversed(before)) + _alike(tail, after)


def _places(text: str, shown: str, before: str, after: str) -> Iterator[tuple[int, int]]:
    at = text.find(shown) if shown else -1
    while at >= 0:
        yield at, at + len(shown)
        at = text.find(shown, at + 1)
    head, tail = before[-_EDGE:], after[:_EDGE]
    at = text.find(head) if head else -1
    while at >= 0:
        start = at + len(head)
        end = text.find(tail, start, start + _GAP) if tail else start
        if end > start:
            yield start, end
        at = text.find(head, at + 1)


def _mask(text: str) -> str:
    return _NUMBER.sub(_DIGIT, text.translate(_FULL_WIDTH))


def _alike(one: Iterable[str], other: Iterable[str]) -> int:
    """How many signs two texts have in common from their beginning."""
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
