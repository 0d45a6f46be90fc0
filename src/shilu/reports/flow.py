"""The text of a paper as a row of lines with its bound numbers marked: what a writer leaves and a reader finds again."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

How = Literal["control", "bookmark", "context"]
CONTEXT = 12

_BLANKS = re.compile(r"[\s\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]+")


def squeeze(text: str) -> str:
    """``text`` without blanks and invisible signs: what stays equal when an office program rewrites a file."""
    return _BLANKS.sub("", text)


@dataclass(frozen=True, slots=True)
class Span:
    """Where in a line a bound number stands, and what told so."""

    start: int
    end: int
    id: str
    how: How


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph or table cell, squeezed; ``cell`` is set for a cell of a table, ``chart`` for the words of a chart."""

    text: str
    spans: tuple[Span, ...] = ()
    where: str = ""
    cell: bool = False


@dataclass(frozen=True, slots=True)
class Expected:
    """A number that must be in a text: what it showed, and the text before and after it."""

    id: str
    shown: str
    before: str
    after: str


def line_of(parts: Iterable[tuple[str, str]], *, where: str = "", cell: bool = False) -> Line:
    """The line of ``parts``: pieces of text, each with the id of the number that it is, or with an empty one."""
    text = ""
    spans: list[Span] = []
    for piece, bound in parts:
        start = len(text)
        text += squeeze(piece)
        if bound:
            spans.append(Span(start, len(text), bound, "control"))
    return Line(text, tuple(spans), where, cell)


def expected_in(lines: Sequence[Line]) -> tuple[Expected, ...]:
    """Each bound number of ``lines`` with about twelve characters around it; neighbouring lines count, joined by a break."""
    text = "\n".join(line.text for line in lines)
    found: list[Expected] = []
    start = 0
    for line in lines:
        for span in line.spans:
            a, b = start + span.start, start + span.end
            found.append(Expected(span.id, text[a:b], text[max(0, a - CONTEXT) : a], text[b : b + CONTEXT]))
        start += len(line.text) + 1
    return tuple(found)


def text_digest(lines: Iterable[Line]) -> str:
    """SHA-256 of the squeezed text, hexadecimal: equal for a paper, its clean copy and both read back."""
    return hashlib.sha256("\n".join(line.text for line in lines if line.text).encode()).hexdigest()
