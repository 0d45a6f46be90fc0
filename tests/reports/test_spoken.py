"""What a template calls a period, and what a finished report calls it."""

import pytest

from shilu.lib.periods import parse_period
from shilu.reports.spoken import Spoken, mentions


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("2022-H1", ("2022年上半年", "上半年", "上半年", "1—6月", "6月30日", "2022年下半年")),
        ("2022-H2", ("2022年下半年", "下半年", "下半年", "7—12月", "12月31日", "2023年上半年")),
        ("2022-Q4", ("2022年第四季度", "第四季度", "四季度", "10—12月", "12月31日", "2023年第一季度")),
        ("2022-06", ("2022年6月", "6月", "6月", "6月", "6月30日", "2022年7月")),
        ("2022", ("2022年", "全年", "全年", "1—12月", "12月31日", "2023年")),
        (
            "2022-H1..2022-06-15",
            ("2022年上半年（截至6月15日）", "上半年", "上半年", "1—6月", "6月15日", "2022年下半年"),
        ),
    ],
)
def test_a_period_has_the_words_that_papers_use(name: str, words: tuple[str, ...]) -> None:
    spoken = Spoken.of(parse_period(name))
    assert (spoken, spoken.word, spoken.short, spoken.months, spoken.end, spoken.next) == words


def test_a_report_is_searched_for_the_words_of_its_period() -> None:
    found = mentions(parse_period("2022-H1"))
    assert found["2022年上半年"] == "{{ period }}"
    assert found["2021年上半年"] == "{{ period.last_year }}"
    assert found["2021年下半年"] == "{{ period.previous }}"
    assert found["1至6月"] == '{{ period.months|replace("—", "至") }}'
    assert found["6月30日"] == "{{ period.end }}"
    assert (found["2022年"], found["2021年"]) == ("{{ year }}年", "{{ year - 1 }}年")


def test_a_neighbour_of_another_year_says_so() -> None:
    spoken = Spoken.of(parse_period("2022-H1"))
    assert (spoken.previous.word, spoken.next.word, spoken.last_year.word) == ("上年下半年", "下半年", "上年上半年")
    assert Spoken.of(parse_period("2022-H2")).next.word == "明年上半年"
    assert mentions(parse_period("2022-H1"))["去年下半年"] == '{{ period.previous.word|replace("上年", "去年") }}'
