"""Which item words mean, and where none is guessed."""

import pytest

from forms.written_forms import filling_of, left, shown, table_of

pytestmark = pytest.mark.usefixtures("office")


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


def test_a_heading_that_may_mean_several_things_is_not_guessed():
    filling = filling_of(table_of("项目 | 主题党日 | 讲党课\n讲党课 | |\n主题党日 | |"))
    assert left(filling)["B2"] == "行写的是“讲党课”，列写的是“主题党日”，不是一回事"
