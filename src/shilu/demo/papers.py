"""The steps of the tour with papers and forms that came from elsewhere: a draft, an old report, forms, a leader's copy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import ZipFile

from lxml import etree

from shilu.demo.tour import Edited, Fault
from shilu.documents.claimed import claims_of
from shilu.documents.reading import read_document
from shilu.figures.reading import Reading
from shilu.forms.facts import Filler
from shilu.forms.files import read_form, write_form
from shilu.forms.filling import Wanted, fill_form
from shilu.forms.outcome import Filling
from shilu.ledger.queries import position
from shilu.lib.durable import write_file
from shilu.lib.periods import BodyCalendar, Period
from shilu.organisation.structure import Unit
from shilu.reports.answers import Reader
from shilu.reports.checking.finding import Finding
from shilu.reports.checking.marked import write_marked
from shilu.reports.checking.operations import CheckedText, Checker
from shilu.reports.checking.verdict import Judged
from shilu.reports.learning.operations import Learned, learn_report
from shilu.workspace.config import Config

_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY: Final = "word/document.xml"


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """A draft with its verdicts: which of the faults that were planted in it were found, and what else was called wrong."""

    text: CheckedText
    found: tuple[Fault, ...]
    missed: tuple[Fault, ...]
    differing: tuple[Judged, ...]
    others: tuple[str, ...]


def check_draft(
    path: Path, faults: Sequence[Fault], *, unit: Unit, period: Period, out: Path, now: datetime
) -> CheckedDraft:
    """Check the draft at ``path``, write its marked copy to ``out``, and compare with what is known to be wrong in it."""
    document = read_document(path)
    text = Checker.now(today=now.date()).check(document, claims_of(document), unit=unit, period=period)
    write_marked(text, path, out=out, now=now)
    differing = tuple(one for one in text.claims if one.verdict == "differs")
    called = [((one.claim.start, one.claim.end),) for one in differing] + [_spans(one) for one in text.within]
    quotes = [one.claim.quote for one in differing] + [one.message for one in text.within]
    places = {fault: _place(document.text, fault) for fault in faults}
    found = tuple(fault for fault, place in places.items() if any(_touch(spans, place) for spans in called))
    others = [
        quote
        for spans, quote in zip(called, quotes, strict=True)
        if not any(_touch(spans, place) for place in places.values())
    ]
    missed = tuple(fault for fault in faults if fault not in found)
    return CheckedDraft(text, found, missed, differing, tuple(others))


def _place(text: str, fault: Fault) -> tuple[int, int]:
    start = text.index(fault.wrong)
    return start, start + len(fault.wrong)


def _spans(finding: Finding) -> tuple[tuple[int, int], ...]:
    return ((finding.start, finding.end), *finding.others)


def _touch(spans: Sequence[tuple[int, int]], place: tuple[int, int]) -> bool:
    return any(start < place[1] and place[0] < end for start, end in spans)


def learn(path: Path, *, unit: Unit, period: Period, calendar: BodyCalendar, today: date, out: Path) -> Learned:
    """Make a template of the report at ``path`` and write it to ``out``, its layout beside it."""
    layout = out.with_suffix(".docx")
    reader = Reader(position(), calendar, today=today)
    learned = learn_report(path, unit=unit, period=period, reader=reader, layout=layout.name)
    write_file(layout, learned.layout)
    write_file(out, learned.text.encode())
    return learned


def fill(path: Path, *, unit: Unit, period: Period, config: Config, today: date, out: Path) -> Filling:
    """Fill the form at ``path`` into ``out``, with the working copy beside it."""
    names = config.forms
    form = read_form(path)
    filler = Filler(unit.name, names.reporter, names.reviewer, names.telephone, today)
    wanted = Wanted(unit.uuid, period, filler)
    filling = fill_form(form, wanted=wanted, calendar=config.calendar, reading=Reading(today=today))
    write_form(form, filling.plan, out=out)
    return filling


def leaders_copy(issued: Path, edited: Edited, *, out: Path) -> None:
    """The issued Word file as a leader sends it back: one number is another one, and nothing else."""
    with ZipFile(issued) as archive:
        parts = {item: archive.read(item) for item in archive.infolist()}
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for item, content in parts.items():
            archive.writestr(item, _edited(content, edited) if item.filename == _BODY else content)
    write_file(out, made.getvalue())


def _edited(content: bytes, edited: Edited) -> bytes:
    root = etree.fromstring(content)
    for control in root.iter(f"{_WORD}sdt"):
        name = control.find(f"{_WORD}sdtPr/{_WORD}alias")
        texts = list(control.iter(f"{_WORD}t"))
        shown = "".join(text.text or "" for text in texts)
        if name is not None and name.get(f"{_WORD}val") == edited.title and shown == edited.right:
            texts[0].text = edited.wrong
            for text in texts[1:]:
                text.text = ""
            return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    raise ValueError(edited.title)
