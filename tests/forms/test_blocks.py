"""What a block of a form is about: its period, its title, the measure words above it."""

from datetime import date
from decimal import Decimal

import pytest

import cast
from forms.written_forms import filling_of, left, shown, table_of
from shilu.ledger.clerk import Clerk
from shilu.ledger.entry import EntryDraft
from shilu.ledger.operations import post_entries

pytestmark = pytest.mark.usefixtures("office")


def test_a_sheet_named_for_a_month_of_the_period_is_filled_for_that_month():
    filling = filling_of(table_of("项目 | 数量\n讲党课 |", name="3月"), table_of("项目 | 数量\n讲党课 |", name="5月"))
    assert [(one["sheet"], one["shown"]) for one in filling.as_json()["filled"]] == [("3月", "1"), ("5月", "1")]


def test_a_sheet_named_for_the_month_in_which_the_period_is_cut_off_goes_up_to_that_day():
    tables = [table_of("项目 | 数量\n讲党课 |", name=name) for name in ("5月", "6月", "上半年")]
    for period, numbers in (("2022-H1..2022-06-15", ["1", "0", "2"]), ("2022-H1..2022-06-20", ["1", "1", "3"])):
        filling = filling_of(*tables, period=period)
        assert [one["shown"] for one in filling.as_json()["filled"]] == numbers


def test_a_sheet_named_for_a_month_outside_the_period_is_left_alone():
    filling = filling_of(table_of("项目 | 数量\n讲党课 |", name="8月"), table_of("项目 | 数量\n讲党课 |", name="5月"))
    assert [(one["sheet"], one["shown"]) for one in filling.as_json()["filled"]] == [("5月", "1")]
    assert left(filling) == {"A1": "这张表是2022年8月的，不在要填的期间里"}


def test_a_title_of_another_period_is_remarked():
    filling = filling_of(table_of("2022年第一季度统计表 | <\n项目 | 数量\n讲党课 |"))
    assert shown(filling) == {"B3": "3"}
    assert filling.remarks == ("“Sheet1”标题写的是2022年第一季度，现按2022年上半年填报",)


def test_what_only_some_records_say_is_remarked(clerk: Clerk):
    day = date(2022, 6, 21)
    uncounted = EntryDraft("grassroots/party-lesson", cast.unit_uuid("X03"), day, day, {"times": Decimal(1)})
    post_entries([uncounted], clerk=clerk)
    filling = filling_of(table_of("项目 | 次数 | 人次\n讲党课 | |"))
    assert shown(filling) == {"B2": "4", "C2": "123"}
    assert filling.remarks == ("讲党课：4条记录中3条填了人次",)


def test_a_title_of_another_period_is_remarked_below_the_number_of_the_annex():
    filling = filling_of(table_of("附件1 | <\n2021年上半年统计表 | <\n项目 | 数量\n讲党课 |"))
    assert filling.remarks == ("“Sheet1”标题写的是2021年上半年，现按2022年上半年填报",)


def test_a_measure_word_above_holds_for_the_whole_table():
    filling = filling_of(
        table_of("""
填报单位： | | 单位：次
序号 | 指标名称 | 数值
1 | 中心组学习 |
2 | 讲党课 |
3 | 刊发稿件 |
""")
    )
    assert shown(filling) == {"A1": "示例县局", "C3": "3", "C4": "3", "C5": "4"}


def test_a_multiple_above_the_table_holds_for_what_it_counts_and_nothing_else():
    filling = filling_of(table_of("单位：万元 | | |\n项目 | 金额 | 次数 | 金额（元）\n走访慰问 | | |"))
    assert shown(filling) == {"B3": "2.5", "C3": "2", "D3": "25000"}
    thousands = filling_of(table_of(" | | 单位：千人\n项目 | 人数 | 场次\n讲党课 | |"))
    assert shown(thousands) == {"B3": "0.123", "C3": "3"}
    several = filling_of(table_of("项目 | 次数 | 金额\n走访慰问 | |", above=("单位：万元、次",)), sort="docx")
    assert shown(several) == {"第2行第2列": "2", "第2行第3列": "2.5"}


def test_a_title_may_be_wider_than_the_table_below_the_measure_word():
    filling = filling_of(
        table_of("经费统计表 | < | < | < | <\n | | 金额单位：万元\n项目 | 金额 | 上年同期\n走访慰问 | |")
    )
    assert shown(filling) == {"B4": "2.5", "C4": "0"}
