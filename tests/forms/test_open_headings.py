"""Headings whose words narrow or shift what is asked: they are understood, or the place stays empty with the reason."""

import pytest

from forms.written_forms import filling_of, left, shown, table_of

pytestmark = pytest.mark.usefixtures("office")

YEAR_OPEN = "说不清是上年全年还是上年同期"
PERIOD_OPEN = "说不清是全年还是要填的这一段"
NOT_COMPARED = "没有写和什么时候比"


def test_this_year_and_last_year_side_by_side_are_the_same_time():
    filling = filling_of(table_of("项目 | 今年 | 去年 | 增减 | 增幅\n中心组学习 | | | |"))
    assert shown(filling) == {"B2": "3", "C2": "2", "D2": "1", "E2": "50%"}
    monthly = filling_of(table_of("项目 | 今年 | 去年 | 增减\n中心组学习 | | |"), period="2022-06")
    assert left(monthly) == {"B2": PERIOD_OPEN, "C2": YEAR_OPEN, "D2": NOT_COMPARED}


def test_years_under_a_time_are_that_time_in_those_years():
    filling = filling_of(
        table_of("""
项目 | 本月 | < | < | 1-6月累计 | < | <
^ | 本年 | 上年 | 同比% | 本年 | 上年 | 同比%
中心组学习 | | | | | |
"""),
        period="2022-06",
    )
    assert shown(filling) == {"B3": "1", "C3": "1", "D3": "0", "E3": "3", "F3": "2", "G3": "50"}
    named = filling_of(
        table_of("项目 | 中心组学习 | < | <\n^ | 2022年 | 2021年 | 增减\n6月 | | |\n1-6月 | | |"), period="2022-06"
    )
    assert shown(named) == {"B3": "1", "C3": "1", "D3": "0", "B4": "3", "C4": "2", "D4": "1"}


def test_last_year_alone_or_a_year_beside_one_cut_off_is_left_open():
    assert left(filling_of(table_of("项目 | 本期 | 上年\n中心组学习 | |"))) == {"C2": YEAR_OPEN}
    assert left(filling_of(table_of("项目 | 2022年 | 2021年\n中心组学习 | |"))) == {"C2": PERIOD_OPEN}
    assert left(filling_of(table_of("项目 | 上半年 | 全年\n中心组学习 | |"))) == {"C2": "2022年在要填的期间之后"}


def test_the_same_month_of_last_year_is_known_and_shifts_no_comparison():
    filling = filling_of(table_of("项目 | 本月 | 上年同月 | 同比增减 | 去年6月\n中心组学习 | | | |"), period="2022-06")
    assert shown(filling) == {"B2": "1", "C2": "1", "D2": "0", "E2": "1"}


def test_a_bare_change_is_against_the_amount_that_stands_beside_it():
    months = filling_of(table_of("项目 | 上月 | 本月 | 增减\n中心组学习 | | |"), period="2022-06")
    assert shown(months) == {"B2": "0", "C2": "1", "D2": "1"}
    quarters = filling_of(table_of("项目 | 第一季度 | 第二季度 | 增减%\n中心组学习 | | |"))
    assert shown(quarters) == {"B2": "2", "C2": "1", "D2": "-50"}
    rows = filling_of(table_of("项目 | 时间 | 次数\n中心组学习 | 本期 |\n^ | 上年同期 |\n^ | 增减 |\n^ | 增幅 |"))
    assert shown(rows) == {"C2": "3", "C3": "2", "C4": "1", "C5": "50%"}
    assert left(filling_of(table_of("项目 | 本期 | 增减\n中心组学习 | |"))) == {"C2": NOT_COMPARED}
    both = filling_of(table_of("项目 | 本月 | 上月 | 上年同月 | 增减\n中心组学习 | | | |"), period="2022-06")
    assert left(both) == {"E2": NOT_COMPARED}


def test_a_comparison_in_a_row_of_sums_is_about_the_amount_left_of_it():
    filling = filling_of(
        table_of("单位 | 中心组学习 | < | <\n^ | 本月 | 累计 | 较上年同期增减\n政工室 | | |\n合计 | | |"),
        period="2022-06",
    )
    assert shown(filling) == {"B3": "1", "C3": "3", "D3": "1", "B4": "1", "C4": "3", "D4": "1"}


def test_what_others_leave_over_is_not_the_whole():
    filling = filling_of(table_of("项目 | 数量（篇）\n刊发稿件 |\n其中：省级 |\n市级 |\n其他 |"))
    assert shown(filling) == {"B2": "4", "B3": "2", "B4": "1"}
    assert left(filling) == {"B5": "“其他”是除去其他各项剩下的，记录里没有"}


