"""Lists of records: which table is one, what stands in its rows, and what is refused."""

import datetime as dt

import pytest

from forms.written_forms import filling_of, left, shown, table_of
from shilu.forms.sheet import RowInsert

pytestmark = pytest.mark.usefixtures("office")

REGISTER = """
附件2 | < | < | < | < | <
中心组学习情况登记表 | < | < | < | < | <
序号 | 时间 | 主题 | 主讲人 | 参加人数 | 地点
1 | | | | |
2 | | | | |
合计 | | | | |
填报人： | | 审核人：李四 | | |
"""


def test_a_list_gets_a_row_for_each_record_and_its_foot_moves_down():
    filling = filling_of(table_of(REGISTER))
    assert filling.plan.inserts == (RowInsert("Sheet1", 5, 4, 1),)
    assert shown(filling) == {
        "B4": "2022-01-14",
        "C4": "第一次学习",
        "E4": "16",
        "F4": "三楼会议室",
        "B5": "2022-02-19",
        "C5": "第二次学习",
        "E5": "14",
        "A6": "3",
        "B6": "2022-06-07",
        "C6": "第三次学习",
        "E6": "15",
        "F6": "大礼堂",
        "E7": "45",
        "A8": "张三",
    }
    assert left(filling) == {"D4": "记录里不保存“主讲人”，请手工填写"}
    notes = {(fill.spot.row, fill.spot.column): fill.note for fill in filling.plan.fills if fill.note}
    assert notes == {
        (4, 2): "记录 5\n取数时点 2022-07-04 09:30",
        (5, 2): "记录 6\n取数时点 2022-07-04 09:30",
        (6, 1): "记录 7\n取数时点 2022-07-04 09:30",
    }


def test_a_formula_below_a_list_stays():
    filling = filling_of(table_of(REGISTER.replace("合计 | | | | |", "合计 | | | | =SUM(E4:E5) |")))
    assert "E7" not in shown(filling)


def test_fewer_records_than_rows_leave_the_rest_empty():
    filling = filling_of(table_of("支委会明细表 | <\n日期 | 名称\n | \n | \n | "))
    assert filling.plan.inserts == ()
    assert shown(filling) == {"A3": "2022-04-10", "B3": "支委会一"}


def test_a_day_is_a_day_where_the_cell_shows_one():
    filling = filling_of(table_of("支委会明细表 | <\n日期 | 名称\n | ", patterns={(3, 1): "yyyy/m/d"}))
    assert filling.plan.fills[0].value == dt.date(2022, 4, 10)


def test_the_kind_may_be_named_above_a_word_table_and_pins_labels():
    filling = filling_of(
        table_of(
            "序号 | 日期 | 稿件标题 | 媒体级别 | 单位\n | | | |", name="表1", above=("附件", "省级媒体稿件明细表")
        ),
        sort="docx",
    )
    assert shown(filling) == {
        "第2行第1列": "1",
        "第2行第2列": "2022-02-10",
        "第2行第3列": "稿件甲",
        "第2行第4列": "省级媒体",
        "第2行第5列": "政工室",
    }


def test_honours_have_their_level():
    filling = filling_of(table_of("表彰情况登记表 | < | <\n获奖时间 | 荣誉名称 | 级别\n | | \n | | "))
    assert shown(filling) == {
        "A3": "2022-05-04",
        "B3": "青年文明号",
        "C3": "省级",
        "A4": "2022-06-30",
        "B4": "先进集体",
        "C4": "市级",
    }


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("谈心谈话登记表", "“谈心谈话”只存每月合计，没有明细可列"),
        ("情况登记表", "标题和工作表名都没有说明列哪一类记录"),
        ("警示教育登记表", "2022年上半年没有“警示教育”的记录"),
    ],
)
def test_a_list_that_cannot_be_filled_says_why(title, reason):
    filling = filling_of(table_of(f"{title} | < | <\n序号 | 时间 | 地点\n | | \n | | "))
    assert shown(filling) == {}
    assert left(filling) == {"A3": reason}


def test_a_title_of_two_kinds_needs_a_column_that_tells_them_apart():
    title = "支委会、讲党课情况明细表 | < | <"
    with_kinds = filling_of(table_of(f"{title}\n日期 | 类别 | 名称\n | | \n | | \n | | \n | | "))
    assert shown(with_kinds) == {
        "A3": "2022-03-03",
        "B3": "讲党课",
        "C3": "专题党课一",
        "A4": "2022-04-10",
        "B4": "支部委员会",
        "C4": "支委会一",
        "A5": "2022-05-11",
        "B5": "讲党课",
        "C5": "专题党课二",
        "A6": "2022-06-20",
        "B6": "讲党课",
        "C6": "专题党课三",
    }
    without = filling_of(table_of(f"{title}\n日期 | 地点 | 名称\n | | \n | | "))
    assert left(without) == {"A3": "标题和工作表名都没有说明列哪一类记录"}


def test_rows_that_hold_records_already_are_no_list_to_fill():
    filling = filling_of(table_of("支委会明细表 | < | <\n日期 | 名称 | 地点\n2022-04-10 | 支委会一 | "))
    assert shown(filling) == {}
