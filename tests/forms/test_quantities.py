"""Which quantity of an item is counted."""

import pytest

from forms.written_forms import filling_of, left, shown, table_of

pytestmark = pytest.mark.usefixtures("office")


def test_money_is_not_written_under_another_measure_word():
    filling = filling_of(table_of(" | 单位：次\n项目 | 数量\n走访慰问 |\n慰问金 |"))
    assert shown(filling) == {"B3": "2"}
    assert left(filling) == {"B4": "“走访慰问”不用“次”计数"}
    unknown = filling_of(table_of(" | 单位：亩\n项目 | 数量\n讲党课 |"))
    assert left(unknown) == {"B3": "“讲党课”不用“亩”计数"}


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


def test_two_quantities_may_share_a_cell():
    filling = filling_of(table_of("项目 | 场次/人次 | 人（次）\n讲党课 | |\n主题党日 | |"))
    assert shown(filling) == {"B2": "3/123", "C2": "123", "B3": "3/50", "C3": "50"}
