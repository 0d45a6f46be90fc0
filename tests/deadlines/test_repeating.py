"""How something due comes again."""

from datetime import date

import pytest

from shilu.deadlines.repeating import Repeats, day_after, days_due, period_after
from shilu.lib.errors import Refused
from shilu.lib.periods import BodyCalendar, parse_period


def test_day_after_keeps_the_number_of_the_day_or_takes_the_last_of_the_month() -> None:
    assert day_after(date(2026, 1, 31), months=1) == date(2026, 2, 28)
    assert day_after(date(2026, 1, 31), months=2) == date(2026, 3, 31)
    assert day_after(date(2026, 11, 25), months=2) == date(2027, 1, 25)


def test_days_due_of_something_monthly() -> None:
    assert list(days_due(date(2026, 5, 25), Repeats.MONTHLY, until=date(2026, 7, 25))) == [
        (0, date(2026, 5, 25)),
        (1, date(2026, 6, 25)),
        (2, date(2026, 7, 25)),
    ]


def test_days_due_once_is_the_first_day_alone() -> None:
    assert list(days_due(date(2026, 5, 25), Repeats.ONCE, until=date(2030, 1, 1))) == [(0, date(2026, 5, 25))]
    assert list(days_due(date(2026, 5, 25), Repeats.ONCE, until=date(2026, 5, 24))) == []


@pytest.mark.parametrize(
    ("name", "months", "later"),
    [
        ("2026-06", 1, "2026-07"),
        ("2026-12", 1, "2027-01"),
        ("2026-Q3", 6, "2027-Q1"),
        ("2026-H1", 6, "2026-H2"),
        ("2026-H2", 12, "2027-H2"),
        ("2026", 12, "2027"),
        ("2026-H1..2026-06-15", 6, "2026-H2..2026-12-15"),
        ("2026-06..2026-06-25", 1, "2026-07..2026-07-25"),
        ("2026-06-01/2026-06-03", 0, "2026-06-01/2026-06-03"),
    ],
)
def test_period_after_moves_by_its_own_length(name: str, months: int, later: str) -> None:
    assert period_after(parse_period(name), months=months).name == later


def test_period_after_moves_an_own_period_by_years() -> None:
    calendar = BodyCalendar(own={"heating": ("11-15", "03-15")})
    period = parse_period("2025-heating", calendar=calendar)
    assert period_after(period, months=12).name == "2026-heating"


@pytest.mark.parametrize(
    ("name", "months"), [("2026-H1", 1), ("2026", 6), ("2026-W23", 12), ("2026-06-01/2026-06-03", 12)]
)
def test_period_after_refuses_a_period_that_does_not_move_so(name: str, months: int) -> None:
    with pytest.raises(Refused, match=f"不能按{months}个月推移"):
        period_after(parse_period(name), months=months)
