"""A Word file read as lines of text with the bound numbers that its controls and bookmarks still mark."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from posixpath import join, normpath

from lxml import etree

from shilu.documents.border import BROKEN, damaged
from shilu.documents.parts import parse_part
from shilu.reports.chart_numbers import GENERAL, formatted
from shilu.reports.document import StoredPaper
from shilu.reports.docx.bindings import read_bindings
from shilu.reports.docx.runs import BOOKMARK
from shilu.reports.docx.xml import MC, PAPER, C, R, W
from shilu.reports.flow import How, Line, Part, Place, line_of

_UUID_DIGITS = 32
_SKIPPED = {
    f"{{{W}}}{name}"
    for name in (
        "del",
        "moveFrom",
        "pPr",
        "rPr",
        "sdtPr",
        "sdtEndPr",
        "instrText",
        "delText",
        "tblPr",
        "tblGrid",
        "trPr",
        "tcPr",
    )
}
_P, _TBL, _TR, _TC = (f"{{{W}}}{name}" for name in ("p", "tbl", "tr", "tc"))
_SIGNS = {f"{{{W}}}tab": "\t", f"{{{W}}}br": "\n", f"{{{W}}}cr": "\n", f"{{{W}}}noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class WordText:
    """The lines of a Word file, what its custom part says, and the issue that a bookmark names."""

    lines: tuple[Line, ...]
    stored: StoredPaper | None
    issue: str


def read_docx(content: bytes, path: Path) -> WordText:
    """Read the bytes of a .docx that the border let in; ``path`` only names it in refusals."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist() if _is_read(name)}
    except BROKEN as fault:
        raise damaged(path.name) from fault
    stored = _stored(parts, path)
    body = parse_part(parts["word/document.xml"], name=path.name).find(f"{{{W}}}body")
    if body is None:
        raise damaged(path.name)
    walk = _Walk(charts=_charts(parts, path))
    lines = [line for line in walk.lines(body) if line.text]
    return WordText(tuple(lines), stored, (stored.issue if stored else "") or walk.issue())


def _is_read(name: str) -> bool:
    return name in {"word/document.xml", "word/_rels/document.xml.rels"} or (
        name.startswith(("customXml/item", "word/charts/chart")) and name.endswith(".xml")
    )


def _stored(parts: dict[str, bytes], path: Path) -> StoredPaper | None:
    for name in sorted(parts):
        if name.startswith("customXml/") and PAPER.encode() in parts[name]:
            root = parse_part(parts[name], name=path.name)
            if root.tag == f"{{{PAPER}}}paper":
                return read_bindings(root)
    return None


def _charts(parts: dict[str, bytes], path: Path) -> dict[str, etree._Element]:
    """The chart parts by the relation that a drawing names."""
    relations = parts.get("word/_rels/document.xml.rels")
    if relations is None:
        return {}
    found = {
        one.get("Id", ""): normpath(join("word", one.get("Target", ""))).lstrip("/")
        for one in parse_part(relations, name=path.name)
    }
    return {
        key: parse_part(parts[name], name=path.name)
        for key, name in found.items()
        if name.startswith("word/charts/") and name in parts
    }


