import pytest

from papers import binding, number
from shilu.lib.errors import Refused
from shilu.reports.document import (
    Attachment,
    Bound,
    Document,
    FrontMatter,
    Heading,
    ListItem,
    Number,
    Paragraph,
    Record,
    Table,
    Text,
)
from shilu.reports.markdown import marker, to_document
from shilu.reports.numbering import chinese_numeral, mark_of


def read(text: str, bound: dict[str, Bound] | None = None, front: FrontMatter | None = None) -> Document:
    return to_document(text, bound or {}, front or FrontMatter())


def test_headings_are_counted_by_the_program():
    blocks = read("## 甲\n### 乙\n#### 丙\n##### 丁\n### 戊\n## 己").blocks
    assert [(block.level, block.number) for block in blocks if isinstance(block, Heading)] == [
        (1, "一、"),
        (2, "（一）"),
        (3, "1."),
        (4, "（1）"),
        (2, "（二）"),
        (1, "二、"),
    ]


@pytest.mark.parametrize("written", ["## 一、抓学习", "## 三、 抓学习", "## 抓学习"])
def test_a_number_that_was_typed_before_a_heading_is_replaced(written: str):
    assert read(written).blocks == (Heading(1, "一、", (Text("抓学习"),)),)


def test_the_title_is_the_first_heading_or_the_setting():
    assert read("# 甲", front=FrontMatter(title="乙")).title == "甲"
    assert read("正文", front=FrontMatter(title="乙")).title == "乙"


def test_numbers_records_and_bold_words_stand_in_runs():
    eight, prize = number("n1", "8次"), Record(binding("r1", None), "二等奖")
    text = f"组织{marker('n1')}，**获{marker('r1')}**。"
    assert read(text, {"n1": eight, "r1": prize}).blocks == (
        Paragraph(
            (
                Text("组织"),
                eight,
                Text("，"),
                Text("获", bold=True),
                Record(prize.binding, "二等奖", bold=True),
                Text("。"),
            )
        ),
    )


def test_lines_of_chinese_are_joined_without_a_blank_and_latin_words_with_one():
    assert read("甲乙\n丙丁\n\nword\nmore").blocks == (Paragraph((Text("甲乙丙丁"),)), Paragraph((Text("word more"),)))


def test_an_indent_that_came_with_the_text_is_dropped():
    assert read("　　甲乙").blocks == (Paragraph((Text("甲乙"),)),)


def test_lists_are_counted_or_dashed():
    blocks = read("1. 甲\n2. 乙\n   1. 丙\n\n- 丁").blocks
    assert blocks == (
        ListItem("1.", (Text("甲"),)),
        ListItem("2.", (Text("乙"),)),
        ListItem("（1）", (Text("丙"),)),
        ListItem("——", (Text("丁"),)),
    )


def test_a_table_has_a_caption_and_sides():
    eight = number("n1", "8")
    text = f"表：学习情况\n\n| 单位 | 次数 |\n|:--|--:|\n| 北塬派出所 | {marker('n1')} |"
    assert read(text, {"n1": eight}).blocks == (
        Table(
            header=(((Text("单位"),), (Text("次数"),)),),
            body=(((Text("北塬派出所"),), (eight,)),),
            caption="学习情况",
            sides=("left", "right"),
        ),
    )


def test_a_table_or_chart_that_is_bound_stands_alone():
    table = Table(header=(), body=(((Text("甲"),),),))
    assert read(f"前\n\n{marker('t1')}\n\n后", {"t1": table}).blocks == (
        Paragraph((Text("前"),)),
        table,
        Paragraph((Text("后"),)),
    )
    with pytest.raises(Refused, match="模板第 3 行：表格和图要单独成段"):
        read(f"前\n\n见{marker('t1')}", {"t1": table})


def test_attachments_follow_a_line_or_a_heading():
    text = "# 题\n\n正文\n\n---\n\n# 统计表\n\n## 甲\n\n# 附件2：名单\n\n乙"
    assert read(text).attachments == (
        Attachment(1, "统计表", (Heading(1, "一、", (Text("甲"),)),)),
        Attachment(2, "名单", (Paragraph((Text("乙"),)),)),
    )
    assert read("正文\n\n## 附件 名单\n\n乙").attachments == (Attachment(0, "名单", (Paragraph((Text("乙"),)),)),)


def test_html_in_a_text_is_words():
    assert read("a <b>x</b>").blocks == (Paragraph((Text("a <b>x</b>"),)),)


@pytest.mark.parametrize("text", ["甲\ue000n9\ue001", "甲\ue000乙", "甲\ue001"])
def test_a_marker_that_is_bound_to_nothing_is_refused(text: str):
    with pytest.raises(Refused, match="模板第 3 行有一个程序专用的符号"):
        read(f"\n\n{text}")


def test_marks_of_all_levels():
    assert [mark_of(level, 12) for level in (1, 2, 3, 4)] == ["十二、", "（十二）", "12.", "（12）"]
    assert [chinese_numeral(n) for n in (1, 10, 11, 20, 21, 99)] == ["一", "十", "十一", "二十", "二十一", "九十九"]


def test_a_number_can_be_in_a_heading():
    blocks = read(f"## 组织学习{marker('n1')}", {"n1": number("n1", "8次")}).blocks
    assert isinstance(blocks[0], Heading)
    assert [type(run) for run in blocks[0].runs] == [Text, Number]
