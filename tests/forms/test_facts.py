"""Who fills a form in, for which unit and when."""

import datetime as dt

import pytest

from forms.written_forms import table_of
from shilu.forms.facts import Filler, Told, facts_of
from shilu.forms.layout import Layout

FILLER = Filler("示例县局", "张三", "李四", "", dt.date(2022, 7, 4))


def facts(text, *, sort="xlsx", above=()):
    layout = Layout(table_of(text, above=above), lambda _name: False, sort)
    return [
        (one.fill.spot.row, one.fill.spot.column, one.fill.value) if isinstance(one, Told) else one.reason
        for one in facts_of(layout, filler=FILLER)
    ]


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("填报单位（盖章）：", "填报单位（盖章）：示例县局"),
        ("填 报 人:", "填 报 人:张三"),
        ("填报日期：    年  月  日", "填报日期：2022年7月4日"),
        ("填报单位：________", "填报单位：示例县局"),
        ("填报人：　　　　　　审核人：", "填报人：张三　　　　审核人：李四"),
    ],
)
def test_a_fact_is_put_in_behind_its_word(text, filled):
    assert facts(text)[-1] == (1, 1, filled)


@pytest.mark.parametrize("text", ["填报时间：2022年7月", "填报单位：示例县公安局", "单位负责人：", "填报单位： | 某局"])
def test_what_stands_there_stays_and_people_sign_for_themselves(text):
    assert facts(text) == []


def test_a_word_without_a_colon_has_its_place_beside_it():
    assert facts("填报人 | | 审核人 |") == [(1, 2, "张三"), (1, 4, "李四")]


def test_in_word_the_cell_beside_is_filled():
    assert facts("填报人： | | 审核人： | 王五", sort="docx") == [(1, 2, "张三")]


def test_lines_of_a_word_form_are_filled_too():
    assert facts("甲", sort="docx", above=("附件", "填报单位（盖章）：          填报时间：")) == [
        (2, 0, "填报单位（盖章）：示例县局  填报时间：2022年7月4日"),
        (2, 0, "填报单位（盖章）：示例县局  填报时间：2022年7月4日"),
    ]


def test_what_is_not_known_is_told():
    assert facts("联系电话：") == ["设置里没有写联系电话（shilu.toml 的 [forms] telephone）"]


def test_the_heading_of_a_column_is_no_fact():
    assert facts("姓名 | 联系电话 | 单位名称\n甲 | | \n乙 | |") == []
