"""Which issued paper a file is: by its own word, by the hash of the copy to send, or by the paper that it resembles most."""

import hashlib
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from shilu.lib.errors import Refused
from shilu.reports.locate import signs_alike
from shilu.reports.queries import Issued, issued_paper, issued_papers
from shilu.reports.reading import PaperRead, located

_ENOUGH: Final = 0.5  # of an issue's numbers must be found in a text that says nothing of where it comes from


@dataclass(frozen=True, slots=True, order=True)
class _Resemblance:
    """How much a text is like a paper: its numbers that read the same, less those that do not, the words around them."""

    same: int
    unlike: int
    around: int


def recognised(path: Path, read: PaperRead) -> tuple[Issued, str]:
    """The issue that a file is, and what told so; Refused for a draft and for what this ledger never issued."""
    if read.issue:
        return issued_paper(read.issue), "uuid"
    if read.is_draft:
        raise Refused(_("%(file)s is a draft: only issued papers are verified.") % {"file": path.name})
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    papers = list(reversed(issued_papers()))
    for by, is_it in (
        ("hash", lambda paper: paper.clean_digest == digest),
        ("text", lambda paper: paper.text_digest == read.text_digest),
    ):
        if (paper := next(filter(is_it, papers), None)) is not None:
            return paper, by
    alike = [(resembles, paper) for paper in papers if (resembles := _resemblance(read, paper)) is not None]
    if not alike:
        raise Refused(_("%(file)s is no paper that this ledger issued.") % {"file": path.name})
    # Of several that are as like it, the last that was issued.
    return max(alike, key=lambda one: one[0])[1], "text"


def _resemblance(read: PaperRead, paper: Issued) -> _Resemblance | None:
    """How much the text is like the paper; None where too few of its numbers stand among the words they were printed in."""
    expected = {number.id: number.expected for number in paper.numbers}
    found = located(read, list(expected.values()))
    if not found or len(found) < _ENOUGH * len(expected):
        return None
    starts = [0, *accumulate(len(line.text) + 1 for line in read.lines)]
    same = sum(one.shown == expected[one.id].shown for one in found)
    around = sum(
        signs_alike(read.text, starts[one.line] + one.start, starts[one.line] + one.end, expected[one.id])
        for one in found
    )
    return _Resemblance(same, same - len(expected), around)
