"""Which line of a template printed which words: expressions are followed through rendering, so that edits find the way back."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from jinja2 import TemplateError

from shilu.reports.binder import Binder
from shilu.reports.document import Number, Record
from shilu.reports.front_matter import split_front_matter
from shilu.reports.markdown import CLOSES, OPENS
from shilu.reports.sandbox import Sandbox
from shilu.reports.template import render

_BEGIN, _END, _BLOCK, _BLOCK_END = "\ue010", "\ue011", "\ue012", "\ue013"
_MARKER: Final = re.compile(f"{OPENS}([^{OPENS}{CLOSES}]*){CLOSES}")
_HEAD: Final = re.compile(r"[ \t\u3000]*(?:#{1,6}[ \t]+|[-*+][ \t]+|\d+[.)][ \t]+|>[ \t]*)?")
_ENDED: Final = {"for", "if", "macro", "call", "filter", "with", "block", "autoescape", "raw", "trans"}
_UNSEEN: Final = re.compile(r"\*\*|__|\\(?=[^\w\s])|\r")

Token = str | tuple[str]
"""One sign of the printed text, or the id of a bound number."""


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece of a source line: its source, and the tokens that it printed (none where it only sets words in bold)."""

    source: str
    tokens: tuple[Token, ...]
    expression: bool = False


@dataclass(frozen=True, slots=True)
class TracedLine:
    """A line of the template (counted from 0) that prints one paragraph: what opens it (## or - ), and its atoms."""

    number: int
    head: str
    atoms: tuple[Atom, ...]

    @property
    def tokens(self) -> tuple[Token, ...]:
        return tuple(token for atom in self.atoms for token in atom.tokens)


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: Literal["words", "expression", "block"]
    start: int
    end: int
    out: str = ""


def traced_lines(text: str, *, binder: Binder, names: dict[str, object]) -> tuple[TracedLine, ...]:
    """The lines of the template ``text`` that stand alone as a paragraph and print nothing but words and inline numbers.

    Lines inside loops and conditions, tables, and lines of a paragraph that goes on are not among them. ``names`` are
    those of ``surroundings(binder)``; numbers get the ids that composing the same text gives them.
    """
    _front, body = split_front_matter(text)
    pieces = _pieces(body)
    if not pieces:
        return ()
    marked = "".join(_wrapped(piece, body) for piece in pieces)
    printed = _printed(render(marked, dict(names), file=""), pieces)
    return tuple(_lines(body, printed, binder)) if printed else ()


def _pieces(body: str) -> list[_Piece]:
    """The body cut into words, expressions at the outermost level, and whole blocks; nothing where that is in doubt."""
    try:
        tokens = list(Sandbox().lex(body))
    except TemplateError:
        return []
    if "".join(value for _line, _kind, value in tokens) != body:
        return []  # a minus in a tag takes blanks away: what was printed where is not sure then
    cut = _Cut()
    for _line, kind, value in tokens:
        cut.see(kind, value)
    return cut.pieces if not cut.depth else []


@dataclass(slots=True)
class _Cut:
    """One pass over the signs of a template; ``depth`` is how many blocks are open."""

    pieces: list[_Piece] = field(default_factory=list)
    at: int = 0
    start: int = 0
    depth: int = 0
    names: list[str] = field(default_factory=list)

    def see(self, kind: str, value: str) -> None:
        """Take the next sign."""
        end = self.at + len(value)
        if kind in {"name", "operator"}:
            self.names.append(value)
        elif kind in {"block_begin", "raw_begin"}:
            self.start, self.names = self.start if self.depth else self.at, []
            self.depth += kind == "raw_begin"
        elif kind in {"block_end", "raw_end"}:
            self.depth += _deeper(self.names) if kind == "block_end" else -1
            self._cut("block", end)
        elif kind == "data" and not self.depth:
            self.pieces.append(_Piece("words", self.at, end))
        elif kind in {"variable_begin", "comment_begin"} and not self.depth:
            self.start = self.at
        elif kind in {"variable_end", "comment_end"}:
            self._cut("expression" if kind == "variable_end" else "block", end)
        self.at = end

    def _cut(self, kind: Literal["expression", "block"], end: int) -> None:
        if not self.depth:
            self.pieces.append(_Piece(kind, self.start, end))


