"""What the sheets of an .ods say beside their values: merged cells, hidden rows and columns, struck-through rows."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from lxml import etree

from shilu.documents.border import BROKEN, damaged

_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_HIDDEN: Final = {"collapse", "filter"}
_FURTHEST: Final = 1 << 20  # rows of a sheet; LibreOffice repeats its last empty row to the end

Range = tuple[int, int, int, int]


@dataclass(slots=True)
class OdsMarks:
    """Rows and columns are counted from 0; a range is first row, first column, last row, last column."""

    merges: list[Range] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    struck_rows: set[int] = field(default_factory=set)


def ods_marks(path: Path) -> Mapping[str, OdsMarks]:
    """The marks of each sheet by its name (OpenDocument 1.3, part 3, sections 9.1 and 19.6)."""
    try:
        with zipfile.ZipFile(path) as archive:
            content = archive.read("content.xml")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
        root = etree.parse(io.BytesIO(content), parser).getroot()
    except (*BROKEN, KeyError, etree.XMLSyntaxError) as error:
        raise damaged(path.name) from error
    struck = frozenset(_struck_styles(root))
    return {table.get(f"{_TABLE}name", ""): _marks_of(table, struck) for table in root.iter(f"{_TABLE}table")}


def _struck_styles(root: etree._Element) -> Iterator[str]:
    for style in root.iter(f"{_STYLE}style"):
        for words in style.iter(f"{_STYLE}text-properties"):
            if words.get(f"{_STYLE}text-line-through-style", "none") != "none":
                yield style.get(f"{_STYLE}name", "")


def _marks_of(table: etree._Element, struck: frozenset[str]) -> OdsMarks:
    marks = OdsMarks()
    column = 0
    for one in table.iter(f"{_TABLE}table-column"):
        times = _number(one, "number-columns-repeated")
        if one.get(f"{_TABLE}visibility") in _HIDDEN:
            marks.hidden_columns.update(range(column, min(column + times, _FURTHEST)))
        column += times
    at = 0
    for row in table.iter(f"{_TABLE}table-row"):
        times = _number(row, "number-rows-repeated")
        if row.get(f"{_TABLE}visibility") in _HIDDEN:
            marks.hidden_rows.update(range(at, min(at + times, _FURTHEST)))
        if _look_at(row, at, marks, struck):
            marks.struck_rows.update(range(at, min(at + times, _FURTHEST)))
        at += times
    return marks


def _look_at(row: etree._Element, at: int, marks: OdsMarks, struck: frozenset[str]) -> bool:
    """Note the merged ranges that begin in ``row``; whether all that it says is struck through."""
    column = 0
    filled = lined = 0
    for cell in row:
        if cell.tag not in {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}:
            continue
        rows, columns = _number(cell, "number-rows-spanned"), _number(cell, "number-columns-spanned")
        if rows > 1 or columns > 1:
            marks.merges.append((at, column, at + rows - 1, column + columns - 1))
        if cell.get(f"{_OFFICE}value-type") is not None:
            filled += 1
            lined += cell.get(f"{_TABLE}style-name", "") in struck
        column += _number(cell, "number-columns-repeated")
    return bool(filled) and filled == lined


def _number(element: etree._Element, name: str) -> int:
    text = element.get(f"{_TABLE}{name}", "1")
    return int(text) if text.isascii() and text.isdecimal() else 1
