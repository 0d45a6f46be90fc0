"""What a workbook says it covers against the days of its rows, and days that have not come yet."""

from pathlib import Path
from typing import Any

import pytest

import cast
from books import HEADER, write_book, write_sheets
from shilu.ledger.clerk import Clerk
from shilu.ledger.importing.choices import Choices
from shilu.ledger.importing.operations import import_file
from shilu.ledger.importing.outcome import Imported
from shilu.ledger.queries import said_of_periods

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
    assert covered() == []


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
    assert covered() == ["2022-01-01..2022-01-31"]


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
