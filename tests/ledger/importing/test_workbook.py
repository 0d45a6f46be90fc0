"""A workbook's values, merged ranges and marks come out as they stand in the file."""

import datetime as dt
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from shilu.ledger.importing.workbook import read_workbook
from shilu.lib.errors import Refused


def test_workbook_gives_values_merges_and_marks(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        page = book.add_worksheet("台账")
        struck = book.add_format({"font_strikeout": True})
        page.write_row(0, 0, ["日期", "单位", "次数"])
        page.write_datetime(1, 0, dt.date(2022, 1, 4), book.add_format({"num_format": "yyyy-mm-dd"}))
        page.merge_range(1, 1, 2, 1, "政工室")
        page.write(1, 2, 3)
        page.write_row(3, 0, ["3月5日", "政工室", 1], struck)
        page.write_row(4, 0, ["3月6日", "政工室"])
        page.write(4, 2, 1, struck)
        page.write_rich_string(5, 0, struck, "3月", struck, "7日")
        page.write_rich_string(6, 0, book.add_format({"bold": True}), "3月", struck, "8日")
        page.set_row(4, None, None, {"hidden": True})
        page.set_column(2, 2, None, None, {"hidden": True})
        book.add_worksheet("旧").hide()
        book.add_worksheet("系统").very_hidden()
    read = read_workbook(tmp_path / "a.xlsx")
    assert [(sheet.name, sheet.hidden) for sheet in read.sheets] == [("台账", False), ("旧", True)]
    assert read.left_out == ("系统",)
    sheet = read.sheets[0]
    assert sheet.rows[1] == [dt.date(2022, 1, 4), "政工室", 3.0]
    assert (sheet.rows[2][1], sheet.value(2, 1)) == ("", "政工室")
    assert sheet.hidden_rows == {4}
    assert sheet.hidden_columns == {2}
    assert sheet.struck_rows == {3, 5}


def test_sheet_begins_at_a1_even_where_the_data_do_not(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        book.add_worksheet("台账").write(2, 1, "日期")
    assert read_workbook(tmp_path / "a.xlsx").sheets[0].rows == [["", ""], ["", ""], ["", "日期"]]


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("gb18030", "\t"), ("utf-16", ","), ("gb18030", ",")],
)
def test_delimited_text_is_read_in_the_encodings_of_offices(tmp_path: Path, encoding: str, separator: str) -> None:
    rows = [["日期", "内容", "人数"], ["3月5日", "学习，讨论", "24"], ["3月6日", "交流", ""]]
    path = tmp_path / "台账.csv"
    path.write_bytes("\r\n".join(separator.join(row) for row in rows).encode(encoding))
    assert read_workbook(path).sheets[0].rows == rows


def test_quoted_cell_keeps_its_separator_and_line_break(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('日期,内容\n3月5日,"学习,讨论\n第二行"\n', encoding="utf-8")
    assert read_workbook(path).sheets[0].rows == [["日期", "内容"], ["3月5日", "学习,讨论\n第二行"]]


def test_open_document_sheet_is_read(tmp_path: Path) -> None:
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{word}</text:p></table:table-cell>'
        for word in ("日期", "次数")
    )
    content = (
        '<?xml version="1.0"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="台账"><table:table-row>{cells}</table:table-row></table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as out:
        out.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        out.writestr("content.xml", content)
        out.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    assert read_workbook(tmp_path / "a.ods").sheets[0].rows == [["日期", "次数"]]


def test_text_in_an_unknown_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xff\xff\xff,\xfe\xfe\n")
    with pytest.raises(Refused, match="编码既不是"):
        read_workbook(path)
