"""Sums: the figure of the whole where the parts make it up, else the parts added up."""

import pytest

from forms.written_forms import filling_of, left, shown, table_of

pytestmark = pytest.mark.usefixtures("office")


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


def test_a_total_adds_up_what_is_counted_alike_and_nothing_else():
    alike = table_of("项目 | 场次 | 人次\n讲党课 | |\n主题党日 | |\n合计 | |")
    assert {cell: text for cell, text in shown(filling_of(alike)).items() if cell[1] == "4"} == {"B4": "6", "C4": "173"}
    unlike = filling_of(table_of("项目 | 数量\n讲党课 |\n刊发稿件 |\n合计 |"))
    assert left(unlike) == {"B4": "所含各项的计量单位不同，不能相加"}


def test_a_unit_below_another_one_of_the_list_is_not_added_twice():
    filling = filling_of(table_of("单位 | 讲党课（次）\n县局 |\n城东所 |\n城西所 |\n合计 |"))
    assert shown(filling) == {"B2": "3", "B3": "2", "B4": "1", "B5": "3"}


def test_months_within_a_quarter_are_not_added_to_it():
    columns = filling_of(table_of("项目 | 1月 | 2月 | 3月 | 一季度 | 二季度 | 合计\n中心组学习 | | | | | |"))
    assert shown(columns) == {"B2": "1", "C2": "1", "D2": "0", "E2": "2", "F2": "1", "G2": "3"}
    rows = filling_of(table_of("时间 | 中心组学习\n1月 |\n2月 |\n3月 |\n一季度 |\n二季度 |\n合计 |"))
    assert shown(rows)["B7"] == "3"


def test_the_sum_of_a_year_of_months_is_that_of_the_months_so_far():
    months = "\n".join(f"{month}月 |" for month in range(1, 13))
    filling = filling_of(table_of(f"月份 | 中心组学习\n{months}\n合计 |"))
    assert shown(filling)["B14"] == "3"
    assert list(left(filling)) == [f"B{row}" for row in range(8, 14)]
