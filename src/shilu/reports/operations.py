"""Building a draft, and a paper as it is to be frozen in the log with its values, definitions and position."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shilu.ledger.queries import position
from shilu.ledger.row import RowDraft, Texts
from shilu.lib.canonical import canonical
from shilu.lib.durable import write_file
from shilu.lib.enumerating import enumerated
from shilu.lib.errors import Refused
from shilu.lib.periods import BodyCalendar, Period
from shilu.organisation.structure import Unit
from shilu.reports.answers import Reader
from shilu.reports.compose import Draft, compose
from shilu.reports.document import IssueStamp, Number, Record
from shilu.reports.docx import write_docx
from shilu.reports.docx.onto import lines_written, write_onto
from shilu.reports.flow import expected_in, squeeze, text_digest
from shilu.reports.html import write_html
from shilu.reports.paper import lines_of, paper_of
from shilu.reports.pdf import to_pdf
from shilu.reports.queries import Issued, latest_of

FORMS = (".docx", ".html", ".pdf")


@dataclass(frozen=True, slots=True)
class Moved:
    """A number of a superseded paper that is another one now."""

    id: str
    title: str
    shown: str
    now: str


@dataclass(frozen=True, slots=True)
class Issue:
    """An issued paper: its row, the draft it froze, the paper it supersedes and the numbers that moved."""

    seq: int
    uuid: str
    draft: Draft
    supersedes: Issued | None
    moved: tuple[Moved, ...]


def check_form(out: Path) -> None:
    """Refused where the ending of ``out`` is none that a paper can be written in, or its folder is missing."""
    if out.suffix.lower() not in FORMS:
        raise Refused(_("%(file)s: a paper is written as %(forms)s.") % {"file": out.name, "forms": enumerated(FORMS)})
    if not out.absolute().parent.is_dir():
        raise Refused(_("There is no folder %(folder)s.") % {"folder": out.absolute().parent})


def written(draft: Draft, out: Path, *, stamp: IssueStamp | None, clean: bool = False) -> bytes:
    """The bytes of the paper in the form that the ending of ``out`` names."""
    form = out.suffix.lower()
    if form == ".html":
        return write_html(draft.document, issue=stamp, clean=clean).encode()
    paper = as_word(draft, stamp=stamp, clean=clean)
    return to_pdf(paper) if form == ".pdf" else paper


def as_word(draft: Draft, *, stamp: IssueStamp | None, clean: bool = False) -> bytes:
    """The paper as a Word file: in the layout that its template brings, else in that of GB/T 9704-2012."""
    if draft.layout is not None:
        return write_onto(draft.layout, draft.document, issue=stamp, clean=clean)
    return write_docx(draft.document, issue=stamp, clean=clean)


def build_report(
    text: str,
    *,
    name: str,
    unit: Unit,
    period: Period,
    out: Path,
    calendar: BodyCalendar,
    today: date,
    clean: bool = False,
    at: int | None = None,
    layout: bytes | None = None,
) -> Draft:
    """Write a draft of the paper to ``out``; the log is only read."""
    check_form(out)
    draft = compose(
        text,
        name=name,
        unit=unit,
        period=period,
        at=at or position(),
        calendar=calendar,
        today=today,
        layout=layout,
    )
    write_file(out, written(draft, out, stamp=None, clean=clean))
    return draft


@dataclass(frozen=True, slots=True)
class Prepared:
    """A paper with its files that only waits for its row in the log."""

    uuid: str
    draft: Draft
    files: Mapping[Path, bytes]
    row: RowDraft
    supersedes: Issued | None
    moved: tuple[Moved, ...]


def prepared_issue(
    text: str,
    *,
    name: str,
    unit: Unit,
    period: Period,
    outs: Mapping[Path, bool],
    calendar: BodyCalendar,
    today: date,
    layout: bytes | None = None,
) -> Prepared:
    """Compose the paper as it is to be frozen, with its files (path → whether it is the clean copy to send); nothing is
    written. Refused while numbers of an earlier report stand in it that nobody has settled.
    """
    at = position()
    draft = compose(text, name=name, unit=unit, period=period, at=at, calendar=calendar, today=today, layout=layout)
    _refuse_old(draft)
    uuid = str(uuid4())
    stamp = IssueStamp(uuid, at, draft.root)
    papers = {out: written(draft, out, stamp=stamp, clean=clean) for out, clean in outs.items()}
    clean_copy = as_word(draft, stamp=None, clean=True)
    before = latest_of(template=name, unit=unit.code, period=period.name)
    moved = moved_numbers(before, Reader(at, calendar, today=today)) if before else ()
    lines = lines_of(paper_of(draft.document))
    if layout is not None:
        lines = lines_written(as_word(draft, stamp=stamp))
    expected = {one.id: one for one in expected_in(lines)}
    body = {
        "report": uuid,
        "template": hashlib.sha256(text.encode() + (layout or b"")).hexdigest(),
        "unit": unit.code,
        "period": period.name,
        "lang": get_language(),
        "as_of": at,
        "root": draft.root,
        "supersedes": before.uuid if before else None,
        "moved": [one.id for one in moved],
        "clean": hashlib.sha256(clean_copy).hexdigest(),
        "numbers": [_frozen(run) for run in draft.printed.values()],
    }
    words = {
        "text": text_digest(lines),
        "numbers": {key: (one.shown, one.before, one.after) for key, one in expected.items()},
    }
    row = RowDraft(
        type="report",
        body=canonical(body),
        texts=Texts(title=draft.document.title or Path(name).stem, details=canonical(words), file=name),
    )
    return Prepared(uuid, draft, papers, row, before, moved)


def _refuse_old(draft: Draft) -> None:
    if draft.old:
        raise Refused(
            _(
                "%(count)s old numbers are not settled: %(words)s. Put other words or figures there, or keep them with a reason."
            )
            % {"count": len(draft.old), "words": enumerated(dict.fromkeys(draft.old))}
        )


def _frozen(run: Number | Record) -> dict[str, Any]:
    """What the log keeps of a number; of a printed record only which one it was, since its words can be erased."""
    binding = run.binding
    kept = {
        "id": binding.id,
        "figure": binding.figure,
        "title": binding.title,
        "definition": binding.definition,
        "value": binding.value,
        "measure": binding.measure,
        "query": binding.query,
    }
    return kept if isinstance(run, Record) else {**kept, "shown": run.shown}


def moved_numbers(paper: Issued, reader: Reader) -> tuple[Moved, ...]:
    """The numbers of an issued paper that are others at the reader's position."""
    moved = []
    with translation.override(paper.lang):
        for number in paper.numbers:
            now = reader.answer(number.query).shown
            if squeeze(now) != number.expected.shown:
                moved.append(Moved(number.id, number.title, number.expected.shown, now))
    return tuple(moved)
