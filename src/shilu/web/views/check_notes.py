"""What stands beside a checked text: a note for each number and each contradiction, and what is written on them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy

from shilu.reports.checking.finding import Finding
from shilu.reports.checking.operations import CheckedText
from shilu.reports.checking.verdict import Judged
from shilu.web.addresses import records_address
from shilu.web.views.check_layout import Block, Mark, laid_out

SIGNS: Final = {"supports": "✓", "differs": "≠", "no_record": "○", "cannot_tell": "?", "within": "!", "across": "⇄"}
WORDS: Final[dict[str, Any]] = {
    "differs": gettext_lazy("differs"),
    "within": gettext_lazy("contradicts itself"),
    "across": gettext_lazy("papers disagree"),
    "no_record": gettext_lazy("not in the ledger"),
    "cannot_tell": gettext_lazy("to be looked at"),
    "supports": gettext_lazy("agrees"),
}
"""What each sort of note is called, what needs a hand first."""


@dataclass(frozen=True, slots=True)
class Note:
    """One note: its number on the page, what the text says, what the ledger says, and where its records are."""

    number: int
    sort: str
    start: int
    end: int
    quote: str
    message: str
    what: str = ""
    title: str = ""
    shown: str = ""
    where: str = ""
    records: str = ""
    offered: str = ""
    near: tuple[str, ...] = ()

    @property
    def sign(self) -> str:
        return SIGNS[self.sort]

    @property
    def word(self) -> Any:
        return WORDS[self.sort]

    @property
    def can_be_corrected(self) -> bool:
        """Whether somebody can say what its phrase means."""
        return bool(self.what) and self.sort in {"supports", "differs", "no_record", "cannot_tell"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One text of those that were handed in together."""

    name: str
    blocks: Sequence[Block]
    notes: Sequence[Note]
    remarks: Sequence[str]


def shown(
    texts: Sequence[CheckedText], across: Sequence[Finding], *, listed: str, plain: Callable[[str], str] = str
) -> list[Shown]:
    """The texts with their notes; ``listed`` says which of them are listed ("" for all that need a hand).

    ``plain`` takes from a phrase what is no part of what it names.
    """
    found = []
    number = 0
    for text in texts:
        notes = []
        for one in _in_order(text, [finding for finding in across if finding.document in {"", text.document.name}]):
            number += 1
            notes.append(_of_claim(number, one, plain) if isinstance(one, Judged) else _of_finding(number, one, text))
        marks = [_mark(note, listed=is_listed(note, listed)) for note in notes]
        found.append(Shown(text.document.name, laid_out(text.document, marks), notes, text.remarks))
    return found


def is_listed(note: Note, listed: str) -> bool:
    """Whether a note stands beside the text."""
    return listed in {"all", note.sort} or (not listed and note.sort != "supports")


def counted(texts: Iterable[Shown]) -> list[tuple[str, str, Any, int]]:
    """Sort, sign, word and count of the notes of all texts; sorts that there are none of are left out."""
    sorts = [note.sort for text in texts for note in text.notes]
    return [(sort, SIGNS[sort], word, sorts.count(sort)) for sort, word in WORDS.items() if sort in sorts]


def _in_order(text: CheckedText, across: Sequence[Finding]) -> list[Judged | Finding]:
    def place(one: Judged | Finding) -> tuple[int, int]:
        return (one.claim.start, 0) if isinstance(one, Judged) else (one.start, 1)

    return sorted([*text.claims, *text.within, *across], key=place)


def _of_claim(number: int, one: Judged, plain: Callable[[str], str]) -> Note:
    return Note(
        number=number,
        sort=one.verdict,
        start=one.claim.start,
        end=one.claim.end,
        quote=one.claim.quote,
        message=one.reason,
        what="" if one.is_change else plain(one.claim.what),
        title=one.title,
        shown=one.shown,
        where=one.where,
        records=_records(one),
        offered=one.offered,
        near=one.near,
    )


def _of_finding(number: int, finding: Finding, text: CheckedText) -> Note:
    piece = text.document.at(finding.start)
    return Note(
        number=number,
        sort="across" if finding.rule in {"across", "fell"} else "within",
        start=finding.start,
        end=finding.end,
        quote=text.document.text[finding.start : finding.end],
        message=finding.message,
        where=piece.place.words() if piece else "",
    )


def _records(one: Judged) -> str:
    """The page of the records behind what a claim was compared with."""
    if not one.figure or not one.unit or one.period is None or not one.shown or one.is_change:
        return ""
    return records_address(
        figure=one.figure, quantity=one.quantity, labels=one.labels, unit=one.unit, period=one.period.name
    )


def _mark(note: Note, *, listed: bool) -> Mark:
    href = f"#n{note.number}" if listed else note.records
    told = f"{note.title} {note.shown}".strip() if note.sort == "supports" else note.message
    return Mark(note.start, note.end, note.sort, note.sign, str(note.word), note.number, told, href)
