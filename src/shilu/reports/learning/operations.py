"""Learning a template from a finished Word report of a unit and period."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext as _

from shilu.claims import Claim
from shilu.documents.claimed import claims_of
from shilu.documents.document import Document
from shilu.documents.word import word_pieces
from shilu.documents.word_grid import W
from shilu.lib.errors import Refused
from shilu.lib.periods import Period
from shilu.matching.matcher import Matcher
from shilu.organisation.structure import Unit
from shilu.reports.answers import Reader
from shilu.reports.binder import Binder
from shilu.reports.checking.operations import Checker
from shilu.reports.docx.onto import held_blocks
from shilu.reports.learning.layout import as_layout, centred_styles, margin_lines, opened
from shilu.reports.learning.numbers import Numbers
from shilu.reports.learning.paper import LearnedPaper
from shilu.reports.learning.replaced import Left, Replaced, without_overlap
from shilu.reports.learning.times import dates_left, day_of_writing, times_of, whole_years


@dataclass(frozen=True, slots=True)
class Learned:
    """A template's text, the layout that it is written into, what was replaced in the report, and what is left to the clerk.

    ``where`` names the place of each that is left, in their order; ``outside`` are lines that belong to the layout alone.
    """

    text: str
    layout: bytes
    replaced: tuple[Replaced, ...]
    left: tuple[Left, ...]
    where: tuple[str, ...]
    outside: tuple[str, ...]


def learn_report(path: Path, *, unit: Unit, period: Period, reader: Reader, layout: str) -> Learned:
    """The template that the .docx at ``path``, a report of ``unit`` on ``period``, makes.

    Every expression prints, for the old unit and period, exactly what it stands for; what does not is left as typed,
    told to be old in papers on other periods, and listed with the reason. ``layout`` is the name under which the layout will lie beside the template. Refused for a file
    that is no Word report.
    """
    package, root = opened(path)
    body = root.find(f"{{{W}}}body")
    assert body is not None  # noqa: S101 - opened() has looked
    read = list(word_pieces(body))
    document = Document(path.name, "docx", tuple(piece for piece, _elements in read))
    claims = claims_of(document)
    if not claims:
        raise Refused(_("%(file)s holds no number that could be learned.") % {"file": path.name})
    # A Chinese report becomes a Chinese template, whatever language its clerk reads messages in.
    chinese = any("\u4e00" <= sign <= "\u9fff" for sign in document.text)
    with translation.override("zh-hans" if chinese else translation.get_language()):
        paper = LearnedPaper(list(held_blocks(body)), read, centred_styles(package))
        replaced, left = _read(document, claims, paper=paper, binder=Binder(reader, unit, period, ""))
        return Learned(
            text=paper.template(
                without_overlap([*replaced, *(one.as_old for one in left)]), unit=unit, period=period, layout=layout
            ),
            layout=as_layout(package),
            replaced=replaced,
            left=left,
            where=tuple(piece.place.words() if (piece := document.at(one.start)) else "" for one in left),
            outside=(*paper.outside(), *margin_lines(package)),
        )


def _read(
    document: Document, claims: Sequence[Claim], *, paper: LearnedPaper, binder: Binder
) -> tuple[tuple[Replaced, ...], tuple[Left, ...]]:
    """What of the document becomes expressions, and what is left to the clerk."""
    reading = binder.reader.reading("then")
    checker = Checker(reading, Matcher(reading.catalogue))
    numbers = Numbers(checker.check(document, claims, unit=binder.unit, period=binder.period), binder)
    numbers.read()
    bound = [one for one in without_overlap(numbers.replaced) if paper.holds(one.start)]
    times = [
        *times_of(document.text, period=binder.period, taken=bound, typed=numbers.left),
        *whole_years(document.text, period=binder.period),
    ]
    dated = [day for piece in paper.last_pieces() if (day := day_of_writing(piece.text, piece.start))]
    replaced = without_overlap([*bound, *dated, *(one for one in times if paper.holds(one.start))])
    taken = [*replaced, *(Replaced(one.start, one.end, "", one.words) for one in numbers.left)]
    left = [one for one in (*numbers.left, *dates_left(document.text, taken=taken)) if paper.holds(one.start)]
    return replaced, tuple(sorted(left, key=lambda one: one.start))
