"""A guess of columns that somebody corrects, and the rows of an import looked at beforehand."""

from pathlib import Path
from typing import Any

import pytest

import cast
from books import write_book
from shilu.ledger.clerk import Clerk
from shilu.ledger.entries import Wanted, entries_listed
from shilu.ledger.importing.choices import Choices
from shilu.ledger.importing.correcting import choice_of, corrected, groups_offered, is_locked
from shilu.ledger.importing.operations import import_file
from shilu.ledger.importing.preview import Preview, preview_file
from shilu.ledger.queries import catalogue_at, position

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ROWS = """
2022-03-01 | 城东所 | 例会 | 第一次例会 | 1 | 12
2022-03-08 | 城西所 | 例会 | 第二次例会 | 1 | 约10人
2022-13-15 | 城东所 | 例会 | 第三次例会 | 1 | 9
"""


@pytest.fixture
def look(bureau: cast.Bureau, clerk: Clerk, tmp_path: Path) -> Any:
    """What an import of a table as 台账.xlsx would do."""

    def look_at(table: str, **more: Any) -> Preview:
        names = {"title", "header"} & more.keys()
        path = write_book(tmp_path / "台账.xlsx", table, **{name: more.pop(name) for name in names})
        return preview_file(path, unit=bureau["X"], choices=Choices(), clerk=clerk, **more)

    return look_at


def test_preview_shows_each_row_with_what_it_would_become(look: Any) -> None:
    before = position()
    (table,) = look(ROWS).tables
    assert [(row.row, row.state) for row in table.rows] == [(3, "new"), (4, "bad"), (5, "bad")]
    assert table.rows[0].read == "2022-03-01 城东所 例会 第一次例会 1次 12人次"
    assert table.rows[1].cells["F"] == "约10人"
    assert set(table.rows[1].faults) == {"F"}
    assert set(table.rows[2].faults) == {"A"}
    assert table.states == {"new": 1, "bad": 2}
    assert position() == before


def test_preview_does_not_take_names_over(look: Any) -> None:
    header = "日期 | 单位 | 事项类别 | 活动名称 | 主持人 | 身份证号"
    (table,) = look("2022-03-01 | 城东所 | 例会 | 例会 | 王五 | 110", header=header).tables
    assert "王五" not in str(table)
    assert [is_locked(column) for column in table.guess["columns"]] == [False] * 5 + [True]


def test_corrected_column_is_read_otherwise_and_remembered(
    look: Any, bureau: cast.Bureau, clerk: Clerk, tmp_path: Path
) -> None:
    header = "日期 | 单位 | 事项类别 | 活动名称 | 到场"
    row = "2022-03-01 | 城东所 | 例会 | 第一次例会 | 12"
    (table,) = look(row, header=header).tables
    assert choice_of(table.guess["columns"][4], catalogue=catalogue_at()) == "unknown"
    found = corrected(table.guess, columns={"E": "people"}, catalogue=catalogue_at())
    assert found.faults == {}
    (again,) = look(row, header=header, guesses={table.signature: found.guess}).tables
    assert again.rows[0].read == "2022-03-01 城东所 例会 第一次例会 1次 12人次"
    path = tmp_path / "台账.xlsx"
    guesses = {table.signature: found.guess}
    import_file(path, unit=bureau["X"], choices=Choices(), clerk=clerk, guesses=guesses)
    (entry,) = entries_listed(Wanted())
    assert {key: int(amount) for key, amount in entry.quantities.items()} == {"times": 1, "people": 12}
    (remembered,) = look(row, header=header).tables
    assert choice_of(remembered.guess["columns"][4], catalogue=catalogue_at()) == "people"
    assert remembered.states == {"known": 1}


def test_table_that_names_neither_kind_nor_period_can_be_told_both(look: Any) -> None:
    header = "序号 | 单位 | 次数 | 备注"
    (table,) = look("1 | 城东所 | 3 | 无误", header=header, title="情况统计").tables
    assert table.states == {"bad": 1}
    found = corrected(table.guess, columns={}, kind="test/meeting", period="2022年5月", catalogue=catalogue_at())
    (told,) = look(
        "1 | 城东所 | 3 | 无误", header=header, title="情况统计", guesses={table.signature: found.guess}
    ).tables
    assert told.rows[0].read == "2022-05-31 城东所 例会 3次"
    assert told.period == "2022年5月"


