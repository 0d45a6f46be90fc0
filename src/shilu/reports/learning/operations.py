"""Learning a template from a finished Word report of a unit and period."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _
from lxml import etree

from shilu.documents.claimed import claims_of
from shilu.documents.document import Document, Piece
from shilu.documents.word import W, word_pieces
from shilu.figures.reading import Reading
from shilu.lib.errors import Refused
from shilu.lib.periods import Period
from shilu.matching.matcher import Matcher
from shilu.organisation.structure import Unit
from shilu.reports.answers import Reader
from shilu.reports.checking.operations import Checker
from shilu.reports.docx.onto import Held, held_blocks, row_cells, table_rows
from shilu.reports.learning.layout import as_layout, centred_styles, opened
from shilu.reports.learning.numbers import Numbers
from shilu.reports.learning.replaced import Left, Replaced, without_overlap
from shilu.reports.learning.roles import Part, Shown, roles_of
from shilu.reports.learning.times import dates_left, times_of
from shilu.reports.learning.writing import escaped, line, settings, table, with_expressions
from shilu.reports.template import Binder

_P, _TC = f"{{{W}}}p", f"{{{W}}}tc"


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

    Every expression prints, for the old unit and period, exactly what it stands for; what does not is left as typed and
    listed with the reason. ``layout`` is the name under which the layout will lie beside the template. Refused for a file
    that is no Word report.
    """
    package, root = opened(path)
    body = root.find(f"{{{W}}}body")
    assert body is not None  # noqa: S101 - opened() has looked
    parts = list(word_pieces(body))
    document = Document(path.name, "docx", tuple(piece for piece, _elements in parts))
    if not document.text.strip():
        raise Refused(_("%(file)s holds no text.") % {"file": path.name})
    reading = Reading(reader.at)
    checker = Checker(reading, Matcher(reading.catalogue))
    numbers = Numbers(
        checker.check(document, claims_of(document), unit=unit, period=period), Binder(reader, unit, period, "")
    )
    numbers.read()
    bound = without_overlap(numbers.replaced)
    replaced = without_overlap([*bound, *times_of(document.text, period=period, taken=bound)])
    taken = [*replaced, *(Replaced(one.start, one.end, "", one.words) for one in numbers.left)]
    left = sorted([*numbers.left, *dates_left(document.text, taken=taken)], key=lambda one: one.start)
    owners = {_owner(elements[0].element, piece): piece for piece, elements in parts if elements}
    paper = _Paper(list(held_blocks(body)), owners, replaced, centred_styles(package))
    return Learned(
        text=paper.template(unit=unit, layout=layout),
        layout=as_layout(package),
        replaced=replaced,
        left=tuple(left),
        where=tuple(piece.place.words() if (piece := document.at(one.start)) else "" for one in left),
        outside=paper.outside(),
    )


def _owner(element: etree._Element, piece: Piece) -> etree._Element:
    """The paragraph or cell that a piece is the text of."""
    wanted = _TC if piece.place.table else _P
    return next(one for one in element.iterancestors(wanted))


@dataclass(slots=True)
class _Paper:
    """The blocks of a report with their parts, on the way to Markdown."""

    held: list[Held]
    owners: dict[etree._Element, Piece]
    replaced: Sequence[Replaced]
    centred: frozenset[str]

    def template(self, *, unit: Unit, layout: str) -> str:
        """Settings and text of the template."""
        parts = self._parts()
        values = {"title": "", "to": "", "from": ""}
        lines: list[str] = []
        for one, part in zip(self.held, parts, strict=True):
            if part.role == "title":
                values["title"] += ("\n" if values["title"] else "") + self._plain(one)
            elif part.role == "to":
                values["to"] = self._plain(one).rstrip("：:")
            elif part.role == "sender":
                text = self._plain(one)
                values["from"] = "{{ unit }}" if text == unit.name else text
            elif part.role == "heading":
                lines.append(f"{'#' * (part.level + 1)} {line(self._written(self.owners.get(one.element)))}")
            elif part.role == "table":
                lines.append(self._table(one))
            elif part.role == "text":
                lines.append(line(self._written(self.owners.get(one.element))))
        return (
            settings({**values, "unit": unit.name, "layout": layout}) + "\n" + "\n\n".join(filter(None, lines)) + "\n"
        )

    def outside(self) -> tuple[str, ...]:
        """The lines that belong to the layout alone."""
        return tuple(
            one.text.strip() for one, part in zip(self.held, self._parts(), strict=True) if part.role == "layout"
        )

    def _parts(self) -> list[Part]:
        return roles_of([Shown(one.text, self._is_centred(one.element), one.is_table) for one in self.held])

    def _plain(self, one: Held) -> str:
        """A paragraph as a text of the settings: expressions, no marks of Markdown."""
        piece = self.owners.get(one.element)
        return with_expressions(piece.text, piece.start, self.replaced, plain=str).strip() if piece else ""

    def _written(self, piece: Piece | None) -> str:
        return with_expressions(piece.text, piece.start, self.replaced, plain=escaped) if piece else ""

    def _table(self, one: Held) -> str:
        rows = []
        for row in table_rows(one.element):
            cells = {column: self._written(self.owners.get(cell)) for cell, column in row_cells(row)}
            rows.append(cells)
        width = max((column for cells in rows for column in cells), default=0) + 1
        return table([[cells.get(column, "") for column in range(width)] for cells in rows])

    def _is_centred(self, paragraph: etree._Element) -> bool:
        """Whether a paragraph, or else its style, stands in the middle of the line."""
        own = paragraph.find(f"{{{W}}}pPr/{{{W}}}jc")
        if own is not None:
            return own.get(f"{{{W}}}val") == "center"
        style = paragraph.find(f"{{{W}}}pPr/{{{W}}}pStyle")
        return style is not None and style.get(f"{{{W}}}val", "") in self.centred
