"""The blocks of a finished report with their parts, on the way to the text of a template."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from lxml import etree

from shilu.documents.document import Piece
from shilu.documents.word import TextElement
from shilu.documents.word_grid import W, cells_of, rows_of
from shilu.lib.periods import Period
from shilu.organisation.structure import Unit
from shilu.reports.docx.onto import Held
from shilu.reports.learning.replaced import Replaced
from shilu.reports.learning.roles import Part, Shown, roles_of
from shilu.reports.learning.writing import escaped, line, settings, table, with_expressions

_P, _TC = f"{{{W}}}p", f"{{{W}}}tc"
_END = 4  # blocks within which a signature stands


@dataclass
class LearnedPaper:
    """A report's blocks, the pieces of its text with their elements, and the styles that centre a paragraph."""

    held: Sequence[Held]
    read: Sequence[tuple[Piece, Sequence[TextElement]]]
    centred: frozenset[str]

    @cached_property
    def parts(self) -> list[Part]:
        """What each block is."""
        return roles_of([Shown(one.text, self._is_centred(one.element), one.is_table) for one in self.held])

    @cached_property
    def _owners(self) -> dict[etree._Element, Piece]:
        """The piece of each paragraph and cell."""
        return {_owner(elements[0].element, piece): piece for piece, elements in self.read if elements}

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        """Where the text stands that the template prints: not in text boxes, nor in head and foot of the layout."""
        pieces = [
            self._owners.get(element)
            for one, part in zip(self.held, self.parts, strict=True)
            if part.role != "layout"
            for element in ([one.element] if not one.is_table else one.element.iter(_TC))
        ]
        return [(piece.start, piece.end) for piece in pieces if piece is not None]

    def holds(self, offset: int) -> bool:
        """Whether the template prints what stands at ``offset``."""
        return any(start <= offset < end for start, end in self._spans)

    def last_pieces(self) -> list[Piece]:
        """The last paragraphs of the text that are no date of their own."""
        blocks = [one for one, part in zip(self.held, self.parts, strict=True) if part.role == "text"][-_END:]
        return [piece for one in blocks if (piece := self._owners.get(one.element)) is not None]

    def outside(self) -> tuple[str, ...]:
        """The lines that belong to the layout alone: head and foot, and what stands in text boxes."""
        lines = [one.text.strip() for one, part in zip(self.held, self.parts, strict=True) if part.role == "layout"]
        inside = {id(one.element) for one in self.held if not one.is_table}
        inside |= {id(cell) for one in self.held if one.is_table for cell in one.element.iter(_TC)}
        lines += [piece.text.strip() for element, piece in self._owners.items() if id(element) not in inside]
        return tuple(lines)

    def template(self, replaced: Sequence[Replaced], *, unit: Unit, period: Period, layout: str) -> str:
        """Settings and text of the template."""
        values = {"title": "", "subtitle": "", "to": "", "from": ""}
        lines: list[str] = []
        for one, part in zip(self.held, self.parts, strict=True):
            piece = self._owners.get(one.element)
            if part.role == "title":
                values["title"] += ("\n" if values["title"] else "") + _plain(piece, replaced)
            elif part.role == "subtitle":
                values["subtitle"] = _plain(piece, replaced)
            elif part.role == "to":
                values["to"] = _plain(piece, replaced).rstrip("：:")
            elif part.role == "sender":
                text = _plain(piece, replaced)
                values["from"] = "{{ unit }}" if text == unit.name else text
            elif part.role == "heading":
                lines.append(f"{'#' * (part.level + 1)} {line(_written(piece, replaced))}")
            elif part.role == "table":
                lines.append(self._table(one, replaced))
            elif part.role == "text":
                lines.append(line(_written(piece, replaced)))
        own = {"unit": unit.name, "every": period.sort, "learned": period.name, "layout": layout}
        front = settings(values | own)
        return front + "\n" + "\n\n".join(filter(None, lines)) + "\n"

    def _table(self, one: Held, replaced: Sequence[Replaced]) -> str:
        rows = [
            {cell.column: _written(self._owners.get(cell.element), replaced) for cell in cells_of(row)}
            for row in rows_of(one.element)
        ]
        width = max((column for cells in rows for column in cells), default=0) + 1
        return table([[cells.get(column, "") for column in range(width)] for cells in rows])

    def _is_centred(self, paragraph: etree._Element) -> bool:
        """Whether a paragraph, or else its style, stands in the middle of the line."""
        own = paragraph.find(f"{{{W}}}pPr/{{{W}}}jc")
        if own is not None:
            return own.get(f"{{{W}}}val") == "center"
        style = paragraph.find(f"{{{W}}}pPr/{{{W}}}pStyle")
        return style is not None and style.get(f"{{{W}}}val", "") in self.centred


def _owner(element: etree._Element, piece: Piece) -> etree._Element:
    """The paragraph or cell that a piece is the text of."""
    wanted = _TC if piece.place.table else _P
    return next(one for one in element.iterancestors(wanted))


def _plain(piece: Piece | None, replaced: Iterable[Replaced]) -> str:
    """A paragraph as a text of the settings: expressions, no marks of Markdown."""
    # An expression in a text in quotation marks has the other ones, so that it can be found as it stands.
    single = [replace(one, expression=one.expression.replace('"', "'")) if one.is_old else one for one in replaced]
    return with_expressions(piece.text, piece.start, single, plain=str).strip() if piece else ""


def _written(piece: Piece | None, replaced: Iterable[Replaced]) -> str:
    return with_expressions(piece.text, piece.start, replaced, plain=escaped) if piece else ""
