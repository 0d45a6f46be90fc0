"""The cells of an .xlsx workbook as text, sheet by sheet, as people see them."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from posixpath import join, normpath
from typing import Final

from django.utils.translation import gettext as _
from lxml import etree

from shilu.documents.border import damaged
from shilu.documents.document import Piece, Place, Written, laid
from shilu.documents.heads import Cell, heads_of
from shilu.documents.parts import parse_part, refuse_declared, unpacked
from shilu.documents.shown_numbers import BUILT_IN, shown_number
from shilu.lib.cells import cell_address, column_number
from shilu.lib.errors import Refused

MOST_CELLS: Final = 1_000_000
_LETTERS: Final = re.compile("[A-Z]+")
_MOST_ROW, _MOST_COLUMN = 1_048_576, 16_384
_MOST_DIGITS: Final = 400  # Excel knows numbers up to 10^308
_MOST_MERGED: Final = 100_000
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION: Final = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_TRUE: Final = {"1", "true", "on"}


@dataclass(frozen=True, slots=True)
class _Book:
    """What all sheets share: strings, the format of each style, and from when days count."""

    strings: Sequence[str]
    forms: Sequence[str]
    from_1904: bool


def sheet_pieces(content: bytes, *, name: str) -> tuple[Piece, ...]:
    """Every cell with a text or a number in the visible rows and columns of the visible sheets, in order.

    Refused where the workbook is damaged or holds more than a million such cells; ``name`` is the file's.
    """
    parts = unpacked(content, which=_is_read, name=name)
    try:
        return laid(_written(parts, name))
    except (KeyError, IndexError, ValueError, TypeError, etree.XMLSyntaxError) as fault:
        raise damaged(name) from fault


def cells_written(cells: Sequence[Cell], *, sheet: str) -> Iterator[Written]:
    """Cells of one sheet in order, with their heads."""
    heads = heads_of(cells)
    for cell in cells:
        own = cell_address(cell.row, cell.column)
        place = Place(row=cell.row + 1, column=cell.column + 1, sheet=sheet, cell=own)
        yield Written(cell.text, place, *heads.get((cell.row, cell.column), ((), ())))


def _is_read(part: str) -> bool:
    return (
        part.startswith("xl/")
        and part.endswith((".xml", "workbook.xml.rels"))
        and "/media/" not in part
        and not part.startswith(("xl/drawings/", "xl/charts/", "xl/theme/", "xl/pivot"))
    )


def _written(parts: Mapping[str, bytes], name: str) -> Iterator[Written]:
    book = parse_part(parts["xl/workbook.xml"], name=name)
    links = {
        link.get("Id", ""): link.get("Target", "")
        for link in parse_part(parts["xl/_rels/workbook.xml.rels"], name=name)
    }
    about = book.find("{*}workbookPr")
    shared = _Book(
        tuple(_strings(parts.get("xl/sharedStrings.xml", b""), name)),
        _forms(parts.get("xl/styles.xml", b""), name),
        about is not None and about.get("date1904", "") in _TRUE,
    )
    left = MOST_CELLS
    for sheet in book.iterfind("{*}sheets/{*}sheet"):
        target = links.get(sheet.get(_RELATION) or sheet.get(_STRICT_RELATION) or "", "")
        part = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        if sheet.get("state", "visible") != "visible" or not part.startswith("xl/worksheets/"):
            continue
        cells: list[Cell] = []
        for cell in _cells(parts[part], shared, name):
            if len(cells) == left:
                raise Refused(
                    _("%(file)s has more than %(most)s cells; hand in the sheets that matter.")
                    % {"file": name, "most": MOST_CELLS}
                )
            cells.append(cell)
        left -= len(cells)
        yield from cells_written(_merged(cells, parts[part], name), sheet=sheet.get("name", ""))


def _cells(data: bytes, book: _Book, name: str) -> Iterator[Cell]:
    hidden_columns: set[int] = set()
    row_at = -1
    for node in _elements(data, ("{*}col", "{*}row"), name):
        if etree.QName(node).localname == "col":
            if node.get("hidden") in _TRUE:
                first, last = int(node.get("min", "1")) - 1, min(int(node.get("max", "1")), _MOST_COLUMN)
                hidden_columns.update(range(first, last))
            continue
        row_at = int(node.get("r", row_at + 2)) - 1
        column = -1
        for cell in node if node.get("hidden") not in _TRUE else ():
            column = _column(cell.get("r", ""), column + 1)
            if not (0 <= row_at < _MOST_ROW and 0 <= column < _MOST_COLUMN):
                raise damaged(name)
            text = _text(cell, book)
            if text.strip() and column not in hidden_columns:
                yield Cell(row_at, column, text, row_at, column)


def _elements(data: bytes, tags: Sequence[str], name: str) -> Iterator[etree._Element]:
    """Elements of a large part, each emptied once it was looked at."""
    refuse_declared(data, name=name)
    for _event, node in etree.iterparse(
        io.BytesIO(data),
        events=("end",),
        tag=tags,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    ):
        yield node
        node.clear(keep_tail=False)


def _column(reference: str, otherwise: int) -> int:
    letters = _LETTERS.match(reference)
    return column_number(letters[0]) - 1 if letters else otherwise


def _text(cell: etree._Element, book: _Book) -> str:
    sort = cell.get("t", "n")
    value = cell.findtext("{*}v") or ""
    if sort == "inlineStr":
        value = "".join(_runs(cell))
    elif sort == "s":
        value = book.strings[int(value)] if value else ""
    elif sort == "b":
        value = {"1": "TRUE", "0": "FALSE"}.get(value, "")
    elif sort == "e":
        value = ""
    elif sort == "n" and value:
        style = int(cell.get("s", "0"))
        form = book.forms[style] if 0 <= style < len(book.forms) else BUILT_IN[0]
        value = _shown(value, form, from_1904=book.from_1904)
    return value


def _shown(value: str, form: str, *, from_1904: bool) -> str:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if not number.is_finite() or abs(number.adjusted()) > _MOST_DIGITS:
        return ""
    return shown_number(number, form, from_1904=from_1904)


def _runs(item: etree._Element) -> Iterator[str]:
    """The words of a string, without the reading that stands above its signs."""
    for node in item.iter("{*}t"):
        if not any(etree.QName(above).localname == "rPh" for above in node.iterancestors()):
            yield node.text or ""


def _strings(data: bytes, name: str) -> Iterator[str]:
    if data:
        for item in _elements(data, ("{*}si",), name):
            yield "".join(_runs(item))


def _forms(data: bytes, name: str) -> tuple[str, ...]:
    """The number format of each style."""
    if not data:
        return ()
    root = parse_part(data, name=name)
    own = {
        int(form.get("numFmtId", "0")): form.get("formatCode", BUILT_IN[0])
        for form in root.iterfind("{*}numFmts/{*}numFmt")
    }
    ids = [int(style.get("numFmtId", "0")) for style in root.iterfind("{*}cellXfs/{*}xf")]
    return tuple(own.get(one) or BUILT_IN.get(one, BUILT_IN[0]) for one in ids)


def _merged(cells: Sequence[Cell], data: bytes, name: str) -> Sequence[Cell]:
    """The cells with their merged ranges, as far as these reach over cells that hold something."""
    if b"mergeCell " not in data or not cells:
        return cells
    last_row, last_column = max(cell.row for cell in cells), max(cell.column for cell in cells)
    ranges: dict[tuple[int, int], tuple[int, int]] = {}
    left = _MOST_MERGED
    for node in _elements(data, ("{*}mergeCell",), name):
        first, _colon, last = node.get("ref", "").partition(":")
        row, column, end_row, end_column = _row(first), _column(first, 0), _row(last), _column(last, 0)
        end_row, end_column = min(end_row, last_row), min(end_column, last_column)
        left -= max(end_row - row, 0)
        if left > 0:
            ranges[row, column] = end_row, end_column
    return [_reaching(cell, ranges.get((cell.row, cell.column))) for cell in cells]


def _reaching(cell: Cell, end: tuple[int, int] | None) -> Cell:
    if end is None:
        return cell
    return Cell(cell.row, cell.column, cell.text, max(end[0], cell.row), max(end[1], cell.column))


def _row(reference: str) -> int:
    digits = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ$")
    return int(digits) - 1 if digits.isascii() and digits.isdecimal() else 0
