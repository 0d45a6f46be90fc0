"""The marked copy of a workbook."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

import cast
from books import write_book
from shilu.ledger.clerk import Clerk
from shilu.ledger.importing.choices import Choices
from shilu.ledger.importing.facts import CellFault
from shilu.ledger.importing.marked import mark_workbook
from shilu.ledger.importing.operations import import_file
from shilu.ledger.queries import position
from shilu.lib.errors import Refused


def fault(cell: str, reason: str, sheet: str = "台账") -> CellFault:
    return CellFault(sheet, cell, int(cell.lstrip("ABCDEFG")), "", reason)


def test_bad_cells_are_coloured_and_say_why_and_the_rest_is_as_it_was(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "台账"
    for line in (["日期", "次数"], ["13月5日", 3], ["3月6日", "很多"], ["合计", "=SUM(B2:B3)"]):
        sheet.append(line)
    sheet["A1"].font = Font(bold=True)
    sheet.column_dimensions["A"].width = 33
    book.save(tmp_path / "台账.xlsx")
    faults = [fault("A2", "没有 13 月"), fault("B3", "不是数字"), fault("B3", "请写准确数字")]
    mark_workbook(tmp_path / "台账.xlsx", faults, tmp_path / "标注.xlsx")
    marked = openpyxl.load_workbook(tmp_path / "标注.xlsx")["台账"]
    assert [[cell.value for cell in row] for row in marked] == [
        ["日期", "次数"],
        ["13月5日", 3],
        ["3月6日", "很多"],
        ["合计", "=SUM(B2:B3)"],
    ]
    assert {cell.coordinate: cell.comment.text for row in marked for cell in row if cell.comment} == {
        "A2": "没有 13 月",
        "B3": "不是数字\n请写准确数字",
    }
    assert {cell.coordinate for row in marked for cell in row if cell.fill.fgColor.rgb == "00FFC7CE"} == {"A2", "B3"}
    assert marked["A1"].font.bold
    assert marked.column_dimensions["A"].width == 33


def test_a_cell_under_a_merged_range_is_marked_at_its_first(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "台账"
    sheet.append(["单位", "次数"])
    sheet.append(["无此所", 1])
    sheet.append([None, 2])
    sheet.merge_cells("A2:A3")
    book.save(tmp_path / "台账.xlsx")
    mark_workbook(tmp_path / "台账.xlsx", [fault("A3", "没有这个单位")], tmp_path / "标注.xlsx")
    comment = openpyxl.load_workbook(tmp_path / "标注.xlsx")["台账"]["A2"].comment
    assert comment is not None
    assert comment.text == "没有这个单位"


def test_a_csv_is_marked_in_a_new_workbook(tmp_path: Path) -> None:
    (tmp_path / "台账.csv").write_text("日期,次数\n=1+1,3\n", encoding="gb18030")
    mark_workbook(tmp_path / "台账.csv", [fault("A2", "不是日期", sheet="CSV")], tmp_path / "标注.xlsx")
    marked = openpyxl.load_workbook(tmp_path / "标注.xlsx")["CSV"]
    assert [[cell.value for cell in row] for row in marked] == [["日期", "次数"], ["=1+1", "3"]]
    assert (marked["A2"].data_type, marked["A2"].fill.fgColor.rgb) == ("s", "FFFFC7CE")
    comment = marked["A2"].comment
    assert comment is not None
    assert comment.text == "不是日期"


@pytest.mark.django_db
def test_an_import_writes_the_marked_copy_only_where_cells_are_bad(
    bureau: cast.Bureau, clerk: Clerk, tmp_path: Path
) -> None:
    out = tmp_path / "标注.xlsx"
    good = write_book(tmp_path / "好.xlsx", "2022-03-01 | 城东所 | 例会 | 一 | 1 | 12")
    import_file(good, unit=bureau["X"], choices=Choices(marked=out), clerk=clerk)
    assert not out.exists()
    bad = write_book(tmp_path / "坏.xlsx", "13月5日 | 城东所 | 例会 | 二 | 1 | 12")
    done = import_file(bad, unit=bureau["X"], choices=Choices(marked=out), clerk=clerk)
    assert done.remarks[-1] == "有问题的单元格已在 标注.xlsx 里标出并批注原因。"
    comment = openpyxl.load_workbook(out)["台账"]["A3"].comment
    assert comment is not None
    assert comment.text == done.refused[0].reason


@pytest.mark.django_db
def test_the_workbook_itself_is_refused_before_anything_is_posted(
    bureau: cast.Bureau, clerk: Clerk, tmp_path: Path
) -> None:
    book = write_book(
        tmp_path / "台账.xlsx", "2022-03-01 | 城东所 | 例会 | 一 | 1 | 12\n13月5日 | 城东所 | 例会 | 二 | 1 | 1"
    )
    before = position()
    with pytest.raises(Refused, match=r"台账\.xlsx 就是原台账"):
        import_file(book, unit=bureau["X"], choices=Choices(accept_valid=True, marked=book), clerk=clerk)
    assert position() == before
