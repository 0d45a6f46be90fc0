"""An HTML paper read as lines of text with the numbers that its data elements still mark."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from lxml import etree, html

from shilu.documents.border import damaged
from shilu.reports.document import Binding, Stored, StoredPaper
from shilu.reports.flow import Line, Part, Place, line_of

_BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "div", "article", "section", "figcaption", "footer", "header", "dt", "dd", "figure", "table", "tr", "thead", "tbody", "body"}  # fmt: skip
_SILENT = {"style", "script", "template", "svg", "head", "title", "noscript"}


@dataclass(frozen=True, slots=True)
class HtmlText:
    """The lines of an HTML paper and what it says about itself."""

    lines: tuple[Line, ...]
    stored: StoredPaper | None


def read_html(content: bytes, path: Path) -> HtmlText:
    """Read the bytes of an HTML file, UTF-8 or else GB 18030; ``path`` only names it in refusals."""
    try:
        root = html.document_fromstring(content, parser=html.HTMLParser(encoding=_encoding(content), no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError) as fault:
        raise damaged(path.name) from fault
    body = root.find("body")
    lines = tuple(line for line in _Walk().lines(body) if line.text) if body is not None else ()
    return HtmlText(lines, _stored(root))


def _encoding(content: bytes) -> str:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


@dataclass(slots=True)
class _Walk:
    paragraphs: int = 0
    tables: int = 0
    cell: Place | None = None
    parts: list[Part] = field(default_factory=list)

    def lines(self, node: etree._Element, bound: str = "") -> Iterator[Line]:
        """The blocks below ``node`` in order."""
        tag = node.tag if isinstance(node.tag, str) else "template"
        if tag not in _SILENT:
            bound = node.get("data-id", bound) if tag == "data" else bound
            block = tag in _BLOCKS
            if block:
                yield from self._end()
                self._enter(tag, node)
            self.parts.append((node.text or "", bound, "control"))
            for child in node:
                yield from self.lines(child, bound)
                self.parts.append((child.tail or "", bound, "control"))
            if block:
                yield from self._end()
                self.cell = None if tag in {"td", "th"} else self.cell

    def _enter(self, tag: str, node: etree._Element) -> None:
        if tag == "table":
            self.tables += 1
        elif tag in {"td", "th"}:
            table = next(node.iterancestors("table"), None)
            row = next(node.iterancestors("tr"), None)
            if table is not None and row is not None:
                self.cell = Place(
                    table=self.tables, row=[*table.iter("tr")].index(row) + 1, column=[*row].index(node) + 1
                )

    def _end(self) -> Iterator[Line]:
        parts, self.parts = self.parts, []
        line = line_of(parts, self.cell or Place())
        if line.text and self.cell is None:
            self.paragraphs += 1
            line = replace(line, place=Place(paragraph=self.paragraphs))
        yield line


def _stored(root: etree._Element) -> StoredPaper | None:
    paper = next((one for one in root.iter("article") if one.get("data-root") is not None), None)
    if paper is None:
        return None
    as_of, paper_root = _number(paper.get("data-as-of", "")), paper.get("data-root", "")
    numbers = [_one(one, as_of or 0, paper_root) for one in root.iter("dl") if one.get("data-id")]
    return StoredPaper(paper.get("data-issue", ""), as_of, paper_root, tuple(numbers))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None


def _one(one: etree._Element, as_of: int, root: str) -> Stored:
    def said(name: str) -> str:
        return one.get(f"data-{name}", "")

    own = _number(said("as-of"))
    return Stored(
        Binding(
            id=said("id"),
            figure=said("figure"),
            title=one.findtext("dt", default=""),
            definition=next((dd.text or "" for dd in one.iter("dd") if dd.get("class") == "definition"), ""),
            value=one.get("data-value"),
            unit=said("unit"),
            unit_name=said("unit-name"),
            period=said("period"),
            quantity=said("quantity"),
            measure=said("measure"),
            as_of=as_of if own is None else own,
            root=one.get("data-root", root),
            labels={dd.get("data-label", ""): dd.text or "" for dd in one.iter("dd") if dd.get("data-label")},
            query=said("query"),
        ),
        shown=said("shown"),
        before=said("before"),
        after=said("after"),
    )
