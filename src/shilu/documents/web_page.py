"""The text of an HTML file as a browser shows it: blocks in order, without scripts, styles and hidden parts."""

import re
from dataclasses import dataclass, field
from typing import Final

from lxml import etree, html

from shilu.documents.border import damaged
from shilu.documents.decoding import decoded
from shilu.documents.document import Piece, Place, Written, laid
from shilu.documents.heads import Cell, heads_of

_BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_SILENT: Final = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "svg",
        "math",
        "head",
        "title",
        "select",
        "datalist",
        "button",
        "iframe",
        "object",
        "canvas",
        "audio",
        "video",
        "del",
        "s",
        "strike",
        "rt",
        "rp",
        "textarea",
    ]
)
_HIDDEN: Final = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.IGNORECASE)
_BLANKS: Final = re.compile(r"[ \t\n\r\f]+")
_WRAPPED: Final = re.compile(
    r"(?<=[\u2e80-\u9fff\uff00-\uffef])[ \t\r\f]*\n[ \t\n\r\f]*(?=[\u2e80-\u9fff\uff00-\uffef0-9])"
)
_BREAK: Final = "\ue000"
_MOST_SPAN: Final = 100
_DECLARED: Final = re.compile(r"^\s*<\?xml[^>]*\?>")


@dataclass(slots=True)
class _Table:
    """A table that is open: where the next cell stands, and the cells so far."""

    number: int
    row: int = -1
    column: int = 0
    at: int = 0
    taken: dict[int, int] = field(default_factory=dict)
    cells: list[Cell] = field(default_factory=list)


@dataclass(slots=True)
class _Draft:
    text: str
    place: Place
    table: _Table | None
    key: tuple[int, int]


def web_pieces(content: bytes, *, name: str) -> tuple[Piece, ...]:
    """The blocks and cells of a page; blanks are as shown, a line that the source wraps between Chinese signs runs on.

    Refused where the bytes are no text or hold no page; ``name`` is the file's.
    """
    page = _DECLARED.sub("", decoded(content, name=name))
    try:
        root = html.document_fromstring(page, parser=html.HTMLParser(no_network=True, remove_comments=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as fault:
        raise damaged(name) from fault
    walk = _Walk()
    walk.run(root)
    heads = {id(table): heads_of(table.cells) for table in walk.closed}
    return laid(
        Written(one.text, one.place, *(heads[id(one.table)].get(one.key, ((), ())) if one.table else ()))
        for one in walk.drafts
    )


@dataclass(slots=True)
class _Walk:
    """One pass through a page, without recursion: pages may nest as deep as they like."""

    drafts: list[_Draft] = field(default_factory=list)
    closed: list[_Table] = field(default_factory=list)
    open: list[_Table] = field(default_factory=list)
    spots: list[tuple[_Table, Place, tuple[int, int], int]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0
    kept: int = 0

    def run(self, root: etree._Element) -> None:
        silent: etree._Element | None = None
        for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            if silent is None and event == "start":
                if _is_silent(node):
                    silent = node
                else:
                    self._enter(node)
                continue
            if event == "end" and silent is None:
                self._leave(node)
            if silent is None or silent is node:
                if event != "start":
                    self.words.append(node.tail or "")
                if event == "end":
                    silent = None
        self._end()

    def _enter(self, node: etree._Element) -> None:
        tag = str(node.tag)
        if tag in _BLOCKS:
            self._end()
        if tag == "table":
            self.tables += 1
            self.open.append(_Table(self.tables))
        elif tag == "tr" and self.open:
            self._row(self.open[-1])
        elif tag in {"td", "th"} and self.open:
            self._cell(self.open[-1], node)
        self.words.append(_BREAK if tag == "br" else "")
        self.kept += tag == "pre"
        self.words.append((node.text or "").replace("\n", _BREAK) if self.kept else node.text or "")

    def _leave(self, node: etree._Element) -> None:
        tag = str(node.tag)
        self.kept -= tag == "pre"
        if tag in _BLOCKS:
            self._end()
        if tag in {"td", "th"} and self.spots:
            table, place, key, first = self.spots.pop()
            text = "\n".join(one.text for one in self.drafts[first:] if one.place == place)
            rows, columns = _span(node, "rowspan"), _span(node, "colspan")
            table.cells.append(Cell(*key, text, key[0] + rows - 1, key[1] + columns - 1))
        elif tag == "table" and self.open:
            self.closed.append(self.open.pop())

    def _row(self, table: _Table) -> None:
        table.row += 1
        table.column = table.at = 0

    def _cell(self, table: _Table, node: etree._Element) -> None:
        table.row = max(table.row, 0)
        while table.taken.get(table.column, -1) >= table.row:
            table.column += 1
        table.at += 1
        key = (table.row, table.column)
        rows, columns = _span(node, "rowspan"), _span(node, "colspan")
        for column in range(table.column, table.column + columns):
            table.taken[column] = table.row + rows - 1
        table.column += columns
        place = Place(table=table.number, row=table.row + 1, column=table.at)
        self.spots.append((table, place, key, len(self.drafts)))

    def _end(self) -> None:
        shown = _shown("".join(self.words))
        self.words = []
        if not shown:
            return
        if self.spots:
            table, place, key, _first = self.spots[-1]
            self.drafts.append(_Draft(shown, place, table, key))
        else:
            self.paragraphs += 1
            self.drafts.append(_Draft(shown, Place(paragraph=self.paragraphs), None, (0, 0)))


def _is_silent(node: etree._Element) -> bool:
    return (
        not isinstance(node.tag, str)
        or node.tag in _SILENT
        or node.get("hidden") is not None
        or _HIDDEN.search(node.get("style", "")) is not None
    )


def _span(node: etree._Element, name: str) -> int:
    written = node.get(name, "1").strip()
    return min(max(int(written), 1), _MOST_SPAN) if written.isascii() and written.isdecimal() else 1


def _shown(text: str) -> str:
    lines = _BLANKS.sub(" ", _WRAPPED.sub("", text)).split(_BREAK)
    return "\n".join(line.strip(" ") for line in lines).strip()
