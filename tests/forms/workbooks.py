"""Workbooks for the tests of forms: made by XlsxWriter, changed by hand where no library writes the oddity, and compared part by part."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

import xlsxwriter
from openpyxl import load_workbook
from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter

from shilu.forms.excel.reading import read_sheets
from shilu.forms.sheet import Fill, Form, FormTable, Plan, RowInsert, Spot

SHEET = "附件1"
_MADE = datetime(2022, 7, 1, tzinfo=UTC)


def made(build: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    """The bytes of a workbook that ``build`` writes."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"created": _MADE})  # two workbooks made in different seconds are equal
        build(book)
    return stream.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def by_hand(sheet: str, **parts: str) -> bytes:
    """A workbook with one sheet whose XML is ``sheet``; further parts replace those of the same name (dots for underscores)."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    every = {
        "[Content_Types].xml": (
            f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}sheet.main+xml"/>'
            f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}sharedStrings+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}worksheet+xml"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="rId1" Type="{links}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{main}" xmlns:r="{links}"><sheets><sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="rId1" Type="{links}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{links}/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>'
        ),
        "xl/sharedStrings.xml": f'<sst xmlns="{main}"/>',
        "xl/worksheets/sheet1.xml": sheet,
    }
    return packed(every | parts)


def form_of(content: bytes) -> Form:
    return read_sheets(content, name="报表.xlsx")


def table_of(content: bytes, name: str = SHEET) -> FormTable:
    return form_of(content).table(name)


def texts(table: FormTable) -> dict[str, str]:
    """The filled cells by address."""
    return {
        f"{get_column_letter(column)}{row}": cell.text for (row, column), cell in table.cells.items() if not cell.empty
    }


def plan(
    values: Mapping[str, Decimal | int | str | date],
    *inserts: RowInsert,
    sheet: str = SHEET,
    notes: Mapping[str, str] | None = None,
) -> Plan:
    """A plan for one sheet, by address."""
    return Plan(
        tuple(
            Fill(
                Spot(sheet, *coordinate_to_tuple(at)),
                Decimal(value) if isinstance(value, int) else value,
                (notes or {}).get(at, ""),
            )
            for at, value in values.items()
        ),
        inserts,
    )


def changed_parts(before: bytes, after: bytes) -> set[str]:
    """Names of the parts that differ, appeared or went; the order of those that stayed must be the same."""
    old, new = parts_of(before), parts_of(after)
    assert [name for name in old if name in new] == [name for name in new if name in old]
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


def opened(content: bytes, *, values: bool = False):
    """The workbook by openpyxl."""
    return load_workbook(io.BytesIO(content), data_only=values)


def sheet_xml(content: bytes, number: int = 1) -> str:
    return parts_of(content)[f"xl/worksheets/sheet{number}.xml"].decode()


def cell_xml(content: bytes, at: str, number: int = 1) -> str:
    """The markup of one cell."""
    found = re.search(rf'<c r="{at}"[^>]*?(?:/>|>.*?</c>)', sheet_xml(content, number))
    return found[0] if found else ""