def _deeper(names: list[str]) -> int:
    """How a tag of a block changes the depth."""
    first = names[0] if names else ""
    if first.startswith("end"):
        return -1
    return int(first in _ENDED or (first == "set" and "=" not in names))


def _wrapped(piece: _Piece, body: str) -> str:
    source = body[piece.start : piece.end]
    if piece.kind == "words":
        return source
    opens, closes = (_BEGIN, _END) if piece.kind == "expression" else (_BLOCK, _BLOCK_END)
    return f"{opens}{source}{closes}"


def _printed(rendered: str, pieces: list[_Piece]) -> list[_Piece]:
    """The pieces with what each printed; nothing where the marks do not lie as they were put."""
    found = re.split(f"({_BEGIN}[^{_BEGIN}{_END}]*{_END}|{_BLOCK}[^{_BLOCK}{_BLOCK_END}]*{_BLOCK_END})", rendered)
    outs = found[1::2]
    marked = [piece for piece in pieces if piece.kind != "words"]
    if len(outs) != len(marked):
        return []
    of = iter(outs)
    return [piece if piece.kind == "words" else replace(piece, out=next(of)[1:-1]) for piece in pieces]


def _lines(body: str, pieces: list[_Piece], binder: Binder) -> Iterator[TracedLine]:
    start = 0
    lines = body.split("\n")
    for number, line in enumerate(lines):
        end = start + len(line)
        if line.strip() and not _goes_on(lines, number):
            within = [piece for piece in pieces if piece.start < end and piece.end > start]
            atoms = _atoms(range(start, end), body, within, binder)
            head = _HEAD.match(line)
            opening = head.group() if head else ""
            if atoms is not None:
                yield TracedLine(number, opening, tuple(_without(opening, atoms)))
        start = end + 1


def _goes_on(lines: list[str], number: int) -> bool:
    """Whether a line is part of a paragraph over several lines."""

    def plain(at: int) -> bool:
        return 0 <= at < len(lines) and bool(lines[at].strip()) and not _opens(lines[at])

    if _opens(lines[number]):
        return plain(number + 1) and not lines[number].lstrip().startswith("#")
    return plain(number - 1) or plain(number + 1)


def _opens(line: str) -> bool:
    head = _HEAD.match(line)
    return bool(head and head.group().strip())


def _atoms(line: range, body: str, pieces: list[_Piece], binder: Binder) -> list[Atom] | None:
    """The pieces within a line; None where one of them is a block or reaches beyond it, and for a row of a table."""
    atoms: list[Atom] = []
    for piece in pieces:
        if piece.kind == "words":
            words = body[max(piece.start, line.start) : min(piece.end, line.stop)]
            if "|" in words:
                return None
            atoms += _words(words)
        elif piece.kind == "block" or piece.start < line.start or piece.end > line.stop or "\n" in piece.out:
            return None
        else:
            atoms.append(Atom(body[piece.start : piece.end], tuple(_tokens(piece.out, binder)), expression=True))
    return atoms


def _words(source: str) -> Iterator[Atom]:
    """A sign each; what only sets in bold prints nothing."""
    at = 0
    while at < len(source):
        unseen = _UNSEEN.match(source, at)
        if unseen:
            yield Atom(unseen.group(), ())
            at = unseen.end()
        else:
            yield Atom(source[at], () if source[at].isspace() else (source[at],))
            at += 1


def _tokens(out: str, binder: Binder) -> Iterator[Token]:
    at = 0
    for found in _MARKER.finditer(out):
        yield from (sign for sign in out[at : found.start()] if not sign.isspace())
        if isinstance(binder.bound.get(found.group(1)), Number | Record):
            yield (found.group(1),)
        at = found.end()
    yield from (sign for sign in out[at:] if not sign.isspace())


def _without(opening: str, atoms: list[Atom]) -> Iterator[Atom]:
    """The atoms behind what opens the line."""
    left = len(opening)
    for atom in atoms:
        if left > 0:
            left -= len(atom.source)
        else:
            yield atom
