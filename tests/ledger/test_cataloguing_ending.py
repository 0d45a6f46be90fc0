"""A kind that is not used from a day on: refused since then, counted as before, and used again."""

from datetime import date
from pathlib import Path

import pytest

from books import write_book
from cast import Bureau, post
from shilu.figures.queries import ask
from shilu.ledger.catalogue import Catalogue
from shilu.ledger.catalogue_toml import read_catalogue, write_catalogue
from shilu.ledger.cataloguing_ending import retire_kind, use_kind_again
from shilu.ledger.clerk import Clerk
from shilu.ledger.entries import entries_by_seq
from shilu.ledger.importing.choices import Choices
from shilu.ledger.importing.operations import import_file
from shilu.ledger.operations import correct_entry, draft_of
from shilu.ledger.queries import catalogue_at, position
from shilu.ledger.verify import verify
from shilu.lib.errors import Refused
from shilu.lib.periods import parse_period

pytestmark = pytest.mark.database

END = date(2022, 6, 1)
BEFORE = "2022-05-31 | X02 | meeting | times=1 people=20"
SINCE = "2022-06-01 | X02 | meeting | times=1 people=20"


def value(bureau: Bureau) -> object:
    (found,) = ask(["例会"], unit=bureau["X"], period=parse_period("2022-H1"))[:1]
    return found.value


def test_retired_kind_takes_what_happened_before_and_nothing_since(bureau: Bureau, clerk: Clerk):
    (first,) = post(BEFORE, clerk=clerk)
    before = position()
    retire_kind("test/meeting", on=END, clerk=clerk)
    assert position() == before + 1
    with pytest.raises(Refused, match="“例会”自2022-06-01起停用"):
        post(SINCE, clerk=clerk)
    post(BEFORE, clerk=clerk)
    assert value(bureau) == 2
    correct_entry(first, draft_of(entries_by_seq([first])[0]), reason="笔误", clerk=clerk)
    assert value(bureau) == 2
    use_kind_again("test/meeting", clerk=clerk)
    post(SINCE, clerk=clerk)
    assert value(bureau) == 3


def test_kind_with_later_records_is_not_retired_before_them(bureau: Bureau, clerk: Clerk):
    post(SINCE, clerk=clerk)
    with pytest.raises(Refused, match="1条"):
        retire_kind("test/meeting", on=END, clerk=clerk)
    retire_kind("test/meeting", on=date(2022, 6, 2), clerk=clerk)


def test_month_in_which_a_kind_ended_still_has_its_sum(bureau: Bureau, clerk: Clerk):
    post("2022-06-10 | X02 | talk | times=1 people=5", clerk=clerk)
    retire_kind("test/talk", on=date(2022, 6, 15), clerk=clerk)
    post("2022-06-14 | X02 | talk | times=1 people=5", clerk=clerk)
    with pytest.raises(Refused):
        post("2022-06-15 | X02 | talk | times=1 people=5", clerk=clerk)


def test_only_a_kind_that_ended_is_used_again(bureau: Bureau, clerk: Clerk):
    with pytest.raises(Refused):
        use_kind_again("test/meeting", clerk=clerk)


def test_row_of_a_workbook_since_the_end_is_a_bad_cell(bureau: Bureau, clerk: Clerk, tmp_path: Path):
    retire_kind("test/meeting", on=END, clerk=clerk)
    book = write_book(
        tmp_path / "台账.xlsx",
        """
        2022-05-30 | 城东所 | 例会 | 五月例会 | 1 | 20
        2022-06-02 | 城东所 | 例会 | 六月例会 | 1 | 20
        """,
    )
    done = import_file(book, unit=bureau["X"], choices=Choices(), clerk=clerk)
    assert [fault.reason for fault in done.refused] == [
        "第4行：“例会”自2022-06-01起停用；请改写事项，或改为更早的日期。"
    ]
    assert done.batch is None


def test_end_is_written_and_read_again(bureau: Bureau, clerk: Clerk):
    retire_kind("test/meeting", on=END, clerk=clerk)
    held = catalogue_at()
    assert held.kinds["test/meeting"].ended == END
    assert read_catalogue(write_catalogue(held), file="all.toml") == (held, ())
    assert Catalogue.from_body(held.body()) == held
    assert verify(store=None).faults == ()
