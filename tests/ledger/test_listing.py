"""Lists of records: what is sought and seen, by the screenful, and what it adds up to."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import cast
from shilu.ledger.clerk import Clerk
from shilu.ledger.entries import entries_by_seq
from shilu.ledger.listing import Place, each_sought, page_of
from shilu.ledger.listing_sought import Sought
from shilu.ledger.listing_sums import Sums, sums_of
from shilu.ledger.operations import correct_entry, draft_of, reverse_entries
from shilu.ledger.organising import change_organisation
from shilu.ledger.projection import rebuild
from shilu.ledger.queries import structure_at
from shilu.ledger.sight import EVERYTHING, Part, Sight, subtree_part
from shilu.organisation.changes import UnitMoved

pytestmark = [pytest.mark.django_db, pytest.mark.database]

RECORDS = """
2022-03-01              | X02   | meeting                 | times=1 people=82 | 第一次学习
2022-03-05              | X03   | article(level=city)     | items=2           | 两篇
2022-04-02              | X0201 | meeting                 | times=1 people=12 | 一队例会
2022-04-30              | X03   | article(level=province) | items=3           | 省报三篇
2022-01-01..2022-06-30  | X01   | meeting                 | times=6           | 半年汇总
"""
WHOLE = Sought()


@pytest.fixture
def seqs(bureau: cast.Bureau, clerk: Clerk) -> list[int]:
    return cast.post(RECORDS, clerk=clerk)


def titles(sought: Sought = WHOLE, *, sight: Sight = EVERYTHING, **place: Any) -> list[str]:
    return [entry.texts.title for entry in page_of(sought, sight=sight, **place).entries]


def sums(sought: Sought = WHOLE, *, sight: Sight = EVERYTHING) -> str:
    found = sums_of(sought, sight=sight)
    return " ".join(
        [str(found.count), *(f"{kind[5:]}.{key}={amount}" for (kind, key), amount in found.amounts.items())]
    )


def test_list_shows_what_stands_newest_day_first(seqs: list[int]) -> None:
    assert titles() == ["半年汇总", "省报三篇", "一队例会", "两篇", "第一次学习"]
    assert sums() == "5 article.items=5 meeting.people=94 meeting.times=8"


@pytest.mark.parametrize(
    ("asked", "shown", "adds_up_to"),
    [
        ({"kinds": frozenset({"test/article"})}, ["省报三篇", "两篇"], "2 article.items=5"),
        ({"labels": (("level", "city"),)}, ["两篇"], "1 article.items=2"),
        ({"labels": (("level", "moon"),)}, [], "0"),
        ({"units": frozenset({cast.unit_uuid("X02")})}, ["第一次学习"], "1 meeting.people=82 meeting.times=1"),
        (
            {"first": date(2022, 4, 1), "last": date(2022, 6, 30)},
            ["省报三篇", "一队例会"],
            "2 article.items=3 meeting.people=12 meeting.times=1",
        ),
        ({"words": ("学习",)}, ["第一次学习"], "1 meeting.people=82 meeting.times=1"),
        ({"words": ("一", "例会")}, ["一队例会"], "1 meeting.people=12 meeting.times=1"),
        ({"words": ("%",)}, [], "0"),
        (
            {"accounts": frozenset({cast.ACCOUNT.hex}), "kinds": frozenset({"test/article"})},
            ["省报三篇", "两篇"],
            "2 article.items=5",
        ),
        ({"accounts": frozenset()}, [], "0"),
        ({"batch": 1}, [], "0"),
        ({"seqs": frozenset()}, [], "0"),
        ({"kinds": frozenset({"test/nothing"})}, [], "0"),
    ],
)
def test_list_and_sums_are_narrowed_alike(
    seqs: list[int], asked: dict[str, Any], shown: list[str], adds_up_to: str
) -> None:
    assert titles(Sought(**asked)) == shown
    assert sums(Sought(**asked)) == adds_up_to


def test_sum_of_a_longer_time_counts_where_all_of_it_lies(seqs: list[int]) -> None:
    half = Sought(first=date(2022, 1, 1), last=date(2022, 6, 30), units=frozenset({cast.unit_uuid("X01")}))
    assert titles(half) == ["半年汇总"]
    assert titles(replace(half, first=date(2022, 6, 1))) == []
    assert sums(replace(half, first=date(2022, 6, 1))) == "0"


def test_pages_follow_one_another_and_lead_back(seqs: list[int]) -> None:
    first = page_of(WHOLE, sight=EVERYTHING, size=2)
    assert [entry.texts.title for entry in first.entries] == ["半年汇总", "省报三篇"]
    assert (first.back, first.further) == (None, Place(20220430, seqs[3]))
    second = page_of(WHOLE, sight=EVERYTHING, size=2, after=first.further)
    assert [entry.texts.title for entry in second.entries] == ["一队例会", "两篇"]
    last = page_of(WHOLE, sight=EVERYTHING, size=2, after=second.further)
    assert ([entry.texts.title for entry in last.entries], last.further) == (["第一次学习"], None)
    assert page_of(WHOLE, sight=EVERYTHING, size=2, before=last.back).entries == second.entries
    assert page_of(WHOLE, sight=EVERYTHING, size=2, before=second.back) == first


def test_records_of_one_day_are_told_apart_between_pages(bureau: cast.Bureau, clerk: Clerk) -> None:
    cast.post("\n".join(f"2022-03-01 | X02 | meeting | times=1 | 会{at}" for at in range(5)), clerk=clerk)
    page = page_of(WHOLE, sight=EVERYTHING, size=2)
    assert titles(after=page.further, size=2) == ["会2", "会1"]
    assert titles(size=2, oldest_first=True) == ["会0", "会1"]
    rising = page_of(WHOLE, sight=EVERYTHING, size=2, oldest_first=True)
    assert titles(after=rising.further, size=2, oldest_first=True) == ["会2", "会3"]


def test_cancelled_records_are_shown_on_request_and_never_summed(seqs: list[int], clerk: Clerk) -> None:
    before = sums()
    assert before == "5 article.items=5 meeting.people=94 meeting.times=8"
    (reversal,) = reverse_entries([seqs[1]], reason="重复", clerk=clerk)
    assert titles() == ["半年汇总", "省报三篇", "一队例会", "第一次学习"]
    shown = page_of(replace(WHOLE, cancelled=True), sight=EVERYTHING).entries
    assert [entry.seq for entry in shown] == [seqs[4], seqs[3], seqs[2], reversal, seqs[1], seqs[0]]
    assert sums() == sums(replace(WHOLE, cancelled=True)) == "4 article.items=3 meeting.people=94 meeting.times=8"


def test_sums_that_are_kept_take_in_what_is_posted_later(seqs: list[int], clerk: Clerk) -> None:
    april = Sought(first=date(2022, 4, 1), last=date(2022, 4, 30))
    assert sums(april) == "2 article.items=3 meeting.people=12 meeting.times=1"
    cast.post("2022-04-03 | X02 | meeting | times=1 people=8 | 补一次", clerk=clerk)
    cast.post("2022-05-03 | X02 | meeting | times=1 people=8 | 另一月", clerk=clerk)
    assert sums(april) == "3 article.items=3 meeting.people=20 meeting.times=2"
    entry = entries_by_seq([seqs[2]])[0]
    corrected = replace(draft_of(entry), quantities={"times": Decimal(1), "people": Decimal(10)})
    correct_entry(entry.seq, corrected, reason="笔误", clerk=clerk)
    assert sums(april) == "3 article.items=3 meeting.people=18 meeting.times=2"


def test_sums_that_are_kept_survive_a_projection_made_anew(seqs: list[int], clerk: Clerk) -> None:
    before = sums()
    rebuild()
    assert sums() == before
    cast.post("2022-04-03 | X02 | meeting | times=1 people=6 | 补一次", clerk=clerk)
    assert sums() == "6 article.items=5 meeting.people=100 meeting.times=9"


def test_list_sums_and_export_keep_to_what_is_seen(bureau: cast.Bureau, seqs: list[int]) -> None:
    station = Sight((subtree_part([bureau["X02"]], structure=structure_at()),))
    assert titles(sight=station) == ["一队例会", "第一次学习"]
    assert sums(sight=station) == "2 meeting.people=94 meeting.times=2"
    found = [[entry.seq for entry in some] for some in each_sought(WHOLE, sight=station, size=1)]
    assert found == [[seqs[0]], [seqs[2]]]
    assert titles(Sought(units=frozenset({bureau["X03"]})), sight=station) == []
    line = Sight((subtree_part([bureau["X02"]], structure=structure_at()), Part(kinds=frozenset({"test/article"}))))
    assert titles(sight=line) == ["省报三篇", "一队例会", "两篇", "第一次学习"]
    assert titles(Sought(kinds=frozenset({"test/meeting"})), sight=line) == ["一队例会", "第一次学习"]
    assert sums(Sought(words=("篇",)), sight=station) == "0"
    assert (titles(sight=Sight()), sums(sight=Sight())) == ([], "0")


def test_records_of_a_unit_that_moved_away_are_seen_up_to_that_day(
    bureau: cast.Bureau, seqs: list[int], clerk: Clerk
) -> None:
    change_organisation([UnitMoved(bureau["X0201"], bureau["X03"], date(2022, 5, 1))], clerk=clerk)
    cast.post("2022-05-02 | X0201 | meeting | times=1 people=9 | 迁后例会", clerk=clerk)
    before = Sight((subtree_part([bureau["X02"]], structure=structure_at()),))
    assert titles(sight=before) == ["一队例会", "第一次学习"]
    assert sums(sight=before) == "2 meeting.people=94 meeting.times=2"
    assert titles(Sought(units=frozenset({bureau["X0201"]})), sight=before) == ["一队例会"]


def test_list_asks_as_many_questions_for_many_records_as_for_few(
    bureau: cast.Bureau, clerk: Clerk, django_assert_max_num_queries: Any
) -> None:
    for many in (3, 120):
        cast.post("\n".join(f"2022-03-01 | X02 | meeting | times=1 | 会{at}" for at in range(many)), clerk=clerk)
        with django_assert_max_num_queries(9):
            page_of(Sought(kinds=frozenset({"test/meeting"})), sight=EVERYTHING)
        with django_assert_max_num_queries(9):
            sums_of(Sought(kinds=frozenset({"test/meeting"})), sight=EVERYTHING)


def test_an_empty_log_has_no_sums(bureau: cast.Bureau) -> None:
    assert sums_of(WHOLE, sight=EVERYTHING) == Sums(0, {})
