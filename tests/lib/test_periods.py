import datetime as dt
from itertools import pairwise

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from shilu.lib.errors import Refused
from shilu.lib.periods import (
    BodyCalendar,
    Period,
    latest_of_sort,
    month_of,
    parse_period,
    period_named_in,
    range_period,
    whole_months,
)

STATISTICS = BodyCalendar(month_starts_on=26)
APPRAISAL = BodyCalendar(year_starts_in=12, own={"heating": ("11-15", "03-15"), "冬训": ("12-01", "02-29")})
BOTH = BodyCalendar(month_starts_on=26, year_starts_in=12)

# as written | name | first | last | title
WRITTEN = """
2022 | 2022 | 2022-01-01 | 2022-12-31 | 2022年
2022年度 | 2022 | 2022-01-01 | 2022-12-31 | 2022年
2022-H1 | 2022-H1 | 2022-01-01 | 2022-06-30 | 2022年上半年
2022年下半年 | 2022-H2 | 2022-07-01 | 2022-12-31 | 2022年下半年
2022年1-6月 | 2022-H1 | 2022-01-01 | 2022-06-30 | 2022年上半年
2022-Q2 | 2022-Q2 | 2022-04-01 | 2022-06-30 | 2022年第二季度
2022年第二季度 | 2022-Q2 | 2022-04-01 | 2022-06-30 | 2022年第二季度
2022年四季度 | 2022-Q4 | 2022-10-01 | 2022-12-31 | 2022年第四季度
2022-06 | 2022-06 | 2022-06-01 | 2022-06-30 | 2022年6月
２０２２年６月份 | 2022-06 | 2022-06-01 | 2022-06-30 | 2022年6月
二〇二二年六月 | 2022-06 | 2022-06-01 | 2022-06-30 | 2022年6月
202206 | 2022-06 | 2022-06-01 | 2022-06-30 | 2022年6月
2022-W23 | 2022-W23 | 2022-06-06 | 2022-06-12 | 2022年第23周
2020-W53 | 2020-W53 | 2020-12-28 | 2021-01-03 | 2020年第53周
2022年1—9月 | 2022-01-01/2022-09-30 | 2022-01-01 | 2022-09-30 | 2022年1—9月
2022年前三季度 | 2022-01-01/2022-09-30 | 2022-01-01 | 2022-09-30 | 2022年1—9月
2022年11月至2023年2月 | 2022-11-01/2023-02-28 | 2022-11-01 | 2023-02-28 | 2022年11月至2023年2月
2023-09-25/2023-09-27 | 2023-09-25/2023-09-27 | 2023-09-25 | 2023-09-27 | 2023年9月25日至27日
2023年9月25日至10月3日 | 2023-09-25/2023-10-03 | 2023-09-25 | 2023-10-03 | 2023年9月25日至10月3日
2022.12.30-2023.1.2 | 2022-12-30/2023-01-02 | 2022-12-30 | 2023-01-02 | 2022年12月30日至2023年1月2日
2022年3月5日 | 2022-03-05/2022-03-05 | 2022-03-05 | 2022-03-05 | 2022年3月5日
2022-H1..2022-06-15 | 2022-H1..2022-06-15 | 2022-01-01 | 2022-06-15 | 2022年上半年（截至6月15日）
2022年上半年（截至6月15日） | 2022-H1..2022-06-15 | 2022-01-01 | 2022-06-15 | 2022年上半年（截至6月15日）
截至2022年6月15日 | 2022..2022-06-15 | 2022-01-01 | 2022-06-15 | 2022年（截至6月15日）
"""
# period | previous | year before
BEFORE = """
2022 | 2021 | 2021
2022-H1 | 2021-H2 | 2021-H1
2022-H2 | 2022-H1 | 2021-H2
2022-Q1 | 2021-Q4 | 2021-Q1
2022-01 | 2021-12 | 2021-01
2022-W01 | 2021-W52 | 2021-W01
2020-W53 | 2020-W52 | 2019-W52
2023-09-25/2023-09-27 | 2023-09-22/2023-09-24 | 2022-09-25/2022-09-27
2024-02-28/2024-02-29 | 2024-02-26/2024-02-27 | 2023-02-28/2023-02-28
2022-H1..2022-06-15 | 2021-H2..2021-12-15 | 2021-H1..2021-06-15
2022-H2..2022-08-31 | 2022-H1..2022-02-28 | 2021-H2..2021-08-31
2022..2022-06-15 | 2021..2021-06-15 | 2021..2021-06-15
2024..2024-02-29 | 2023..2023-02-28 | 2023..2023-02-28
2022-06..2022-06-15 | 2022-05..2022-05-15 | 2021-06..2021-06-15
2022-W23..2022-06-08 | 2022-W22..2022-06-01 | 2021-W23..2021-06-09
"""
NAMED = """
示例县公安局2022年上半年思想政治工作台账 | 2022-H1
branch-2019-H1 | 2019-H1
county-2022-H1-bad | 2022-H1
甲县公安局2023年宣传思想文化工作月报汇总 | 2023
2022年1—6月三会一课登记表 | 2022-H1
二〇二二年三月月报 | 2022-03
2022年7月台账 | 2022-07
2022.06月报 | 2022-06
台账_202206 | 2022-06
2022年工作台账（六月） | 2022-06
2022年上半年台账（2022年1月—6月） | 2022-H1
2022年上半年台账20220701 | 2022-H1
2022年上半年情况（截至6月15日） | 2022-H1..2022-06-15
2022年度考核（2021年12月—2022年11月） | 2021-12-01/2022-11-30
2023年9月25日至27日培训班 | 2023-09-25/2023-09-27
2022年第一季度 刊登统计表 | 2022-Q1
3月 | -
上半年台账 | -
台账20220701 | -
2022年3月5日签到表 | -
填报日期：2022年7月1日 | -
2021年与2022年对比 | -
2022-2023年度 | -
2022年3月、4月 | -
Sheet1 | -
三会一课登记表 | -
"""