def test_column_can_be_said_to_count_a_kind(look: Any) -> None:
    header = "单位 | 周会 | 备注"
    row = "城东所 | 4 | 无"
    (table,) = look(row, header=header, title="示例局2022年5月情况").tables
    found = corrected(table.guess, columns={"B": "cell:test/meeting"}, catalogue=catalogue_at())
    assert found.guess["shape"] == "grid"
    (told,) = look(row, header=header, title="示例局2022年5月情况", guesses={table.signature: found.guess}).tables
    assert told.rows[0].read == "2022-05-31 城东所 例会 4次"


def test_corrections_that_cannot_be_are_told_at_their_column(look: Any) -> None:
    header = "日期 | 单位 | 事项类别 | 活动名称 | 主持人 | 身份证号"
    (table,) = look("2022-03-01 | 城东所 | 例会 | 例会 | 王五 | 110", header=header).tables
    found = corrected(
        table.guess,
        columns={"B": "day", "C": "nonsense", "E": "remark", "F": "people"},
        kind="test/none",
        period="没有",
        catalogue=catalogue_at(),
    )
    assert set(found.faults) == {"B", "C", "E", "F", "kind", "period"}
    assert found.faults["B"] == "“日期”已经是 A 列，只能有一列是它。"


def test_offered_choices_hold_labels_and_kinds(catalogue: object) -> None:
    offered = {choice.value: choice.title for group in groups_offered(catalogue_at()) for choice in group.choices}
    assert offered["label:level"] == "级别"
    assert offered["cell:test/article"] == "稿件"
    assert offered["people"] == "人次"


def test_kind_and_period_stay_when_a_column_is_corrected_after_them(look: Any) -> None:
    header = "序号 | 单位 | 次数 | 到场"
    (table,) = look("1 | 城东所 | 3 | 12", header=header, title="情况统计").tables
    first = corrected(table.guess, columns={}, kind="test/meeting", period="2022年5月", catalogue=catalogue_at())
    second = corrected(first.guess, columns={"D": "people"}, catalogue=catalogue_at())
    told = {table.signature: second.guess}
    (seen,) = look("1 | 城东所 | 3 | 12", header=header, title="情况统计", guesses=told).tables
    assert seen.rows[0].read == "2022-05-31 城东所 例会 3次 12人次"
    taken_back = corrected(second.guess, columns={}, kind="", period="", catalogue=catalogue_at())
    told = {table.signature: taken_back.guess}
    (seen,) = look("1 | 城东所 | 3 | 12", header=header, title="情况统计", guesses=told).tables
    assert seen.states == {"bad": 1}


def test_remembered_kind_gives_way_to_a_title_that_names_another(
    look: Any, bureau: cast.Bureau, clerk: Clerk, tmp_path: Path
) -> None:
    header, row = "日期 | 单位 | 数量", "2022-05-03 | 城东所 | 3"
    (table,) = look(row, header=header, title="情况统计").tables
    found = corrected(table.guess, columns={}, kind="test/meeting", catalogue=catalogue_at())
    guesses = {table.signature: found.guess}
    import_file(tmp_path / "台账.xlsx", unit=bureau["X"], choices=Choices(), clerk=clerk, guesses=guesses)
    (again,) = look("2022-05-04 | 城东所 | 2", header=header, title="情况统计").tables
    assert again.rows[0].read == "2022-05-04 城东所 例会 2次"
    (other,) = look("2022-05-05 | 城东所 | 2", header=header, title="稿件统计").tables
    assert other.rows[0].read == "2022-05-05 城东所 稿件 2篇"
    (said,) = look("2022-05-05 | 城东所 | 2", header=header, title="稿件统计", guesses=guesses).tables
    assert said.rows[0].read == "2022-05-05 城东所 例会 2次"
