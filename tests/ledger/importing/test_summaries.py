"""A row that sums a month and single rows of that month in one workbook are reported before anything is posted."""

from pathlib import Path
from typing import Any

import pytest

import cast
from books import write_book, write_sheets
from shilu.ledger.clerk import Clerk
from shilu.ledger.entries import Wanted, entries_listed
from shilu.ledger.importing.choices import Choices
from shilu.ledger.importing.operations import import_file
from shilu.ledger.importing.outcome import Imported

pytestmark = [pytest.mark.django_db, pytest.mark.database]

BOTH = """
2022年3月 | 城西所 | 例会 | | 9 |
2022-03-19 | 城西所 | 例会 | | 1 |
2022-03-20 | 城东所 | 例会 | | 1 |
2022-04-01 | 城西所 | 例会 | | 1 |
"""


@pytest.fixture
def bring(bureau: cast.Bureau, clerk: Clerk, tmp_path: Path) -> Any:
    """Imports a table as the workbook 台账.xlsx of the bureau, with choices by name."""

    def bring_table(table: str, **choices: Any) -> Imported:
        path = write_book(tmp_path / "台账.xlsx", table)
        return import_file(path, unit=bureau["X"], choices=Choices(**choices), clerk=clerk)

    return bring_table


def posted() -> list[str]:
    return [f"{entry.last}{'~' if entry.whole else ''}" for entry in entries_listed(Wanted())]


def held(done: Imported) -> list[tuple[int, int]]:
    return [(one["row"], one["like"]["row"]) for one in done.likely]


def test_the_single_rows_of_a_summed_month_are_withheld(bring: Any) -> None:
    done = bring(BOTH)
    assert held(done) == [(4, 3)]
    assert (done.withheld, done.accepted, done.new) == (True, 3, 3)
    assert done.likely[0] == {
        "sheet": "台账",
        "row": 4,
        "seq": None,
        "like": {"sheet": "台账", "row": 3},
        "reason": "一笔是当月汇总，含另一笔",
        "text": "第 4 行 2022-03-19 城西所 例会 1次；像是“台账”第 3 行 2022-03-31 城西所 例会 9次（一笔是当月汇总，含另一笔）",
    }
    assert posted() == ["2022-03-31~", "2022-03-20", "2022-04-01"]
    assert held(bring(BOTH)) == [(4, 3)]
    assert len(posted()) == 3


def test_accepting_likely_rows_takes_them_for_good(bring: Any) -> None:
    done = bring(BOTH, accept_likely=True)
    assert (done.withheld, done.accepted, len(done.likely)) == (False, 4, 1)
    assert len(posted()) == 4
    again = bring(BOTH)
    assert (again.likely, again.known) == ((), 4)


def test_a_sum_that_is_written_below_rows_posted_before_is_withheld(bring: Any) -> None:
    bring("2022-03-19 | 城西所 | 例会 | | 1 |")
    done = bring("2022-03-19 | 城西所 | 例会 | | 1 |\n2022年3月 | 城西所 | 例会 | | 9 |")
    assert held(done) == [(4, 3)]
    assert posted() == ["2022-03-19"]


def test_rows_that_may_not_count_the_same_are_taken(bring: Any) -> None:
    done = bring(
        """
        2022年3月 | 城西所 | 谈心谈话 | | 9 |
        2022-03-19 | 城西所 | 谈心谈话 | | 1 |
        2022年3月 | 城西所 | 例会 | 甲 | 2 |
        2022年3月 | 城西所 | 例会 | 乙 | 3 |
        2022年3月中旬 | 城东所 | 例会 | | 1 |
        2022-03-15 | 城东所 | 例会 | | 1 |
        """
    )
    assert (done.likely, done.accepted) == ((), 6)


def test_another_value_of_a_label_is_another_thing_and_other_sheets_are_looked_at(
    bureau: cast.Bureau, clerk: Clerk, tmp_path: Path
) -> None:
    header = "日期 | 责任单位 | 事项类别 | 级别 | 篇数"
    title = "示例局2022年上半年稿件"
    sheets = {
        "汇总": (title, header, "2022年3月 | 城西所 | 稿件 | 市级 | 9"),
        "明细": (title, header, "2022-03-19 | 城西所 | 稿件 | 省级 | 1\n2022-03-20 | 城西所 | 稿件 | 市级 | 1"),
    }
    path = write_sheets(tmp_path / "稿件.xlsx", sheets)
    done = import_file(path, unit=bureau["X"], choices=Choices(), clerk=clerk)
    assert [(one["sheet"], one["row"], one["like"]["sheet"]) for one in done.likely] == [("明细", 4, "汇总")]
