"""A document written into the Word file that its template was learned from, so that the layout is the one it had."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import count, groupby
from pathlib import Path

from django.utils.translation import gettext as _
from lxml import etree

from shilu.documents.openxml.package import Package
from shilu.documents.parts import parse_part
from shilu.documents.word_grid import AROUND, cells_of, rows_of
from shilu.lib.errors import Refused
from shilu.reports.document import Chart, Document, IssueStamp, Row, Runs, Squares, Stored, Table, Text
from shilu.reports.docx.aligned import aligned
from shilu.reports.docx.bindings import bindings_xml, stamp_of
from shilu.reports.docx.package import ITEM_TYPE, item_parts
from shilu.reports.docx.reading import read_docx
from shilu.reports.docx.rewriting import parsed_runs, rewrite, words_of
from shilu.reports.docx.runs import Controls
from shilu.reports.docx.xml import W
from shilu.reports.flow import Line, expected_in
from shilu.reports.paper import bound_runs, paper_of
from shilu.reports.pieces import Mark, Para, Piece

MAIN = "word/document.xml"
_P, _TBL, _PPR, _SECT = (f"{{{W}}}{name}" for name in ("p", "tbl", "pPr", "sectPr"))


_APART = "\f"  # two lines of a title are two paragraphs
_TITLE_WITHIN = 6  # blocks of the layout
_LONG = 30  # signs: what is shorter is a heading or a line of its own


@dataclass(frozen=True, slots=True)
class Held:
    """A block of the old file: a paragraph with words, or a table."""

    element: etree._Element
    text: str

    @property
    def is_table(self) -> bool:
        """Whether it is a table."""
        return self.element.tag == _TBL


def write_onto(layout: bytes, document: Document, *, issue: IssueStamp | None = None, clean: bool = False) -> bytes:
    """The .docx ``layout`` with the words and numbers of ``document``.

    Lines go to the paragraphs whose words they share; a line that has none follows the one before it and looks like it, a
    paragraph that has no line goes, but head and foot of the layout (before the first line and behind the last) stay.
    Refused for a table or chart that the layout has not got.
    """
    package = Package.read(layout, name=_("the layout of the template"))
    root = parse_part(package.parts[MAIN], name=package.name)
    paper = paper_of(document)
    controls = Controls(on=not clean, ids=count(_highest_id(root) + 1))
    body = root.find(f"{{{W}}}body")
    held = list(held_blocks(body)) if body is not None else []
    wanted = list(_wanted(paper.pieces, title_parts=_title_parts(document.title, held)))
    _carried_over(held, wanted, controls)
    if issue and (first := next(root.iter(_P), None)) is not None:
        first.extend(parsed_runs(controls.stamp(issue.uuid)))
    package = package.with_part(MAIN, _serialised(root))
    if clean:
        return package.content()
    bindings = {run.binding.id: run.binding for run in bound_runs(paper)}
    expected = [one for one in expected_in(lines_written(package.content())) if one.id in bindings]
    stored = [Stored(bindings[one.id], one.shown, one.before, one.after) for one in expected]
    return _with_bindings(package, bindings_xml(stamp_of(issue, list(bindings.values())), stored)).content()


def lines_written(paper: bytes) -> tuple[Line, ...]:
    """The lines of a Word file as a reader finds them."""
    return read_docx(paper, Path("layout.docx")).lines


def held_blocks(body: etree._Element) -> Iterator[Held]:
    """The tables and the paragraphs with words of a body, in order."""
    for node in body:
        if node.tag == _TBL:
            yield Held(node, words_of(list(node.iter(_P))))
        elif node.tag == _P:
            if (text := words_of([node])).strip():
                yield Held(node, text)
        elif node.tag in AROUND:
            yield from held_blocks(node)


def _serialised(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _highest_id(root: etree._Element) -> int:
    found = [one.get(f"{{{W}}}id", "") for one in root.iter(f"{{{W}}}bookmarkStart", f"{{{W}}}id")]
    found += [one.get(f"{{{W}}}val", "") for one in root.iter(f"{{{W}}}id")]
    return max((int(one) for one in found if one.isascii() and one.isdigit() and len(one) < 9), default=0)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A block that the paper says; one that is ``loose`` is printed only where the layout has a place for it."""

    block: Runs | Table
    loose: bool = False


def _wanted(pieces: Sequence[Piece], *, title_parts: str) -> Iterator[Wanted]:
    """What the paper says, block by block; the lines of its title are one block, with ``title_parts`` between them."""
    lines = [piece for piece in pieces if not isinstance(piece, Para) or _runs_of(piece)]
    for is_title, group in groupby(lines, key=lambda piece: isinstance(piece, Para) and piece.style == "title"):
        listed = [one for piece in group for one in _blocks_of(piece)]
        if is_title and title_parts != _APART:
            parts = [
                run for one in listed if not isinstance(one.block, Table) for run in (Text(title_parts), *one.block)
            ]
            yield Wanted(tuple(run for run in parts[1:] if run.shown))
        else:
            yield from listed


