from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from shilu.ledger.clerk import Clerk
from shilu.ledger.organising_import import CellsRefused, import_organisation
from shilu.ledger.queries import bodies, position, structure_at
from shilu.lib.errors import Refused
from shilu.organisation.models import Person, Unit

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("empty_log")]

TODAY = date(2022, 7, 1)


def sheet(path: Path, *, units: list[tuple[str, str, str, str]]) -> Path:
    """An organisation sheet of code, name, short name and parent."""
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("单位")
        page.write_row(0, 0, ["单位编码", "单位名称", "简称", "上级编码"])
        for number, row in enumerate(units, start=1):
            page.write_row(number, 0, row)
    return path


def staff_list(path: Path, *, people: list[tuple[str, str, str]]) -> Path:
    """A staff list whose units are merged down: unit, name and staff number."""
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("说明").write(0, 0, "请各单位核对")
        page = book.add_worksheet("花名册")
        page.merge_range(0, 0, 0, 5, "示例县公安局花名册（2022年1月1日）")
        page.write_row(2, 0, ["序号", "姓名", "身份证号", "单位", "警号（工号）", "人员类别"])
        units = [unit for unit, _name, _number in people]
        for number, (unit, name, staff_number) in enumerate(people, start=1):
            row = 2 + number
            page.write_row(row, 0, [number, name, 3.7e17])
            page.write_row(row, 4, [staff_number, "民警"])
            first, last = units.index(unit), len(units) - 1 - units[::-1].index(unit)
            if number - 1 == first < last:
                page.merge_range(3 + first, 3, 3 + last, 3, unit)
            elif first == last:
                page.write(row, 3, unit)
    return path


def test_organisation_sheet_is_imported_once(tmp_path: Path, clerk: Clerk):
    path = sheet(tmp_path / "单位.xlsx", units=[("X01", "城东派出所", "城东所", "X"), ("X", "示例局", "", "")])
    done = import_organisation(path, clerk=clerk, today=TODAY)
    assert (done.sort, done.units, done.people, done.added, done.changes) == ("units", 2, 0, 2, 2)
    assert list(Unit.objects.order_by("code").values_list("code", "name", "parent__code")) == [
        ("X", "示例局", None),
        ("X01", "城东派出所", "X"),
    ]
    again = import_organisation(path, clerk=clerk, today=TODAY)
    assert (again.units, again.changes, position()) == (2, 0, 1)


def test_staff_list_is_imported_once_and_names_stay_out_of_the_log(tmp_path: Path, clerk: Clerk):
    people = [("城东派出所", "王　伟", "0101"), ("城东派出所", "赵䶮", "0102"), ("政工室", "𠮷田", "0103")]
    path = staff_list(tmp_path / "花名册.xlsx", people=people)
    done = import_organisation(path, clerk=clerk, today=TODAY)
    assert (done.sort, done.sheet, done.units, done.people, done.people_new) == ("staff", "花名册", 2, 3, 3)
    assert done.dropped == ("身份证号",)
    assert done.remarks == (
        "新增单位（编码自动生成）：01 示例县公安局、0101 城东派出所、0102 政工室。",
        "登记了 3 人的单位，自2022-01-01起。",
        "其他工作表没有读取：说明。",
    )
    assert list(Person.objects.order_by("number").values_list("name", "number")) == [
        ("王伟", "0101"),
        ("赵䶮", "0102"),
        ("𠮷田", "0103"),
    ]
    ((_seq, _type, body),) = bodies("organisation")
    assert not [word for word in ("王", "赵", "田", "0102", "3.7") if word in str(body["changes"][3:])]
    again = import_organisation(path, clerk=clerk, today=TODAY)
    assert (again.changes, again.people_new, position()) == (0, 0, 1)


def test_dry_run_writes_nothing(tmp_path: Path, clerk: Clerk):
    path = staff_list(tmp_path / "花名册.xlsx", people=[("政工室", "王伟", "0101")])
    done = import_organisation(path, clerk=clerk, today=TODAY, dry_run=True)
    assert (done.added, done.people_new) == (2, 1)
    assert (position(), Person.objects.count(), structure_at().units) == (0, 0, {})


def test_bad_cells_are_named_by_address_and_nothing_is_imported(tmp_path: Path, clerk: Clerk):
    path = sheet(
        tmp_path / "单位.xlsx", units=[("X", "示例局", "", ""), ("X01", "城东所", "", "X9"), ("X02", "", "", "X")]
    )
    with pytest.raises(CellsRefused) as refused:
        import_organisation(path, clerk=clerk, today=TODAY)
    assert [(cell.sheet, cell.cell, cell.value) for cell in refused.value.cells] == [
        ("单位", "D3", "X9"),
        ("单位", "B4", ""),
    ]
    assert str(refused.value) == (
        "单位.xlsx 的“单位”表没有导入，有2个单元格要改：D3“X9” 表里没有，台账里也没有“X9”这个单位；B4“” 缺单位名称"
    )
    assert position() == 0


def test_workbook_of_another_sort_is_refused(tmp_path: Path, clerk: Clerk):
    with xlsxwriter.Workbook(tmp_path / "台账.xlsx") as book:
        book.add_worksheet("台账").write_row(0, 0, ["日期", "次数"])
    with pytest.raises(Refused) as refused:
        import_organisation(tmp_path / "台账.xlsx", clerk=clerk, today=TODAY)
    assert str(refused.value) == (
        "台账.xlsx 既不是单位表（应有“单位编码”“单位名称”两列），也不是花名册（应有“姓名”“单位”两列），请改好列名。"
    )