def _rows(table):
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


@pytest.mark.parametrize("row", _rows(WRITTEN), ids=lambda row: row[0])
def test_written_period_has_its_name_days_and_title(row):
    written, name, first, last, title = row
    period = parse_period(written)
    assert period == Period(dt.date.fromisoformat(first), dt.date.fromisoformat(last), name)
    assert period.title() == title
    assert parse_period(title) == period


@pytest.mark.parametrize("row", _rows(BEFORE), ids=lambda row: row[0])
def test_period_before_and_a_year_before(row):
    name, previous, year_before = row
    period = parse_period(name)
    assert (period.previous().name, period.year_before().name) == (previous, year_before)
    assert parse_period(previous) == period.previous()


@pytest.mark.parametrize("row", _rows(NAMED), ids=lambda row: row[0])
def test_period_named_in_a_title_or_file_name(row):
    text, name = row
    period = period_named_in(text)
    assert (period.name if period else "-") == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("3月", "2022-03"),
        ("上半年", "2022-H1"),
        ("一季度", "2022-Q1"),
        ("城关所6月月报", "2022-06"),
        ("1月-3月", "2022-Q1"),
    ],
)
def test_sheet_name_takes_the_year_from_elsewhere(text, name):
    period = period_named_in(text, year=2022)
    assert period is not None
    assert period.name == name


@pytest.mark.parametrize("text", ["Sheet1", "附件1", "三八节活动", "3月5日会议"])
def test_a_year_alone_names_no_period(text):
    assert period_named_in(text, year=2022) is None


@pytest.mark.parametrize(
    "text",
    ["", "上半年", "3月", "2022-13", "2022-Q5", "2022-W54", "1022", "2022-06-15/2022-06-01", "2022年6月（截至7月3日）"],
)
def test_no_period_is_refused_with_the_forms(text):
    with pytest.raises(Refused, match="不是统计期，可写：2022, 2022-H1, 2022-Q2, 2022-06, 2022-W23"):
        parse_period(text)


def test_refusal_names_the_bodys_own_periods():
    with pytest.raises(Refused, match="2022-heating, 2022-冬训"):
        parse_period("冬天", calendar=APPRAISAL)


def test_title_in_english():
    with translation.override("en"):
        assert parse_period("2022-H1..2022-06-15").title() == "first half of 2022 (until 06-15)"
        assert parse_period("2023-09-25/2023-09-27").title() == "2023-09-25 to the 27"


@pytest.mark.parametrize(
    ("calendar", "name", "first", "last"),
    [
        (STATISTICS, "2022-06", "2022-05-26", "2022-06-25"),
        (STATISTICS, "2022-01", "2021-12-26", "2022-01-25"),
        (STATISTICS, "2022-H1", "2021-12-26", "2022-06-25"),
        (BodyCalendar(month_starts_on=6), "2022-06", "2022-06-06", "2022-07-05"),
        (BodyCalendar(year_starts_in=4), "2022", "2022-04-01", "2023-03-31"),
        (APPRAISAL, "2022", "2021-12-01", "2022-11-30"),
        (APPRAISAL, "2022-Q1", "2021-12-01", "2022-02-28"),
        (APPRAISAL, "2022-12", "2022-12-01", "2022-12-31"),
        (APPRAISAL, "2022-heating", "2022-11-15", "2023-03-15"),
        (APPRAISAL, "2022-冬训", "2022-12-01", "2023-02-28"),
        (APPRAISAL, "2023-冬训", "2023-12-01", "2024-02-29"),
        (BOTH, "2022", "2021-11-26", "2022-11-25"),
    ],
)
def test_periods_of_a_bodys_own_calendar(calendar, name, first, last):
    period = parse_period(name, calendar=calendar)
    assert (period.first.isoformat(), period.last.isoformat(), period.name) == (first, last, name)
    assert parse_period(period.title(), calendar=calendar) == period


