"""What an import says was reported: only of which the workbook, or somebody, says that all of it is there."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import cast
from books import HEADER, write_book, write_sheets
from shilu.ledger.clerk import Clerk
from shilu.ledger.closing import open_period
from shilu.ledger.importing.choices import Choices
from shilu.ledger.importing.claims import claims_text
from shilu.ledger.importing.operations import import_file
from shilu.ledger.importing.outcome import Imported
from shilu.ledger.queries import came_in_part, said_of_periods, structure_at
from shilu.ledger.undoing import reverse_import
from shilu.lib.errors import Refused
from shilu.lib.periods import parse_period

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TITLE = "示例局2022年上半年台账"
ROWS = """
2022-01-05 | 城西所 | 例会 | 甲 | 1 |
2022-04-19 | 城西所 | 例会 | 乙 | 1 |
"""
HALF = "X 2022-01-01..2022-06-30"


@pytest.fixture
def bring(bureau: cast.Bureau, clerk: Clerk, tmp_path: Path) -> Any:
    """Imports a table, or several sheets, as a workbook handed in for a unit; today is 2022-07-04 or another day."""

    def bring_table(
        table: str | dict[str, tuple[str, str, str]] = ROWS,
        *,
        title: str = TITLE,
        header: str = HEADER,
        unit: str = "X",
        today: date = date(2022, 7, 4),
        **choices: Any,
    ) -> Imported:
        path = tmp_path / "台账.xlsx"
        if isinstance(table, str):
            write_book(path, table, title=title, header=header)
        else:
            write_sheets(path, table)
        now = datetime(today.year, today.month, today.day, 9, tzinfo=UTC)
        return import_file(path, unit=bureau[unit], choices=Choices(**choices), clerk=Clerk(clerk.account, now))

    return bring_table


def codes() -> dict[Any, str]:
    return {unit.uuid: unit.code for unit in structure_at().units.values()}


def claimed() -> list[str]:
    return [f"{codes()[said.unit]} {said.first}..{said.last}" for said in said_of_periods() if said.type == "import"]


def in_part() -> list[str]:
    return [f"{codes()[said.unit]} {said.first}..{said.last}" for said in came_in_part()]


def possible(done: Imported) -> str:
    return claims_text(done.claims.possible, structure=structure_at())


def test_a_workbook_that_says_its_unit_and_period_reports_them(bring: Any) -> None:
    done = bring()
    assert claimed() == [HALF]
    assert done.claims.doubts == ()
    assert possible(done) == "示例局和所属各单位（2022年上半年）"
    assert [one["first"] for one in done.as_json()["reported"]] == ["2022-01-01"]


def test_nothing_is_reported_where_somebody_says_that_not_all_is_there(bring: Any) -> None:
    assert bring(reported=False).reported == ()
    assert claimed() == []
    assert in_part() == [HALF]


@pytest.mark.parametrize(
    ("rows", "title", "doubts", "can_be"),
    [
        (ROWS, "2022年上半年台账", ["没有写明是哪个单位的"], "城西所（2022年上半年）"),
        (ROWS, "示例局机关台账", ["没有写明是哪个期间的"], "示例局和所属各单位（2022年1—4月）"),
        (
            ROWS,
            "工作台账",
            ["没有写明是哪个单位的", "没有写明是哪个期间的"],
            "城西所（2022年1—4月）",
        ),
        (ROWS, "城东所2022年上半年台账", ["有别的单位的行"], "城西所（2022年上半年）"),
        (
            ROWS.replace("城西所", ""),
            "2022年上半年台账",
            ["没有写明是哪个单位的"],
            "示例局和所属各单位（2022年上半年）",
        ),
        (ROWS, "示例局2022年第三季度台账", ["没有写明是哪个期间的"], "示例局和所属各单位（2022年1—4月）"),
        (ROWS.replace("04-19", "04-39"), TITLE, ["有 1 行没有记入"], "示例局和所属各单位（2022年上半年）"),
    ],
)
def test_nothing_is_reported_where_the_workbook_leaves_a_doubt_unless_somebody_says_so(
    bring: Any, rows: str, title: str, doubts: list[str], can_be: str
) -> None:
    done = bring(rows, title=title, accept_valid=True)
    assert [len(done.claims.doubts), claimed()] == [len(doubts), []]
    assert all(said in told.line() for said, told in zip(doubts, done.claims.doubts, strict=True))
    assert possible(done) == can_be
    assert bring(rows, title=title, accept_valid=True).batch is None
    said = bring(rows, title=title, accept_valid=True, reported=True)
    assert (said.batch is not None, said.reported) == (True, said.claims.possible)
    assert bring(rows, title=title, accept_valid=True, reported=True).batch is None


def test_two_rows_of_two_stations_do_not_report_the_others(bring: Any) -> None:
    bring(ROWS + "2022-02-01 | 城东所 | 例会 | 丙 | 1 |", title="工作台账")
    assert (claimed(), in_part()) == ([], ["X03 2022-01-01..2022-04-30", "X02 2022-01-01..2022-04-30"])
    bring(ROWS + "2022-02-01 | 城东所 | 例会 | 丙 | 1 |", title="工作台账", reported=True)
    assert claimed() == ["X03 2022-01-01..2022-04-30", "X02 2022-01-01..2022-04-30"]


def test_a_unit_with_none_below_it_need_not_write_its_name(bring: Any) -> None:
    bring(ROWS.replace("城西所", ""), title="2022年上半年台账", unit="X03")
    assert claimed() == ["X03 2022-01-01..2022-06-30"]


@pytest.mark.parametrize(("people", "reported"), [("", ["X03 2022-01-01..2022-06-30"]), ("12", [])])
def test_a_row_that_is_held_back_leaves_a_doubt_unless_its_double_tells_all_of_it(
    bring: Any, people: str, reported: list[str]
) -> None:
    bring(ROWS, title="工作台账")
    sheets = {"月报": ("城西所2022年上半年月报", HEADER, ROWS.replace("甲 | 1 |", f"甲 | 1 | {people}"))}
    assert (bring(sheets).withheld, claimed()) == (True, reported)
    bring(sheets, accept_likely=True)
    assert claimed()[-1] == "X03 2022-01-01..2022-06-30"


def test_a_mended_workbook_reports_what_the_one_with_bad_rows_did_not(bring: Any) -> None:
    bad = ROWS.replace("04-19", "04-39")
    assert bring(bad, accept_valid=True).batch is not None
    assert (claimed(), in_part()) == ([], [HALF])
    assert bring(bad, accept_valid=True).batch is None
    assert bring(ROWS.splitlines()[1]).batch is not None
    assert claimed() == [HALF]


def test_what_was_reported_stays_so_when_a_later_workbook_has_bad_rows(bring: Any) -> None:
    bring()
    worse = f"{ROWS}2022-05-39 | 城西所 | 例会 | 丙 | 1 |\n2022-05-09 | 城西所 | 例会 | 丁 | 1 |"
    assert bring(worse, accept_valid=True).batch is not None
    assert claimed() == [HALF]


def test_sheets_of_months_report_these_and_not_the_months_between(bring: Any) -> None:
    row = "2022-{month:02}-05 | 城西所 | 例会 | 甲 | 1 |"
    bring({f"{month}月": ("示例局2022年台账", HEADER, row.format(month=month)) for month in (1, 2, 3, 5)})
    assert claimed() == ["X 2022-01-01..2022-03-31", "X 2022-05-01..2022-05-31"]


def test_of_a_period_that_is_not_over_the_months_that_are_count(bring: Any) -> None:
    done = bring(title="示例局2022年台账")
    assert (claimed(), possible(done)) == ([HALF], "示例局和所属各单位（2022年上半年）")
    assert bring(title="示例局2022年台账").batch is None
    bring(title="示例局2022年台账", today=date(2022, 7, 25))
    assert claimed()[1:] == ["X 2022-01-01..2022-07-31"]


def test_of_a_month_that_has_only_begun_nothing_counts(bring: Any) -> None:
    row = "2022-07-01 | 城西所 | 例会 | 甲 | 1 |"
    done = bring(row, title="示例局2022年7月台账", reported=True)
    assert (done.claims.possible, [one.line() for one in done.claims.doubts]) == ((), ["期间还没有过完"])
    assert claimed() == []


def test_a_month_without_rows_is_reported_by_a_table_that_says_so(bring: Any) -> None:
    bring("", title="示例局2022年6月台账")
    assert claimed() == ["X 2022-06-01..2022-06-30"]


def test_a_second_table_is_of_the_unit_that_the_first_one_says(bring: Any, bureau: cast.Bureau) -> None:
    second = "\n | | | | | \n二、其他\n" + HEADER + "\n2022-03-05 | | 例会 | 丙 | 1 | "
    bring(ROWS + second, title="城西所2022年上半年台账")
    assert claimed() == ["X03 2022-01-01..2022-06-30"]


def test_a_month_that_was_opened_again_is_reported_anew_by_the_workbook(
    bring: Any, bureau: cast.Bureau, clerk: Clerk
) -> None:
    bring()
    assert bring().batch is None
    open_period(bureau["X"], period=parse_period("2022-03"), reason="漏报", clerk=clerk)
    assert bring().batch is not None


def test_an_import_is_undone_with_its_word(bring: Any, clerk: Clerk) -> None:
    reverse_import(bring().batch, reason="导错了", clerk=clerk)
    assert (claimed(), in_part()) == ([], [])
    reverse_import(bring(reported=False).batch, reason="导错了", clerk=clerk)
    assert (claimed(), in_part()) == ([], [])


@pytest.mark.parametrize("title", ["通讯录", "示例局2022年5月通讯录"])
def test_a_table_of_something_else_is_no_import(bring: Any, title: str) -> None:
    with pytest.raises(Refused, match="没有认出任何记录"):
        bring("张三 | 1", title=title, header="姓名 | 电话")