def _blocks_of(piece: Piece) -> Iterator[Wanted]:
    match piece:
        case Table() if any(isinstance(run, Squares) for row in piece.body for cell in row for run in cell):
            raise _no_pictures()
        case Table():
            yield Wanted(piece)
        case Mark():
            yield Wanted((Text(piece.text),))
        case Para():
            yield Wanted(_runs_of(piece), loose=piece.style in {"signature", "date"})
        case Chart():
            raise _no_pictures()


def _no_pictures() -> Refused:
    return Refused(_("A template with a layout of its own prints no charts; take the line layout out of its settings."))


def _title_parts(title: str, held: Sequence[Held]) -> str:
    """What stands between the lines of the title in the layout: another paragraph, a line break, or nothing."""
    if "\n" not in title:
        return ""
    return "\n" if any("\n" in one.text.strip() for one in held[:_TITLE_WITHIN]) else _APART


def _runs_of(para: Para) -> Runs:
    runs = (Text(para.lead), *para.runs, Text(para.tail))
    return tuple(run for run in runs if run.shown)


def _line(block: Runs | Table) -> tuple[str, str]:
    if isinstance(block, Table):
        return "table", "".join(_line(cell)[1] for row in (*block.header, *block.body) for cell in row)
    return "words", "".join(run.shown for run in block)


def _carried_over(held: Sequence[Held], wanted: Sequence[Wanted], controls: Controls) -> None:
    """Give the blocks ``held`` the words of ``wanted``."""
    last: etree._Element | None = None
    old_lines = [("table" if one.is_table else "words", one.text) for one in held]
    pairs = aligned(old_lines, [_line(one.block) for one in wanted])
    met = [old for old, new in pairs if old is not None and new is not None]
    for old, new in pairs:
        if new is None:
            if old is not None and met and met[0] < old < met[-1]:
                _drop(held[old].element)
            continue
        block = wanted[new].block
        if old is None and wanted[new].loose:
            continue
        if old is not None:
            last = held[old].element
            if isinstance(block, Table):
                _table(last, (*block.header, *block.body), controls)
            else:
                rewrite([last], block, controls)
        elif isinstance(block, Table):
            raise Refused(
                _(
                    "A table of the template is not in its layout (%(words)s…); put it there, or take the line layout out of its settings."
                )
                % {"words": _line(block)[1][:20]}
            )
        else:
            last = _inserted(last, held, block, controls)


def _drop(element: etree._Element) -> None:
    """Take a block out; a paragraph that ends a section stays, without words."""
    if element.tag == _P and element.find(f"{_PPR}/{_SECT}") is not None:
        rewrite([element], (), Controls(on=False))
        return
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _inserted(last: etree._Element | None, held: Sequence[Held], runs: Runs, controls: Controls) -> etree._Element:
    """A new paragraph behind ``last`` (or before everything), with the looks of a neighbour that is about as long."""
    paragraphs = [one for one in held if not one.is_table]
    if not paragraphs:
        raise Refused(_("The layout of the template has no paragraph; take the line layout out of its settings."))
    at = next((place for place, one in enumerate(paragraphs) if one.element is last), 0)
    is_long = len(_line(runs)[1]) > _LONG
    near = sorted(range(len(paragraphs)), key=lambda place: (abs(place - at), place > at))
    model = next((place for place in near if (len(paragraphs[place].text) > _LONG) == is_long), at)
    fresh = deepcopy(paragraphs[model].element)
    for section in fresh.findall(f"{_PPR}/{_SECT}"):
        section.getparent().remove(section)  # type: ignore[union-attr]
    if last is not None:
        last.addnext(fresh)
    else:
        held[0].element.addprevious(fresh)
    rewrite([fresh], runs, controls)
    return fresh


def _table(table: etree._Element, rows: Sequence[Row], controls: Controls) -> None:
    """Give a table the words of ``rows``; a row more looks like the one above it."""
    held = rows_of(table)
    if len(held) == len(rows):
        pairs: list[tuple[int | None, int | None]] = [(at, at) for at in range(len(rows))]
    else:
        old_lines = [("row", words_of(list(row.iter(_P)))) for row in held]
        pairs = aligned(old_lines, [("row", "".join(_line(cell)[1] for cell in row)) for row in rows])
    last = held[0]
    for old, new in pairs:
        if new is None:
            if old is not None:
                _drop(held[old])
            continue
        if old is None:
            fresh = deepcopy(last)
            last.addnext(fresh)
            last = fresh
        else:
            last = held[old]
        _row(last, rows[new], controls)


def _row(row: etree._Element, cells: Row, controls: Controls) -> None:
    """Give the cells of a row their words; of a cell over several columns those of the first."""
    for cell in cells_of(row):
        paragraphs = cell.element.findall(_P)
        if cell.column < len(cells) and paragraphs and cell.merge != "continue":
            rewrite(paragraphs, cells[cell.column], controls)


def _with_bindings(package: Package, xml: str) -> Package:
    """The package with the custom part that repeats the bound numbers."""
    part = package.new_part("customXml/item{}.xml")
    number = int("".join(sign for sign in part if sign.isdigit()))
    package = package.with_part(part, xml.encode())
    for name, text in item_parts(number).items():
        package = package.with_part(name, text.encode())
    package = package.with_type(f"customXml/itemProps{number}.xml", ITEM_TYPE)
    return package.with_link(MAIN, to=part, sort="customXml")[0]
