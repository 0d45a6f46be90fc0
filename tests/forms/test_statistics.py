"""Tables of statistics in many arrangements, and what is put into their cells."""

import pytest

from forms.written_forms import filling_of, left, shown, table_of
from shilu.lib.errors import Refused

pytestmark = pytest.mark.usefixtures("office")


def test_items_stand_in_rows_and_quarters_over_quantities_in_columns():
    filling = filling_of(
        table_of("""
2022年上半年工作情况统计表 | < | < | < | < | < | <
序号 | 统计项目 | 第一季度 | < | 第二季度 | < | 合计
^ | ^ | 场次 | 人次 | 场次 | 人次 | ^
1 | 党委（党组）理论学习中心组学习 | | | | | =C4+E4
2 | 领导干部讲党课 | | | | | =C5+E5
3 | 开展警示教育 | | | | | =C6+E6
4 | 无人机巡查里程（公里） | | | | | =C7+E7
5 | 谈心谈话 | | | 7 | | =C8+E8
""")
    )
    assert shown(filling) == {
        "C4": "2",
        "D4": "30",
        "E4": "1",
        "F4": "15",
        "C5": "1",
        "D5": "53",
        "E5": "2",
        "F5": "70",
        "C8": "0",
        "D8": "0",
        "F8": "30",
    }
    assert left(filling) == {
        **dict.fromkeys(("C6", "D6", "E6", "F6"), "本单位及所属单位从未登记过此项"),
        **dict.fromkeys(("C7", "D7", "E7", "F7"), "没有叫“无人机巡查里程”的统计项目；相近的有：巡展、检查、总人数"),
    }
    assert [spot["cell"] for spot in filling.as_json()["formulas"]] == ["G4", "G5", "G6", "G7", "G8"]
    assert filling.remarks == ()


def test_what_was_counted_is_told_with_its_records_and_its_definition():
    filling = filling_of(table_of("项目 | 数量\n中心组学习 |"))
    (cell,) = filling.as_json()["filled"]
    assert (cell["figure"], cell["value"], cell["entries"]) == ("grassroots/centre-group-study", 3, [5, 6, 7])
    assert filling.plan.fills[0].note.splitlines() == [
        "数值：3次",
        (
            "中心组学习（次）：党委（党组）理论学习中心组集中学习，开一次算一次，人次按到会人数计。"
            "统计范围：示例县局及所属单位，2022年上半年；取数到第 24 号。"
        ),
        "记录 5、6、7，共 3 条",
    ]


def test_units_stand_in_rows_with_totals_and_a_second_table_below():
    filling = filling_of(
        table_of("""
示例县局2022年上半年工作月报汇总表 | < | < | < | <
单位 | 讲党课 | < | 主题党日 | <
^ | 场次 | 人次 | 场次 | 人次
政工室 | | | |
城东所 | | | |
城西派出所 | | | |
火星所 | | | |
合计 | =SUM(B4:B7) | =SUM(C4:C7) | |
 | | | |
二、宣传工作情况 | | | |
单位 | 稿件（篇） | 备注
政工室 | |
城东所 | |
合计 | |
""")
    )
    assert shown(filling) == {
        "B5": "2",
        "C5": "83",
        "D5": "2",
        "E5": "41",
        "B6": "1",
        "C6": "40",
        "D6": "1",
        "E6": "9",
        "B12": "4",
        "B14": "4",
    }
    reasons = left(filling)
    assert reasons["B4"] == "本单位及所属单位从未登记过此项"
    assert reasons["B7"] == "所选单位及所属里没有“火星所”"
    assert reasons["D8"] == "合计所含的 D7 没有数"
    assert "C12" not in reasons


def test_the_total_of_all_units_is_the_figure_of_the_whole():
    filling = filling_of(
        table_of("""
单位 | 讲党课（次） | 主题党日（次）
政工室 | |
城东所 | |
城西所 | |
合计 | |
""")
    )
    assert {cell: text for cell, text in shown(filling).items() if cell.endswith("5")} == {"B5": "3", "C5": "3"}
    total = next(one for one in filling.filled if (one.spot.row, one.spot.column) == (5, 2))
    assert (total.figure, len(total.entries)) == ("grassroots/party-lesson", 3)


