"""A staff list or an organisation sheet is no ledger: one line says which command takes it."""

from pathlib import Path

import pytest

import cast
from books import write_sheets
from shilu.ledger.clerk import Clerk
from shilu.ledger.importing.choices import Choices
from shilu.ledger.importing.operations import import_file
from shilu.ledger.importing.outcome import Imported
from shilu.ledger.queries import position
from shilu.lib.errors import Refused

pytestmark = [pytest.mark.django_db]

STAFF = "花名册.xlsx 是花名册，不在这里导入，请到“人员与账号”导入"
UNITS = "花名册.xlsx 是组织机构表，不在这里导入，请到“人员与账号”导入"


def bring(folder: Path, title: str, header: str, table: str, *, bureau: cast.Bureau, clerk: Clerk) -> Imported:
    path = write_sheets(folder / "花名册.xlsx", {"Sheet1": (title, header, table)})
    return import_file(path, unit=bureau["X"], choices=Choices(), clerk=clerk)


@pytest.mark.parametrize(
    ("sheet", "told"),
    [
        ("序号 | 姓名 | 警号 | 所在单位 | 职务\n1 | 甲 | 012345 | 城东所 | 所长", STAFF),
        ("序号 | 姓名 | 单位 | 人员类别 | 入警时间\n1 | 甲 | 城东所 | 民警 | 2012-03-04", STAFF),
        ("姓名 | 单位 | 类别 | 备注\n甲 | 城东所 | 民警 | 借调\n乙 | 城西所 | 辅警 |", STAFF),
        ("单位编码 | 单位名称 | 上级编码 | 层级\nX | 示例局 | | 局\nX01 | 办公室 | X | 科室", UNITS),
        ("编码 | 名称 | 类型 | 成立日期\nX | 示例局 | 局 | 2020-01-01", UNITS),
    ],
)
def test_a_list_of_people_or_units_is_told_by_what_it_is(
    sheet: str, told: str, bureau: cast.Bureau, clerk: Clerk, tmp_path: Path
) -> None:
    header, _line, table = sheet.partition("\n")
    before = position()
    with pytest.raises(Refused) as refused:
        bring(tmp_path, "示例局人员花名册", header, table, bureau=bureau, clerk=clerk)
    assert str(refused.value) == told
    assert position() == before


def test_records_that_name_people_stay_records(bureau: cast.Bureau, clerk: Clerk, tmp_path: Path) -> None:
    header, table = "日期 | 单位 | 姓名 | 事项类别", "2022-03-01 | 城东所 | 甲 | 例会"
    done = bring(tmp_path, "示例局2022年台账", header, table, bureau=bureau, clerk=clerk)
    assert (done.accepted, done.refused) == (1, ())
    bad = bring(tmp_path, "示例局2022年台账", header, table.replace("例会", "放风筝"), bureau=bureau, clerk=clerk)
    assert [fault.cell for fault in bad.refused] == ["D3"]
