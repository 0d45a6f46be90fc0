"""Counts of private kinds under subtraction: of words, of two trees, of both parents of a moved unit, of odd months."""

from dataclasses import replace
from datetime import date

import pytest

from cast import post, unit_uuid
from figures.figure_cast import values
from shilu.figures.queries import ask
from shilu.ledger.clerk import Clerk
from shilu.ledger.organising import change_organisation
from shilu.lib.body_calendar import BodyCalendar
from shilu.lib.periods import parse_period
from shilu.organisation.changes import UnitMoved

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]

# January to February: A1 moves from A to B.
MOVED = """
    2022-01-05 | A1 | talk | times=1 people=2
    2022-01-05 | A2 | talk | times=1 people=10
    2022-01-05 | B1 | talk | times=1 people=30
"""
STATISTICS = BodyCalendar(month_starts_on=26)


def move(clerk: Clerk) -> None:
    change_organisation([UnitMoved(unit_uuid("A1"), unit_uuid("B"), date(2022, 2, 1))], clerk=clerk)


def people(unit: str, period: str, *, calendar: BodyCalendar | None = None, **how: object) -> str:
    """What is shown of the talks of one unit."""
    time = parse_period(period, calendar=calendar) if calendar else parse_period(period)
    found = ask(["谈心谈话"], unit=unit_uuid(unit), period=time, **how)  # type: ignore[arg-type]
    return next(one.shown for one in found if one.quantity == "people")


def rows(unit: str, period: str, **how: object) -> dict[str, str]:
    found = ask(["谈心谈话"], unit=unit_uuid(unit), period=parse_period(period), by="unit", **how)  # type: ignore[arg-type]
    return {one.unit_code: one.shown for one in found if one.quantity == "people"}


def test_words_do_not_tell_two_counts_of_a_body_of_six(clerk: Clerk) -> None:
    post("2022-03-05 | A2 | talk | times=1 people=1\n2022-03-05 | B1 | talk | times=1 people=5", clerk=clerk)
    assert values("谈心谈话", "R", "2022-03") == [2, 6]
    assert rows("R", "2022-03") == {"A": "不单列", "B": "不单列"}
    assert rows("A", "2022-03") == {"A1": "", "A2": "不单列"}
    assert rows("B", "2022-03") == {"B1": "不单列"}
    assert [people("A", period) for period in ("2022", "2022-Q1", "2022-02-20/2022-04-10")] == ["不单列"] * 3


def test_tree_as_it_is_now_tells_nothing_that_the_tree_of_the_day_keeps_back(clerk: Clerk) -> None:
    post(MOVED, clerk=clerk)
    move(clerk)
    then = {unit: people(unit, "2022-01") for unit in ("R", "A", "B", "A1", "A2", "B1")}
    assert then == {"R": "42人次", "A": "12人次", "B": "30人次", "A1": "不足5人", "A2": "不单列", "B1": "30人次"}
    now = {unit: people(unit, "2022-01", structure="now") for unit in then}
    assert now == then | {"A": "不单列", "B": "不单列"}
    assert rows("B", "2022-01", structure="now") == {"A1": "不足5人", "B1": "30人次"}


def test_moved_unit_is_kept_back_in_the_rows_of_both_parents(clerk: Clerk) -> None:
    post(f"{MOVED}\n2022-02-05 | A1 | talk | times=1 people=20\n2022-03-05 | A1 | talk | times=1 people=9", clerk=clerk)
    move(clerk)
    # Nobody but A1 has anything in February and March, so that the totals of the body tell these: all else is kept back.
    assert rows("A", "2022-Q1") == {"A1": "不足5人", "A2": "不单列"}
    assert people("A", "2022-Q1") == "不单列"
    assert rows("B", "2022-Q1") == {"A1": "不单列", "B1": "不单列"}
    assert people("A1", "2022-Q1") == "不单列"
    assert people("A1", "2022-02-01/2022-03-31") == "不单列"
    assert people("B", "2022-Q1", structure="now") == "不单列"


def test_months_of_the_body_are_judged_as_they_are(clerk: Clerk) -> None:
    body = replace(clerk, calendar=STATISTICS)
    post(
        """
        2022-05-28 | A1 | talk | times=1 people=2
        2022-05-28 | A2 | talk | times=1 people=20
        2022-05-28 | B1 | talk | times=1 people=30
        2022-07-01 | A1 | talk | times=1 people=7
        2022-07-01 | A2 | talk | times=1 people=40
        """,
        clerk=body,
    )
    for calendar, june, longer in (
        (STATISTICS, "2022-06", "2022-05-26/2022-07-25"),
        (None, "2022-05-26/2022-06-25", "2022-05-26/2022-08-25"),
    ):
        assert people("A", june, calendar=calendar) == "22人次"
        assert people("A1", june, calendar=calendar) == "不足5人"
        assert people("A2", june, calendar=calendar) == "不单列"
        assert people("A1", longer, calendar=calendar) == "9人次"
        assert people("A1", "2022-06-26/2022-07-25", calendar=calendar) == "不单列"
    assert people("A1", "2022-07") == ""
    assert people("A1", "2022") == "9人次"


def test_year_that_ends_in_november_holds_its_own_months(clerk: Clerk) -> None:
    body = replace(clerk, calendar=BodyCalendar(year_starts_in=12))
    post(
        """
        2021-12-05 | A1 | talk | times=1 people=2
        2021-12-05 | A2 | talk | times=1 people=20
        2022-01-05 | A1 | talk | times=1 people=8
        """,
        clerk=body,
    )
    assert people("A1", "2022", calendar=body.calendar) == "不单列"
    assert people("A2", "2021-12", calendar=body.calendar) == "不单列"
    assert people("A1", "2022-01", calendar=body.calendar) == "8人次"


def test_labels_are_judged_together_with_what_is_asked_without_them(clerk: Clerk) -> None:
    post(
        """
        2022-01-05 | A1 | keytalk(level=city)     | times=4 people=4
        2022-01-05 | A1 | keytalk(level=province) | times=4 people=4
        2022-01-05 | B1 | keytalk(level=city)     | times=30 people=30
        """,
        clerk=clerk,
    )
    found = ask(["重点谈话"], unit=unit_uuid("A1"), period=parse_period("2022-01"), by="level")
    assert [one.shown for one in found if one.quantity == "people"] == ["不足5人", "不足5人"]
    assert values("重点谈话", "A1", "2022-01") == ["不单列", "不单列"]
