"""Days outside the report's period."""

import pytest

from reports.checking.texts import found, rules

TITLE = "示例委机关党支部2019年上半年工作情况报告"


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("2018年，全体职工赴柳湾村现场观摩，大家作出承诺和计划。", "2018年"),
        ("一是深化学习。2018年11月，组织培训2次。", "2018年11月"),
        ("2018年12月3日，开展走访慰问5次。", "2018年12月3日"),
        ("2019年9月5日上午，举办讲座1场。", "2019年9月5日"),
        ("7月12日，举办讲座1场。", "7月12日"),
        ("机关支部于2018年12月组织参观2次。", "2018年12月"),
    ],
)
def test_acts_outside_the_period_are_told(sentence: str, day: str) -> None:
    assert found(f"{TITLE}\n{sentence}") == [("period", day, f"{day}不在本文报告期2019年上半年之内。")]


PASSED = [
    "2019年，组织集中学习3次。",
    "2019年3月5日，举办讲座1场。",
    "3月5日，举办讲座1场。",
    "与2018年相比，开展培训更多。",
    "2018年同期，开展培训3次。",
    "2018年以来，持续开展走访慰问。",
    "2018年底前完成的改造项目，组织了验收。",
    "2018年被评为先进单位，开展经验交流。",
    "2020年，计划举办培训3期。",
    "学习《2018年工作要点》，组织讨论。",
    "2018年度考核结果已经公布。",
    "在2018年开展试点的基础上，组织推广活动3次。",
    "对2018年开展的培训项目，组织回头看2次。",
    "机关支部于2018年建成图书室，今年开展读书活动3次。",
    "截至7月5日，举办讲座3场。",
]


def test_days_that_compare_plan_or_tell_of_the_past_are_passed() -> None:
    texts = [f"{TITLE}\n{sentence}" for sentence in PASSED]

    assert rules(texts) == {text: [] for text in texts}


def test_plans_below_their_heading_are_passed() -> None:
    assert found(f"{TITLE}\n二、下一步打算\n7月5日，举办讲座1场。") == []


def test_period_of_the_command_goes_before_that_of_the_title() -> None:
    assert found(f"{TITLE}\n2019年3月5日，举办讲座1场。", period="2019-Q2") == [
        ("period", "2019年3月5日", "2019年3月5日不在本文报告期2019年第二季度之内。")
    ]


def test_text_without_a_period_has_no_days_outside() -> None:
    assert found("工作总结\n2018年3月5日，举办讲座1场。") == []


def test_title_of_another_time_is_told_and_the_paper_read_by_it() -> None:
    text = "示例县公安局2025年下半年学习教育工作总结\n2025年9月5日，召开座谈会1次。\n2026年3月5日，召开座谈会1次。"

    assert found(text, period="2026-H1") == [
        ("period", "示例县公安局2025年下半年学习教育工作总结", "标题说的是2025年下半年，核对的是2026年上半年。"),
        ("period", "2026年3月5日", "2026年3月5日不在本文报告期2025年下半年之内。"),
    ]


TITLES = [
    "关于2026年上半年工作的报告",
    "2026年工作总结",
    "2025年度民主生活会情况报告",
    "关于贯彻2025年会议精神情况的报告",
    "关于学习《2025年工作要点》情况的报告",
    "2025年工作总结和2026年工作计划",
    "2025年工作计划",
]


def test_titles_that_overlap_or_only_mention_a_time_are_passed() -> None:
    assert [found(f"{title}\n召开座谈会1次。", period="2026-H1") for title in TITLES] == [[] for _title in TITLES]


COMPARED = [
    "2025年下半年召开院坝会15次，今年上半年召开院坝会28次。",
    "2025年下半年召开院坝会15次。2026年上半年召开院坝会28次。",
    "2025年全年召开院坝会28次。",
]


def test_stretches_of_time_that_are_set_beside_the_own_are_passed() -> None:
    assert [found(text, period="2026-H1") for text in COMPARED] == [[] for _text in COMPARED]


def test_report_on_the_second_half_is_read_below_its_title() -> None:
    assert found("示例局2025年下半年工作总结\n2024年9月5日，召开座谈会1次。") == [
        ("period", "2024年9月5日", "2024年9月5日不在本文报告期2025年下半年之内。")
    ]