def test_statistics_month_moves_by_its_own_months():
    period = parse_period("2022-06", calendar=STATISTICS)
    assert (period.previous().first, period.previous().last) == (dt.date(2022, 4, 26), dt.date(2022, 5, 25))
    assert period.cut(dt.date(2022, 6, 10)).previous().last == dt.date(2022, 5, 10)
    assert period.cut(dt.date(2022, 5, 28)).previous().last == dt.date(2022, 4, 28)
    assert period.cut(dt.date(2022, 6, 10)).year_before().last == dt.date(2021, 6, 10)


def test_month_without_year_lies_in_the_appraisal_year():
    december = period_named_in("12月", calendar=APPRAISAL, year=2022)
    assert december is not None
    assert december.name == "2021-12"


def test_own_period_named_in_a_title():
    period = period_named_in("示例县2022年冬训台账", calendar=APPRAISAL)
    assert period is not None
    assert (period.name, period.title(), period.previous().name) == ("2022-冬训", "2022年冬训", "2021-冬训")


def test_months_of_a_cut_and_of_a_range_are_clipped():
    assert [month.name for month in parse_period("2022-Q2..2022-06-15").months()] == [
        "2022-04",
        "2022-05",
        "2022-06..2022-06-15",
    ]
    assert [month.name for month in parse_period("2022-01-10/2022-02-28").months()] == [
        "2022-01-10/2022-01-31",
        "2022-02",
    ]
    assert [month.name for month in parse_period("2022-Q1", calendar=APPRAISAL).months()] == [
        "2021-12",
        "2022-01",
        "2022-02",
    ]


def test_cut_keeps_the_form_and_stays_within():
    half = parse_period("2022-H1")
    cut = half.cut(dt.date(2022, 6, 15))
    assert (cut.name, cut.is_cut, cut.whole()) == ("2022-H1..2022-06-15", True, half)
    assert cut.cut(dt.date(2022, 5, 1)).name == "2022-H1..2022-05-01"
    assert half.cut(dt.date(2022, 6, 30)) is half
    assert half.cut(dt.date(2023, 1, 1)) is half
    with pytest.raises(Refused, match="2021-12-31 早于2022年上半年"):
        half.cut(dt.date(2021, 12, 31))


PARTS = """
2022-H1             | 2022-06 | 2022-06
2022-H1             | 2022-H1 | 2022-H1
2022-H1..2022-06-15 | 2022-06 | 2022-06..2022-06-15
2022-H1..2022-06-15 | 2022-Q1 | 2022-Q1
2022-H1..2022-06-15 | 2022-H1 | 2022-H1..2022-06-15
2022-H1..2022-05-31 | 2022-06 | -
2022-H1             | 2022    | -
2022-H1             | 2021-06 | -
"""


@pytest.mark.parametrize("row", PARTS.strip().splitlines())
def test_a_part_of_a_period_goes_up_to_its_cut(row):
    whole, named, name = (cell.strip() for cell in row.split("|"))
    part = parse_period(whole).part(parse_period(named))
    assert (part.name if part else "-") == name


def test_whole_months_take_their_own_name():
    assert whole_months(dt.date(2022, 1, 4), dt.date(2022, 6, 2)).name == "2022-H1"
    assert whole_months(dt.date(2022, 1, 4), dt.date(2022, 1, 9)).name == "2022-01"
    assert whole_months(dt.date(2022, 2, 4), dt.date(2022, 4, 9)).name == "2022-02-01/2022-04-30"
    assert whole_months(dt.date(2022, 5, 28), dt.date(2022, 6, 3), calendar=STATISTICS).name == "2022-06"


CALENDARS = st.builds(BodyCalendar, month_starts_on=st.integers(1, 28), year_starts_in=st.integers(1, 12))
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2080, 12, 31))
NAMES = st.one_of(
    st.integers(1990, 2080).map(str),
    st.tuples(st.integers(1990, 2080), st.sampled_from(["H1", "H2", "Q1", "Q2", "Q3", "Q4", "W01", "W30", "W52"])).map(
        lambda parts: f"{parts[0]}-{parts[1]}"
    ),
    st.tuples(st.integers(1990, 2080), st.integers(1, 12)).map(lambda parts: f"{parts[0]}-{parts[1]:02}"),
    st.tuples(DAYS, st.integers(0, 400)).map(lambda parts: f"{parts[0]}/{parts[0] + dt.timedelta(parts[1])}"),
)