def test_a_cross_table_has_months_under_kinds_and_months_to_come_stay_empty():
    filling = filling_of(
        table_of("""
2022年上半年三会一课登记表 | < | < | < | < | < | <
党支部 | 支委会 | < | 党课 | < | 主题党日 | <
^ | 4月 | 7月 | 3月 | 小计 | 1月 | 小计
城东派出所 | | | | =D4 | |
城西派出所 | | | | =D5 | |
""")
    )
    assert shown(filling) == {"B4": "1", "D4": "1", "F4": "2", "G4": "2", "D5": "0", "F5": "0", "G5": "0"}
    assert left(filling) == {
        "C4": "2022年7月在要填的期间之后",
        "C5": "2022年7月在要填的期间之后",
        "B5": "本单位及所属单位从未登记过此项",
    }


def test_a_monthly_form_has_parts_a_year_to_date_and_the_change_against_last_year():
    filling = filling_of(
        table_of(
            """
附件1 | < | < | < | < | < | <
2022年6月队伍建设情况统计表 | < | < | < | < | < | <
填报单位（盖章）： | < | < | < | 填报日期：    年  月  日 | < | <
序号 | 项目 | 计量单位 | 本月 | 累计 | 上年同期 | 较上年同期±%
1 | 中心组学习 | 次 | | | |
 | 　　参加人次 | 人次 | | | |
2 | 刊发稿件 | 篇 | | | |
 | 其中：省级 | 篇 | | | |
 | 　　　市级 | 篇 | | | |
 | 其中：头版头条 | 篇 | | | |
 | 其中：辅警撰写 | 篇 | | | |
3 | 走访慰问金额 | 万元 | | | |
注：1.本表于每月25日前报送。 | < | < | < | < | < | <
　　2.增减保留一位小数。 | | | | | |
填报人： | < | 审核人： | < | 联系电话： | < | <
""",
            name="附件1",
        ),
        period="2022-06",
    )
    assert shown(filling) == {
        "D5": "1",
        "E5": "3",
        "F5": "2",
        "G5": "50",
        "D6": "15",
        "E6": "45",
        "F6": "22",
        "G6": "104.5",
        "D7": "2",
        "E7": "4",
        "F7": "0",
        "D8": "0",
        "E8": "2",
        "F8": "0",
        "D9": "1",
        "E9": "1",
        "F9": "0",
        "D10": "1",
        "E10": "1",
        "F10": "0",
        "D12": "0",
        "E12": "2.5",
        "F12": "0",
        "A3": "示例县局",
        "E3": "2022年7月4日",
        "A15": "张三",
        "E15": "0000-123",
    }
    reasons = left(filling)
    assert reasons["G7"] == "2021年上半年是 0，没有增减百分比"
    assert reasons["D11"] == "“宣传稿件”的记录里分不出“辅警撰写”"
    assert reasons["C15"] == "设置里没有写审核人（shilu.toml 的 [forms] reviewer）"


def test_months_may_stand_in_rows():
    filling = filling_of(
        table_of("""
月份 | 中心组学习（次） | 讲党课（人次）
1月 | |
2月 | |
3月 | |
合计 | |
""")
    )
    assert shown(filling) == {"B2": "1", "C2": "0", "B3": "1", "C3": "0", "B4": "0", "C4": "53", "B5": "2", "C5": "53"}


def test_quantities_may_stand_in_rows():
    filling = filling_of(
        table_of("""
项目 | < | 一季度 | 二季度 | 上半年
中心组学习 | 场次 | | |
^ | 人次 | | |
讲党课 | 场次 | | |
^ | 人次 | | |
""")
    )
    assert shown(filling) == {
        "C2": "2",
        "D2": "1",
        "E2": "3",
        "C3": "30",
        "D3": "15",
        "E3": "45",
        "C4": "1",
        "D4": "2",
        "E4": "3",
        "C5": "53",
        "D5": "70",
        "E5": "123",
    }


def test_two_items_may_stand_side_by_side():
    filling = filling_of(
        table_of("""
项目 | 数量 | 项目 | 数量
中心组学习 | | 讲党课 |
主题党日（人次） | | 支委会 |
谈心谈话 | | |
""")
    )
    assert shown(filling) == {"B2": "3", "D2": "3", "B3": "50", "D3": "1", "B4": "9"}


def test_units_may_stand_in_columns():
    filling = filling_of(
        table_of("""
项目 | 城东所 | 城西所 | 合计
讲党课 | | |
主题党日 | | |
""")
    )
    assert shown(filling) == {"B2": "2", "C2": "1", "D2": "3", "B3": "2", "C3": "1", "D3": "3"}


def test_pairs_of_a_word_and_a_place_need_no_header():
    filling = filling_of(
        table_of("""
示例县局2022年上半年情况表 | < | < | <
填报单位 | | 填报人 |
中心组学习次数 | | 讲党课次数 |
走访慰问人次 | | 主要做法 |
审核人 | | 填报日期 |
"""),
        reviewer="李四",
    )
    assert shown(filling) == {
        "B2": "示例县局",
        "D2": "张三",
        "B5": "李四",
        "D5": "2022年7月4日",
        "B3": "3",
        "D3": "3",
        "B4": "6",
    }
    assert left(filling) == {"D4": "要写文字，请手工填写"}


