"""Counts of people of private kinds: told for a body, kept back below it where they are few or would tell a few."""

from datetime import date

import pytest

from cast import post, unit_uuid
from figures.figure_cast import one, values
from shilu.figures.queries import ask
from shilu.figures.result import Result, as_json
from shilu.ledger.clerk import Clerk
from shilu.ledger.closing import close_period
from shilu.ledger.organising import change_organisation
from shilu.lib.periods import parse_period
from shilu.organisation.changes import UnitMoved

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]

TALKS = """
    2022-01-05 | A1 | talk | times=1 people=2
    2022-02-05 | A1 | talk | times=1 people=7
    2022-01-05 | A2 | talk | times=2 people=20
    2022-01-05 | B1 | talk | times=3 people=30
    2022-02-08 | B1 | talk | times=1 people=40
    2022-02-09 | S  | talk | times=1 people=3
"""


def people(unit: str, period: str, name: str = "谈心谈话", **how: object) -> list[str]:
    found = ask([name], unit=unit_uuid(unit), period=parse_period(period), **how)  # type: ignore[arg-type]
    return [result.shown for result in found if result.quantity == "people"]


def by_unit(unit: str, period: str) -> dict[str, str]:
    found = ask(["谈心谈话"], unit=unit_uuid(unit), period=parse_period(period), by="unit")
    return {result.unit_code: result.shown for result in found if result.quantity == "people"}


def test_few_people_are_told_for_a_body_but_not_for_a_unit_of_it(clerk: Clerk) -> None:
    post(TALKS, clerk=clerk)
    assert values("谈心谈话", "S", "2022") == [1, 3]
    assert values("谈心谈话", "A1", "2022-01") == [1, "不足5人"]
    assert values("谈心谈话", "R", "2022-01") == [6, 52]
    found: Result = ask(["谈心谈话"], unit=unit_uuid("A1"), period=parse_period("2022-01"))[1]
    written = as_json(found)
    assert (written["value"], written["shown"], written["entries"]) == (None, "不足5人", 1)
    assert found.reason == "涉及个人关怀的事项，不足5人不公布"


def test_neighbour_is_kept_back_where_subtraction_would_tell(clerk: Clerk) -> None:
    post(TALKS, clerk=clerk)
    # A's January is 22, of which A2 has 20: A2 would tell A1, and the whole quarter of A2 its January.
    assert by_unit("A", "2022-01") == {"A1": "不足5人", "A2": "不单列"}
    assert by_unit("A", "2022-Q1") == {"A1": "不单列", "A2": "不单列"}
    assert people("A1", "2022-02") == ["7人次"]
    assert people("A", "2022-01") == ["22人次"]
    assert people("R", "2022-02") == ["47人次"]


def test_same_answer_however_it_is_asked(clerk: Clerk) -> None:
    post(TALKS, clerk=clerk)
    months = ask(["谈心谈话"], unit=unit_uuid("A1"), period=parse_period("2022-Q1"), by="month")
    assert [part.shown for part in months if part.quantity == "people"] == ["不足5人", "7人次", ""]
    compared = one_of(
        "people", ask(["谈心谈话"], unit=unit_uuid("A1"), period=parse_period("2022-02"), compare="previous")
    )
    assert compared.compare is not None
    assert compared.value == 7
    assert (compared.compare.value, compared.compare.difference, compared.compare.percent) == (None, None, None)
    assert people("A1", "2022-01-01/2022-03-31") == ["不单列"]
    assert people("A1", "2022-01-01/2022-05-31") == ["不单列"]


def one_of(quantity: str, results: list[Result]) -> Result:
    return next(result for result in results if result.quantity == quantity)


def test_zero_stays_zero(clerk: Clerk) -> None:
    post(TALKS, clerk=clerk)
    close_period(unit_uuid("R"), period=parse_period("2022"), clerk=clerk)
    assert values("谈心谈话", "A2", "2022-03") == [0, 0]


def test_times_are_kept_back_where_each_time_has_one_person(clerk: Clerk) -> None:
    post(
        """
        2022-01-05 | A1 | keytalk | times=3 people=3
        2022-01-05 | A2 | keytalk | times=6 people=6
        2022-01-05 | B1 | keytalk | times=8 people=8
        """,
        clerk=clerk,
    )
    assert values("重点谈话", "A1", "2022-01") == ["不足5次", "不足5人"]
    assert values("重点谈话", "A2", "2022-01") == ["不单列", "不单列"]
    assert values("重点谈话", "A", "2022-01") == [9, 9]
    assert values("重点谈话", "R", "2022-01") == [17, 17]


def test_wider_figure_would_tell_a_part_of_it(clerk: Clerk) -> None:
    post(f"{TALKS}\n2022-01-05 | A1 | keytalk | times=9 people=9", clerk=clerk)
    assert people("A1", "2022-01", "谈话总人次") == ["不单列"]
    assert people("R", "2022-01", "谈话总人次") == ["61人次"]


def test_labels_do_not_tell_what_the_whole_keeps_back(clerk: Clerk) -> None:
    post(
        """
        2022-01-05 | A1 | keytalk(level=city)     | times=2 people=2
        2022-01-05 | A1 | keytalk(level=province) | times=9 people=9
        2022-01-05 | B1 | keytalk(level=city)     | times=20 people=20
        2022-01-05 | B1 | keytalk(level=province) | times=20 people=20
        """,
        clerk=clerk,
    )
    parts = ask(["重点谈话"], unit=unit_uuid("A1"), period=parse_period("2022-01"), by="level")
    assert [(part.labels["level"], part.shown) for part in parts if part.quantity == "people"] == [
        ("city", "不足5人"),
        ("province", "不单列"),
    ]
    assert people("A1", "2022-01", "重点谈话") == ["11人次"]


def test_what_a_body_recorded_itself_is_kept_back_as_a_part(clerk: Clerk) -> None:
    post("2022-01-05 | R | talk | times=1 people=3\n2022-01-05 | B | talk | times=1 people=30", clerk=clerk)
    assert by_unit("R", "2022-01") == {"A": "", "B": "不单列", "R": "不足5人"}
    assert people("R", "2022-01") == ["33人次"]


def test_moved_unit_is_kept_back_under_both_parents(clerk: Clerk) -> None:
    post(TALKS, clerk=clerk)
    change_organisation([UnitMoved(unit_uuid("A1"), unit_uuid("B"), date(2022, 2, 1))], clerk=clerk)
    assert people("A1", "2022-01") == ["不足5人"]
    assert one("谈心谈话", "A1", "2022-01").value == 1
