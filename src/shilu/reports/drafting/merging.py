"""What somebody changed in a file, brought back into the template that made it: a pure comparison of lines."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from shilu.reports.drafting.tracing import Atom, Token, TracedLine

_MARK: Final = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.．](?!\d)|（\d{1,2}）|——)[ \u3000]*"
)
_HEADINGS: Final = (
    (re.compile(r"[一二三四五六七八九十]{1,3}、"), "## "),
    (re.compile(r"（[一二三四五六七八九十]{1,3}）"), "### "),
)
_HEADING_LENGTH: Final = 30
_ALIKE: Final = 0.45
_CALL: Final = re.compile(r"\{\{\s*[\w\u4e00-\u9fff]+\(.*\)\s*\}\}", re.DOTALL)
_KEPT: Final = re.compile(r"""\s*,\s*kept\s*=\s*("[^"]*"|'[^']*')""")


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
    desk = _Desk(traced, before, after, kept, _places(text.split("\n"), now.split("\n")))
    for old, new in _pairs(before, after):
        desk.see(old, new)
    return Merged(desk.text(now.split("\n")), tuple(desk.taken), tuple(desk.left))


def keepable(traced: Sequence[TracedLine]) -> frozenset[str]:
    """The ids of numbers whose words can be kept by hand: those that an expression of their own prints."""
    return frozenset(
        key for key, atom in _numbers(traced).items() if len(atom.tokens) == 1 and _CALL.fullmatch(atom.source)
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
            self._behind.setdefault(self._last, []).extend(["", _opened(now, self.numbers, self.kept)])
        elif was is None or source is None or place is None:
            return False
        elif now is None:
            self._written[place] = []
        else:
            mark = len(was.key) > len(source.tokens)  # one that the program counted
            self._written[place] = [source.head + _rewritten(source, now, self.numbers, self.kept, mark=mark)]
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
            if key[len(key) - len(wanted) :] == wanted and _is_mark(before[place], len(key) - len(wanted)):
                found[place] = line
                at = place + 1
                break
    return found


def _is_mark(read: Read, length: int) -> bool:
    return length == 0 or _MARK.fullmatch("".join(shown for _token, shown in read.tokens[:length])) is not None


def _places(lines: list[str], now: list[str]) -> dict[int, int]:
    """Where each line of the old text stands in the new one."""
    if lines == now:
        return {at: at for at in range(len(lines))}
    blocks = SequenceMatcher(None, lines, now, autojunk=False).get_matching_blocks()
    return {block.a + step: block.b + step for block in blocks for step in range(block.size)}


def _pairs(before: Sequence[Read], after: Sequence[Read]) -> Iterator[tuple[int | None, int | None]]:
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


def _rewritten(
    source: TracedLine, read: Read, numbers: Mapping[str, Atom], kept: Mapping[str, str], *, mark: bool
) -> str:
    """A line of the template that prints what ``read`` says."""
    tokens = read.tokens
    if mark and (found := _MARK.match("".join(shown for _token, shown in tokens))):
        tokens = _behind(tokens, len(found.group().rstrip()))
    old = source.tokens
    matcher = SequenceMatcher(None, old, [token for token, _shown in tokens], autojunk=False)
    same = {block.a + step: block.b + step for block in matcher.get_matching_blocks() for step in range(block.size)}
    out: list[str] = []
    at = done = 0
    for atom in source.atoms:
        span = range(at, at + len(atom.tokens))
        at = span.stop
        if not span:
            if atom.source.isspace() and not (span.start in same or span.start - 1 in same):
                continue
            out.append(atom.source)
            continue
        places = [same.get(one) for one in span]
        whole = places[0] is not None and places == list(range(places[0], places[0] + len(places)))
        if not whole or places[0] < done:  # type: ignore[operator]
            continue
        out += (_spelled(one, numbers, kept) for one in tokens[done : places[0]])
        out.append(_with_kept(atom, kept))
        done = places[-1] + 1  # type: ignore[operator]
    out += (_spelled(one, numbers, kept) for one in tokens[done:])
    line = "".join(out)
    return line if line.count("**") % 2 == 0 else line.replace("**", "")


def _behind(tokens: list[tuple[Token, str]], length: int) -> list[tuple[Token, str]]:
    left = length
    for at, (_token, shown) in enumerate(tokens):
        if left <= 0:
            return tokens[at:]
        left -= len(shown.rstrip())
    return []


def _opened(read: Read, numbers: Mapping[str, Atom], kept: Mapping[str, str]) -> str:
    """A new line for the template: a heading where it is marked like one."""
    words = read.raw.strip()
    head = next((head for mark, head in _HEADINGS if mark.match(words) and len(words) <= _HEADING_LENGTH), "")
    tokens = read.tokens
    if head and (found := _MARK.match(words)):
        tokens = _behind(tokens, len(found.group().rstrip()))
    return head + "".join(_spelled(one, numbers, kept) for one in tokens).strip()


def _spelled(one: tuple[Token, str], numbers: Mapping[str, Atom], kept: Mapping[str, str]) -> str:
    """A sign as a template writes it; a number that was moved keeps what it is bound to."""
    token, shown = one
    if isinstance(token, str):
        return re.sub(r"([*_`\\<\[\]])", r"\\\1", shown).replace("{", "｛").replace("}", "｝")
    atom = numbers.get(token[0])
    return _with_kept(atom, kept) if atom is not None and len(atom.tokens) == 1 else shown


def _with_kept(atom: Atom, kept: Mapping[str, str]) -> str:
    """The source of an expression, which prints the words that somebody keeps where there are such."""
    words = next((kept[token[0]] for token in atom.tokens if not isinstance(token, str) and token[0] in kept), None)
    if words is None or not _CALL.fullmatch(atom.source):
        return atom.source
    plain = _KEPT.sub("", atom.source)
    end = plain.rindex(")")
    quoted = words.replace("\\", "").replace('"', "")
    return f'{plain[:end]}, kept="{quoted}"{plain[end:]}'
