"""What a sheet of an .xlsx says beside its values: hidden rows and columns, struck-through rows, formulas without a result."""

import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import unescape
from pathlib import Path, PurePosixPath
from typing import Final

from lxml import etree

from shilu.documents.border import BROKEN, damaged
from shilu.documents.parts import parse_whole
from shilu.lib.cells import place_of

_CHUNK: Final = 1 << 20
_OVERLAP: Final = 16
_HIDDEN: Final = (b'hidden="1"', b'hidden="true"')
_FORMULA: Final = (b"f>",)  # the end of a formula under any prefix; of a shared one the first cell has it
_ROW: Final = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_COL: Final = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_ATTRIBUTE: Final = re.compile(rb'(\w+)="([^"]*)"')
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class Marks:
    """Rows and columns are counted from 0; ``uncomputed`` are the formulas that no program worked out, by their place."""

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    struck_rows: frozenset[int] = frozenset()
    uncomputed: Mapping[tuple[int, int], str] = field(default_factory=dict)


NO_MARKS: Final = Marks()


def marks_of(path: Path) -> Mapping[str, Marks]:
    """The marks of each sheet by its name; sheets without any are left out.

    Every XML part is inflated once in pieces, which is also where a part that is longer than the archive declares is
    found (its checksum fails): nothing is parsed before. Only a part that holds a mark is read again.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            flagged = {
                part.filename: _holds(archive, part)
                for part in archive.infolist()
                if part.filename.endswith((".xml", ".rels"))
            }
            struck_styles = _struck_styles(archive)
            struck_strings = _struck_strings(archive)
            found = {}
            for sheet, part in sheet_parts(archive):
                held = flagged.get(part, frozenset())
                if held or struck_styles or struck_strings:
                    data = archive.read(part)
                    marks = Marks()
                    if _HIDDEN in held or struck_styles or struck_strings:
                        marks = _marks(data, struck_styles=struck_styles, struck_strings=struck_strings)
                    if _FORMULA in held:
                        marks = replace(marks, uncomputed=_uncomputed(data))
                    if marks != NO_MARKS:
                        found[sheet] = marks
            return found
    except (*BROKEN, etree.XMLSyntaxError) as error:
        raise damaged(path.name) from error


def _holds(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> frozenset[tuple[bytes, ...]]:
    """Which of the marks that are looked for stand somewhere in a part."""
    sought = {_HIDDEN, _FORMULA}
    tail = b""
    with archive.open(part) as stream:
        while piece := stream.read(_CHUNK):
            if sought:
                seam = tail + piece[:_OVERLAP]
                # a single letter is found at once, and cells without a formula have no f
                likely = sought if b"f" in piece or b"f" in seam else sought - {_FORMULA}
                sought -= {needles for needles in likely if any(one in piece or one in seam for one in needles)}
                tail = piece[-_OVERLAP:]
    return frozenset({_HIDDEN, _FORMULA} - sought)


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Each sheet's name and the part of the archive that holds it."""
    targets = {
        str(link.get("Id")): str(link.get("Target")) for link in parse_whole(archive.read("xl/_rels/workbook.xml.rels"))
    }
    for element in parse_whole(archive.read("xl/workbook.xml")).iter():
        target = targets.get(str(element.get(_RELATION))) if _local(element) == "sheet" else None
        if target:
            part = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
            yield str(element.get("name")), part


def _is_struck(element: etree._Element) -> bool:
    return any(_local(child) == "strike" and child.get("val") not in {"0", "false"} for child in element)


def _struck_styles(archive: zipfile.ZipFile) -> frozenset[bytes]:
    """Numbers of the cell formats whose font is struck through."""
    if "xl/styles.xml" not in archive.namelist():
        return frozenset()
    data = archive.read("xl/styles.xml")
    if b"strike" not in data:
        return frozenset()
    root = parse_whole(data)
    parts = {_local(child): child for child in root}
    fonts = (
        {str(number) for number, font in enumerate(parts["fonts"]) if _is_struck(font)} if "fonts" in parts else set()
    )
    formats = parts.get("cellXfs")
    if formats is None:
        return frozenset()
    return frozenset(str(number).encode() for number, form in enumerate(formats) if form.get("fontId") in fonts)


