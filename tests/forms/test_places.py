"""Which places of a table are to be filled, and which are left to people."""

from dataclasses import replace

import pytest

from forms.written_forms import filling_of, left, shown, table_of
from shilu.lib.errors import Refused

pytestmark = pytest.mark.usefixtures("office")


def test_only_open_cells_of_a_protected_sheet_are_filled():
    table = table_of("项目 | 数量\n讲党课 |\n主题党日 | =1+1", locked=True)
    assert shown(filling_of(table)) == {"B2": "3"}


def test_a_locked_place_is_told_where_others_are_open():
    table = table_of("项目 | 数量\n讲党课 |\n主题党日 |", locked=True)
    locked = {**table.cells, (2, 2): replace(table.cells[2, 2], locked=True)}
    filling = filling_of(replace(table, cells=locked))
    assert shown(filling) == {"B3": "3"}
    assert left(filling) == {"B2": "这一格被表样锁定"}


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


@pytest.mark.parametrize(
    "text",
    [
        "2022年上半年讲党课情况\n项目 | 数量 | 备注\n主题党日 | |",
        "附件1 | |\n讲党课情况统计表 | |\n项目 | 数量 | 备注\n主题党日 | |",
    ],
)
def test_nothing_is_written_beside_a_title_that_is_not_merged(text):
    assert list(shown(filling_of(table_of(text))).values()) == ["3"]


def test_places_below_a_header_that_is_not_known_are_left_alone():
    with pytest.raises(Refused):
        filling_of(table_of("2022年上半年情况 | < | <\n | 甲类 | 乙类\n讲党课 | |\n主题党日 | |"))


def test_a_column_without_a_heading_is_left_alone():
    filling = filling_of(table_of("项目 | 数量 | | 项目 | 数量\n讲党课 | | | 主题党日 |\n谈心谈话 | | | 支委会 |"))
    assert shown(filling) == {"B2": "3", "E2": "3", "B3": "9", "E3": "1"}
