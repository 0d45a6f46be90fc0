"""The text of a paper as a row of lines with its bound numbers marked: what a writer leaves and a reader finds again."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
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
class Place:
    """The ``paragraph``-th paragraph that is not empty, or the cell of the ``table``-th table; all count from 1."""

    paragraph: int = 0
    table: int = 0
    row: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph or table cell, squeezed; ``raw`` is the text with its blanks."""

    text: str
    spans: tuple[Span, ...] = ()
    place: Place = Place()
    raw: str = field(default="", compare=False)

    @property
    def places(self) -> list[int]:
        """Where in ``raw`` each sign of the squeezed text stands."""
        return [at for at, sign in enumerate(self.raw) if not _BLANKS.match(sign)]


@dataclass(frozen=True, slots=True)
class Expected:
    """A number that must be in a text: what it showed, and the text before and after it."""

    id: str
    shown: str
    before: str
    after: str


Part = tuple[str, str, How]


def line_of(parts: Iterable[Part], place: Place = Place()) -> Line:
    """The line of ``parts``: pieces of text, each with the id of the number it belongs to (or an empty one) and what told so.

    Neighbouring pieces of one number make one span.
    """
    text = raw = ""
    spans: list[Span] = []
    for piece, bound, how in parts:
        start = len(text)
        raw += piece
        text += squeeze(piece)
        if not bound or len(text) == start:
            continue
        if spans and spans[-1].id == bound and spans[-1].end == start:
            spans[-1] = Span(spans[-1].start, len(text), bound, spans[-1].how)
        else:
            spans.append(Span(start, len(text), bound, how))
    return Line(text, tuple(spans), place, raw)


def plain_value(value: str) -> str:
    """A decimal as every program writes it: 12.50 and 12.5 are 12.5; anything else stays as it is."""
    try:
        return f"{Decimal(value).normalize():f}"
    except InvalidOperation:
        return value


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
    """SHA-256 of the squeezed text, hexadecimal: equal for a paper, its clean copy and both read back, in Word and HTML.

    How the text is cut into lines does not matter: a title over two lines is one heading in HTML.
    """
    return hashlib.sha256("".join(line.text for line in lines).encode()).hexdigest()