def _struck_strings(archive: zipfile.ZipFile) -> frozenset[bytes]:
    """Numbers of the shared strings all of whose runs are struck through."""
    part = "xl/sharedStrings.xml"
    if part not in archive.namelist():
        return frozenset()
    data = archive.read(part)
    if b"strike" not in data:
        return frozenset()
    struck = set()
    for number, item in enumerate(child for child in parse_whole(data) if _local(child) == "si"):
        runs = [run for run in item if _local(run) == "r"]
        properties = [next((child for child in run if _local(child) == "rPr"), None) for run in runs]
        if runs and all(style is not None and _is_struck(style) for style in properties):
            struck.add(str(number).encode())
    return frozenset(struck)


def _marks(data: bytes, *, struck_styles: frozenset[bytes], struck_strings: frozenset[bytes]) -> Marks:
    hidden_rows = set()
    for found in _ROW.finditer(data):
        if b"hidden" in found[1]:
            attributes = dict(_ATTRIBUTE.findall(found[1]))
            if attributes.get(b"hidden") in {b"1", b"true"} and b"r" in attributes:
                hidden_rows.add(int(attributes[b"r"]) - 1)
    hidden_columns: set[int] = set()
    for found in _COL.finditer(data, 0, max(data.find(b"sheetData"), 0)):
        attributes = dict(_ATTRIBUTE.findall(found[1]))
        if attributes.get(b"hidden") in {b"1", b"true"}:
            # a hidden tail of the sheet reaches to column 16,384
            hidden_columns.update(range(int(attributes[b"min"]) - 1, min(int(attributes[b"max"]), 512)))
    struck = frozenset[int]()
    if struck_styles or struck_strings:
        struck = _struck_rows(data, struck_styles=struck_styles, struck_strings=struck_strings)
    return Marks(frozenset(hidden_rows), frozenset(hidden_columns), struck)


def _struck_rows(data: bytes, *, struck_styles: frozenset[bytes], struck_strings: frozenset[bytes]) -> frozenset[int]:
    """Rows more than half of whose filled cells are struck through."""
    filled: Counter[int] = Counter()
    struck: Counter[int] = Counter()
    row = 0
    for element in re.finditer(rb"<(?:\w+:)?(row|c)\b([^>]*?)(/?)>", data):
        attributes = dict(_ATTRIBUTE.findall(element[2]))
        if element[1] == b"row":
            row = int(attributes.get(b"r", row + 1))
        elif not element[3]:
            filled[row] += 1
            value = data[element.end() : element.end() + 24].partition(b"v>")[2].partition(b"<")[0]
            shared = attributes.get(b"t") == b"s" and value in struck_strings
            if shared or attributes.get(b"s") in struck_styles:
                struck[row] += 1
    return frozenset(number - 1 for number, count in struck.items() if 2 * count > filled[number])


def _uncomputed(data: bytes) -> dict[tuple[int, int], str]:
    """Formulas without a stored result (=2+3), by the row and column of their cell; a stored empty text is a result."""
    root = re.search(rb"<(\w+:)?worksheet\b", data[:_CHUNK])
    own = re.escape(root[1] or b"") if root else b""
    value = rb"(?:<%bv\s*/>|<%bv[^>]*></%bv>)?" % (own, own, own)
    formula = re.compile(rb"<%bf(?:\s[^>]*?)?(?:/>|>([^<]*)</%bf>)\s*%b\s*</%bc>" % (own, own, value, own))
    opening = b"<" + (root[1] or b"" if root else b"") + b"c "
    found = {}
    for match in formula.finditer(data):
        start = data.rfind(opening, 0, match.start())
        attributes = dict(_ATTRIBUTE.findall(data, start, match.start()))
        place = place_of(attributes.get(b"r", b"").decode("ascii", "replace"))
        if attributes.get(b"t") != b"str" and place is not None:
            found[place] = "=" + unescape((match[1] or b"").decode("utf-8", "replace"))
    return found