@given(DAYS, CALENDARS)
def test_every_day_lies_in_exactly_its_month(day, calendar):
    month = month_of(day, calendar=calendar)
    assert month.contains(day)
    assert month.previous().last == month.first - dt.timedelta(1)


@given(NAMES, CALENDARS, st.integers(0, 400))
def test_period_reads_back_from_its_name_and_its_title(name, calendar, days):
    period = parse_period(name, calendar=calendar)
    assert period.name == name
    for shown in (period, period.cut(min(period.first + dt.timedelta(days), period.last))):
        assert parse_period(shown.name, calendar=calendar) == shown
        read = parse_period(shown.title(), calendar=calendar)
        assert (read.first, read.last) == (shown.first, shown.last)


@given(NAMES, CALENDARS)
def test_period_before_ends_where_the_period_begins(name, calendar):
    period = parse_period(name, calendar=calendar)
    assert period.previous().last == period.first - dt.timedelta(1)


@given(NAMES, CALENDARS, st.integers(0, 400))
def test_months_fill_the_period_without_gap(name, calendar, days):
    whole = parse_period(name, calendar=calendar)
    period = whole.cut(min(whole.first + dt.timedelta(days), whole.last))
    months = period.months()
    assert (months[0].first, months[-1].last) == (period.first, period.last)
    assert all(after.first == before.last + dt.timedelta(1) for before, after in pairwise(months))


@given(
    st.text(max_size=30), st.text(alphabet="2022年度上下半第一二三四季月周HQW0123456789-—至/.（）截日冬训", max_size=20)
)
def test_naming_raises_nothing_but_refused(text, words):
    for written in (text, words):
        assert period_named_in(written, calendar=APPRAISAL) == period_named_in(written, calendar=APPRAISAL)
        period_named_in(written, calendar=APPRAISAL, year=2022)
        try:
            parse_period(written, calendar=APPRAISAL)
        except Refused:
            continue


@pytest.mark.parametrize(
    ("sort", "today", "found"),
    [
        ("year", "2022-12-01", "2022"),
        ("year", "2022-01-20", "2021"),
        ("half", "2022-06-30", "2022-H1"),
        ("half", "2022-06-10", "2022-H1"),
        ("half", "2022-07-04", "2022-H1"),
        ("half", "2022-11-22", "2022-H2"),
        ("quarter", "2022-01-01", "2021-Q4"),
        ("month", "2022-03-25", "2022-03"),
        ("month", "2022-03-05", "2022-02"),
        ("week", "2021-01-03", "2020-W53"),
        ("nonsense", "2022-07-01", None),
    ],
)
def test_latest_of_a_sort_is_the_last_that_is_half_over(sort, today, found):
    latest = latest_of_sort(sort, today=dt.date.fromisoformat(today))
    assert (latest and latest.name) == found


def test_latest_of_a_sort_goes_by_the_bodys_own_calendar():
    january = dt.date(2023, 1, 11)
    assert latest_of_sort("month", today=january).name == "2022-12"
    assert latest_of_sort("month", today=january, calendar=STATISTICS).name == "2023-01"


def test_sort_of_a_period_is_that_of_its_whole():
    names = ("2022-H1..2022-06-15", "2022-06", "2022-01-01/2022-03-02")
    assert [parse_period(name).sort for name in names] == ["half", "month", ""]


def test_range_period_is_named_by_its_days():
    assert range_period(dt.date(2022, 1, 1), dt.date(2022, 6, 30)).name == "2022-01-01/2022-06-30"


@pytest.mark.parametrize(
    ("name", "today", "over"),
    [
        ("2022", "2022-06-30", "2022-06-30"),
        ("2022", "2022-06-29", "2022-05-31"),
        ("2022", "2023-01-01", "2022-12-31"),
        ("2022-H1..2022-06-15", "2022-06-20", "2022-05-31"),
        ("2022-H1..2022-06-15", "2022-06-30", "2022-06-15"),
        ("2022-06", "2022-06-29", None),
        ("2022-07", "2022-06-30", None),
    ],
)
def test_period_is_over_up_to_the_last_month_that_is(name: str, today: str, over: str | None) -> None:
    found = parse_period(name).over_by(dt.date.fromisoformat(today))
    assert found == (dt.date.fromisoformat(over) if over else None)


def test_period_is_over_by_the_bodys_own_months() -> None:
    period = parse_period("2022", calendar=STATISTICS)
    assert period.over_by(dt.date(2022, 6, 25)) == dt.date(2022, 6, 25)
    assert period.over_by(dt.date(2022, 6, 24)) == dt.date(2022, 5, 25)
