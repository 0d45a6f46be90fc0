"""What one heading says, and which period it means beside the one asked for."""

import pytest

from shilu.forms.headings import said
from shilu.forms.times import Untimely, period_meant, spanned
from shilu.lib.periods import GREGORIAN, BodyCalendar, parse_period


@pytest.mark.parametrize(
    ("text", "item", "quantity", "measure"),
    [
        ("中心组学习（次）", "中心组学习", "", "次"),
        ("一、讲党课", "讲党课", "", ""),
        ("（一）讲党课次数", "讲党课", "times", ""),
        ("3.走访慰问人次", "走访慰问", "people", "人次"),
        ("中心组学习参加人次", "中心组学习", "people", "人次"),
        ("参加人数", "", "people", "人"),
        ("其中：省级媒体", "省级媒体", "", ""),
        ("篇数", "", "count", "篇"),
        ("完成情况", "", "completed", ""),
        ("无人机巡查里程（公里）", "无人机巡查里程", "", "公里"),
        ("党委（党组）理论学习中心组学习", "党委(党组)理论学习中心组学习", "", ""),
        ("3月场次", "", "times", ""),
        ("人（次）", "", "", "人次"),
        ("场（次）", "", "", "场次"),
    ],
)
def test_a_heading_is_an_item_with_the_words_for_its_quantity(text, item, quantity, measure):
    found = said(text)
    assert (found.item, found.quantity, found.measure) == (item, quantity, measure)


def test_a_scale_a_part_a_sum_and_a_running_number_are_told():
    assert (said("慰问金额（万元）").measure, said("慰问金额（万元）").scale) == ("元", 10_000)
    assert said("其中：省级").part
    assert said("小计").total
    assert not said("本年累计").total
    assert said("序号").number
    assert said("指标代码").number
    assert said("场次/人次").pair == ("times", "people")
    assert said("主要做法").writing
    assert said("占比").share
    assert said("完成率").rate


@pytest.mark.parametrize(
    ("text", "compare", "against"),
    [
        ("较上年同期±%", "percent", "last-year"),
        ("较上年同期（±%）", "percent", "last-year"),
        ("同比（%）", "percent", "last-year"),
        ("同比增长", "percent", "last-year"),
        ("环比", "percent", "previous"),
        ("较上年同期增减", "difference", "last-year"),
        ("比去年同期增加数", "difference", "last-year"),
        ("较上月增减", "difference", "previous"),
        ("增减率", "percent", ""),
        ("上年同期", "", ""),
    ],
)
def test_a_comparison_is_a_share_or_a_difference(text, compare, against):
    assert (said(text).compare, said(text).against) == (compare, against)


@pytest.mark.parametrize(
    ("text", "asked", "meant"),
    [
        ("第一季度", "2022-H1", "2022-Q1"),
        ("3月", "2022-H1", "2022-03"),
        ("本月", "2022-H1", "2022-06"),
        ("本月", "2022-06..2022-06-25", "2022-06..2022-06-25"),
        ("本季度", "2022-06", "2022-06"),
        ("累计", "2022-06", "2022-H1"),
        ("1-6月累计", "2022-06", "2022-H1"),
        ("本年累计", "2022-08", "2022-01-01/2022-08-31"),
        ("累计", "2022-H1..2022-06-15", "2022..2022-06-15"),
        ("上年同期", "2022-06", "2021-06"),
        ("上年同期累计", "2022-06", "2021-H1"),
        ("上月", "2022-06", "2022-05"),
        ("上年全年", "2022-06", "2021"),
        ("2021年上半年", "2022-06", "2021-H1"),
        ("上半年", "2022", "2022-H1"),
        ("第二季度", "2022-05", "2022-Q2..2022-05-31"),
        ("场次", "2022-05", "2022-05"),
    ],
)
def test_a_time_is_seen_beside_the_period_asked_for(text, asked, meant):
    found = period_meant(said(text).when, asked=parse_period(asked), calendar=GREGORIAN)
    assert not isinstance(found, Untimely)
    assert found.name == meant


def test_what_comes_later_or_asks_for_all_years_has_no_period():
    half = parse_period("2022-H1")
    assert period_meant(said("第三季度").when, asked=half, calendar=GREGORIAN) == Untimely(
        "2022年第三季度在要填的期间之后"
    )
    assert isinstance(period_meant(said("历年累计").when, asked=half, calendar=GREGORIAN), Untimely)


def test_a_statistics_month_and_an_appraisal_year_are_the_bodys_own():
    own = BodyCalendar(month_starts_on=26, year_starts_in=12)
    month = parse_period("2022-06", calendar=own)
    found = period_meant(said("累计").when, asked=month, calendar=own)
    assert not isinstance(found, Untimely)
    assert (str(found.first), str(found.last)) == ("2021-11-26", "2022-06-25")


def test_months_without_a_gap_are_one_period():
    periods = [parse_period(name) for name in ("2022-02", "2022-01", "2022-03")]
    joined = spanned(periods, calendar=GREGORIAN)
    assert joined is not None
    assert joined.name == "2022-Q1"
    assert spanned(periods[1:], calendar=GREGORIAN) is None
