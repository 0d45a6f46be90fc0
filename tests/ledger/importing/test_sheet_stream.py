"""A sheet that is sent while it is written: what a reader finds in it, and that it is never whole in memory."""

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from shilu.ledger.importing import sheet_stream
from shilu.ledger.importing.sheet_stream import sheets_streamed

DAY, NINE = date(2022, 6, 1), datetime.fromisoformat("2022-06-01T09:30:15")
HEADINGS = ("序号", "日期", "名称")


def test_cells_are_read_back_as_they_were() -> None:
    row = [7, DAY, NINE, Decimal("2.50"), "=1+1", "<&>\x07", "_x0041_", "", " a\nb"]
    content = b"".join(sheets_streamed("台账", [str(at) for at in range(len(row))], [row], widths=[8.0]))
    sheet = openpyxl.load_workbook(BytesIO(content))["台账"]
    cells = next(iter(sheet.iter_rows(min_row=2)))
    midnight = datetime.combine(DAY, time())
    # the sixth is how a sheet writes what would be read as a sign's number; Excel shows it as it was
    told = [7, midnight, NINE, 2.5, "=1+1", "<&>", "_x005F_x0041_", None, " a\nb"]
    assert [cell.value for cell in cells] == told
    assert "f" not in {cell.data_type for cell in cells}
    assert sheet.freeze_panes == "A2"


def test_it_is_sent_while_its_rows_are_made() -> None:
    made = 0

    def rows() -> Iterator[list[str]]:
        nonlocal made
        for made in range(20_000):
            yield [f"{made * 7919 % 65_537:x} {made * 104_729 % 65_521:x}"]

    parts = sheets_streamed("台账", ["名称"], rows())
    size = len(next(parts))
    assert made < 10_000
    assert size < 1 << 18
    assert max(len(part) for part in parts) < 1 << 18


def test_what_one_sheet_cannot_hold_goes_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_stream, "_MOST_ROWS", 3)
    content = b"".join(sheets_streamed("台账", ["名称"], ([str(at)] for at in range(5))))
    book = openpyxl.load_workbook(BytesIO(content))
    assert [[row[0] for row in sheet.values] for sheet in book] == [
        ["名称", "0", "1"],
        ["名称", "2", "3"],
        ["名称", "4"],
    ]
    assert book.sheetnames == ["台账", "台账(2)", "台账(3)"]


def test_no_rows_make_a_sheet_of_headings() -> None:
    book = openpyxl.load_workbook(BytesIO(b"".join(sheets_streamed("台账", HEADINGS, []))))
    assert [list(sheet.values) for sheet in book] == [[HEADINGS]]
