"""Writing values into the cells of a sheet's XML, each in its own bytes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from openpyxl.styles.numbers import is_date_format

from shilu.documents.openxml.spans import Edits, Node, attribute_text, markup_text
from shilu.documents.openxml.spread import spread
from shilu.forms.excel.book import Book, escaped, runs_of, unescaped
from shilu.forms.excel.located import Cell, Row, number_of, rows_of
from shilu.forms.excel.references import Corner, stated_range
from shilu.forms.sheet import Value
from shilu.lib.cells import column_letters


@dataclass(frozen=True, slots=True)
class SheetXml:
    """A sheet's root with the bytes that it stands in, and the bytes of the workbook's shared strings."""

    root: Node
    data: bytes
    texts: bytes
    book: Book


def write_cells(sheet: SheetXml, edits: Edits, values: Mapping[tuple[int, int], Value]) -> None:
    """Write values by row and column, none of them under a merged range; raises ValueError for a cell with a formula."""
    rows = rows_of(sheet.root)
    known = {row.number: row for row in rows}
    added: dict[int, dict[int, Value]] = {}
    for number, places in groupby(sorted(values), key=lambda place: place[0]):
        columns = {column: values[number, column] for _row, column in places}
        if number in known:
            _write_row(sheet, edits, known[number], columns)
        else:
            added[number] = columns
    if added:
        _add_rows(sheet, edits, rows, added)
    _widen(sheet.root, edits, values)


def _write_row(sheet: SheetXml, edits: Edits, row: Row, values: Mapping[int, Value]) -> None:
    known = {cell.column: cell for cell in row.cells}
    added: dict[int, list[str]] = {}
    for column, value in sorted(values.items()):
        if (cell := known.get(column)) is not None:
            _write_cell(sheet, edits, cell, value)
        else:
            after = next((cell.node.start for cell in row.cells if cell.column > column), row.node.closing)
            added.setdefault(after, []).append(_new_cell(sheet, row, row.number, column, value))
    if not added:
        return
    for cell in row.cells:
        if "r" not in cell.node.attributes:
            edits.set_attribute(cell.node, "r", f"{column_letters(cell.column)}{row.number}")
    if "spans" in row.node.attributes:
        edits.set_attribute(row.node, "spans", None)  # only says how wide the row was; left out it is found anew
    for after, cells in added.items():
        if after == row.node.closing:
            edits.append(row.node, "".join(cells))
        else:
            edits.insert(after, "".join(cells))


def _add_rows(sheet: SheetXml, edits: Edits, rows: tuple[Row, ...], added: Mapping[int, Mapping[int, Value]]) -> None:
    home = sheet.root.child("sheetData")
    if home is None:
        raise ValueError("a sheet without rows")
    for row in rows:
        if "r" not in row.node.attributes:
            edits.set_attribute(row.node, "r", str(row.number))
    prefix = home.prefix.decode()
    last = []
    for number, values in added.items():
        cells = "".join(_new_cell(sheet, None, number, column, value) for column, value in values.items())
        markup = f'<{prefix}row r="{number}">{cells}</{prefix}row>'
        below = next((row.node.start for row in rows if row.number > number), None)
        if below is None:
            last.append(markup)
        else:
            edits.insert(below, markup)
    if last:
        edits.append(home, "".join(last))


def _new_cell(sheet: SheetXml, row: Row | None, number: int, column: int, value: Value) -> str:
    """The markup of a cell that the file does not have; it looks as its row or column does."""
    home = sheet.root.child("sheetData")
    prefix = home.prefix.decode() if home is not None else ""
    style = _row_style(row) or _column_style(sheet.root, column)
    pattern = sheet.book.format(style).pattern
    sort, inner = _markup(value, pattern=pattern, prefix=prefix, from_1904=sheet.book.from_1904)
    attributes = f' r="{column_letters(column)}{number}"'
    attributes += (f' s="{attribute_text(style)}"' if style else "") + (f' t="{sort}"' if sort else "")
    return f"<{prefix}c{attributes}>{inner}</{prefix}c>" if inner else f"<{prefix}c{attributes}/>"


def _row_style(row: Row | None) -> str:
    if row is None or row.node.attributes.get("customFormat") not in {"1", "true"}:
        return ""
    return row.node.attributes.get("s", "")


def _column_style(root: Node, column: int) -> str:
    columns = root.child("cols")
    for node in columns.children if columns is not None else ():
        if number_of(node, "min") <= column <= number_of(node, "max"):
            return node.attributes.get("style", "")
    return ""


def _write_cell(sheet: SheetXml, edits: Edits, cell: Cell, value: Value) -> None:
    if cell.formula is not None:
        raise ValueError(f"{column_letters(cell.column)}{cell.row} holds a formula")
    node = cell.node
    inner = _respelled(sheet, node, value) if isinstance(value, str) else ""
    sort = "inlineStr"
    if not inner:
        sort, inner = _markup(
            value,
            pattern=sheet.book.format(node.attributes.get("s")).pattern,
            prefix=node.prefix.decode(),
            from_1904=sheet.book.from_1904,
        )
    if node.attributes.get("t", "n") != (sort or "n"):
        edits.set_attribute(node, "t", sort or None)
    for name in ("cm", "vm"):  # they say what a computed or a picture value is made of
        if name in node.attributes:
            edits.set_attribute(node, name, None)
    edits.set_content(node, inner)


def _markup(value: Value, *, pattern: str, prefix: str, from_1904: bool) -> tuple[str, str]:
    """The type of a cell and its content; text is text, whatever it looks like."""
    if isinstance(value, Decimal):
        return "", f"<{prefix}v>{value.normalize():f}</{prefix}v>"
    if isinstance(value, date) and pattern and is_date_format(pattern):
        return "", f"<{prefix}v>{_serial(value, from_1904=from_1904)}</{prefix}v>"
    text = value if isinstance(value, str) else value.isoformat()
    if not text:
        return "", ""
    return "inlineStr", f"<{prefix}is>{_text(text, prefix)}</{prefix}is>"


def _serial(day: date, *, from_1904: bool) -> int:
    """The number that Excel keeps of a day, from the day before its calendar began (1900 had no 29 February, but Excel has)."""
    return (day - (date(1904, 1, 1) if from_1904 else date(1899, 12, 30))).days


def _text(text: str, prefix: str) -> str:
    return f'<{prefix}t xml:space="preserve">{markup_text(escaped(text))}</{prefix}t>'


def _respelled(sheet: SheetXml, cell: Node, value: str) -> str:
    """The content of a cell whose text has runs of different looks, with the new text; "" where there is one look."""
    item, data = cell.child("is"), sheet.data
    if item is None:
        item, data = sheet.book.shared(cell), sheet.texts
    if item is None or item.prefix != cell.prefix:
        return ""
    runs = runs_of(item)
    if len(runs) < 2 or not value:
        return ""
    prefix = cell.prefix.decode()
    written = []
    texts = [unescaped(text.text) for _run, text in runs]
    for (run, old), text in zip(runs, spread(texts, value), strict=True):
        if text:
            before, after = data[run.start : old.start], data[old.end : run.end]
            written.append(f"{before.decode()}{_text(text, prefix)}{after.decode()}")
    return f"<{prefix}is>{''.join(written)}</{prefix}is>"


def _widen(root: Node, edits: Edits, places: Iterable[tuple[int, int]]) -> None:
    """Let the stated extent of the sheet take in what was written."""
    stated = root.child("dimension")
    reference = stated_range(stated.attributes.get("ref", "")) if stated is not None else None
    if stated is None or reference is None:
        return
    rows, columns = [*reference.rows], [*reference.columns]
    for row, column in places:
        rows.append(row)
        columns.append(column)
    first, last = Corner(min(rows), min(columns)), Corner(max(rows), max(columns))
    if (first.row, last.row) != reference.rows or (first.column, last.column) != reference.columns:
        edits.set_attribute(stated, "ref", f"{first}:{last}")
