import pytest

from shilu.reports.flow import Line, Place, Span
from shilu.reports.typed import typed_in


def typed(text: str) -> list[str]:
    return [shown for shown, _line in typed_in([Line(text)], [[]])]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("开展学习17场，参加1,204人次", ["17场", "1,204人次"]),
        ("到课率98.5%，上升2.5个百分点", ["98.5%", "2.5个百分点"]),
        ("近40余次、2000多人、10万元", ["近40余次", "2000多人", "10万元"]),
        ("每月3-5次", ["3-5次"]),
        ("共计12", ["12"]),
        ("获３次表彰", ["３次"]),
    ],
)
def test_numbers_with_measure_words_and_per_cents_are_typed(text: str, found: list[str]):
    assert typed(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "2022年6月20日",
        "2022年上半年",
        "6月15日至20日",
        "1-6月",
        "2022-06-20",
        "9:30",
        "第3次全会",
        "第十二届",
        "附件2",
        "示公〔2022〕8号",
        "1.学习情况",
        "（2）学习情况",
        "表1：情况",
        "联系电话：0991-1234567",
        "手机13800000000",
        "24小时值班",
        "建党100周年",
        "现年45岁",
        "A4纸",
        "5G网络",
        "5·15活动",
        "000012",
        "秘密★1年",
        "三会一课",
    ],
)
def test_dates_ordinals_and_numbers_of_things_are_not(text: str):
    assert typed(text) == []


def test_what_is_bound_is_not_typed():
    line = Line("学习8次，研讨3次", (Span(2, 4, "n1", "control"),))
    assert [shown for shown, _line in typed_in([line], [line.spans])] == ["3次"]


def test_running_numbers_of_a_table_are_left_out():
    cells = [
        Line(text, place=Place(table=1, row=row, column=column))
        for row, column, text in ((1, 1, "1"), (1, 2, "7"), (2, 1, "2"), (2, 2, "9"))
    ]
    assert [shown for shown, _line in typed_in(cells, [[]] * 4)] == ["7", "9"]
