"""What became of a record: its versions, its files, its event, and whether it came late."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

import cast
from shilu.ledger.clerk import Clerk
from shilu.ledger.closing import close_period, open_period
from shilu.ledger.entries import entries_by_seq
from shilu.ledger.evidence import add_evidence, erase_evidence
from shilu.ledger.history import History, file_of, history_of
from shilu.ledger.occasions import join_occasion
from shilu.ledger.operations import correct_entry, draft_of, reverse_entries
from shilu.ledger.queries import structure_at
from shilu.ledger.sight import EVERYTHING, Sight, subtree_part
from shilu.lib.periods import parse_period

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def history(seq: int, *, sight: Sight = EVERYTHING) -> History:
    found = history_of(seq, sight=sight, structure=structure_at())
    assert found is not None
    return found


def station(bureau: cast.Bureau, code: str) -> Sight:
    return Sight((subtree_part([bureau[code]], structure=structure_at()),))


def corrected(seq: int, *, people: int, clerk: Clerk) -> int:
    before = draft_of(entries_by_seq([seq])[0])
    after = replace(before, quantities={"times": Decimal(1), "people": Decimal(people)})
    return correct_entry(seq, after, reason=f"应为{people}人", clerk=clerk)[1]


def test_history_holds_every_version_and_why_it_was_cancelled(bureau: cast.Bureau, clerk: Clerk) -> None:
    (first,) = cast.post("2022-03-01 | X02 | meeting | times=1 people=82 | 会", clerk=clerk)
    second = corrected(first, people=80, clerk=clerk)
    third = corrected(second, people=81, clerk=clerk)
    for asked in (first, second, third):
        found = history(asked)
        assert [one.entry.seq for one in found.versions] == [first, second, third]
        assert [one.cancelled and one.cancelled.body["reason"] for one in found.versions] == [
            "应为80人",
            "应为81人",
            None,
        ]
        assert (found.asked.entry.seq, found.latest.entry.seq, found.stands) == (asked, third, asked == third)


def test_reversal_leads_to_the_record_that_it_cancelled(bureau: cast.Bureau, clerk: Clerk) -> None:
    (seq,) = cast.post("2022-03-01 | X02 | meeting | times=1 | 会", clerk=clerk)
    (reversal,) = reverse_entries([seq], reason="重复", clerk=clerk)
    found = history(reversal)
    assert (found.asked.entry.seq, found.asked.cancelled and found.asked.cancelled.seq) == (seq, reversal)


def test_history_of_what_is_no_record_or_out_of_sight_is_none(bureau: cast.Bureau, clerk: Clerk) -> None:
    (seq,) = cast.post("2022-03-01 | X02 | meeting | times=1 | 会", clerk=clerk)
    structure = structure_at()
    assert history_of(1, sight=EVERYTHING, structure=structure) is None
    assert history_of(seq + 1, sight=EVERYTHING, structure=structure) is None
    assert history_of(seq, sight=station(bureau, "X03"), structure=structure) is None


def test_version_of_a_unit_out_of_sight_is_left_out(bureau: cast.Bureau, clerk: Clerk) -> None:
    (first,) = cast.post("2022-03-01 | X02 | meeting | times=1 | 会", clerk=clerk)
    moved = replace(draft_of(entries_by_seq([first])[0]), unit=bureau["X03"])
    _reversal, second = correct_entry(first, moved, reason="单位记错", clerk=clerk)
    assert [one.entry.seq for one in history(second, sight=station(bureau, "X03")).versions] == [second]


def test_files_are_found_through_their_record_only(bureau: cast.Bureau, clerk: Clerk, tmp_path: Path) -> None:
    own, other = cast.post(
        "2022-03-01 | X02 | meeting | times=1 | 会\n2022-03-01 | X03 | meeting | times=1 | 会", clerk=clerk
    )
    sheet = tmp_path / "签到表.txt"
    sheet.write_text("甲乙丙")
    store = tmp_path / "evidence"
    row = add_evidence(own, sheet, store=store, clerk=clerk)
    (file,) = history(own).files
    assert (file.seq, file.name, file.size, file.erased) == (row, "签到表.txt", 9, None)
    found = file_of(row, sight=station(bureau, "X02"))
    assert found is not None
    assert found.digest == file.digest
    assert file_of(row, sight=station(bureau, "X03")) is None
    assert file_of(other, sight=EVERYTHING) is None
    erase_evidence(row, reason="本人申请", store=store, clerk=clerk)
    assert file_of(row, sight=EVERYTHING) is None
    (gone,) = history(own).files
    assert (gone.name, gone.erased) == ("", "本人申请")


def test_records_of_one_event_are_told_as_far_as_they_are_seen(bureau: cast.Bureau, clerk: Clerk) -> None:
    seqs = cast.post(
        """
        2022-03-01 | X02 | meeting | times=1 | 联合例会
        2022-03-01 | X03 | meeting | times=1 | 联合例会
        """,
        clerk=clerk,
    )
    join_occasion(seqs, clerk=clerk)
    assert [one.seq for one in history(seqs[0]).together] == [seqs[1]]
    found = history(seqs[0], sight=station(bureau, "X02"))
    assert (found.together, found.hidden) == ([], 1)


def test_record_after_the_confirmation_of_its_month_is_late(bureau: cast.Bureau, clerk: Clerk) -> None:
    line = "2022-03-01 | X0201 | meeting | times=1 | 会"
    march = parse_period("2022-03")
    (before,) = cast.post(line, clerk=clerk)
    close_period(bureau["X02"], period=march, clerk=clerk)
    (after,) = cast.post(line, clerk=clerk)
    open_period(bureau["X02"], period=march, reason="漏报", clerk=clerk)
    (opened,) = cast.post(line, clerk=clerk)
    assert [history(seq).late for seq in (before, after, opened)] == [False, True, False]


def test_correction_of_a_record_in_time_is_not_late(bureau: cast.Bureau, clerk: Clerk) -> None:
    (seq,) = cast.post("2022-03-01 | X02 | meeting | times=1 people=8 | 会", clerk=clerk)
    close_period(bureau["X02"], period=parse_period("2022-03"), clerk=clerk)
    assert not history(corrected(seq, people=9, clerk=clerk)).late


def test_history_of_many_versions_asks_no_more_questions(
    bureau: cast.Bureau, clerk: Clerk, django_assert_max_num_queries: object
) -> None:
    (seq,) = cast.post("2022-03-01 | X02 | meeting | times=1 people=1 | 会", clerk=clerk)
    for people in range(2, 8):
        seq = corrected(seq, people=people, clerk=clerk)
    with django_assert_max_num_queries(25):  # type: ignore[operator]
        assert len(history(seq).versions) == 7