def test_values_may_stand_under_their_names():
    filling = filling_of(
        table_of("""
学习教育 | 中心组学习（次） | 讲党课（人次）
^ | |
关心关爱 | 谈心谈话（次） | 慰问金（元）
^ | |
主要做法 | | <
"""),
        sort="docx",
    )
    assert shown(filling) == {"第2行第2列": "3", "第2行第3列": "123", "第4行第2列": "9", "第4行第3列": "25000"}
    assert left(filling) == {"第5行第2列": "要写文字，请手工填写"}


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


def test_a_list_of_duties_is_told_in_words():
    filling = filling_of(
        table_of("""
2022年上半年责任清单 | < | < | < | <
责任内容 | 具体措施 | 责任人 | 完成时限 | 完成情况
加强理论武装 | 每季度开展中心组学习不少于1次 | 张某 | 长期坚持 |
^ | 每月开展主题党日 | 李某 | 6月底前 |
""")
    )
    assert shown(filling) == {}
    assert left(filling) == {"E3": "要写文字，请手工填写", "E4": "要写文字，请手工填写"}


@pytest.mark.parametrize(("zero", "written"), [("0", "0"), ("/", "/"), ("无", "无")])
def test_nothing_is_written_as_the_office_above_wants_it(zero, written):
    filling = filling_of(table_of("项目 | 一季度 | 二季度\n讲党课（次） | |\n谈心谈话（次） | |"), zero=zero)
    assert shown(filling)["B3"] == written
    assert filling.as_json()["filled"][2]["value"] == 0


def test_what_is_not_reported_stays_empty():
    filling = filling_of(table_of("项目 | 上半年 | 第三季度\n讲党课 | |"), period="2022")
    assert shown(filling) == {"B2": "3"}
    assert left(filling) == {"C2": "未报"}


def test_a_share_is_written_as_the_cell_and_its_heading_show_shares():
    table = table_of(
        "项目 | 应完成 | 已完成 | 完成率 | 完成率（%）\n学习任务 | | | |",
        patterns={(2, 4): "0.0%"},
    )
    assert shown(filling_of(table)) == {"B2": "40", "C2": "38", "D2": "0.95", "E2": "95"}


def test_a_part_has_its_share_of_the_whole():
    filling = filling_of(table_of("项目 | 数量（篇） | 占比\n刊发稿件 | |\n其中：省级 | |"))
    assert shown(filling) == {"B2": "4", "B3": "2", "C3": "50%"}


def test_parts_may_stand_in_columns_right_of_their_whole():
    filling = filling_of(
        table_of("""
单位 | 刊发稿件 | 其中 | <
^ | ^ | 省级 | 市级
政治处 | | |
政工室 | | |
""")
    )
    assert {cell: text for cell, text in shown(filling).items() if cell.endswith("4")} == {
        "B4": "4",
        "C4": "2",
        "D4": "1",
    }
    assert left(filling)["C3"] == "所选单位及所属里没有“政治处”"


def test_two_quantities_may_share_a_cell():
    filling = filling_of(table_of("项目 | 场次/人次 | 人（次）\n讲党课 | |\n主题党日 | |"))
    assert shown(filling) == {"B2": "3/123", "C2": "123", "B3": "3/50", "C3": "50"}


def test_the_corner_of_a_header_may_be_blank():
    filling = filling_of(table_of("2022年上半年统计表 | < | <\n | 一季度 | 二季度\n讲党课 | |\n主题党日 | |"))
    assert shown(filling) == {"B3": "1", "C3": "2", "B4": "3", "C4": "0"}


def test_places_below_a_header_that_is_not_known_are_left_alone():
    with pytest.raises(Refused):
        filling_of(table_of("2022年上半年情况 | < | <\n | 甲类 | 乙类\n讲党课 | |\n主题党日 | |"))


def test_a_column_without_a_heading_is_left_alone():
    filling = filling_of(table_of("项目 | 数量 | | 项目 | 数量\n讲党课 | | | 主题党日 |\n谈心谈话 | | | 支委会 |"))
    assert shown(filling) == {"B2": "3", "E2": "3", "B3": "9", "E3": "1"}


