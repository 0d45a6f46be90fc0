import datetime as dt

import pytest

from shilu.lib.body_calendar import BodyCalendar
from shilu.lib.errors import Refused
from shilu.lib.period_meant import period_meant
from shilu.lib.periods import parse_period

TODAY = dt.date(2026, 6, 30)
MEANT = """
上半年               | 2025-H1
下半年               | 2025-H2
今年下半年           | 2026-H2
去年上半年           | 2025-H1
6月                  | 2025-06
6 月份               | 2025-06
六月                 | 2025-06
十二月               | 2025-12
一季度               | 2025-Q1
第二季度             | 2025-Q2
前三季度             | 2025-01-01/2025-09-30
Q3                   | 2025-Q3
1月至4月             | 2025-01-01/2025-04-30
全年                 | 2025
今年                 | 2026
去年                 | 2025
今年6月              | 2026-06
今年以来             | 2026..2026-06-30
本月                 | 2026-06
这个月               | 2026-06
上月                 | 2026-05
上个月               | 2026-05
last month           | 2026-05
本季度               | 2026-Q2
上季度               | 2026-Q1
本周                 | 2026-W27
昨天                 | 2026-06-29/2026-06-29
5月26日到6月25日     | 2025-05-26/2025-06-25
5.26-6.25            | 2025-05-26/2025-06-25
6月5日               | 2025-06-05/2025-06-05
6月上旬              | 2025-06-01/2025-06-10
2024年一季度         | 2024-Q1
2026-W23             | 2026-W23
"""


@pytest.mark.parametrize("line", MEANT.strip().splitlines())
def test_words_beside_a_shown_period_mean(line: str):
    words, name = (part.strip() for part in line.split("|"))
    shown = parse_period("2025-03")

    assert period_meant(words, shown=shown, today=TODAY).name == name


@pytest.mark.parametrize(
    ("words", "name"),
    [("本月", "2026-07"), ("上月", "2026-06"), ("今年", "2026"), ("12月", "2025-12"), ("冬训", "2026-冬训")],
)
def test_months_and_years_are_those_of_the_body(words: str, name: str):
    body = BodyCalendar(month_starts_on=26, year_starts_in=12, own={"冬训": ("11-15", "02-15")})
    shown = parse_period("2026-H1", calendar=body)

    assert period_meant(words, shown=shown, today=TODAY).name == name


@pytest.mark.parametrize(
    ("shown", "today", "name"),
    [
        ("2027-01", "2027-01-10", "2026-12-26/2027-01-25"),  # the month that runs
        ("2026-12", "2027-01-10", "2026-12-26/2027-01-25"),
        ("2027-02", "2027-03-01", "2026-12-26/2027-01-25"),  # the one that ended last
        ("2026-12", "2026-12-20", "2025-12-26/2026-01-25"),
        ("2025-06", "2027-03-01", "2025-12-26/2026-01-25"),  # who looks at an earlier year means its own
    ],
)
@pytest.mark.parametrize("words", ["12月26日到1月25日", "12.26-1.25"])
def test_days_over_a_new_year_begin_in_the_year_shown_once_they_have_begun(
    words: str, shown: str, today: str, name: str
):
    meant = period_meant(words, shown=parse_period(shown), today=dt.date.fromisoformat(today))

    assert meant.name == name


def test_a_year_that_is_written_stands_over_a_new_year():
    shown, january = parse_period("2027-01"), dt.date(2027, 1, 10)

    assert period_meant("今年12月26日到1月25日", shown=shown, today=january).name == "2027-12-26/2028-01-25"


@pytest.mark.parametrize(
    "words", ["随便", "13月", "五季度", "6月31日", "0", "12", "一", "<b>", "2月30日到3月1日", "9" * 100]
)
def test_what_means_no_period_is_told_with_words_to_write(words: str):
    with pytest.raises(Refused, match="可以写：上半年、一季度、6月、本月、5月26日到6月25日"):
        period_meant(words, shown=parse_period("2026-06"), today=TODAY)
