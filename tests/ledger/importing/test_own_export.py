"""The ledger's own plain sheet handed in again: its columns and its records are known."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.utils import translation

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
from shilu.ledger.importing.plain_book import plain_book
from shilu.ledger.operations import correct_entry, draft_of, post_entries, reverse_entries
from shilu.ledger.queries import catalogue_at, position, said_of_periods, structure_at
from shilu.ledger.row import Texts

pytestmark = [pytest.mark.django_db, pytest.mark.database]

BOOK = """
2022-03-01 | 城东所 | 例会 | 第一次例会 | 1 | 12
2022-03-08至2022-03-09 | 城西所 | 例会 | 第二次例会 | 2 | 10
2022年4月 | 城东所 | 例会 | | 3 |
2022-03-01 | 城东所 | 谈心谈话 | 与甲谈 | 1 | 1
2022-03-02 | 城东所 | 谈心谈话 | 与乙谈 | 1 | 1
"""


def standing() -> list[Entry]:
    return [entry for entry in entries_listed(Wanted()) if entry.type == "entry" and entry.reversed_by is None]


def counts(done: Imported) -> tuple[int, ...]:
    """Rows, new, known, changed, gone, likely, refused."""
    return (done.rows, done.new, done.known, len(done.changed), len(done.gone), len(done.likely), len(done.refused))


@pytest.fixture
def recorded(bureau: cast.Bureau, clerk: Clerk, tmp_path: Path) -> None:
    """Records from a workbook and by hand: with labels, words, months' sums and what sums a month."""
    book = write_book(tmp_path / "台账.xlsx", BOOK)
    import_file(book, unit=bureau["X"], choices=Choices(), clerk=clerk)
    day = date(2022, 3, 5)
    texts = Texts(title="一篇稿件", details='{"remark":"头条","place":"报社"}')
    article = EntryDraft("test/article", bureau["X02"], day, day, {"items": Decimal(1)}, {"level": "city"}, texts=texts)
    talk = EntryDraft("test/talk", bureau["X02"], day, day, {"times": Decimal(1), "people": Decimal(1)})
    left = EntryDraft("test/members", bureau["X03"], day, day, {"persons": Decimal(-1)})
    post_entries([article, talk, left], clerk=clerk)


@pytest.fixture
def again(recorded: None, bureau: cast.Bureau, clerk: Clerk, tmp_path: Path) -> Any:
    """Exports entries, changes cells and imports the sheet."""

    def hand_in(entries: list[Entry], cells: dict[str, object] | None = None, **choices: Any) -> Imported:
        path = tmp_path / "导出.xlsx"
        path.write_bytes(plain_book(entries, structure=structure_at(), catalogue=catalogue_at()))
        book = openpyxl.load_workbook(path)
        for cell, value in (cells or {}).items():
            book.active[cell] = value
        book.save(path)
        return import_file(path, unit=bureau["X"], choices=Choices(**choices), clerk=clerk)

    return hand_in


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_all_of_it_is_known_and_nothing_is_written(again: Any, language: str) -> None:
    before, said = position(), len(said_of_periods())
    with translation.override(language):
        done = again(standing())
    assert counts(done) == (6, 0, 6, 0, 0, 0, 0)
    assert (position(), len(said_of_periods())) == (before, said)


def test_columns_are_what_the_sheet_says(again: Any) -> None:
    roles = {column["name"]: column["role"] for column in again(standing()).guess[0]["columns"]}
    assert roles == {
        "序号": "number",
        "起始日期": "start",
        "截止日期": "end",
        "单位编码": "unit",
        "单位": "own",
        "事项类别": "kind",
        "名称": "title",
        "场次": "times",
        "人次": "people",
        "件数": "count",
        "人数": "count",
        "级别": "label",
        "地点": "place",
        "备注": "remark",
        "来源文件": "own",
        "来源工作表": "own",
        "来源行号": "own",
        "记录时间": "own",
    }


def test_what_was_cancelled_since_is_told_and_what_the_sheet_tells_itself_is_known(again: Any, clerk: Clerk) -> None:
    entries = standing()
    reverse_entries([entries[0].seq], reason="重复", clerk=clerk)
    day = date(2022, 3, 6)
    talk = EntryDraft("test/talk", entries[0].unit, day, day, {"times": Decimal(1), "people": Decimal(1)})
    post_entries([talk], clerk=clerk)
    before = again(entries)
    assert counts(before) == (6, 0, 5, 0, 0, 0, 0)
    assert [one["seq"] for one in before.withdrawn] == [entries[0].seq]
    everything = entries_listed(Wanted())
    assert counts(again(everything))[1:] == (0, len(everything), 0, 0, 0, 0)
    again([*entries, entries[0]], again=True)
    (now,) = (one for one in standing() if one.corrects == entries[0].seq)
    assert (now.whole, now.quantities) == (entries[0].whole, entries[0].quantities)
    assert counts(again(everything))[1:] == (0, len(everything), 0, 0, 0, 0)


def test_what_was_corrected_since_is_told(again: Any, clerk: Clerk) -> None:
    meeting = next(one for one in standing() if one.texts.title == "第一次例会")
    draft = replace(draft_of(meeting), quantities={**meeting.quantities, "people": Decimal(21)})
    _reversal, now = correct_entry(meeting.seq, draft, reason="笔误", clerk=clerk)
    done = again([meeting], update=True)
    assert (counts(done), [one["seq"] for one in done.revised]) == ((1, 0, 0, 0, 0, 0, 0), [now])
    everything = entries_listed(Wanted())
    assert counts(again(everything))[1:] == (0, len(everything), 0, 0, 0, 0)


