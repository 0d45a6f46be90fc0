"""The text of a Word file's body: one walk, one order, each piece with the text elements that make it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from shilu.documents.document import SEAM, Piece, Place
from shilu.documents.heads import Cell, heads_of
from shilu.documents.word_grid import W, cells_of, rows_of

MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


_P, _TBL, _T, _R = map(_w, ("p", "tbl", "t", "r"))
_SILENT: Final = frozenset(
    map(
        _w,
        (
            "del",
            "moveFrom",
            "delText",
            "instrText",
            "delInstrText",
            "pPr",
            "rPr",
            "rt",
            "sdtPr",
            "sdtEndPr",
            "tblPr",
            "tblGrid",
            "trPr",
            "tcPr",
            "sectPr",
        ),
    )
)
"""What holds no text that stands in the paper now: deleted words, properties, the code of a field, a reading above signs."""

_SIGNS: Final = {_w("tab"): "\t", _w("br"): "\n", _w("cr"): "\n", _w("noBreakHyphen"): "-"}
_NOTES: Final = {_w("footnote"), _w("endnote")}
_OFF: Final = {"0", "false", "off"}


@dataclass(frozen=True, slots=True)
class TextElement:
    """A ``w:t`` element and where its text begins in the text of the document."""

    element: etree._Element
    start: int


@dataclass(slots=True)
class _Draft:
    """A piece in the making; ``runs`` count within it, ``key`` is row and grid column in the table that made it."""

    text: str
    runs: list[tuple[etree._Element, int]]
    place: Place
    key: tuple[int, int] | None = None
    row_heads: tuple[str, ...] = ()
    column_heads: tuple[str, ...] = ()


def word_pieces(
    body: etree._Element, *, notes: Iterable[etree._Element] = ()
) -> Iterator[tuple[Piece, tuple[TextElement, ...]]]:
    """The paragraphs and cells of ``body`` (``w:body``) in order, then those of ``notes`` (``w:footnotes``, ``w:endnotes``).

    The text of a piece is that of its elements, with a tab or a line break where the paper has one and a line break
    between two paragraphs of a cell; blanks are kept as they stand. Pieces without a visible sign are left out. Words that
    were deleted as a revision or are hidden stay out, inserted ones are in; a text box follows its paragraph; a cell in
    which a table stands gives the pieces before and after that table.
    """
    walk = _Walk()
    walk.blocks(body, None)
    for root in notes:
        for note in root:
            if note.tag in _NOTES and note.get(_w("type")) in {None, "normal"}:
                walk.blocks(note, None)
    start = 0
    for draft in walk.drafts:
        end = start + len(draft.text)
        heads = (*draft.row_heads, *draft.column_heads)
        piece = Piece(draft.text, start, end, draft.place, heads, len(draft.row_heads))
        yield piece, tuple(TextElement(element, start + at) for element, at in draft.runs)
        start = end + len(SEAM)


@dataclass(slots=True)
class _Walk:
    """One pass through a body: the pieces so far, and the paragraph or cell that is being read."""

    drafts: list[_Draft] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0
    text: str = ""
    runs: list[tuple[etree._Element, int]] = field(default_factory=list)
    beside: list[etree._Element] = field(default_factory=list)

    def blocks(self, parent: etree._Element, cell: _Draft | None) -> None:
        """The paragraphs and tables below ``parent``; those of a cell make one piece as far as no table parts them."""
        for node in parent:
            if node.tag == _P:
                self._paragraph(node, cell)
            elif node.tag == _TBL:
                self._end(cell)
                self._table(node)
            elif node.tag == f"{{{MC}}}AlternateContent":
                self.blocks(node[0] if len(node) else node, cell)
            elif isinstance(node.tag, str) and node.tag not in _SILENT:
                self.blocks(node, cell)

    def _paragraph(self, node: etree._Element, cell: _Draft | None) -> None:
        if cell is not None and self.text:
            self.text += SEAM
        self._words(node)
        if _mark_is_deleted(node):
            return
        if cell is None:
            self._end(None)
        self._boxes(cell)

    def _boxes(self, cell: _Draft | None) -> None:
        beside, self.beside = self.beside, []
        if beside:
            self._end(cell)
        for box in beside:
            self.blocks(box, None)

    def _end(self, cell: _Draft | None) -> None:
        """Close the piece that is being read."""
        text, runs = self.text, self.runs
        self.text, self.runs = "", []
        if not text.strip():
            return
        if cell is not None:
            self.drafts.append(_Draft(text, runs, cell.place, cell.key))
            return
        self.paragraphs += 1
        self.drafts.append(_Draft(text, runs, Place(paragraph=self.paragraphs)))

    def _table(self, node: etree._Element) -> None:
        self.tables += 1
        table = self.tables
        cells: list[Cell] = []
        open_above: dict[int, int] = {}
        own: list[_Draft] = []
        for row_at, row in enumerate(rows_of(node)):
            for at, placed in enumerate(cells_of(row)):
                column = placed.column
                cell = _Draft("", [], Place(table=table, row=row_at + 1, column=at + 1), (row_at, column))
                first = len(self.drafts)
                self.blocks(placed.element, cell)
                self._end(cell)
                made = [one for one in self.drafts[first:] if one.place == cell.place]
                own += made
                text = SEAM.join(one.text for one in made)
                if placed.merge == "continue" and column in open_above:
                    above = cells[open_above[column]]
                    cells[open_above[column]] = above.down_to(row_at)
                else:
                    open_above[column] = len(cells)
                    cells.append(Cell(row_at, column, text, row_at, column + placed.width - 1))
        heads = heads_of(cells)
        for draft in own:
            if draft.key is not None and draft.key in heads:
                draft.row_heads, draft.column_heads = heads[draft.key]

    def _words(self, node: etree._Element) -> None:
        for one in node:
            if one.tag == _T:
                if one.text:
                    self.runs.append((one, len(self.text)))
                    self.text += one.text
            elif one.tag in _SIGNS:
                self.text += _SIGNS[one.tag]
            elif one.tag == _w("txbxContent"):
                self.beside.append(one)
            elif one.tag == f"{{{MC}}}AlternateContent":
                self._words(one[0] if len(one) else one)
            elif isinstance(one.tag, str) and one.tag not in _SILENT and not (one.tag == _R and _is_hidden(one)):
                self._words(one)


def _is_hidden(run: etree._Element) -> bool:
    found = run.find(f"{_w('rPr')}/{_w('vanish')}")
    return found is not None and found.get(_w("val"), "1") not in _OFF


def _mark_is_deleted(paragraph: etree._Element) -> bool:
    """Whether a revision took away the paragraph's end, so that its words run on into the next."""
    found = paragraph.find(f"{_w('pPr')}/{_w('rPr')}/{_w('del')}")
    following = paragraph.getnext()
    return found is not None and following is not None and following.tag == _P
