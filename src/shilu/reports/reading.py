"""A paper read back: which issue it is, where its bound numbers stand now, and which numbers somebody typed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path

from django.utils.translation import gettext as _

from shilu.documents.border import examine
from shilu.documents.wanted import PAPER
from shilu.reports.document import Stored, StoredPaper
from shilu.reports.docx.reading import read_docx
from shilu.reports.flow import Expected, How, Line, Span, text_digest
from shilu.reports.html_reading import read_html
from shilu.reports.locate import locate
from shilu.reports.typed import typed_in

_DIGITS_BEFORE = re.compile(r"(?:\d[.,]?)+$")
_DIGITS_AFTER = re.compile(r"(?:[.,]?\d)+")
_ITEM = re.compile(r"\d{1,2}\.$")


@dataclass(frozen=True, slots=True)
class NumberFound:
    """A bound number in a paper: what it shows now (without blanks), what told where it is, and where that is."""

    id: str
    shown: str
    how: How
    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Typed:
    """A number that is bound to nothing, as written, and the paragraph or cell it stands in."""

    shown: str
    where: str


@dataclass(frozen=True)
class PaperRead:
    """A paper as read; ``stored`` is the paper's own copy of its numbers, None in a clean copy or a foreign file."""

    lines: tuple[Line, ...]
    stored: StoredPaper | None
    issue: str

    @property
    def is_draft(self) -> bool:
        """Whether the paper says that it was never issued."""
        return self.stored is not None and not self.issue

    @property
    def as_of(self) -> int | None:
        """The position of the ledger that the paper names."""
        return self.stored.as_of if self.stored else None

    @property
    def root(self) -> str:
        """The root that the paper names, hexadecimal."""
        return self.stored.root if self.stored else ""

    @property
    def numbers(self) -> tuple[Stored, ...]:
        """The numbers as the paper's own copy keeps them."""
        return self.stored.numbers if self.stored else ()

    @property
    def expected(self) -> tuple[Expected, ...]:
        """What the paper itself says must be in it."""
        return tuple(Expected(one.binding.id, one.shown, one.before, one.after) for one in self.numbers)

    @cached_property
    def found(self) -> tuple[NumberFound, ...]:
        """The numbers of the paper's own list, where they are now."""
        return located(self, self.expected)

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """The ids of the paper's own list that are nowhere."""
        there = {one.id for one in self.found}
        return tuple(one.id for one in self.expected if one.id not in there)

    @cached_property
    def typed(self) -> tuple[Typed, ...]:
        """The numbers beside those of the paper's own list."""
        return self.typed_beside(self.found)

    @cached_property
    def text(self) -> str:
        """The squeezed text, a line for each paragraph and cell."""
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def text_digest(self) -> str:
        """The hash that the paper and its clean copy have in common."""
        return text_digest(self.lines)

    def typed_beside(self, found: Iterable[NumberFound]) -> tuple[Typed, ...]:
        """The numbers of the text that are none of ``found``."""
        spans: list[list[Span]] = [[] for _line in self.lines]
        for one in found:
            spans[one.line].append(Span(one.start, one.end, one.id, one.how))
        return tuple(Typed(shown, where_of(line)) for shown, line in typed_in(self.lines, spans))


def read_paper(path: Path) -> PaperRead:
    """The paper at ``path`` (.docx or .html); Refused, in one line, where it cannot be one."""
    accepted = examine(path, wanted=PAPER)
    content = path.read_bytes()
    if accepted.sort == "docx":
        word = read_docx(content, path)
        return PaperRead(word.lines, word.stored, word.issue)
    page = read_html(content, path)
    return PaperRead(page.lines, page.stored, page.stored.issue if page.stored else "")


def located(read: PaperRead, expected: Sequence[Expected]) -> tuple[NumberFound, ...]:
    """Each number of ``expected`` that is in the paper: by its control, else its bookmark, else the text around it.

    Digits typed against a number belong to it: "1" before the control of 8次 shows 18次. A number that was copied with
    its control is found where it stands first.
    """
    marked: dict[str, NumberFound] = {}
    for at, line in enumerate(read.lines):
        for span in sorted(line.spans, key=lambda one: one.how != "control"):
            marked.setdefault(span.id, _grown(line, at, span))
    wanted = [one for one in expected if one.id not in marked]
    starts = [0, *accumulate(len(line.text) + 1 for line in read.lines)]
    taken = [(starts[one.line] + one.start, starts[one.line] + one.end) for one in marked.values()]
    for one in locate(read.text, wanted, taken=taken) if wanted else ():
        at = next(n for n in range(len(read.lines)) if starts[n] <= one.start < starts[n + 1])
        start = one.start - starts[at]
        end = min(one.end - starts[at], len(read.lines[at].text))
        marked[one.id] = NumberFound(one.id, read.lines[at].text[start:end], "context", at, start, end)
    return tuple(marked[one.id] for one in expected if one.id in marked)


def _grown(line: Line, at: int, span: Span) -> NumberFound:
    """The number of ``span`` with the digits that were typed against it; the mark of an item (1.) is none of them."""
    start, end = span.start, span.end
    others = [(other.start, other.end) for other in line.spans if other.id != span.id]
    if (
        line.text[start].isdigit()
        and (before := _DIGITS_BEFORE.search(line.text, 0, start))
        and not _ITEM.match(line.text[:start])
    ):
        start = max([before.start(), *(b for _a, b in others if b <= start)])
    if line.text[end - 1].isdigit() and (after := _DIGITS_AFTER.match(line.text, end)):
        end = min([after.end(), *(a for a, _b in others if a >= end)])
    return NumberFound(span.id, line.text[start:end], span.how, at, start, end)


def where_of(line: Line) -> str:
    """The place of a line in the reader's words."""
    place = line.place
    if place.table:
        return _("table %(table)s, row %(row)s, column %(column)s") % {
            "table": place.table,
            "row": place.row,
            "column": place.column,
        }
    return _("paragraph %(paragraph)s") % {"paragraph": place.paragraph}
