"""The words by which a question names a day, a period and a position."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from cast import Bureau
from shilu.ledger.clerk import Clerk
from shilu.ledger.named import day_named, day_of, period_named, position_named
from shilu.ledger.queries import position
from shilu.lib.errors import Refused
from shilu.lib.periods import GREGORIAN, Period

SHANGHAI = ZoneInfo("Asia/Shanghai")
TODAY = date(2022, 6, 30)


def period(text: str | None, until: date | None = None) -> Period:
    return period_named(text, until=until, today=TODAY, calendar=GREGORIAN)


def test_period_is_this_year_without_a_word_and_cut_where_that_is_asked() -> None:
    named = [period(None), period("2021-H1"), period("2022-H1", date(2022, 6, 15))]
    assert [one.name for one in named] == ["2022", "2021-H1", "2022-H1..2022-06-15"]


def test_cut_outside_the_period_is_refused() -> None:
    with pytest.raises(Refused, match="截至日 2022-07-01 不在 2022-H1 之内。"):
        period("2022-H1", date(2022, 7, 1))


@pytest.mark.parametrize("text", ["昨天", "2022-02-30", ""])
def test_no_day_is_refused(text: str) -> None:
    with pytest.raises(Refused, match=f"“{text}”"):
        day_named(text)


@pytest.mark.django_db
@pytest.mark.database
def test_position_is_its_number_or_what_had_come_by_the_end_of_the_day(bureau: Bureau, clerk: Clerk) -> None:
    came = clerk.now.astimezone(SHANGHAI).date()
    before = date.fromordinal(came.toordinal() - 1)
    named = [position_named(text, zone=SHANGHAI) for text in (None, "2", str(came), str(before))]
    assert named == [position(), 2, position(), 0]


@pytest.mark.django_db
@pytest.mark.database
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("0", "台账的序号是 1 到 "),
        ("9" * 5_000, "台账的序号是 1 到 "),
        ("昨天", "“昨天”"),
        ("9999-12-31", "“9999-12-31”"),
    ],
)
def test_position_that_the_log_does_not_have_is_refused(bureau: Bureau, text: str, line: str) -> None:
    with pytest.raises(Refused) as refused:
        position_named(text, zone=SHANGHAI)
    assert str(refused.value).startswith(line)


@pytest.mark.django_db
@pytest.mark.database
def test_day_of_a_position_is_the_day_on_which_it_was_now(bureau: Bureau, clerk: Clerk) -> None:
    came, later = clerk.now.astimezone(SHANGHAI).date(), date(2030, 1, 1)
    days = [day_of(text, today=later, zone=SHANGHAI) for text in (None, "2", "2029-03-31", "2031-01-01")]
    assert days == [later, came, date(2029, 3, 31), later]
