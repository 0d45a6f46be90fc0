"""Lines of a file beside those that it was made with: which is which, however they were changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from shilu.reports.drafting.tracing import Token

_ALIKE: Final = 0.45


@dataclass(frozen=True, slots=True)
class Read:
    """A line of a file: its words with blanks, and where in them bound numbers stand (start, end, id)."""

    raw: str
    spans: tuple[tuple[int, int, str], ...] = ()

    @property
    def tokens(self) -> list[tuple[Token, str]]:
        """Each sign or number with what stands there; blanks go with the sign before them."""
        found: list[tuple[Token, str]] = []
        at = 0
        spans = {start: (end, key) for start, end, key in self.spans}
        while at < len(self.raw):
            if at in spans:
                end, key = spans[at]
                found.append(((key,), self.raw[at:end]))
                at = max(end, at + 1)
                continue
            sign = self.raw[at]
            if not sign.isspace():
                found.append((sign, sign))
            elif found and isinstance(found[-1][0], str):
                found[-1] = (found[-1][0], found[-1][1] + sign)
            at += 1
        return found

    @property
    def key(self) -> tuple[Token, ...]:
        return tuple(token for token, _shown in self.tokens)


def places_by_now(lines: list[str], now: list[str]) -> dict[int, int]:
    """Where each line of the old text stands in the new one."""
    if lines == now:
        return {at: at for at in range(len(lines))}
    blocks = SequenceMatcher(None, lines, now, autojunk=False).get_matching_blocks()
    return {block.a + step: block.b + step for block in blocks for step in range(block.size)}


def side_by_side(before: Sequence[Read], after: Sequence[Read]) -> Iterator[tuple[int | None, int | None]]:
    """Lines side by side: those that are equal, and between them those that are alike."""
    matcher = SequenceMatcher(None, [one.key for one in before], [one.key for one in after], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield from zip(range(a, b), range(c, d), strict=True)
        else:
            yield from _alike(before, after, range(a, b), range(c, d))


def _alike(
    before: Sequence[Read], after: Sequence[Read], old: range, new: range
) -> Iterator[tuple[int | None, int | None]]:
    free = new.start
    for one in old:
        best = max(
            range(free, new.stop),
            key=lambda other: (_likeness(before[one], after[other]), -other),
            default=None,
        )
        if best is None or (_likeness(before[one], after[best]) < _ALIKE and len(old) != len(new)):
            yield one, None
            continue
        if len(old) == len(new):
            best = max(free, new.start + (one - old.start))
        yield from ((None, other) for other in range(free, best))
        yield one, best
        free = best + 1
    yield from ((None, other) for other in range(free, new.stop))


def _likeness(one: Read, other: Read) -> float:
    return SequenceMatcher(None, one.key, other.key, autojunk=False).ratio()
