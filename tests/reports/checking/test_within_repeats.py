"""One figure with two values in one text."""

from reports.checking.texts import found

TITLE = "示例县公安局2026年上半年工作总结"


def test_figure_with_two_values_is_told_at_the_second() -> None:
    text = f"""
{TITLE}
上半年，全局共开展警示教育5次。
一、学习教育
组织开展警示教育6次，教育效果明显。
"""

    assert found(text) == [("repeat", "6次", "“警示教育”前文为5次，此处为6次，前后不一致。")]


def test_about_and_exact_that_go_together_are_passed() -> None:
    assert found(f"{TITLE}\n共刊发宣传稿件40余篇。\n一、宣传\n刊发宣传稿件43篇。") == []


def test_about_and_exact_that_exclude_each_other_are_told() -> None:
    assert [
        (rule, words) for rule, words, _message in found("共刊发宣传稿件40余篇。\n一、宣传\n刊发宣传稿件53篇。")
    ] == [("repeat", "53篇")]


def test_numbers_of_parts_units_months_plans_and_comparisons_are_passed() -> None:
    text = f"""
{TITLE}
全局共开展警示教育5次。
城东派出所开展警示教育2次，城西派出所开展警示教育1次。
其中3月开展警示教育2次。
面向青年民警开展警示教育1次。
每月开展警示教育1次。
上年同期开展警示教育4次。
下半年计划开展警示教育8次。
"""

    assert found(text) == []


def test_number_of_a_station_is_not_that_of_the_whole_in_the_next_sentence() -> None:
    assert found("柳河派出所开展安全宣讲3场。开展安全宣讲累计25场。") == []


def test_people_of_two_events_are_passed() -> None:
    assert found("举办公安讲堂2次，受教育138人次。\n举办英模报告会1场，受教育160人次。") == []


def test_total_of_a_list_is_no_value_of_its_last_noun() -> None:
    assert found("全年开展法治宣讲1场。\n开展反诈宣讲2场、法治宣讲1场，共3场。") == []