def test_nothing_after_of_which_asks_for_nothing():
    columns = filling_of(table_of("项目 | 刊发稿件 | 其中\n一季度 | |\n二季度 | |"))
    assert shown(columns) == {"B2": "2", "B3": "2"}
    assert left(columns) == dict.fromkeys(("C2", "C3"), "“其中”后面没有写是什么")
    assert left(filling_of(table_of("项目 | 数量\n刊发稿件 |\n其中 |"))) == {"B3": "“其中”后面没有写是什么"}


def test_a_sub_row_belongs_to_its_own_group():
    filling = filling_of(
        table_of("项目 | < | 数量\n中心组学习 | < |\n讲党课 | |\n^ | 参加人次 |\n主题党日 | 现场 |\n^ | 人次 |")
    )
    assert shown(filling) == {"C2": "3", "C3": "3", "C4": "123", "C6": "50"}
    assert left(filling) == {"C5": "“主题党日”的记录里分不出“现场”"}


def test_the_first_row_of_a_body_is_no_row_of_its_header():
    totals = filling_of(table_of("单位 | 讲党课 | < | 主题党日\n^ | 场次 | 人次 | 次\n合计 | | |\n城东所 | | |"))
    assert shown(totals) == {"B3": "2", "C3": "83", "D3": "2", "B4": "2", "C4": "83", "D4": "2"}
    items = filling_of(table_of("指标 | < | 二季度 | <\n^ | ^ | 本期 | 上年同期\n中心组学习 | | |\n讲党课 | 场次 | |"))
    assert shown(items) == {"C3": "1", "D3": "1", "C4": "2", "D4": "0"}


def test_a_label_that_no_record_states_tells_nothing():
    filling = filling_of(table_of("项目 | 数量\n省级荣誉 |\n市级荣誉 |\n荣誉表彰 |\n其中：集体 |"))
    assert shown(filling) == {"B2": "1", "B3": "1", "B4": "2"}
    assert left(filling) == {"B5": "“荣誉表彰”的记录都没有注明获得者"}


def test_pairs_read_the_pair_at_their_left():
    filling = filling_of(
        table_of("支委会 | | 主题党日 |\n刊发稿件 | | 其中：市级 |\n讲党课 | | 参加人次 |\n刊发稿件 | | 其中：人次 |")
    )
    assert shown(filling) == {"B1": "1", "D1": "3", "B2": "4", "D2": "1", "B3": "3", "D3": "123", "B4": "4"}
    assert list(left(filling)) == ["D4"]


def test_a_quantity_right_of_its_item_counts_that_item():
    filling = filling_of(table_of("单位 | 讲党课 | 参加人次 | 主题党日 | 参加人次\n城东所 | | | |\n城西所 | | | |"))
    assert shown(filling) == {
        "B2": "2",
        "C2": "83",
        "D2": "2",
        "E2": "41",
        "B3": "1",
        "C3": "40",
        "D3": "1",
        "E3": "9",
    }


def test_words_beside_a_column_of_an_item_are_not_passed_over():
    filling = filling_of(table_of("项目 | 讲党课 | 主题党日\n校园活动 | |\n城东所 | |"))
    assert shown(filling) == {"B3": "2", "C3": "2"}
    assert list(left(filling)) == ["B2", "C2"]


def test_no_amount_is_written_where_a_share_is_asked():
    filling = filling_of(table_of("项目 | 计量单位 | 数量\n讲党课 | % |\n主题党日 | 次 |"))
    assert shown(filling) == {"C3": "3"}
    assert left(filling) == {"C2": "“讲党课”不是百分比"}


def test_months_may_be_numbers_and_a_sum_may_stand_in_the_column_of_numbers():
    bare = filling_of(table_of("月份 | 中心组学习 | 讲党课\n1 | |\n2 | |\n合计 | |"))
    assert shown(bare) == {"B2": "1", "C2": "0", "B3": "1", "C3": "0", "B4": "2", "C4": "0"}
    numbered = filling_of(table_of("序号 | 月份 | 中心组学习\n1 | 1月 |\n2 | 2月 |\n合计 | |"))
    assert shown(numbered) == {"C2": "1", "C3": "1", "C4": "2"}


def test_a_mean_has_two_places():
    filling = filling_of(table_of("项目 | 数量\n中心组学习月均 |"), period="2022-Q1")
    assert shown(filling) == {"B2": "0.67"}


def test_a_level_that_groups_items_narrows_them():
    filling = filling_of(table_of("类别 | 项目 | 数量\n省级 | 荣誉表彰 |\n^ | 刊发稿件 |\n县级以上 | 荣誉表彰 |"))
    assert shown(filling) == {"C2": "1", "C3": "2"}
    assert left(filling) == {"C4": "“荣誉表彰”的记录里分不出“县级以上”"}
