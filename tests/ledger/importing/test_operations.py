"""Importing a workbook, and importing it again: grown, changed, shrunk, corrected by hand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

import cast
from books import write_book, write_sheets
from shilu.ledger.clerk import Clerk
from shilu.ledger.entries import Wanted, entries_by_seq, entries_listed
from shilu.ledger.importing.choices import Choices
from shilu.ledger.importing.operations import import_file
from shilu.ledger.importing.outcome import Imported
from shilu.ledger.models import Row
from shilu.ledger.operations import correct_entry, draft_of, put_back, reverse_entries
from shilu.ledger.queries import position, said_of_periods
from shilu.ledger.reorganising import end_unit
from shilu.ledger.undoing import reverse_import
from shilu.lib.errors import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.database]

FIRST = """
2022-03-01 | 城东所 | 例会 | 第一次例会 | 1 | 12
2022-03-08 | 城西所 | 例会 | 第二次例会 | 1 | 10
2022-03-15 | 城东所 | 例会 | 第三次例会 | 1 | 9
"""


@pytest.fixture
def bring(bureau: cast.Bureau, clerk: Clerk, tmp_path: Path) -> Any:
    """Imports a table as the workbook 台账.xlsx of the bureau, with choices by name."""

    def bring_table(table: str, *, file: str = "台账.xlsx", unit: UUID | None = None, **choices: Any) -> Imported:
        path = write_book(tmp_path / file, table)
        return import_file(path, unit=unit or bureau["X"], choices=Choices(**choices), clerk=clerk)

    return bring_table


def standing() -> list[str]:
    """What stands in the ledger: day, kind, title, quantities."""
    return [
        f"{entry.last} {entry.kind} {entry.texts.title} "
        + " ".join(f"{key}={amount}" for key, amount in sorted(entry.quantities.items()))
        for entry in entries_listed(Wanted())
        if entry.type == "entry" and entry.reversed_by is None
    ]


def counts(done: Imported) -> tuple[int, ...]:
    """Rows, accepted, new, known, changed, gone, likely, refused."""
    told = done.as_json()
    return (
        *(told[key] for key in ("rows", "accepted", "new", "known")),
        *(len(told[key]) for key in ("changed", "gone", "likely", "refused")),
    )


def test_an_import_posts_each_row_with_its_source(bring: Any) -> None:
    done = bring(FIRST)
    assert counts(done) == (3, 3, 3, 0, 0, 0, 0, 0)
    entries = entries_listed(Wanted())
    assert [(entry.batch, entry.texts.file, entry.texts.sheet, entry.texts.line) for entry in entries] == [
        (done.batch, "台账.xlsx", "台账", 3),
        (done.batch, "台账.xlsx", "台账", 4),
        (done.batch, "台账.xlsx", "台账", 5),
    ]


def test_importing_again_doubles_nothing_and_writes_nothing(bring: Any) -> None:
    bring(FIRST)
    before = position()
    assert counts(bring(FIRST)) == (3, 3, 0, 3, 0, 0, 0, 0)
    assert position() == before


def test_sorting_and_inserting_change_nothing(bring: Any) -> None:
    bring(FIRST)
    lines = FIRST.strip().splitlines()
    grown = "\n".join([lines[2], "2022-04-01 | 城东所 | 例会 | 第四次例会 | 1 | 8", lines[0], lines[1]])
    assert counts(bring(grown)) == (4, 4, 1, 3, 0, 0, 0, 0)
    assert len(standing()) == 4


def test_equal_rows_are_told_apart_by_their_count(bring: Any) -> None:
    twice = "2022-03-01 | 城东所 | 例会 | 例会 | 1 | 12\n" * 2
    assert counts(bring(twice)) == (2, 2, 2, 0, 0, 0, 0, 0)
    assert counts(bring(twice)) == (2, 2, 0, 2, 0, 0, 0, 0)
    assert counts(bring(twice + twice[: len(twice) // 2])) == (3, 3, 1, 2, 0, 0, 0, 0)


def test_a_changed_row_is_listed_and_corrected_only_when_asked(bring: Any) -> None:
    bring(FIRST)
    changed = FIRST.replace("| 12", "| 21")
    done = bring(changed)
    assert counts(done) == (3, 3, 0, 2, 1, 0, 0, 0)
    assert done.changed[0]["before"] == {"people": 12, "times": 1}
    assert done.changed[0]["after"] == {"people": 21, "times": 1}
    assert "2022-03-01 test/meeting 第一次例会 people=12 times=1" in standing()
    bring(changed, update=True)
    assert "2022-03-01 test/meeting 第一次例会 people=21 times=1" in standing()
    assert len(standing()) == 3
    assert counts(bring(changed)) == (3, 3, 0, 3, 0, 0, 0, 0)


def test_a_row_that_is_gone_is_listed_and_cancelled_only_when_asked(bring: Any) -> None:
    bring(FIRST)
    fewer = "\n".join(FIRST.strip().splitlines()[:2])
    assert counts(bring(fewer)) == (2, 2, 0, 2, 0, 1, 0, 0)
    assert len(standing()) == 3
    bring(fewer, remove=True)
    assert len(standing()) == 2
    assert counts(bring(fewer)) == (2, 2, 0, 2, 0, 0, 0, 0)


def test_a_row_reversed_by_hand_stays_reversed_and_is_listed_with_when_and_why(bring: Any, clerk: Clerk) -> None:
    seq = cancelled_first(bring, clerk)
    again = bring(FIRST, update=True, remove=True)
    assert counts(again) == (3, 3, 0, 2, 0, 0, 0, 0)
    assert [(one["seq"], one["row"], one["text"]) for one in again.withdrawn] == [
        (
            seq,
            3,
            f"第 3 行：2022-03-01 城东所 例会 第一次例会 1次 12人次；第 {seq} 号记录已于 2022-07-04 作废（误删）",
        )
    ]
    assert len(standing()) == 2
    changed = bring(FIRST.replace("| 12", "| 21"), update=True)
    assert (counts(changed), len(changed.withdrawn)) == ((3, 3, 0, 2, 0, 0, 0, 0), 1)
    assert len(standing()) == 2


@pytest.mark.parametrize("asks", [lambda _seq: {"again": True}, lambda seq: {"again_seqs": frozenset({seq})}])
def test_a_row_whose_record_was_cancelled_is_recorded_again_once(bring: Any, clerk: Clerk, asks: Any) -> None:
    seq = cancelled_first(bring, clerk)
    asked = asks(seq)
    done = bring(FIRST, **asked)
    (now,) = (entry for entry in entries_listed(Wanted()) if entry.corrects == seq)
    assert (now.batch, now.reversed_by, now.texts.line) == (done.batch, None, 3)
    assert len(standing()) == 3
    after = bring(FIRST, **asked)
    assert (counts(after), after.withdrawn, after.batch) == ((3, 3, 0, 3, 0, 0, 0, 0), (), None)
    assert len(standing()) == 3
    assert counts(bring(FIRST.replace("| 12", "| 21"), update=True)) == (3, 3, 0, 2, 1, 0, 0, 0)
    assert "2022-03-01 test/meeting 第一次例会 people=21 times=1" in standing()
    older = bring(FIRST)
    assert (counts(older), older.revised) == ((3, 3, 0, 2, 1, 0, 0, 0), ())


def test_what_was_recorded_again_is_taken_back_with_its_import(bring: Any, clerk: Clerk) -> None:
    cancelled_first(bring, clerk)
    for _time in range(2):
        done = bring(FIRST, again=True)
        assert len(standing()) == 3
        undone = reverse_import(done.batch, reason="导错", clerk=clerk)
        assert (undone.cancelled, undone.put_back, len(standing())) == (1, 0, 2)
        assert (counts(bring(FIRST))[2:4], len(bring(FIRST).withdrawn)) == ((0, 2), 1)


def test_a_cancelled_row_that_another_record_is_like_is_recorded_again_only_by_itself(bring: Any, clerk: Clerk) -> None:
    seq = cancelled_first(bring, clerk)
    (hand,) = cast.post("2022-03-01 | X02 | meeting | times=1 people=12 | 第一次例会", clerk=clerk)
    done = bring(FIRST, again=True, accept_likely=True)
    assert (counts(done), done.batch) == ((3, 3, 0, 2, 0, 0, 0, 0), None)
    assert done.withdrawn[0]["text"].endswith(
        f"；台账里另有相像的第 {hand} 号 2022-03-01 城东所 例会 第一次例会 1次 12人次"
    )
    bring(FIRST, again_seqs=frozenset({seq}))
    assert len(standing()) == 4


def cancelled_first(bring: Any, clerk: Clerk) -> int:
    """The position of the first record of an import, which somebody cancelled."""
    bring(FIRST)
    seq = entries_listed(Wanted())[0].seq
    reverse_entries([seq], reason="误删", clerk=clerk)
    return seq


def test_a_row_corrected_by_hand_is_not_corrected_back_and_says_so(bring: Any, clerk: Clerk) -> None:
    bring(FIRST)
    seq = entries_listed(Wanted())[0].seq
    draft = draft_of(entries_by_seq([seq])[0])
    _reversal, now = correct_entry(
        seq, replace(draft, quantities={**draft.quantities, "people": Decimal(21)}), reason="笔误", clerk=clerk
    )
    done = bring(FIRST, update=True, again=True)
    assert counts(done) == (3, 3, 0, 2, 0, 0, 0, 0)
    (told,) = done.revised
    meeting = "2022-03-01 城东所 例会 第一次例会 1次"
    assert (told["seq"], told["text"]) == (now, f"第 3 行：{meeting} 12人次；已在台账更正为 {meeting} 21人次")
    same = bring(FIRST.replace("| 12", "| 21"), update=True)
    assert (counts(same), same.revised) == ((3, 3, 0, 3, 0, 0, 0, 0), ())
    assert "2022-03-01 test/meeting 第一次例会 people=21 times=1" in standing()


def test_a_correction_that_was_taken_back_leaves_the_row_known(bring: Any, clerk: Clerk) -> None:
    done = bring(FIRST)
    (first, *_others) = entries_listed(Wanted())
    draft = replace(draft_of(first), quantities={**first.quantities, "people": Decimal(21)})
    _reversal, now = correct_entry(first.seq, draft, reason="笔误", clerk=clerk)
    put_back(entries_by_seq([now])[0], first, reason="当天撤回", clerk=clerk)
    assert counts(bring(FIRST)) == (3, 3, 0, 3, 0, 0, 0, 0)
    undone = reverse_import(done.batch, reason="导错", clerk=clerk)
    assert (undone.cancelled, undone.put_back, standing()) == (3, 0, [])


def test_an_undone_import_can_be_made_again(bring: Any, clerk: Clerk) -> None:
    done = bring(FIRST)
    reverse_import(done.batch, reason="选错单位", clerk=clerk)
    assert standing() == []
    assert said_of_periods() == [] or all(said.type == "opened" for said in said_of_periods())
    assert counts(bring(FIRST)) == (3, 3, 3, 0, 0, 0, 0, 0)
    assert len(standing()) == 3


def test_the_folder_never_matters_but_sheet_columns_and_period_do(
    bring: Any, bureau: cast.Bureau, clerk: Clerk, tmp_path: Path
) -> None:
    bring(FIRST)
    elsewhere = tmp_path / "副本"
    elsewhere.mkdir()
    renamed = write_book(elsewhere / "台账（改）.xlsx", FIRST)
    done = import_file(renamed, unit=bureau["X"], choices=Choices(), clerk=clerk)
    assert counts(done) == (3, 3, 0, 3, 0, 0, 0, 0)


def test_a_row_of_another_workbook_is_a_likely_double_and_withheld(
    bring: Any, bureau: cast.Bureau, clerk: Clerk, tmp_path: Path
) -> None:
    bring(FIRST)
    header = "时间 | 单位 | 类别 | 主题 | 人数"
    table = "2022-03-01 | 城东所 | 例会 | 第一次例会 | 12\n2022-03-02 | 城东所 | 例会 | 临时例会 | 3"
    other = write_sheets(tmp_path / "另一本.xlsx", {"表": ("示例局2022年上半年学习登记", header, table)})
    done = import_file(other, unit=bureau["X"], choices=Choices(), clerk=clerk)
    assert counts(done) == (2, 1, 1, 0, 0, 0, 1, 0)
    assert done.withheld
    assert len(standing()) == 4
    again = import_file(other, unit=bureau["X"], choices=Choices(accept_likely=True), clerk=clerk)
    assert counts(again) == (2, 2, 1, 1, 0, 0, 1, 0)
    assert len(standing()) == 5


def test_rows_of_one_workbook_are_never_doubles_of_each_other(
    bring: Any, bureau: cast.Bureau, clerk: Clerk, tmp_path: Path
) -> None:
    header = "日期 | 责任单位 | 事项类别 | 活动名称 | 次数 | 参加人次"
    sheets = {
        "一": ("示例局2022年上半年台账", header, "2022-03-01 | 城东所 | 例会 | 例会 | 1 | 12"),
        "二": ("示例局2022年上半年台账", header, "2022-03-01 | 城东所 | 例会 | 例会 | 1 | 12"),
    }
    path = write_sheets(tmp_path / "两张表.xlsx", sheets)
    done = import_file(path, unit=bureau["X"], choices=Choices(), clerk=clerk)
    assert counts(done) == (2, 2, 2, 0, 0, 0, 0, 0)


def test_bad_cells_are_named_and_nothing_is_imported(bring: Any) -> None:
    bad = FIRST + "2022-13-05 | 城东所 | 例会 | 坏的 | 1 | 3\n2022-03-20 | 城南所 | 例会 | 没有的所 | 1 | 3"
    before = position()
    done = bring(bad)
    assert [cell.cell for cell in done.refused] == ["A6", "B7"]
    assert counts(done)[1] == 0
    assert position() == before
    taken = bring(bad, accept_valid=True)
    assert counts(taken) == (5, 3, 3, 0, 0, 0, 0, 2)
    assert len(standing()) == 3


def test_a_row_that_cannot_be_read_does_not_seem_gone(bring: Any) -> None:
    bring(FIRST)
    bad = FIRST.replace("2022-03-08", "2022-03-38")
    done = bring(bad, accept_valid=True, remove=True)
    assert counts(done) == (3, 2, 0, 2, 0, 0, 0, 1)
    assert len(standing()) == 3


def test_an_unknown_kind_is_refused_or_added_when_asked(bring: Any) -> None:
    unknown = "2022-03-01 | 城东所 | 读书会 | 读书 | 2 | 12"
    done = bring(unknown)
    assert [(cell.cell, cell.value) for cell in done.refused] == [("C3", "读书会")]
    assert done.kinds_added == ()
    added = bring(unknown, new_kinds=True)
    assert len(added.kinds_added) == 1
    assert standing() == [f"2022-03-01 {added.kinds_added[0]} 读书 people=12 times=2"]


PRIVATE = """
2022-03-01 | 城东所 | 谈心谈话 | 与甲谈 | 1 | 1
2022-03-02 | 城东所 | 谈心谈话 | 与乙谈 | 1 | 1
2022-04-02 | 城东所 | 谈心谈话 | 与丙谈 | 1 | 1
"""


def test_rows_of_a_private_kind_are_counted_as_rows_but_posted_by_the_month(bring: Any) -> None:
    assert counts(bring(PRIVATE)) == (3, 3, 3, 0, 0, 0, 0, 0)
    assert standing() == [
        "2022-03-31 test/talk  people=2 times=2",
        "2022-04-30 test/talk  people=1 times=1",
    ]
    assert counts(bring(PRIVATE)) == (3, 3, 0, 3, 0, 0, 0, 0)


def test_more_rows_of_a_private_kind_are_new_and_fewer_are_listed(bring: Any) -> None:
    bring(PRIVATE)
    more = PRIVATE + "2022-03-20 | 城东所 | 谈心谈话 | 与丁谈 | 1 | 1"
    assert counts(bring(more)) == (4, 4, 1, 3, 0, 0, 0, 0)
    assert standing()[-1] == "2022-03-31 test/talk  people=3 times=3"
    fewer = bring(PRIVATE)
    assert counts(fewer)[4:6] == (1, 0)
    assert "2022-03-31 test/talk  people=3 times=3" in standing()
    bring(PRIVATE, update=True)
    assert "2022-03-31 test/talk  people=2 times=2" in standing()


def test_nothing_of_a_private_row_but_counts_reaches_the_database(bring: Any) -> None:
    bring(PRIVATE)
    kept = "".join(str(row) for row in Row.objects.values_list())
    from shilu.ledger.models import Text  # noqa: PLC0415 - the side table is looked at here only

    kept += "".join(str(text) for text in Text.objects.values_list())
    assert all(name not in kept for name in ("与甲谈", "与乙谈", "与丙谈"))


def test_an_import_says_that_its_period_is_reported_for_its_unit(bring: Any, bureau: cast.Bureau) -> None:
    done = bring(FIRST)
    (said,) = said_of_periods()
    assert (said.batch, said.type, said.unit) == (done.batch, "import", bureau["X"])
    assert (str(said.first), str(said.last)) == ("2022-01-01", "2022-06-30")


def test_a_dry_run_says_the_same_and_writes_nothing(bring: Any) -> None:
    before = position()
    assert counts(bring(FIRST, dry_run=True)) == (3, 3, 3, 0, 0, 0, 0, 0)
    assert position() == before


def test_a_file_that_is_no_workbook_is_refused(bureau: cast.Bureau, clerk: Clerk, tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"no workbook")
    with pytest.raises(Refused, match=r"台账\.xlsx"):
        import_file(path, unit=bureau["X"], choices=Choices(), clerk=clerk)


def test_a_record_of_a_unit_that_was_merged_before_its_day_is_refused_with_its_successor(
    bring: Any, bureau: cast.Bureau, clerk: Clerk
) -> None:
    end_unit(bureau["X02"], successors=[bureau["X03"]], on=date(2022, 3, 10), clerk=clerk)
    done = bring(FIRST)
    assert [(cell.row, cell.value) for cell in done.refused] == [(5, "城东所")]
    assert "城西所" in done.refused[0].reason
    assert counts(bring(FIRST, accept_valid=True)) == (3, 2, 2, 0, 0, 0, 0, 1)


def test_a_workbook_titled_after_an_office_speaks_for_all_units_of_its_rows(
    bureau: cast.Bureau, clerk: Clerk, tmp_path: Path
) -> None:
    everybody = write_book(tmp_path / "台账.xlsx", FIRST, title="城东所2022年上半年台账")
    assert import_file(everybody, unit=bureau["X"], choices=Choices(), clerk=clerk).unit == bureau["X"]
    own = "2022-03-01 | 城东所一队 | 例会 | 队里的例会 | 1 | 12"
    station = write_book(tmp_path / "所台账.xlsx", own, title="城东所2022年上半年台账")
    assert import_file(station, unit=bureau["X"], choices=Choices(), clerk=clerk).unit == bureau["X02"]


def test_a_row_that_an_import_removed_is_new_when_it_is_back(bring: Any) -> None:
    bring(FIRST)
    bring("\n".join(FIRST.strip().splitlines()[:2]), remove=True)
    assert len(standing()) == 2
    assert counts(bring(FIRST)) == (3, 3, 1, 2, 0, 0, 0, 0)
    assert len(standing()) == 3
