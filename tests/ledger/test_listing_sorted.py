"""Lists of records in another order than by day: laid out as a whole, and only where they are short."""

from typing import Any

import pytest
from django.db import connection

import cast
from shilu.ledger import listing_sorted
from shilu.ledger.clerk import Clerk
from shilu.ledger.listing_sorted import Sortable, sorted_page
from shilu.ledger.listing_sought import Sought
from shilu.ledger.sight import EVERYTHING

pytestmark = [pytest.mark.django_db, pytest.mark.database]

RECORDS = """
2022-03-01 | X02 | meeting             | times=1 people=82 | 三月会
2022-03-05 | X03 | article(level=city) | items=2           | 两篇
2022-04-02 | X03 | meeting             | times=1 people=12 | 四月会
2022-02-01 | X03 | meeting             | times=2           | 两次会
"""


@pytest.fixture(autouse=True)
def records(bureau: cast.Bureau, clerk: Clerk) -> None:
    cast.post(RECORDS, clerk=clerk)


def by_first_count(one: Sortable) -> Any:
    return next(iter(one.quantities.values()), None)


def people(one: Sortable) -> Any:
    return one.quantities.get("people")


def titles(place: Any, *, falling: bool = False, number: int = 1, **more: Any) -> list[str]:
    page = sorted_page(Sought(), sight=EVERYTHING, placing=lambda _found: place, falling=falling, number=number, **more)
    assert page is not None
    return [entry.texts.title for entry in page.entries]


def test_records_of_one_place_stand_newest_day_first_in_both_directions() -> None:
    assert titles(lambda one: one.kind) == ["两篇", "四月会", "三月会", "两次会"]
    assert titles(lambda one: one.kind, falling=True) == ["四月会", "三月会", "两次会", "两篇"]


def test_records_without_a_place_stand_behind_all_others_in_both_directions() -> None:
    assert titles(people) == ["四月会", "三月会", "两篇", "两次会"]
    assert titles(people, falling=True) == ["三月会", "四月会", "两篇", "两次会"]


@pytest.mark.parametrize(("number", "shown", "at"), [(1, 2, 1), (2, 2, 2), (0, 2, 1), (99, 2, 2)])
def test_pages_follow_one_another_and_one_beyond_the_last_is_the_last(number: int, shown: int, at: int) -> None:
    page = sorted_page(
        Sought(), sight=EVERYTHING, placing=lambda _found: lambda one: one.seq, falling=True, number=number, size=2
    )
    assert page is not None
    assert (len(page.entries), page.number, page.count) == (shown, at, 2)
    assert [entry.texts.title for entry in page.entries] == (["两次会", "四月会"] if at == 1 else ["两篇", "三月会"])


def test_list_too_long_is_read_no_further_than_it_takes_to_know(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing_sorted, "MOST_SORTED", 3)
    assert sorted_page(Sought(), sight=EVERYTHING, placing=lambda _found: people, falling=False, number=1) is None
    monkeypatch.setattr(listing_sorted, "MOST_SORTED", 4)
    assert sorted_page(Sought(), sight=EVERYTHING, placing=lambda _found: people, falling=False, number=1) is not None


def test_rows_are_found_along_the_index_of_days() -> None:
    rows = listing_sorted.rows_to_sort(Sought(), sight=EVERYTHING)
    plan = rows.explain()
    if connection.vendor == "sqlite":
        assert "ledger_row_day" in plan
        assert "TEMP B-TREE" not in plan