def test_a_row_that_names_a_group_is_no_item():
    filling = filling_of(
        table_of("""
项目 | 指标代码 | 数量 | 完成情况
一、讲党课 | | |
（一）主题党日（次） | A1 | |
（二）支委会（次） | A2 | |
二、谈心谈话 | A3 | |
""")
    )
    assert shown(filling) == {"C3": "3", "C4": "1", "C5": "9"}
    assert set(left(filling)) == {"D3", "D4", "D5"}


def test_subtotals_add_up_their_section_and_the_total_of_the_whole_body_is_the_figure():
    sections = table_of("""
序号 | 项目 | 次数
一 | 学习教育 |
1 | 中心组学习 |
2 | 讲党课 |
 | 小计 |
二 | 组织生活 |
3 | 主题党日 |
4 | 支委会 |
 | 小计 |
 | 合计 |
""")
    assert shown(filling_of(sections)) == {
        "C3": "3",
        "C4": "3",
        "C5": "6",
        "C7": "3",
        "C8": "1",
        "C9": "4",
        "C10": "10",
    }
    units = table_of("单位 | 讲党课（次）\n全局合计 |\n城东所 |")
    assert shown(filling_of(units)) == {"B2": "3", "B3": "2"}
    listed = table_of("单位 | 讲党课（次）\n合计 |\n城东所 |")
    assert shown(filling_of(listed)) == {"B2": "2", "B3": "2"}


def test_quarters_may_stand_in_rows_and_years_in_columns():
    quarters = table_of("时间 | 中心组学习 | <\n^ | 次数 | 人次\n一季度 | |\n二季度 | |\n上半年合计 | |")
    assert shown(filling_of(quarters)) == {"B3": "2", "C3": "30", "B4": "1", "C4": "15", "B5": "3", "C5": "45"}
    years = table_of("项目 | 2022年上半年 | 2021年上半年 | 增减（%）\n中心组学习 | | |")
    assert shown(filling_of(years)) == {"B2": "3", "C2": "2", "D2": "50"}


def test_a_total_adds_up_what_is_counted_alike_and_nothing_else():
    alike = table_of("项目 | 场次 | 人次\n讲党课 | |\n主题党日 | |\n合计 | |")
    assert {cell: text for cell, text in shown(filling_of(alike)).items() if cell[1] == "4"} == {"B4": "6", "C4": "173"}
    unlike = filling_of(table_of("项目 | 数量\n讲党课 |\n刊发稿件 |\n合计 |"))
    assert left(unlike) == {"B4": "所含各项的计量单位不同，不能相加"}


def test_a_heading_that_may_mean_several_things_is_not_guessed():
    filling = filling_of(table_of("项目 | 主题党日 | 讲党课\n讲党课 | |\n主题党日 | |"))
    assert left(filling)["B2"] == "行写的是“讲党课”，列写的是“主题党日”，不是一回事"


def test_only_open_cells_of_a_protected_sheet_are_filled():
    table = table_of("项目 | 数量\n讲党课 |\n主题党日 | =1+1", locked=True)
    assert shown(filling_of(table)) == {"B2": "3"}


def test_a_sheet_named_for_a_month_of_the_period_is_filled_for_that_month():
    filling = filling_of(table_of("项目 | 数量\n讲党课 |", name="3月"), table_of("项目 | 数量\n讲党课 |", name="5月"))
    assert [(one["sheet"], one["shown"]) for one in filling.as_json()["filled"]] == [("3月", "1"), ("5月", "1")]


def test_a_sheet_named_for_a_month_outside_the_period_is_left_alone():
    filling = filling_of(table_of("项目 | 数量\n讲党课 |", name="8月"), table_of("项目 | 数量\n讲党课 |", name="5月"))
    assert [(one["sheet"], one["shown"]) for one in filling.as_json()["filled"]] == [("5月", "1")]
    assert left(filling) == {"A1": "这张表是2022年8月的，不在要填的期间里"}


def test_a_title_of_another_period_is_remarked():
    filling = filling_of(table_of("2022年第一季度统计表 | <\n项目 | 数量\n讲党课 |"))
    assert shown(filling) == {"B3": "3"}
    assert filling.remarks == ("“Sheet1”标题写的是2022年第一季度，现按2022年上半年填报",)


def test_a_row_of_the_upper_unit_itself_leaves_out_those_below_it():
    filling = filling_of(table_of("单位 | 讲党课（次）\n本级 |\n城东所 |"))
    assert shown(filling) == {"B2": "0", "B3": "2"}


@pytest.mark.parametrize("text", ["甲 | 乙\n1 | 2", "项目 | 数量\n讲党课 | 3"])
def test_a_form_without_headings_or_without_a_place_is_refused(text):
    with pytest.raises(Refused):
        filling_of(table_of(text))
