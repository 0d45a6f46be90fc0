"""What a finished report becomes in its template: stretches of its text replaced by expressions, others left for the clerk."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shilu.reports.old_numbers import quoted


@dataclass(frozen=True, slots=True)
class Replaced:
    """The text from ``start`` to ``end`` (offsets in the document's text) and the expression that prints it.

    ``meant`` is the figure in words. ``placeholder`` where the text had no number yet (×名); ``is_time`` for dates and periods,
    ``is_old`` for what is only told to be old.
    """

    start: int
    end: int
    expression: str
    words: str
    placeholder: bool = False
    is_time: bool = False
    is_old: bool = False
    meant: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """What stays as it was typed, told to be old: where, as written, why, and the expression that could stand there.

    ``meant`` is the figure of that expression in words.
    """

    start: int
    end: int
    words: str
    reason: str
    offered: str = ""
    meant: str = ""

    @property
    def as_old(self) -> Replaced:
        """The place in the template: an old number, with the figure that could stand there."""
        _figure, call, rest = self.offered.partition("figure(")
        expression = f"{{{{ old({quoted(self.words)}, {rest}" if call else f"{{{{ old({quoted(self.words)}) }}}}"
        return Replaced(self.start, self.end, expression, self.words, is_old=True, meant=self.meant)


def without_overlap(found: Iterable[Replaced]) -> tuple[Replaced, ...]:
    """The replacements in order; of two that share a sign the longer one."""
    kept: list[Replaced] = []
    for one in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: one.start))


def is_free(start: int, end: int, taken: Sequence[Replaced]) -> bool:
    """Whether no replacement touches the stretch."""
    return all(end <= one.start or one.end <= start for one in taken)
