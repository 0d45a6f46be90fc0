"""A record of a private kind that was made today is taken out of its month's sum again."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

import cast
from shilu.ledger.clerk import Clerk
from shilu.ledger.entries import entries_by_seq, monthly_total
from shilu.ledger.entry import EntryDraft
from shilu.ledger.operations import correct_entry, draft_of
from shilu.lib.errors import Refused
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
