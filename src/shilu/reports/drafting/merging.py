"""What somebody changed in a file, brought back into the template that made it: a pure comparison of lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shilu.reports.drafting.pairing import Read, places_by_now, side_by_side
from shilu.reports.drafting.rewriting import CALL, is_mark, opened, rewritten
from shilu.reports.drafting.tracing import Atom, TracedLine


@dataclass(frozen=True, slots=True)
class Changed:
    """A line that reads otherwise than it did; ``after`` is empty where it was taken out, ``before`` where it is new."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Merged:
    """The new text of the template, the lines that were changed in it, and those that somebody has to change by hand."""

    text: str
    taken: tuple[Changed, ...]
    left: tuple[Changed, ...]


def merged(
    text: str,
    *,
    traced: Sequence[TracedLine],
    before: Sequence[Read],
    after: Sequence[Read],
    kept: Mapping[str, str],
    onto: str | None = None,
) -> Merged:
    """``text`` with the changes that lead from the lines ``before`` to the lines ``after``.

    Numbers stay what they are bound to, whatever stands in the file; those of ``kept`` (id → words) print these words
    from now on. ``onto`` is the text as it is by now, where it was written on since; a change whose line is gone from it
    is left. Lines that no single line of the template printed are left as well.
    """
    now = text if onto is None else onto
    desk = _Desk(traced, before, after, kept, places_by_now(text.split("\n"), now.split("\n")))
    for old, new in side_by_side(before, after):
        desk.see(old, new)
    return Merged(desk.text(now.split("\n")), tuple(desk.taken), tuple(desk.left))


def keepable(traced: Sequence[TracedLine]) -> frozenset[str]:
    """The ids of numbers whose words can be kept by hand: those that an expression of their own prints."""
    return frozenset(
        key for key, atom in _numbers(traced).items() if len(atom.tokens) == 1 and CALL.fullmatch(atom.source)
    )


def _numbers(traced: Sequence[TracedLine]) -> dict[str, Atom]:
    """The expression behind each number."""
    return {
        token[0]: atom for line in traced for atom in line.atoms for token in atom.tokens if not isinstance(token, str)
    }


class _Desk:
    """The lines side by side, and what is written in the place of each line of the template or behind it."""

    def __init__(
        self,
        traced: Sequence[TracedLine],
        before: Sequence[Read],
        after: Sequence[Read],
        kept: Mapping[str, str],
        places: Mapping[int, int],
    ) -> None:
        self.before, self.after, self.kept, self.places = before, after, kept, places
        self.sources = _sources(traced, before)
        self.numbers = _numbers(traced)
        self.taken: list[Changed] = []
        self.left: list[Changed] = []
        self._written: dict[int, list[str]] = {}
        self._behind: dict[int, list[str]] = {}
        self._last = -1

    def see(self, old: int | None, new: int | None) -> None:
        """Take one pair of lines: the same, changed, gone (``new`` None) or new (``old`` None)."""
        was = None if old is None else self.before[old]
        now = None if new is None else self.after[new]
        source = self.sources.get(old) if old is not None else None
        place = self.places.get(source.number) if source else None
        if place is not None:
            self._last = place
        differs = was is None or now is None or was.key != now.key
        if differs or (now is not None and self._keeps(now)):
            done = self._write(was, now, source, place)
            if differs or not done:
                change = Changed(was.raw.strip() if was else "", now.raw.strip() if now else "")
                (self.taken if done else self.left).append(change)

    def _keeps(self, read: Read) -> bool:
        return any(key in self.kept for _start, _end, key in read.spans)

    def _write(self, was: Read | None, now: Read | None, source: TracedLine | None, place: int | None) -> bool:
        """Change the template; whether that could be done."""
        if was is None and now is not None and self._last >= 0:
            self._behind.setdefault(self._last, []).extend(["", opened(now, self.numbers, self.kept)])
        elif was is None or source is None or place is None:
            return False
        elif now is None:
            self._written[place] = []
        else:
            mark = len(was.key) > len(source.tokens)  # one that the program counted
            self._written[place] = [source.head + rewritten(source, now, self.numbers, self.kept, mark=mark)]
        return True

    def text(self, lines: Sequence[str]) -> str:
        """The template with what was changed."""
        done: list[str] = []
        for at, line in enumerate(lines):
            done += self._written.get(at, [line])
            done += self._behind.get(at, [])
        return "\n".join(done)


def _sources(traced: Sequence[TracedLine], before: Sequence[Read]) -> dict[int, TracedLine]:
    """The line of the template behind each line of the paper, where one alone printed it; both in their order."""
    found: dict[int, TracedLine] = {}
    at = 0
    for line in traced:
        wanted = line.tokens
        if not wanted:
            continue
        for place in range(at, len(before)):
            key = before[place].key
            if key[len(key) - len(wanted) :] == wanted and is_mark(before[place], len(key) - len(wanted)):
                found[place] = line
                at = place + 1
                break
    return found
