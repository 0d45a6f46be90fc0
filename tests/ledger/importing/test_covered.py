"""What a workbook says it covers against the days of its rows, and days that have not come yet."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import cast
from books import HEADER, write_book, write_sheets
from shilu.ledger.clerk import Clerk
from shilu.ledger.importing.choices import Choices
from shilu.ledger.importing.operations import import_file
from shilu.ledger.importing.outcome import Imported
from shilu.ledger.queries import came_in_part, said_of_periods, structure_at
from shilu.ledger.undoing import reverse_import
from shilu.lib.errors import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ROWS = """
2022-01-05 | 城西所 | 例会 | 甲 | 1 |
2022-04-19 | 城西所 | 例会 | 乙 | 1 |
"""


@pytest.fixture
def bring(bureau: cast.Bureau, clerk: Clerk, tmp_path: Path) -> Any:
    """Imports a table under a title as a workbook of the bureau; today is 2022-07-04."""

    def bring_table(table: str, *, title: str, **choices: Any) -> Imported:
        path = write_book(tmp_path / "台账.xlsx", table, title=title)
        return import_file(path, unit=bureau["X"], choices=Choices(**choices), clerk=clerk)

    return bring_table


def covered() -> list[str]:
    return [f"{said.first}..{said.last}" for said in said_of_periods()]


def test_a_title_in_which_no_row_lies_covers_nothing(bring: Any) -> None:
    done = bring(ROWS, title="示例局2022年第三季度台账")
    assert "工作簿写的是2022年第三季度，第 3、4 行的日期不在其中。" in done.remarks
    assert covered() == ["2022-01-01..2022-04-30"]


def test_a_title_in_which_some_rows_lie_holds_and_the_others_are_named(bring: Any) -> None:
    done = bring(ROWS, title="示例局2022年第二季度台账")
    assert "工作簿写的是2022年第二季度，第 3 行的日期不在其中。" in done.remarks
    assert covered() == ["2022-04-01..2022-06-30"]


def test_a_title_that_fits_is_not_remarked(bring: Any) -> None:
    done = bring(ROWS, title="示例局2022年上半年台账")
    assert [line for line in done.remarks if "不在其中" in line] == []
    assert covered() == ["2022-01-01..2022-06-30"]


def test_very_many_rows_outside_are_counted(bring: Any) -> None:
    rows = "\n".join(f"2022-01-{day:02} | 城西所 | 例会 | 第{day}次 | 1 |" for day in range(1, 26))
    (told,) = bring(rows, title="示例局2022年第二季度台账").remarks
    assert told.endswith("、21、22 等 25 行的日期不在其中。")


def test_of_several_sheets_the_one_that_is_contradicted_is_named(
    bureau: cast.Bureau, clerk: Clerk, tmp_path: Path
) -> None:
    sheets = {
        "1月": ("示例局2022年台账", HEADER, "2022-01-05 | 城西所 | 例会 | 甲 | 1 |"),
        "2月": ("示例局2022年台账", HEADER, "2022-03-05 | 城西所 | 例会 | 乙 | 1 |"),
    }
    path = write_sheets(tmp_path / "台账.xlsx", sheets)
    done = import_file(path, unit=bureau["X"], choices=Choices(), clerk=clerk)
    assert "“2月”写的是2022年2月，第 3 行的日期不在其中。" in done.remarks
    assert covered() == ["2022-01-01..2022-03-31"]


def test_a_day_that_has_not_come_yet_is_refused(bring: Any) -> None:
    done = bring(
        """
        2022-07-05 | 城西所 | 例会 | 明天 | 1 |
        2022-07-06 | 城西所 | 例会 | 后天 | 1 |
        2027-02-08 | 城西所 | 例会 | 笔误 | 1 |
        2022年7月 | 城西所 | 例会 | 本月 | 1 |
        2022年8月 | 城西所 | 例会 | 下月 | 1 |
        2022-07-04至2022-07-08 | 城西所 | 例会 | 本周 | 1 |
        """,
        title="示例局2022年台账",
    )
    assert [(fault.cell, fault.value, fault.reason) for fault in done.refused] == [
        ("A4", "2022-07-06", "第 4 行：2022-07-06 还没有到这一天"),
        ("A5", "2027-02-08", "第 5 行：2027-02-08 还没有到这一天"),
        ("A7", "2022-08", "第 7 行：2022-08 还没有到这一天"),
        ("A8", "2022-07-08", "第 8 行：2022-07-08 还没有到这一天"),
    ]
    assert done.blocked


def test_a_workbook_of_which_rows_are_left_out_covers_nothing_until_they_are_mended(bring: Any) -> None:
    title, bad = "示例局2022年上半年台账", ROWS.replace("2022-04-19", "2022-04-39")
    done = bring(bad, title=title, accept_valid=True)
    assert "有 1 行没有记入，这个期间还不算已报；请改好再导入，或者在月报确认里确认。" in done.remarks
    assert covered() == []
    assert [(one.first, one.last) for one in came_in_part()] == [(date(2022, 1, 1), date(2022, 6, 30))]
    assert bring(bad, title=title, accept_valid=True).batch is None
    without = ROWS.splitlines()[1]
    assert bring(without, title=title).batch is not None
    assert covered() == ["2022-01-01..2022-06-30"]


def test_what_was_reported_stays_so_when_a_later_workbook_has_bad_rows(bring: Any) -> None:
    title = "示例局2022年上半年台账"
    bring(ROWS, title=title)
    bring(
        f"{ROWS}2022-05-39 | 城西所 | 例会 | 丙 | 1 |\n2022-05-09 | 城西所 | 例会 | 丁 | 1 |",
        title=title,
        accept_valid=True,
    )
    assert covered() == ["2022-01-01..2022-06-30"]


def test_an_import_that_covers_nothing_is_undone_like_any_other(bring: Any, clerk: Clerk) -> None:
    bad = ROWS.replace("2022-04-19", "2022-04-39")
    done = bring(bad, title="示例局2022年上半年台账", accept_valid=True)
    reverse_import(done.batch, reason="导错了", clerk=clerk)
    assert came_in_part() == []


def speaking() -> list[str]:
    codes = {unit.uuid: unit.code for unit in structure_at().units.values()}
    return [f"{codes[said.unit]} {said.first}..{said.last}" for said in said_of_periods() if said.unit]


def test_rows_that_alone_say_whose_they_are_speak_for_their_units_where_that_is_left_to_the_workbook(
    bring: Any,
) -> None:
    rows = ROWS + "2022-02-01 | 城东所 | 例会 | 丙 | 1 |"
    assert bring(rows, title="2022年上半年台账", speaks="").batch is not None
    assert speaking() == ["X03 2022-01-01..2022-06-30", "X02 2022-01-01..2022-06-30"]
    assert bring(rows, title="2022年上半年台账", speaks="").batch is None
    bring(rows, title="2022年上半年台账", speaks="unit")
    assert speaking()[2:] == ["X 2022-01-01..2022-06-30"]
    assert bring(rows, title="2022年上半年台账", speaks="rows").batch is None


@pytest.mark.parametrize(
    ("rows", "title", "speaks"),
    [
        (ROWS, "示例局2022年上半年台账", ""),
        (ROWS, "2022年上半年台账", "unit"),
        (ROWS.replace("城西所", ""), "2022年上半年台账", ""),
        (ROWS.replace("城西所", "示例局"), "2022年上半年台账", "rows"),
    ],
)
def test_workbook_speaks_for_the_unit_that_it_was_made_for(bring: Any, rows: str, title: str, speaks: str) -> None:
    bring(rows, title=title, speaks=speaks)
    assert speaking() == ["X 2022-01-01..2022-06-30"]


def test_rows_of_all_units_need_no_word_on_whom_they_speak_for(bureau: cast.Bureau, bring: Any) -> None:
    rows = "\n".join(f"2022-03-05 | {name} | 例会 | 例会 | 1 |" for name in ("办公室", "城东所", "城西所"))
    bring(rows, title="2022年上半年台账", speaks="rows")
    assert speaking() == ["X 2022-01-01..2022-06-30"]


def test_import_that_speaks_for_some_units_is_undone_with_its_word(bring: Any, clerk: Clerk) -> None:
    done = bring(ROWS, title="2022年上半年台账", speaks="rows")
    reverse_import(done.batch, reason="导错了", clerk=clerk)
    assert speaking() == []


def test_a_table_of_something_else_is_no_import(bureau: cast.Bureau, clerk: Clerk, tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "通讯录.xlsx", {"Sheet1": ("通讯录", "姓名 | 电话", "张三 | 1")})
    with pytest.raises(Refused, match="没有认出任何记录"):
        import_file(path, unit=bureau["X"], choices=Choices(), clerk=clerk)