@dataclass(slots=True)
class _Walk:
    """One pass through a body: the count of paragraphs and tables, and the bookmarks that are open."""

    charts: dict[str, etree._Element]
    paragraphs: int = 0
    tables: int = 0
    open: dict[str, str] = field(default_factory=dict)
    beside: list[etree._Element] = field(default_factory=list)
    stamps: list[str] = field(default_factory=list)

    def issue(self) -> str:
        """The uuid that a bookmark carries."""
        digits = self.stamps[0] if self.stamps else ""
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])) if digits else ""

    def lines(self, parent: etree._Element, control: str = "", place: Place | None = None) -> Iterator[Line]:
        """The paragraphs and cells below ``parent``, in order."""
        for node in parent:
            if node.tag == _P:
                yield from self._paragraph(node, control, place)
            elif node.tag == _TBL:
                yield from self._table(node, control)
            elif node.tag == f"{{{W}}}sdt":
                yield from self.lines(node, _tag_of(node) or control, place)
            elif node.tag in {f"{{{W}}}bookmarkStart", f"{{{W}}}bookmarkEnd"}:
                self._bookmark(node)
            elif isinstance(node.tag, str) and node.tag not in _SKIPPED:
                yield from self.lines(node, control, place)

    def _paragraph(self, node: etree._Element, control: str, place: Place | None) -> Iterator[Line]:
        line = line_of(list(self._parts(node, control)), place or Place())
        if line.text and place is None:
            self.paragraphs += 1
            line = replace(line, place=Place(paragraph=self.paragraphs))
        yield line
        beside, self.beside = self.beside, []
        for one in beside:
            if one.tag == f"{{{C}}}chart":
                yield from _chart_lines(
                    self.charts.get(one.get(f"{{{R}}}id", "")), Place(paragraph=self.paragraphs + 1)
                )
            else:
                yield from self.lines(one)

    def _table(self, node: etree._Element, control: str) -> Iterator[Line]:
        self.tables += 1
        table = self.tables
        for row_at, row in enumerate(_below(node, _TR), start=1):
            for column, cell in enumerate(_below(row, _TC), start=1):
                around = next(cell.iterancestors(f"{{{W}}}sdt", _TR), row)
                inside = _tag_of(around) if around.tag == f"{{{W}}}sdt" else ""
                yield from self.lines(cell, inside or control, Place(table=table, row=row_at, column=column))

    def _parts(self, node: etree._Element, control: str) -> Iterator[Part]:
        for one in node:
            if one.tag == f"{{{W}}}t":
                yield self._part(one.text or "", control)
            elif one.tag in _SIGNS:
                yield self._part(_SIGNS[one.tag], control)
            elif one.tag in {f"{{{W}}}bookmarkStart", f"{{{W}}}bookmarkEnd"}:
                self._bookmark(one)
            elif one.tag == f"{{{W}}}sdt":
                yield from self._parts(one, _tag_of(one) or control)
            elif one.tag in {f"{{{C}}}chart", f"{{{W}}}txbxContent"}:
                self.beside.append(one)
            elif one.tag == f"{{{MC}}}AlternateContent":
                yield from self._parts(one[0] if len(one) else one, control)
            elif isinstance(one.tag, str) and one.tag not in _SKIPPED:
                yield from self._parts(one, control)

    def _part(self, text: str, control: str) -> Part:
        bookmark = next(iter(self.open.values()), "")
        how: How = "control" if control else "bookmark"
        return text, control or bookmark, how

    def _bookmark(self, node: etree._Element) -> None:
        key = node.get(f"{{{W}}}id", "")
        name = node.get(f"{{{W}}}name", "")
        if node.tag.endswith("bookmarkEnd"):
            self.open.pop(key, None)
        elif name.startswith(BOOKMARK):
            rest = name.removeprefix(BOOKMARK)
            if len(rest) == _UUID_DIGITS:
                self.stamps.append(rest)
            else:
                self.open[key] = rest


def _tag_of(node: etree._Element) -> str:
    """The tag of a content control, which is the id of what is bound in it."""
    found = node.find(f"{{{W}}}sdtPr/{{{W}}}tag")
    return found.get(f"{{{W}}}val", "") if found is not None else ""


def _below(node: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, also those inside content controls, not those of tables within."""
    for one in node:
        if one.tag == tag:
            yield one
        elif one.tag in {f"{{{W}}}sdt", f"{{{W}}}sdtContent", f"{{{W}}}ins", f"{{{W}}}customXml"}:
            yield from _below(one, tag)


def _chart_lines(chart: etree._Element | None, place: Place) -> Iterator[Line]:
    """The words of a chart part: its title, then each series with its values."""
    if chart is None:
        return
    title = "".join(one.text or "" for one in chart.iterfind(f".//{{{C}}}title//{{*}}t"))
    yield line_of([(title, "", "context")], place)
    for series in chart.iter(f"{{{C}}}ser"):
        parts: list[Part] = [("".join(_points(series, "tx").values()) + "：", "", "context")]
        values, code = _points(series, "val"), series.findtext(f"{{{C}}}val//{{{C}}}formatCode", default=GENERAL)
        for at, name in _points(series, "cat").items():
            if at in values:
                parts.append((f"{name}：{formatted(values[at], code)}，", "", "context"))
        yield line_of(parts, place)


def _points(series: etree._Element, part: str) -> dict[int, str]:
    return {
        int(one.get("idx", "0")): one.findtext(f"{{{C}}}v", default="")
        for one in series.iterfind(f"{{{C}}}{part}//{{{C}}}pt")
    }
