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


def test_money_is_not_written_under_another_measure_word():
    filling = filling_of(table_of(" | 单位：次\n项目 | 数量\n走访慰问 |\n慰问金 |"))
    assert shown(filling) == {"B3": "2"}
    assert left(filling) == {"B4": "“走访慰问”不用“次”计数"}
    unknown = filling_of(table_of(" | 单位：亩\n项目 | 数量\n讲党课 |"))
    assert left(unknown) == {"B3": "“讲党课”不用“亩”计数"}


@pytest.mark.parametrize("name", ["本级", "县局本级", "示例县局本级", "县局（本级）"])
def test_the_upper_unit_itself_may_be_named_with_its_name(name):
    filling = filling_of(table_of(f"单位 | 讲党课（次）\n{name} |\n城东所 |"))
    assert shown(filling) == {"B2": "0", "B3": "2"}


@pytest.mark.parametrize("name", ["全市", "所属单位", "机关", "其他", "其他单位"])
def test_a_row_of_units_that_names_no_known_one_stays_empty(name):
    filling = filling_of(table_of(f"单位 | 讲党课（次）\n{name} |\n城东所 |"))
    assert shown(filling) == {"B3": "2"}
    assert list(left(filling)) == ["B2"]


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


def test_an_item_that_may_be_a_quantity_is_an_item_below_one_that_has_no_such_quantity():
    filling = filling_of(table_of("项目 | 数量\n支委会 |\n慰问金（元） |\n中心组学习 |\n慰问金（万元） |"))
    assert shown(filling) == {"B2": "1", "B3": "25000", "B4": "3", "B5": "2.5"}


def test_what_is_done_of_a_task_is_not_what_was_assigned():
    filling = filling_of(table_of("项目 | 计划数 | 完成数 | 实际 | 完成率（%）\n学习任务 | | | |\n讲党课 | | | |"))
    assert {at: text for at, text in shown(filling).items() if at[1] == "2"} == {
        "B2": "40",
        "C2": "38",
        "D2": "38",
        "E2": "95",
    }
    assert shown(filling)["C3"] == "3"
    assert {"B3", "E3"} <= left(filling).keys()


def test_a_unit_below_another_one_of_the_list_is_not_added_twice():
    filling = filling_of(table_of("单位 | 讲党课（次）\n县局 |\n城东所 |\n城西所 |\n合计 |"))
    assert shown(filling) == {"B2": "3", "B3": "2", "B4": "1", "B5": "3"}


@pytest.mark.parametrize(
    "text",
    [
        "2022年上半年讲党课情况\n项目 | 数量 | 备注\n主题党日 | |",
        "附件1 | |\n讲党课情况统计表 | |\n项目 | 数量 | 备注\n主题党日 | |",
    ],
)
def test_nothing_is_written_beside_a_title_that_is_not_merged(text):
    assert list(shown(filling_of(table_of(text))).values()) == ["3"]


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


@pytest.mark.parametrize(
    "name",
    [
        "拟开展主题党日",
        "未开展主题党日",
        "辅警主题党日",
        "主题党日（不含联合开展）",
        "主题党日（重点人群）",
        "主题党日经费",
        "表彰大会",
    ],
)
def test_a_word_that_may_narrow_an_item_is_not_passed_over(name):
    filling = filling_of(table_of(f"项目 | 数量\n{name} |\n支委会 |"))
    assert shown(filling) == {"B3": "1"}
    assert list(left(filling)) == ["B2"]


def test_what_stands_in_brackets_may_be_a_value_or_a_hint():
    filling = filling_of(table_of("项目 | 数量\n荣誉表彰（省级） |\n主题党日（请填整数） |"))
    assert shown(filling) == {"B2": "1", "B3": "3"}


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


def test_a_title_of_another_period_is_remarked_below_the_number_of_the_annex():
    filling = filling_of(table_of("附件1 | <\n2021年上半年统计表 | <\n项目 | 数量\n讲党课 |"))
    assert filling.remarks == ("“Sheet1”标题写的是2021年上半年，现按2022年上半年填报",)


def test_a_mean_has_two_places():
    filling = filling_of(table_of("项目 | 数量\n中心组学习月均 |"), period="2022-Q1")
    assert shown(filling) == {"B2": "0.67"}


def test_a_form_in_which_nothing_is_known_says_so():
    filling = filling_of(table_of("项目 | 数量\n无人机巡查里程 |"))
    assert filling.remarks == ("表样.xlsx 里一格也没有填上，原因见清单。",)


def test_months_within_a_quarter_are_not_added_to_it():
    columns = filling_of(table_of("项目 | 1月 | 2月 | 3月 | 一季度 | 二季度 | 合计\n中心组学习 | | | | | |"))
    assert shown(columns) == {"B2": "1", "C2": "1", "D2": "0", "E2": "2", "F2": "1", "G2": "3"}
    rows = filling_of(table_of("时间 | 中心组学习\n1月 |\n2月 |\n3月 |\n一季度 |\n二季度 |\n合计 |"))
    assert shown(rows)["B7"] == "3"


def test_a_level_that_groups_items_narrows_them():
    filling = filling_of(table_of("类别 | 项目 | 数量\n省级 | 荣誉表彰 |\n^ | 刊发稿件 |\n县级以上 | 荣誉表彰 |"))
    assert shown(filling) == {"C2": "1", "C3": "2"}
    assert left(filling) == {"C4": "“荣誉表彰”的记录里分不出“县级以上”"}


def test_the_sum_of_a_year_of_months_is_that_of_the_months_so_far():
    months = "\n".join(f"{month}月 |" for month in range(1, 13))
    filling = filling_of(table_of(f"月份 | 中心组学习\n{months}\n合计 |"))
    assert shown(filling)["B14"] == "3"
    assert list(left(filling)) == [f"B{row}" for row in range(8, 14)]
