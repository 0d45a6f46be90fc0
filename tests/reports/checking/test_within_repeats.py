"""One figure with two values in one text."""

from decimal import Decimal
from typing import cast

from reports.checking.texts import document, found
from shilu.claims import extract
from shilu.lib.periods import parse_period
from shilu.reports.checking.verdict import Judged, Verdict
from shilu.reports.checking.within import within

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


STRETCHES = {
    "2026-05": [
        "5月份，召开院坝会4次。1—5月，累计召开院坝会17次。",
        "召开院坝会4次。1—5月，累计召开院坝会17次。",
        "召开院坝会4次。\n今年以来，召开院坝会17次。",
        "召开院坝会4次。\n累计召开院坝会17次。",
        "召开院坝会4次。\n前5个月召开院坝会17次。",
    ],
    "2026-Q2": ["二季度，召开院坝会20次。上半年，召开院坝会28次。"],
    "2026-H1": ["上半年，召开院坝会28次。\n全年召开院坝会60次。"],
}


def test_other_stretches_of_time_are_other_figures() -> None:
    told = {period: [found(text, period=period) for text in texts] for period, texts in STRETCHES.items()}

    assert told == {period: [[] for _text in texts] for period, texts in STRETCHES.items()}


def test_words_that_say_the_own_time_are_one_figure() -> None:
    told = found("今年以来，累计召开院坝会28次。\n上半年召开院坝会27次。", period="2026-H1")

    assert [(rule, words) for rule, words, _message in told] == [("repeat", "27次")]


def judged(text: str, **verdicts: tuple[str, str, str, int]) -> list[tuple[str, str, str]]:
    """The findings where the claims, by their numbers, have a verdict, a figure, a period and the value of the records."""
    read = document(text)
    claims = extract(read.text)
    told = [verdicts["n" + claim.quote.rstrip("次%")] for claim in claims]
    verdicted = [
        Judged(
            claim,
            "",
            cast(Verdict, verdict),
            "",
            figure=figure,
            title=figure,
            unit="X",
            period=parse_period(period),
            recorded=Decimal(recorded),
        )
        for claim, (verdict, figure, period, recorded) in zip(claims, told, strict=True)
    ]
    findings = within(read, claims, period=parse_period("2026-H1"), judged=verdicted)
    return [(one.rule, read.text[one.start : one.end], one.message) for one in findings]


def test_two_names_of_one_figure_are_compared_where_both_were_matched() -> None:
    text = "理论学习中心组学习8次。\n党委中心组集中学习9次。"
    eight, nine = ("supports", "中心组学习", "2026-H1", 8), ("differs", "中心组学习", "2026-H1", 8)

    assert judged(text, n8=eight, n9=nine) == [("repeat", "9次", "“中心组学习”前文为8次，此处为9次，前后不一致。")]
    assert judged(text, n8=eight, n9=("cannot_tell", "中心组学习", "2026-H1", 8)) == []
    assert judged(text, n8=eight, n9=("differs", "集中学习", "2026-H1", 8)) == []
    assert judged(text, n8=eight, n9=("differs", "中心组学习", "2026-H1", 12)) == []  # the unit's own part


def test_equal_words_of_two_periods_are_two_figures_where_both_were_matched() -> None:
    text = "召开院坝会28次。\n召开院坝会13次。"
    now, then = ("supports", "院坝会", "2026-H1", 28), ("supports", "院坝会", "2025-H1", 13)

    assert [rule for rule, _words, _message in found(text, period="2026-H1")] == ["repeat"]
    assert judged(text, n28=now, n13=then) == []


def test_rates_are_compared_where_they_were_matched() -> None:
    text = "学习率91%。\n学习率达到{}%。"
    told, other = ("supports", "学习率", "2026-H1", 91), ("differs", "学习率", "2026-H1", 91)

    assert found(text.format(92), period="2026-H1") == []
    assert [words for _rule, words, _message in judged(text.format(92), n91=told, n92=other)] == ["92%"]
    assert judged(text.format("91.3"), **{"n91": told, "n91.3": other}) == []
