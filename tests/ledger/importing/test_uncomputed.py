"""A formula that no program worked out is no blank cell: where it stands in a record, it is refused by address."""

import zipfile
from pathlib import Path

import xlsxwriter
from openpyxl import Workbook as Book

from shilu.ledger.catalogue_toml import grassroots
from shilu.ledger.importing.facts import Reading
from shilu.ledger.importing.reading import read_facts
from shilu.ledger.importing.workbook import read_workbook
from written_sheets import DEFAULT, faulted, find_unit, shown

HEADER = ("序号", "日期", "责任单位", "事项类别", "活动名称", "次数", "参加人次", "备注")


def read_saved(path: Path, *rows: tuple[object, ...]) -> Reading:
    """What a book gives that openpyxl saved, which works no formula out."""
    book = Book()
    page = book.active
    assert page is not None
    page.title = "台账"
    for row in rows:
        page.append(list(row))
    book.save(path)
    return read_facts(read_workbook(path), catalogue=grassroots(), find_unit=find_unit, default=DEFAULT)


def test_a_formula_without_a_result_is_refused_by_its_address(tmp_path: Path) -> None:
    reading = read_saved(
        tmp_path / "台账.xlsx",
        ("2022年台账",),
        HEADER,
        ("=ROW()-2", "2022-01-04", "政工室", "讲党课", "党课一", "=2+3", "=10*2", ""),
        (2, "2022-01-05", "政工室", "讲党课", '=A1&"党课"', 1, 7, ""),
        (3, "=B4+1", "政工室", "讲党课", "党课三", 1, 7, ""),
        (4, "2022-01-07", "政工室", "讲党课", "党课四", 1, 7, ""),
        ("合计", "", "", "", "", "=SUM(F3:F6)", "=SUM(G3:G6)", ""),
        ("=ROW()-2", "", "", "", "", "=2+3", "", ""),
    )
    assert faulted(reading) == {"F3": "=2+3", "G3": "=10*2", "E4": '=A1&"党课"', "B5": "=B4+1"}
    assert reading.faults[0].reason == (
        "第 3 行“次数”写的是“=2+3”，公式没有算出结果：请在 Excel 或 WPS 里打开、保存后再导入"
    )
    assert reading.rows == 4
    assert shown(reading) == ["6|政工室|party-lesson|2022-01-07|times=1 people=7||党课四"]


def test_a_formula_without_a_result_in_a_grid_is_refused_and_sums_are_not(tmp_path: Path) -> None:
    reading = read_saved(
        tmp_path / "汇总.xlsx",
        ("2022年6月工作月报汇总表",),
        ("单位", "集中学习", "警示教育", "合计"),
        ("政工室", 2, 1, "=B3+C3"),
        ("刑侦大队", "=1+1", "=2+2", "=B4+C4"),
        ("合计", "=SUM(B3:B4)", "=SUM(C3:C4)", "=SUM(D3:D4)"),
    )
    assert faulted(reading) == {"B4": "=1+1", "C4": "=2+2"}
    assert reading.rows == 2
    assert [line.split("|")[0] for line in shown(reading)] == ["3", "3"]


def test_a_stored_result_is_read(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("台账")
        page.write_row(0, 0, HEADER)
        page.write_row(1, 0, [1, "2022-01-04", "政工室", "讲党课", "党课一"])
        page.write_formula(1, 5, "=2+3", None, 5)
    reading = read_facts(read_workbook(path), catalogue=grassroots(), find_unit=find_unit, default=DEFAULT)
    assert faulted(reading) == {}
    assert shown(reading) == ["2|政工室|party-lesson|2022-01-04|times=5||党课一"]


def test_a_formula_is_found_under_any_prefix_and_shared_and_an_empty_text_is_a_result(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("台账").write_row(0, 0, ["日期", "次数", "人次"])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = (
        b'<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
        b'<x:row r="1"><x:c r="A1"><x:f>1&lt;2</x:f></x:c><x:c r="B1"><x:f>1</x:f><x:v>1</x:v></x:c>'
        b'<x:c r="C1" t="str"><x:f>""</x:f><x:v></x:v></x:c></x:row>'
        b'<x:row r="2"><x:c r="AB2" s="1"><x:f t="shared" si="0"/><x:v/></x:c></x:row></x:sheetData></x:worksheet>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    assert read_workbook(path).sheets[0].uncomputed == {(0, 0): "=1<2", (1, 27): "="}
