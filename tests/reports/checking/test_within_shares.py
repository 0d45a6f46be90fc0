"""Stated per cents against the two numbers they come from."""

from decimal import Decimal

import pytest

from reports.checking.texts import found, rules
from shilu.reports.checking.within.rounding import fits

RIGHT = [
    "收集意见建议34条，答复31条，答复率91.2%。",
    "收集意见建议34条，已答复31条，答复率达91%。",
    "发现问题45个，整改40个，整改率88.9%。",
    "发现问题45个，整改40个，整改率近90%。",
    "发现问题40个，整改销号25个，整改率62.5%。",
    "发现问题40个，整改销号25个，整改率63%。",  # half up
    "发现问题40个，整改销号25个，整改率62%。",  # half to even
    "举办讲座5场，开展培训3场，满意率98%。",
    "应到50人，实到45人，到会率90%。",
    "参加考试120人，合格110人，优秀42人，优秀率35%。",
    "参加考试120人，合格110人，优秀42人，优秀率38.2%。",
    "上年收集意见34条，答复20条，答复率91.2%。",
    "刊发稿件74篇，其中省级媒体10篇，占13.5%。",
    "刊发稿件74篇，其中省级媒体10篇，占全市的20%。",
    "职工参训率达100%。",
]
WRONG = {
    "收集意见建议34条，答复31条，答复率92.1%。": [("share", "92.1%", "31条占34条应为91.2%，文中为92.1%。")],
    "发现问题45个，整改40个，整改率88.8%。": [("share", "88.8%", "40个占45个应为88.9%，文中为88.8%。")],
    "发现问题45个，整改40个，整改率近80%。": [("share", "近80%", "40个占45个应为88.9%，文中为近80%。")],
    "应到50人，实到45人，到会率95%。": [("share", "95%", "45人占50人应为90%，文中为95%。")],
    "刊发稿件74篇，其中省级媒体10篇，占15.3%。": [("share", "15.3%", "10篇占74篇应为13.5%，文中为15.3%。")],
}


def test_shares_that_may_be_right_are_passed() -> None:
    assert rules(RIGHT) == {text: [] for text in RIGHT}


@pytest.mark.parametrize("text", WRONG)
def test_shares_that_their_numbers_do_not_give_are_told(text: str) -> None:
    assert found(text) == WRONG[text]


@pytest.mark.parametrize(
    ("written", "exact", "expected"),
    [
        ("62", "62.5", True),
        ("63", "62.5", True),
        ("61", "62.5", False),
        ("62.5", "62.5", True),
        ("62.50", "62.5", True),
    ],
)
def test_halves_are_rounded_either_way(written: str, exact: str, *, expected: bool) -> None:
    assert fits(Decimal(written), Decimal(exact)) is expected
