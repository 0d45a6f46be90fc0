"""Undoing an import puts back what stood before it; the same workbook is then read as what counts."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import cast
from books import write_book
from shilu.ledger.attendance import attended_by, record_attendance
from shilu.ledger.clerk import Clerk
from shilu.ledger.entries import Wanted, entries_listed
from shilu.ledger.entry import Entry, EntryDraft
from shilu.ledger.evidence import add_evidence, evidence_of
from shilu.ledger.importing.choices import Choices
from shilu.ledger.importing.operations import import_file
from shilu.ledger.importing.outcome import Imported
from shilu.ledger.occasions import join_occasion
from shilu.ledger.operations import correct_entry, draft_of, post_entries, put_back, reverse_entries
from shilu.ledger.undoing import Undone, reverse_import, undoing_of
from shilu.ledger.verify import verify
from shilu.lib.errors import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.database]

FIRST = """
2022-03-01 | 城东所 | 例会 | 第一次例会 | 1 | 12
2022-03-08 | 城西所 | 例会 | 第二次例会 | 1 | 10
2022-03-15 | 城东所 | 例会 | 第三次例会 | 1 | 9
"""
SECOND = """
2022-03-01 | 城东所 | 例会 | 第一次例会 | 1 | 21
2022-03-08 | 城西所 | 例会 | 第二次例会 | 1 | 10
2022-03-22 | 城东所 | 例会 | 第四次例会 | 1 | 8
"""
TALKS = """
2022-03-01 | 城东所 | 谈心谈话 | 与甲谈 | 1 | 1
2022-03-02 | 城东所 | 谈心谈话 | 与乙谈 | 1 | 1
2022-04-02 | 城东所 | 谈心谈话 | 与丙谈 | 1 | 1
"""


@pytest.fixture
def bring(bureau: cast.Bureau, clerk: Clerk, tmp_path: Path) -> Any:
    def bring_table(table: str, *, file: str = "台账.xlsx", **choices: Any) -> Imported:
        path = write_book(tmp_path / file, table)
        return import_file(path, unit=bureau["X"], choices=Choices(**choices), clerk=clerk)

    return bring_table


@pytest.fixture
def undo(clerk: Clerk, tmp_path: Path) -> Any:
    def undone(done: Imported) -> tuple[int, int, int, int]:
        assert done.batch is not None
        told = undoing_of(done.batch).counted()
        found: Undone = reverse_import(done.batch, reason="导错", clerk=clerk)
        assert replace(found, positions=()) == told
        assert verify(store=tmp_path / "evidence").faults == ()
        return (found.cancelled, found.put_back, found.months, found.left)

    return undone


def entries() -> list[Entry]:
    return [one for one in entries_listed(Wanted()) if one.type == "entry" and one.reversed_by is None]


def standing() -> list[str]:
    found = [f"{one.texts.title or one.last} {one.quantities['people']}" for one in entries()]
    return sorted(found)


def counts(done: Imported) -> tuple[int, ...]:
    """New, known, changed, gone, likely."""
    return (done.new, done.known, len(done.changed), len(done.gone), len(done.likely))


def titled(title: str) -> Entry:
    return next(one for one in entries() if one.texts.title == title)


def test_what_was_corrected_and_cancelled_stands_again(bring: Any, undo: Any) -> None:
    bring(FIRST)
    second = bring(SECOND, update=True, remove=True)
    assert standing() == ["第一次例会 21", "第二次例会 10", "第四次例会 8"]
    assert undo(second) == (1, 2, 0, 0)
    assert standing() == ["第一次例会 12", "第三次例会 9", "第二次例会 10"]
    assert counts(bring(FIRST)) == (0, 3, 0, 0, 0)
    assert counts(bring(SECOND)) == (1, 1, 1, 1, 0)


def test_a_record_is_put_back_with_all_that_belongs_to_it(
    bring: Any, undo: Any, clerk: Clerk, tmp_path: Path, bureau: cast.Bureau
) -> None:
    bring(FIRST)
    first, third = titled("第一次例会"), titled("第三次例会")
    (other,) = cast.post("2022-03-01 | X03 | meeting | times=1 people=3 | 联合例会", clerk=clerk)
    occasion = join_occasion([first.seq, other], clerk=clerk)
    picture = tmp_path / "照片.jpg"
    picture.write_bytes(b"picture")
    for seq in (first.seq, third.seq):
        add_evidence(seq, picture, store=tmp_path / "evidence", clerk=clerk)
        record_attendance(seq, [cast.person_uuid("甲")])
    second = bring(SECOND, update=True, remove=True)
    undo(second)
    again, back = titled("第一次例会"), titled("第三次例会")
    assert (again.occasion, back.corrects, back.batch) == (occasion, third.seq, third.batch)
    for seq in (again.seq, back.seq):
        assert [file.name for file in evidence_of(seq)] == ["照片.jpg"]
        assert attended_by(seq) == [cast.person_uuid("甲")]


def test_what_was_changed_again_since_is_left_and_said(bring: Any, undo: Any, clerk: Clerk) -> None:
    bring(FIRST)
    second = bring(SECOND, update=True, remove=True)
    for title in ("第一次例会", "第四次例会"):
        entry = titled(title)
        draft = replace(draft_of(entry), quantities={**entry.quantities, "people": Decimal(50)})
        correct_entry(entry.seq, draft, reason="笔误", clerk=clerk)
    assert undo(second) == (0, 1, 0, 2)
    assert standing() == ["第一次例会 50", "第三次例会 9", "第二次例会 10", "第四次例会 50"]


def test_what_stood_before_comes_back_also_after_a_correction_that_was_taken_back(
    bring: Any, undo: Any, clerk: Clerk
) -> None:
    bring(FIRST)
    second = bring(SECOND, update=True)
    imported = titled("第一次例会")
    draft = replace(draft_of(imported), quantities={**imported.quantities, "people": Decimal(50)})
    correct_entry(imported.seq, draft, reason="笔误", clerk=clerk)
    put_back(titled("第一次例会"), imported, reason="撤回", clerk=clerk)
    assert standing() == ["第一次例会 21", "第三次例会 9", "第二次例会 10", "第四次例会 8"]
    assert undo(second) == (1, 1, 0, 0)
    assert standing() == ["第一次例会 12", "第三次例会 9", "第二次例会 10"]


def test_a_row_that_came_back_since_is_not_put_back_twice(bring: Any, undo: Any) -> None:
    bring(FIRST)
    second = bring(SECOND, remove=True)
    bring(SECOND + "2022-03-15 | 城东所 | 例会 | 第三次例会 | 1 | 9")
    assert undo(second) == (1, 0, 0, 1)
    assert standing() == ["第一次例会 12", "第三次例会 9", "第二次例会 10"]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_imports_are_undone_in_any_order(bring: Any, undo: Any, order: tuple[int, int]) -> None:
    first, second = (
        bring(FIRST + TALKS),
        bring(SECOND + TALKS + "2022-03-09 | 城东所 | 谈心谈话 | 丁 | 1 | 1", update=True),
    )
    for at in order:
        undo((first, second)[at])
    assert standing() == []
    assert counts(bring(FIRST + TALKS)) == (6, 0, 0, 0, 0)


def test_an_import_is_undone_once(bring: Any, undo: Any, clerk: Clerk) -> None:
    done = bring(FIRST)
    undo(done)
    with pytest.raises(Refused, match="已经撤销过了"):
        reverse_import(done.batch, reason="再来", clerk=clerk)


def test_a_months_sum_goes_back_by_what_the_import_added(bring: Any, undo: Any) -> None:
    bring(TALKS)
    grown = bring(TALKS + "2022-03-09 | 城东所 | 谈心谈话 | 与丁谈 | 1 | 1")
    assert standing() == ["2022-03-31 3", "2022-04-30 1"]
    assert undo(grown) == (0, 0, 1, 0)
    assert standing() == ["2022-03-31 2", "2022-04-30 1"]
    assert counts(bring(TALKS)) == (0, 3, 0, 0, 0)


def test_months_that_shrank_or_went_come_back(bring: Any, undo: Any) -> None:
    bring(TALKS)
    fewer = bring("2022-03-01 | 城东所 | 谈心谈话 | 与甲谈 | 1 | 1", update=True, remove=True)
    assert standing() == ["2022-03-31 1"]
    assert undo(fewer) == (0, 0, 2, 0)
    assert standing() == ["2022-03-31 2", "2022-04-30 1"]
    assert counts(bring(TALKS)) == (0, 3, 0, 0, 0)


def test_what_was_added_to_a_month_since_stays(bring: Any, undo: Any, clerk: Clerk, bureau: cast.Bureau) -> None:
    done = bring(TALKS)
    day = date(2022, 3, 20)
    post_entries(
        [EntryDraft("test/talk", bureau["X02"], day, day, {"times": Decimal(1), "people": Decimal(1)})], clerk=clerk
    )
    assert undo(done) == (0, 0, 2, 0)
    assert standing() == ["2022-03-31 1"]


def test_a_month_that_somebody_set_since_is_left(bring: Any, undo: Any, clerk: Clerk) -> None:
    done = bring(TALKS)
    march, april = sorted(entries(), key=lambda one: one.last)
    draft = replace(draft_of(march), quantities={"times": Decimal(5), "people": Decimal(5)})
    correct_entry(march.seq, draft, reason="重新核对", clerk=clerk)
    reverse_entries([april.seq], reason="不是四月", clerk=clerk)
    assert undo(done) == (0, 0, 0, 2)
    assert standing() == ["2022-03-31 5"]


def test_the_earlier_import_undone_leaves_nothing_that_counts_as_known(bring: Any, undo: Any) -> None:
    first = bring(TALKS)
    more = TALKS + "2022-05-09 | 城东所 | 谈心谈话 | 与丁谈 | 1 | 1"
    bring(more)
    assert undo(first) == (0, 0, 2, 0)
    assert standing() == ["2022-05-31 1"]
    assert counts(bring(more)) == (3, 1, 0, 0, 0)
