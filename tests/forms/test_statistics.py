"""Tables of statistics in many arrangements, and what is put into their cells."""

import pytest

from forms.written_forms import filling_of, left, shown, table_of

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
            "统计范围：示例县局及所属单位，2022年上半年；取数时点 2022-07-04 09:30。"
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


def test_the_corner_of_a_header_may_be_blank():
    filling = filling_of(table_of("2022年上半年统计表 | < | <\n | 一季度 | 二季度\n讲党课 | |\n主题党日 | |"))
    assert shown(filling) == {"B3": "1", "C3": "2", "B4": "3", "C4": "0"}


def test_quarters_may_stand_in_rows_and_years_in_columns():
    quarters = table_of("时间 | 中心组学习 | <\n^ | 次数 | 人次\n一季度 | |\n二季度 | |\n上半年合计 | |")
    assert shown(filling_of(quarters)) == {"B3": "2", "C3": "30", "B4": "1", "C4": "15", "B5": "3", "C5": "45"}
    years = table_of("项目 | 2022年上半年 | 2021年上半年 | 增减（%）\n中心组学习 | | |")
    assert shown(filling_of(years)) == {"B2": "3", "C2": "2", "D2": "50"}
