"""Months of private kinds: what another table or a person counted already is not counted twice."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import cast
from books import write_sheets
from shilu.ledger.clerk import Clerk
from shilu.ledger.entries import Wanted, entries_listed
from shilu.ledger.entry import EntryDraft
from shilu.ledger.importing.choices import Choices
from shilu.ledger.importing.operations import import_file
from shilu.ledger.importing.outcome import Imported
from shilu.ledger.importing.preview import preview_file
from shilu.ledger.operations import correct_entry, draft_of, post_entries, reverse_entries

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HEADER = "日期 | 责任单位 | 事项类别 | 活动名称 | 次数 | 参加人次"
WIDER = f"{HEADER} | 地点"
TITLE = "示例局2022年上半年台账"
TALKS = """2022-03-01 | 城东所 | 谈心谈话 | 与甲谈 | 1 | 1
2022-03-02 | 城东所 | 谈心谈话 | 与乙谈 | 1 | 2
2022-04-02 | 城东所 | 谈心谈话 | 与丙谈 | 1 | 1"""
MARCH, APRIL = TALKS.rsplit("\n", 1)


@pytest.fixture
def bring(bureau: cast.Bureau, clerk: Clerk, tmp_path: Path) -> Any:
    """Imports sheets (name → rows) of a workbook; with ``seen`` what a page shows beforehand."""

    def bring_sheets(
        sheets: dict[str, str], *, file: str = "台账.xlsx", header: str = HEADER, seen: bool = False, **choices: Any
    ) -> Any:
        path = write_sheets(tmp_path / file, {name: (TITLE, header, rows) for name, rows in sheets.items()})
        do = preview_file if seen else import_file
        return do(path, unit=bureau["X"], choices=Choices(**choices), clerk=clerk)

    return bring_sheets


def counts(done: Imported) -> tuple[int, ...]:
    """Rows, accepted, new, known, likely."""
    return (done.rows, done.accepted, done.new, done.known, len(done.likely))


def sums() -> dict[str, str]:
    """People by the last day of each month's standing sum."""
    found = (one for one in entries_listed(Wanted()) if one.type == "entry" and one.reversed_by is None)
    return {str(one.last): str(one.quantities["people"]) for one in found}


def test_months_that_another_table_counted_are_withheld(bring: Any) -> None:
    bring({"表": TALKS})
    other = {"另一张": TALKS}
    done = bring(other, file="改.xlsx", header=WIDER)
    assert counts(done) == (3, 0, 0, 0, 3)
    assert done.withheld
    assert "该月已有别的表或手工记入的数" in done.likely[0]["text"]
    assert sums() == {"2022-03-31": "3", "2022-04-30": "1"}
    assert counts(bring({"表": TALKS})) == (3, 3, 0, 3, 0)


def test_a_month_whose_sum_was_cancelled_or_made_smaller_is_told(bring: Any, clerk: Clerk) -> None:
    bring({"表": TALKS})
    march, april = (one for one in entries_listed(Wanted()) if one.type == "entry")
    post_entries([replace(draft_of(march), quantities={"times": Decimal(1), "people": Decimal(1)})], clerk=clerk)
    assert bring({"表": TALKS}).remarks == ()
    (march,) = (
        one
        for one in entries_listed(Wanted())
        if one.type == "entry" and one.reversed_by is None and one.last.month == 3
    )
    fewer = replace(draft_of(march), quantities={"times": Decimal(1), "people": Decimal(1)})
    correct_entry(march.seq, fewer, reason="重新核对", clerk=clerk)
    reverse_entries([april.seq], reason="不是四月", clerk=clerk)
    done = bring({"表": TALKS})
    assert (counts(done), done.remarks) == (
        (3, 3, 0, 3, 0),
        (
            "城东所 2022-03 谈心谈话：当月合计在台账里已更正，以台账为准。",
            "城东所 2022-04 谈心谈话：当月合计在台账里已作废；要计入，请另记一笔。",
        ),
    )
    assert sums() == {"2022-03-31": "1"}


def test_one_row_of_such_a_month_is_taken_alone(bring: Any) -> None:
    bring({"表": TALKS})
    other = {"另一张": MARCH}
    row = 4
    done = bring(other, file="改.xlsx", header=WIDER, likely_rows=frozenset({("另一张", row)}))
    assert counts(done) == (2, 1, 1, 0, 2)
    assert sums()["2022-03-31"] == "5"
    again = bring(other, file="改.xlsx", header=WIDER)
    assert counts(again) == (2, 1, 0, 1, 1)
    assert counts(bring(other, file="改.xlsx", header=WIDER, accept_likely=True))[:4] == (2, 2, 1, 1)
    assert sums()["2022-03-31"] == "6"
    assert counts(bring(other, file="改.xlsx", header=WIDER)) == (2, 2, 0, 2, 0)


def test_a_month_that_was_counted_by_hand_is_withheld_and_no_other(
    bring: Any, clerk: Clerk, bureau: cast.Bureau
) -> None:
    day = date(2022, 3, 20)
    by_hand = EntryDraft("test/talk", bureau["X02"], day, day, {"times": Decimal(1), "people": Decimal(1)})
    post_entries([by_hand], clerk=clerk)
    done = bring({"表": TALKS})
    assert counts(done) == (3, 1, 1, 0, 2)
    assert sums() == {"2022-03-31": "1", "2022-04-30": "1"}


def test_rows_added_to_the_same_table_are_new(bring: Any) -> None:
    bring({"表": MARCH})
    assert counts(bring({"表": TALKS})) == (3, 3, 1, 2, 0)
    assert sums() == {"2022-03-31": "3", "2022-04-30": "1"}


def test_two_sheets_of_one_workbook_never_double_each_other(bring: Any) -> None:
    both = {"一队": MARCH, "二队": MARCH}
    assert counts(bring(both)) == (4, 4, 4, 0, 0)
    assert counts(bring(both)) == (4, 4, 0, 4, 0)
    grown = {**both, "二队": f"{MARCH}\n2022-03-09 | 城东所 | 谈心谈话 | 与丁谈 | 1 | 1"}
    assert counts(bring(grown)) == (5, 5, 1, 4, 0)
    assert sums() == {"2022-03-31": "7"}


def test_a_workbook_of_the_same_name_with_another_column_doubles_nothing(bring: Any) -> None:
    rows = f"{TALKS}\n2022-03-05 | 城东所 | 例会 | 三月例会 | 1 | 9"
    bring({"表": rows})
    assert counts(bring({"表": rows}, header=WIDER)) == (4, 0, 0, 0, 4)


def test_rows_are_shown_as_what_they_would_become(bring: Any) -> None:
    bring({"表": TALKS})
    (table,) = bring({"表": TALKS}, seen=True).tables
    assert table.states == {"known": 3}
    more = f"{TALKS}\n2022-04-09 | 城东所 | 谈心谈话 | 与丁谈 | 1 | 1"
    (table,) = bring({"表": more}, seen=True).tables
    assert [row.state for row in table.rows] == ["known", "known", "known", "month"]
    (table,) = bring({"表": APRIL + "\n" + MARCH.splitlines()[0]}, seen=True).tables
    assert [row.state for row in table.rows] == ["known", "changed"]
    (table,) = bring({"另": TALKS}, file="改.xlsx", header=WIDER, seen=True).tables
    assert table.states == {"likely": 3}
