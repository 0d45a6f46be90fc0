"""Columns are recognised by their headings, by their contents where those say nothing, and the guess can be kept."""

import json

import pytest

from shilu.ledger.catalogue_toml import grassroots
from shilu.ledger.importing.columns import label_heading, recognise
from shilu.ledger.importing.guess import guess
from shilu.ledger.importing.reading import read_facts
from shilu.ledger.importing.tables import find_tables
from shilu.ledger.importing.workbook import Workbook
from written_sheets import DEFAULT, find_unit, read, sheet, shown


def roles(header: str, *rows: str) -> list[str]:
    (table,) = find_tables(sheet("\n".join((header, *rows))))
    return [use.role for use in recognise(table, catalogue=grassroots()).uses]


def test_heading_of_a_label_is_read_as_that_label() -> None:
    labels = grassroots().labels
    headings = {key: label_heading(label, catalogue=grassroots()) for key, label in labels.items()}
    (table,) = find_tables(sheet("|".join(("日期", "活动名称", *headings.values()))))
    read_as = [use.label for use in recognise(table, catalogue=grassroots()).uses]
    assert read_as == ["", "", *labels]
    assert (headings["theme"], headings["level"]) == ("专题", "级别")


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (
            "序号|时间|地点|学习主题|主持人|领学人|应到/实到|缺席人员及原因|记录人|备注",
            "number day place title names names expected_present names names remark",
        ),
        (
            "序号|标题|作者|刊发媒体|媒体级别|刊发日期|版面|是否头版头条|链接|阅读量|备注",
            "number title names label label day label front evidence unknown remark",
        ),
        ("序号|时间|谈话人|谈话对象|谈话类型|谈话内容|备注", "number day names names private private remark"),
        ("日期|带队领导|慰问对象|事由|慰问金（元）|慰问品", "day names names title amount remark"),
        (
            "起止时间|班次名称|主办单位|参训对象|人数|学时|方式|考核结果",
            "day title host names people hours remark remark",
        ),
        (
            "获奖时间|单位/个人|荣誉名称|授予单位|级别|等次|文号|证书",
            "day receiver title issuer label label document_number evidence",
        ),
        (
            "序号|日期|责任单位|事项类别|活动名称|次数|参加人次|地点|佐证材料|备注",
            "number day unit kind title times people place evidence remark",
        ),
    ],
)
def test_headings_of_office_ledgers_are_known(header: str, expected: str) -> None:
    assert roles(header, "|".join("x" for _name in header.split("|"))) == expected.split()


def test_column_called_unit_with_measure_words_is_a_measure() -> None:
    assert roles("日期|单位|事项类别|数量|单位", "1月4日|政工室|讲党课|1|次") == [
        "day",
        "unit",
        "kind",
        "count",
        "measure",
    ]


def test_of_two_columns_that_may_hold_kinds_the_contents_decide() -> None:
    rows = ("1月4日|党建|讲党课|1", "1月5日|党建|警示教育|1")
    assert roles("日期|类别|项目|次数", *rows) == ["day", "title", "kind", "times"]


def test_contents_tell_what_a_heading_does_not() -> None:
    rows = ("1|2022年1月4日|讲党课|3", "2|2022年1月5日|警示教育|4")
    assert roles("甲|乙|事由|次数", *(row for row in rows))[:2] == ["number", "day"]


def test_guess_is_plain_json_and_holds_when_remembered() -> None:
    page = sheet("日期|事项类别|干了什么|次数\n2022年1月4日|讲党课|专题党课|1")
    (table,) = find_tables(page)
    kept = json.loads(json.dumps(guess(table, recognise(table, catalogue=grassroots()))))
    assert [(column["column"], column["name"], column["role"]) for column in kept["columns"]] == [
        ("A", "日期", "day"),
        ("B", "事项类别", "kind"),
        ("C", "干了什么", "unknown"),
        ("D", "次数", "times"),
    ]
    kept["columns"][2]["role"] = "title"
    again = read_facts(
        Workbook("台账.xlsx", (page,)),
        catalogue=grassroots(),
        find_unit=find_unit,
        default=DEFAULT,
        guesses={table.signature: kept},
    )
    assert shown(again) == ["2|示例县公安局|party-lesson|2022-01-04|times=1||专题党课"]
    assert read(page).tables[0].dropped == ("干了什么",)
