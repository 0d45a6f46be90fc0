"""Workbooks to hand out, and that they come back without a question."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

import cast
from shilu.collecting.handout import Columns, handout, handout_name, handouts, kinds_used
from shilu.ledger.clerk import Clerk
from shilu.ledger.importing.choices import Choices
from shilu.ledger.importing.preview import preview_file
from shilu.ledger.queries import catalogue_at, structure_at
from shilu.lib.errors import Refused
from shilu.lib.periods import parse_period

pytestmark = [pytest.mark.django_db, pytest.mark.database]

KINDS = ("test/meeting", "test/article", "test/talk")


def columns(kinds: tuple[str, ...] = KINDS) -> Columns:
    return Columns(kinds, parse_period("2022-03"), structure_at(), catalogue_at())


def made(bureau: cast.Bureau, code: str) -> bytes:
    return handout(bureau[code], columns())


def test_handout_asks_for_what_its_kinds_need(bureau: cast.Bureau) -> None:
    sheet = load_workbook(io.BytesIO(made(bureau, "X02")))["台账"]
    assert sheet["A1"].value == "城东所2022年3月工作台账"
    headings = [cell.value for cell in sheet[2]]
    assert headings == ["日期", "单位", "事项类别", "活动名称", "数量", "参加人次", "级别", "地点", "备注"]
    lists = {str(rule.sqref)[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert lists["C"] == "选项!$C$1:$C$3"


def test_unit_without_units_below_has_no_column_for_them(bureau: cast.Bureau) -> None:
    sheet = load_workbook(io.BytesIO(made(bureau, "X03")))["台账"]
    assert "单位" not in [cell.value for cell in sheet[2]]


def test_filled_handout_comes_back_without_a_question(bureau: cast.Bureau, clerk: Clerk, tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(made(bureau, "X02")))
    rows = [
        (date(2022, 3, 1), "城东所", "例会", "第一次例会", 1, 12, None),
        (date(2022, 3, 2), "城东所一队", "稿件", "一篇稿件", 2, None, "市级"),
        (date(2022, 3, 3), "城东所", "谈心谈话", None, None, 3, None),
    ]
    for at, row in enumerate(rows, start=3):
        for column, value in enumerate(row, start=1):
            book["台账"].cell(at, column, value)
    path = tmp_path / handout_name(structure_at().units[bureau["X02"]], parse_period("2022-03"))
    book.save(path)
    preview = preview_file(path, unit=bureau["X"], choices=Choices(), clerk=clerk)
    (table,) = preview.tables
    assert [(row.state, row.read) for row in table.rows] == [
        ("new", "2022-03-01 城东所 例会 第一次例会 1次 12人次"),
        ("new", "2022-03-02 城东所一队 稿件 一篇稿件 2篇"),
        ("month", "2022-03-31 城东所 谈心谈话 1次 3人次"),
    ]
    assert (preview.imported.unit, preview.imported.refused) == (bureau["X02"], ())
    assert path.name == "城东所2022年3月台账.xlsx"


def test_handouts_are_one_workbook_a_unit(bureau: cast.Bureau) -> None:
    content = handouts([bureau["X02"], bureau["X03"]], columns())
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert names == ["城东所2022年3月台账.xlsx", "城西所2022年3月台账.xlsx"]


def test_handout_without_kinds_is_refused(bureau: cast.Bureau) -> None:
    with pytest.raises(Refused):
        handout(bureau["X"], columns(()))


def test_kinds_used_are_those_with_records_of_late(bureau: cast.Bureau, clerk: Clerk) -> None:
    cast.post("2022-03-01 | X02 | meeting | times=1\n2020-03-01 | X02 | article | items=1", clerk=clerk)
    assert kinds_used([bureau["X02"]], since=date(2021, 7, 1)) == ["test/meeting"]
