"""A sheet of any length as an .xlsx that is sent while it is written, so that no more than a few rows are in memory."""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from xml.sax.saxutils import escape

from shilu.ledger.importing.workbook import Value

_MOST_ROWS: Final = 1_048_576  # of a sheet
_LONGEST: Final = 32_767  # signs of a cell
_CHUNK: Final = 1 << 16
_UNWRITTEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LIKE_ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet's clock knows no zone
_SECONDS: Final = 86_400
_HEADING, _CELL, _DAY, _MOMENT = 1, 2, 3, 4

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_BORDER: Final = "".join(
    f'<{side} style="thin"><color auto="1"/></{side}>' for side in ("left", "right", "top", "bottom")
)
_STYLES: Final = (
    f'{_XML}<styleSheet xmlns="{_MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    f'</fills><borders count="2"><border/><border>{_BORDER}</border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="1" xfId="0" applyFont="1" applyBorder="1" applyAlignment="1">'
    '<alignment horizontal="center" vertical="center" wrapText="1"/></xf>'
    + "".join(
        f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" '
        'applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>'
        for number in (0, 164, 165)
    )
    + '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


class _Sink:
    """What the archive is written to: it keeps only what was not sent yet."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self.size = 0

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """Nothing is open."""

    def taken(self) -> bytes:
        data = b"".join(self._parts)
        self._parts, self.size = [], 0
        return data


def sheets_streamed(
    name: str, headings: Sequence[str], rows: Iterable[Sequence[Value]], *, widths: Sequence[float] = ()
) -> Iterator[bytes]:
    """The parts of an .xlsx with ``rows`` below ``headings``; what a sheet cannot hold goes on in a further one."""
    sink, following, sheets = _Sink(), iter(rows), 0
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        first = next(following, None)
        while first is not None or not sheets:
            sheets += 1
            with archive.open(f"xl/worksheets/sheet{sheets}.xml", "w", force_zip64=True) as part:
                part.write(_opening(widths).encode())
                part.write(_row(headings, heading=True))
                written = 1
                while first is not None and written < _MOST_ROWS:
                    part.write(_row(first))
                    written += 1
                    first = next(following, None)
                    if sink.size > _CHUNK:
                        yield sink.taken()
                part.write(b"</sheetData></worksheet>")
        for path, text in _frame(name, sheets):
            archive.writestr(path, text)
    yield sink.taken()


def _opening(widths: Sequence[float]) -> str:
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in enumerate(widths, start=1)
    )
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"{f'<cols>{columns}</cols>' if columns else ''}<sheetData>"
    )


def _row(values: Sequence[Value], *, heading: bool = False) -> bytes:
    cells = "".join(_cell(value, style=_HEADING if heading else _CELL) for value in values)
    return f"<row>{cells}</row>".encode()


def _cell(value: Value | Decimal, *, style: int) -> str:
    match value:
        case datetime():
            return f'<c s="{_MOMENT}"><v>{(value - _EPOCH).total_seconds() / _SECONDS:.8f}</v></c>'
        case date():
            return f'<c s="{_DAY}"><v>{(value - _EPOCH.date()).days}</v></c>'
        case int() | float() | Decimal():
            return f'<c s="{style}"><v>{value}</v></c>'
        case "":
            return f'<c s="{style}"/>'
    text = escape(_LIKE_ESCAPED.sub("_x005F_", _UNWRITTEN.sub("", str(value)))[:_LONGEST])
    return f'<c t="inlineStr" s="{style}"><is><t xml:space="preserve">{text}</t></is></c>'


def _frame(name: str, sheets: int) -> Iterator[tuple[str, str]]:
    """The parts of the archive beside its sheets."""
    numbers = range(1, sheets + 1)
    titles = [name, *(f"{name}({number})" for number in numbers[1:])]
    listed = "".join(
        f'<sheet name="{escape(title)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, title in zip(numbers, titles, strict=True)
    )
    yield "xl/workbook.xml", f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>'
    targets = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in numbers
    )
    styles = f'<Relationship Id="rId{sheets + 1}" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    yield (
        "xl/_rels/workbook.xml.rels",
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{targets}{styles}</Relationships>',
    )
    yield "xl/styles.xml", _STYLES
    root = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    yield "_rels/.rels", f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{root}</Relationships>'
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for number in numbers
    )
    types = (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>{parts}</Types>'
    )
    yield "[Content_Types].xml", types
