"""Dates and periods of a finished report as expressions."""

import pytest

from shilu.lib.periods import parse_period
from shilu.reports.learning.replaced import Left
from shilu.reports.learning.times import dates_left, day_of_writing, times_of


def written(text: str, *, period: str, typed: str = "") -> str:
    """``text`` with its expressions in the place of the words; ``typed`` is a number that stays."""
    at = text.find(typed) if typed else -1
    stays = [Left(at, at + len(typed), typed, "")] if at >= 0 else []
    for one in reversed(times_of(text, period=parse_period(period), taken=(), typed=stays)):
        text = text[: one.start] + one.expression + text[one.end :]
    return text


@pytest.mark.parametrize(
    ("period", "text", "expected"),
    [
        (
            "2022-H1",
            "2022年上半年，比去年下半年好",
            '{{ period }}，比{{ period.previous.word|replace("上年", "去年") }}好',
        ),
        ("2022-H1", "下半年，继续努力", "{{ period.next.word }}，继续努力"),
        ("2022-H1", "截至2022年6月30日", '截至{{ period.year ~ "年" ~ period.end }}'),
        ("2022-Q1", "2022年一季度", '{{ period.year ~ "年" ~ period.bare|replace("第", "") }}'),
        ("2022-05", "1—5月累计", "{{ period.so_far.months }}累计"),
        ("2022-H1", "2022年3月8日、2022年3月", "2022年3月8日、2022年3月"),
        ("2022-H1", "《2022年工作要点》", "《2022年工作要点》"),
        ("2022-H1", "示公〔2022〕8号", "示公〔2022〕8号"),
        ("2022-06", "16月6日、6月15日", "16月6日、6月15日"),
        ("2022-H1", "2020年上半年", "2020年上半年"),
    ],
)
def test_words_of_the_period_become_expressions_and_other_dates_stay(period: str, text: str, expected: str) -> None:
    assert written(text, period=period) == expected


@pytest.mark.parametrize("text", ["上半年开展检查7次", "与2022年上半年相比，检查增加7次", "（上半年7次）"])
def test_words_beside_a_number_that_stays_stay_with_it(text: str) -> None:
    assert written(text, period="2022-H1", typed="7次") == text


def test_dates_that_stay_are_listed() -> None:
    text = "3月8日表彰先进，2021年12月检查。"
    assert [one.words for one in dates_left(text, taken=())] == ["3月8日", "2021年12月"]


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("示例县局\n2022年7月4日", "{{ today }}"),
        ("二〇二二年七月四日", "{{ today.chinese }}"),
        ("会议定于2022年7月4日召开", None),
    ],
)
def test_the_day_of_the_signature_is_the_day_of_writing(text: str, expression: str | None) -> None:
    found = day_of_writing(text, 0)
    assert (found.expression if found else None) == expression
