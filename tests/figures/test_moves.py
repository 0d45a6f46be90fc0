"""A unit that moved: what its old and its new parent show of it."""

from datetime import date
from uuid import UUID

import pytest

from cast import post, unit_uuid
from figures.figure_cast import one
from shilu.figures.queries import ask
from shilu.ledger.clerk import Clerk
from shilu.ledger.closing import close_period
from shilu.ledger.occasions import join_occasion
from shilu.ledger.organising import change_organisation
from shilu.lib.periods import parse_period
from shilu.organisation.changes import UnitMoved

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moved")]

PEOPLE = """
    2022-01-10 | A1 | meeting | times=1 people=10
    2022-03-10 | A1 | meeting | times=1 people=7
"""


@pytest.fixture
def moved(county: dict[str, UUID], clerk: Clerk) -> None:
    """A1 stands under A until January 2022 and under B from February on."""
    change_organisation([UnitMoved(unit_uuid("A1"), unit_uuid("B"), date(2022, 2, 1))], clerk=clerk)


def rows(name: str, unit: str, period: str, quantity: str, **how: object) -> dict[str, object]:
    found = ask([name], unit=unit_uuid(unit), period=parse_period(period), by="unit", **how)  # type: ignore[arg-type]
    return {part.unit_code: part.value for part in found if part.quantity == quantity}


def test_rows_of_a_moved_unit_add_up_to_the_whole_under_both_parents(clerk: Clerk) -> None:
    post(PEOPLE, clerk=clerk)
    assert rows("例会", "A", "2022-Q1", "people") == {"A1": 10, "A2": None}
    assert rows("例会", "B", "2022-Q1", "people") == {"A1": 7, "B1": None}
    assert rows("例会", "A", "2022-01", "people") == {"A1": 10, "A2": None}
    assert rows("例会", "A", "2022-03", "people") == {"A2": None}
    assert rows("例会", "R", "2022-Q1", "people") == {"A": 10, "B": 7}
    assert rows("例会", "B", "2022-Q1", "people", structure="now") == {"A1": 17, "B1": None}
    assert [one("例会", unit, "2022-Q1").value for unit in ("A", "B", "A1")] == [1, 1, 2]


def test_row_of_a_moved_unit_says_for_which_time_it_counts(clerk: Clerk) -> None:
    post(PEOPLE, clerk=clerk)
    close_period(unit_uuid("R"), period=parse_period("2022-01"), clerk=clerk)
    parts = ask(["例会"], unit=unit_uuid("A"), period=parse_period("2022-Q1"), by="unit")
    row = next(part for part in parts if (part.unit_code, part.quantity) == ("A1", "people"))
    assert (row.value, row.entries, row.status, row.missing) == (10, 1, "reported", ())
    assert row.remarks == ("城东一队只计其隶属城东所期间的数",)


def test_joint_occasions_of_a_moved_unit_count_once_in_each_row(clerk: Clerk) -> None:
    seqs = post(
        """
        2022-01-10 | A1 | meeting | times=1 people=10
        2022-01-10 | A1 | meeting | times=1 people=3
        2022-03-10 | A1 | meeting | times=1 people=7
        2022-03-10 | A1 | meeting | times=1 people=2
        """,
        clerk=clerk,
    )
    join_occasion(seqs[:2], clerk=clerk)
    assert rows("例会", "A", "2022-Q1", "times") == {"A1": 1, "A2": None}
    assert rows("例会", "B", "2022-Q1", "times") == {"A1": 2, "B1": None}


def test_stock_has_the_parts_of_the_last_day(clerk: Clerk) -> None:
    post("2021-03-01 | A1 | library | items=2", clerk=clerk)
    assert rows("图书室", "A", "2022-Q1", "items") == {"A2": None}
    assert rows("图书室", "B", "2022-Q1", "items") == {"A1": 2, "B1": None}
    assert rows("图书室", "A", "2022-01", "items") == {"A1": 2, "A2": None}
