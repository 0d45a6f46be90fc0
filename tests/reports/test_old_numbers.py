"""Where a template keeps what an earlier report said."""

import pytest

from shilu.lib.periods import parse_period
from shilu.reports.old_numbers import as_words, old_places, replaced_places

SETTINGS = '+++\nunit = "示例局"\nlearned = "2021-H1"\n+++\n'


def words(text: str, *, period: str = "2022-H1", unit: str = "示例局") -> list[str]:
    return [one.words for one in old_places(SETTINGS + text, unit=unit, period=parse_period(period))]


def test_places_are_found_by_either_name_until_they_are_kept() -> None:
    assert words(
        """{{ old("3次") }}{{旧数('4"场', "例会")}}{{ old("5次", kept="5次") }}{{ figure("例会") }}{{ old( }}"""
    ) == [
        "3次",
        '4"场',
    ]


def test_nothing_is_old_in_the_report_that_the_template_was_learned_from() -> None:
    text = '{{ old("3次") }}'
    assert words(text, period="2021-H1") == []
    assert words(text, period="2021-H1", unit="城东所") == ["3次"]
    assert words(text, period="2021") == ["3次"]


@pytest.mark.parametrize(("period", "found"), [("2022-H2", []), ("2022", []), ("2022-12", []), ("2022-H1", ["全年"])])
def test_the_whole_year_may_stand_where_the_period_ends_with_it(period: str, found: list[str]) -> None:
    assert words('{{ old("全年", until="year") }}', period=period) == found


def test_the_words_around_read_as_the_paper_does() -> None:
    text = (
        SETTINGS
        + '- **更换**电脑{{ old("12台") }}、打印机{{ old("3台") }}，会{{ figure("例会") }}。\n| 合计 | {{ old("7") }} |'
    )
    found = old_places(text, unit="示例局", period=parse_period("2022-H1"))
    assert [(one.before, one.after) for one in found] == [
        ("更换电脑", "、打印机3台，会…。"),
        ("更换电脑12台、打印机", "，会…。"),
        ("合计", ""),
    ]
    assert found[0].source == '{{ old("12台") }}'


def test_places_are_written_over_where_they_stand() -> None:
    text = SETTINGS + '甲{{ old("1次", "例会", quantity="people") }}乙{{ old("2次") }}丙{{ old("3次") }}丁'
    first, second, third = old_places(text, unit="示例局", period=parse_period("2022-H1"))
    now = replaced_places(text, [(first, first.as_figure), (third, third.as_kept), (second, as_words("{*"))])
    assert now == SETTINGS + '甲{{ figure("例会", quantity="people") }}乙｛\\*丙{{ old("3次", kept="3次") }}丁'
