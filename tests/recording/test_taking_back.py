"""A record that was made today is taken back: out of its month's sum, or for the one that it corrected."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

import cast
from shilu.ledger.attendance import attended_by
from shilu.ledger.clerk import Clerk
from shilu.ledger.entries import entries_by_seq, monthly_total
from shilu.ledger.entry import EntryDraft
from shilu.ledger.evidence import evidence_of
from shilu.ledger.operations import correct_entry, draft_of, post_entries
from shilu.ledger.row import Texts
from shilu.lib.errors import Refused
from shilu.recording.handed import Correction, EvidenceFile
from shilu.recording.operations import record
from shilu.recording.taking_back import take_back

pytestmark = [pytest.mark.django_db, pytest.mark.database]

MONTH = (date(2022, 3, 1), date(2022, 3, 31))


def talked(clerk: Clerk, folder: Path, *, times: int, people: int) -> int:
    counted = {"times": Decimal(times), "people": Decimal(people)}
    day = MONTH[0] + timedelta(days=times)
    fact = EntryDraft("test/talk", cast.unit_uuid("X02"), day, day, counted)
    seq = record(fact, clerk=clerk, store=folder, may_post=True).seq
    assert seq is not None
    return seq


def month() -> list[int] | None:
    found = monthly_total("test/talk", unit=cast.unit_uuid("X02"), first=MONTH[0], last=MONTH[1], labels={})
    return None if found is None else [int(found.quantities[key]) for key in ("times", "people")]


def test_only_record_of_a_month_leaves_nothing(bureau: cast.Bureau, clerk: Clerk, tmp_path: Path) -> None:
    take_back(talked(clerk, tmp_path, times=2, people=9), clerk=clerk)
    assert month() is None


def test_record_leaves_the_sum_that_was_there_before(bureau: cast.Bureau, clerk: Clerk, tmp_path: Path) -> None:
    talked(clerk, tmp_path, times=2, people=9)
    last = talked(clerk, tmp_path, times=3, people=4)
    assert month() == [5, 13]
    take_back(last, clerk=clerk)
    assert month() == [2, 9]


def test_sum_that_was_made_smaller_is_corrected_and_not_taken_back(
    bureau: cast.Bureau, clerk: Clerk, tmp_path: Path
) -> None:
    talked(clerk, tmp_path, times=2, people=9)
    back = take_back(talked(clerk, tmp_path, times=3, people=4), clerk=clerk)
    with pytest.raises(Refused, match="改小"):
        take_back(back, clerk=clerk)
    assert month() == [2, 9]


def test_sum_that_was_moved_to_another_month_is_not_taken_back(
    bureau: cast.Bureau, clerk: Clerk, tmp_path: Path
) -> None:
    seq = talked(clerk, tmp_path, times=2, people=9)
    (entry,) = entries_by_seq([seq])
    april = replace(draft_of(entry), first=date(2022, 4, 1), last=date(2022, 4, 30))
    _reversal, moved = correct_entry(seq, april, reason="月份弄错", clerk=clerk)
    with pytest.raises(Refused, match="改到别处"):
        take_back(moved, clerk=clerk)


def met(clerk: Clerk, folder: Path) -> int:
    fact = EntryDraft("test/meeting", cast.unit_uuid("X02"), MONTH[0], MONTH[0], {"times": Decimal(1)})
    picture = EvidenceFile("a.png", b"a")
    seq = record(
        replace(fact, texts=Texts("例会", '{"place":"礼堂"}', "台账.xlsx", "三月", 4)),
        clerk=clerk,
        store=folder,
        may_post=True,
        evidence=[picture],
        attended=[cast.person_uuid("甲")],
    ).seq
    assert seq is not None
    return seq


def corrected(seq: int, clerk: Clerk, folder: Path, *, people: int) -> int:
    fact = replace(draft_of(*entries_by_seq([seq])), quantities={"times": Decimal(1), "people": Decimal(people)})
    done = record(fact, clerk=clerk, store=folder, may_post=True, corrects=Correction(seq, "笔误")).seq
    assert done is not None
    return done


def test_correction_gives_its_place_back_to_the_record_that_it_corrected(
    bureau: cast.Bureau, clerk: Clerk, tmp_path: Path
) -> None:
    first = met(clerk, tmp_path)
    again = take_back(corrected(first, clerk, tmp_path, people=65), clerk=clerk)
    before, standing = entries_by_seq([first, again])
    assert draft_of(standing) == draft_of(before)
    assert standing.reversed_by is None
    assert [file.name for file in evidence_of(again)] == ["a.png"]
    assert attended_by(again) == [cast.person_uuid("甲")]


def test_what_a_correction_gave_back_is_cancelled_and_not_taken_back(
    bureau: cast.Bureau, clerk: Clerk, tmp_path: Path
) -> None:
    again = take_back(corrected(met(clerk, tmp_path), clerk, tmp_path, people=65), clerk=clerk)
    with pytest.raises(Refused, match="又与更正前一样"):
        take_back(again, clerk=clerk)


def test_correction_of_an_imported_record_gives_it_back_as_one_of_that_import(
    bureau: cast.Bureau, clerk: Clerk, tmp_path: Path
) -> None:
    fact = EntryDraft("test/meeting", cast.unit_uuid("X02"), MONTH[0], MONTH[0], {"times": Decimal(1)})
    (first,) = post_entries([fact], clerk=clerk, batch=7)
    again = take_back(corrected(first, clerk, tmp_path, people=65), clerk=clerk)
    assert [entry.batch for entry in entries_by_seq([again])] == [7]


def test_correction_that_moved_a_record_out_of_a_private_kind_is_not_taken_back(
    bureau: cast.Bureau, clerk: Clerk, tmp_path: Path
) -> None:
    talk = talked(clerk, tmp_path, times=1, people=1)
    meeting = EntryDraft("test/meeting", cast.unit_uuid("X02"), MONTH[0], MONTH[0], {"times": Decimal(1)})
    _reversal, moved = correct_entry(talk, meeting, reason="类别弄错", clerk=clerk)
    with pytest.raises(Refused, match="请更正"):
        take_back(moved, clerk=clerk)