def test_a_row_that_was_changed_in_it_corrects_its_record_when_asked(again: Any) -> None:
    meeting = next(one for one in standing() if one.texts.title == "第一次例会")
    done = again([meeting], {"I2": 21}, update=True)
    assert counts(done) == (1, 0, 0, 1, 0, 0, 0)
    (now,) = (one for one in standing() if one.texts.title == "第一次例会")
    assert (now.quantities["people"], now.corrects) == (Decimal(21), meeting.seq)


def test_words_that_were_changed_in_it_correct_the_record_as_well(again: Any) -> None:
    article = next(one for one in standing() if one.texts.title == "一篇稿件")
    assert counts(again([article], {"K2": "二版"}, update=True)) == (1, 0, 0, 1, 0, 0, 0)
    (now,) = (one for one in standing() if one.texts.title == "一篇稿件")
    assert (now.corrects, now.texts.details) == (article.seq, '{"place":"报社","remark":"二版"}')


def test_what_such_a_correction_brought_is_not_gone_while_a_row_names_it(again: Any) -> None:
    meeting = next(one for one in standing() if one.texts.title == "第一次例会")
    again([meeting], {"I2": 21}, update=True)
    (now,) = (one for one in standing() if one.texts.title == "第一次例会")
    before = position()
    for rows, cells in (([now], {}), ([meeting], {"I2": 21})):
        assert counts(again(rows, cells, remove=True)) == (1, 0, 1, 0, 0, 0, 0)
    assert position() == before
    assert counts(again([now], {"I2": 22}, update=True, remove=True)) == (1, 0, 0, 1, 0, 0, 0)
    (now,) = (one for one in standing() if one.texts.title == "第一次例会")
    assert now.quantities["people"] == 22


def test_a_month_that_a_row_says_as_it_stands_is_not_gone(again: Any) -> None:
    talk = next(one for one in standing() if one.kind == "test/talk")
    again([talk], {"H2": 9, "I2": 9}, accept_likely=True)
    talk = next(one for one in standing() if one.kind == "test/talk")
    assert counts(again([talk], remove=True)) == (1, 0, 1, 0, 0, 0, 0)
    assert next(one for one in standing() if one.kind == "test/talk").quantities["times"] == 12


def test_a_private_row_without_counts_is_what_its_record_says(again: Any) -> None:
    talk = next(one for one in standing() if one.kind == "test/talk")
    again([talk], {"H2": 9, "I2": 9}, accept_likely=True)
    talk = next(one for one in standing() if one.kind == "test/talk")
    before = position()
    assert talk.quantities["times"] == 12
    assert counts(again([replace(talk, quantities={})], accept_likely=True)) == (1, 0, 1, 0, 0, 0, 0)
    assert position() == before


@pytest.mark.parametrize("cells", [{"A2": 9999}, {"A2": None}, {"D2": "X03", "E2": "城西所"}])
def test_a_private_row_without_counts_that_is_no_record_is_refused(again: Any, cells: dict[str, object]) -> None:
    talk = next(one for one in standing() if one.kind == "test/talk")
    meeting = next(one for one in standing() if one.texts.title == "第一次例会")
    before = position()
    named = {column.replace("2", "3"): value for column, value in cells.items()}
    done = again([meeting, replace(talk, quantities={})], named, accept_likely=True)
    assert [fault.reason for fault in done.refused] == [
        "第 3 行：“谈心谈话”的数量没有导出，只有记它的单位看得到；请补上数量，或删去这一行。"
    ]
    assert position() == before


def test_files_and_people_of_a_record_go_on_to_the_one_that_corrects_it(
    again: Any, clerk: Clerk, tmp_path: Path
) -> None:
    meeting, person = next(one for one in standing() if one.texts.title == "第一次例会"), uuid4()
    picture = tmp_path / "现场.jpg"
    picture.write_bytes(b"picture")
    add_evidence(meeting.seq, picture, store=tmp_path / "evidence", clerk=clerk)
    record_attendance(meeting.seq, [person])
    again([meeting], {"I2": 21}, update=True)
    (now,) = (one for one in standing() if one.texts.title == "第一次例会")
    assert [file.name for file in evidence_of(now.seq)] == ["现场.jpg"]
    assert attended_by(now.seq) == [person]


def test_a_changed_month_and_a_row_of_another_ledger_are_likely_doubles(again: Any) -> None:
    talk = next(one for one in standing() if one.kind == "test/talk")
    assert counts(again([talk], {"H2": 9})) == (1, 0, 0, 0, 0, 1, 0)
    meeting = next(one for one in standing() if one.texts.title == "第一次例会")
    assert counts(again([meeting], {"A2": 9999})) == (1, 0, 0, 0, 0, 1, 0)


def test_a_row_that_was_added_is_new(again: Any, clerk: Clerk) -> None:
    new = {"B8": datetime(2022, 5, 1, tzinfo=UTC).replace(tzinfo=None), "C8": date(2022, 5, 1), "D8": "X03"}
    done = again(standing(), {**new, "F8": "例会", "G8": "五月例会", "H8": 1, "I8": 7})
    assert counts(done) == (7, 1, 6, 0, 0, 0, 0)


def test_a_count_below_nothing_is_a_bad_cell_where_nothing_can_become_fewer(again: Any) -> None:
    meeting = next(one for one in standing() if one.texts.title == "第一次例会")
    assert [cell.cell for cell in again([meeting], {"I2": -3}).refused] == ["I2"]
