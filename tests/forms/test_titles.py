"""Which items a title names."""

import pytest

import cast
from shilu.figures.reading import Reading
from shilu.forms.items import Items, items_of
from shilu.forms.titles import titled, titles

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def items() -> Items:
    return items_of(Reading(today=None), unit=cast.unit_uuid("X"))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("2022年上半年中心组学习情况登记表", ["中心组学习"]),
        ("支委会、讲党课情况明细表", ["支部委员会", "讲党课"]),
        ("纪律检查委员会会议情况", []),
        ("情况统计表", []),
    ],
)
def test_a_title_names_the_longest_name_in_it_and_what_is_joined_to_it(items: Items, text: str, named: list[str]):
    assert [str(item.asked.figure.title) for item in titles(text, items)] == named


def test_the_nearest_text_that_names_one_item_decides(items: Items):
    found = titled(("情况统计表", "支委会、讲党课情况明细表", "主题党日开展情况"), items)
    assert found is not None
    assert found.asked.figure.title.zh == "主题党日"
