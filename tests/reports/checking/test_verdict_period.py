"""Which period the words before a number tie it to."""

import pytest

from shilu.lib.periods import parse_period
from shilu.reports.checking.scope_period import period_told, without_time

TOLD = """
6月份开展            | 2022-06
一季度开展           | 2022-Q1
2022年第二季度       | 2022-Q2
上半年               | 2022-H1
2022年，全局         | 2022-H1
今年以来             | 2022-H1
年初以来，共         | 2022-H1
全年共召开           | 2022
截至5月底，累计      | 2022-H1..2022-05-31
截至6月底            | 2022-H1
6月15日，组织        | 2022-06-15/2022-06-15
上年同期             | 2021-H1
去年                 | 2021-01-01/2021-12-31
2021年上半年         | 2021-H1
1月至6月             | 2022-H1
3月至5月             | 2022-03-01/2022-05-31
去年上半年           | 2021-H1
上年一季度           | 2021-Q1
去年6月份            | 2021-06
前四个月             | 2022-01-01/2022-04-30
4、5月份             | 2022-04-01/2022-05-31
4月以来              | 2022-04-01/2022-06-30
Q1                   | 2022-Q1
5月1日至6月30日      | 2022-05-01/2022-06-30
"""

NOTHING = ["", "开展警示教育", "比上年同期增加", "较去年同期减少", "与去年同期相比，增加", "第3次学习", "每月"]
UNCLEAR = ["近三年", "五年来", "上月", "自成立以来", "明年", "春节期间"]


@pytest.mark.parametrize("row", TOLD.strip().splitlines(), ids=lambda row: row.split("|")[0].strip())
def test_words_of_time_tell_a_period(row: str) -> None:
    words, name = (cell.strip() for cell in row.split("|"))
    told = period_told(words, period=parse_period("2022-H1"))
    assert told is not None
    assert told.period is not None
    assert told.period.name == name


@pytest.mark.parametrize("words", NOTHING)
def test_comparisons_and_other_words_tell_none(words: str) -> None:
    assert period_told(words, period=parse_period("2022-H1")) is None


@pytest.mark.parametrize("words", UNCLEAR)
def test_a_time_that_cannot_be_known_is_said_to_be_so(words: str) -> None:
    told = period_told(words, period=parse_period("2022-H1"))
    assert told is not None
    assert told.period is None
    assert told.never


@pytest.mark.parametrize(
    "words", ["专项行动开展以来", "“反诈宣传月”期间", "6月中旬", "自4月起", "三八节前夕", "前三季度"]
)
def test_a_time_of_which_not_all_is_sure_is_doubted(words: str) -> None:
    told = period_told(words, period=parse_period("2022-H1"))
    assert told is not None
    assert told.doubt


def test_the_last_words_of_time_count() -> None:
    told = period_told("一季度开展3次，二季度开展", period=parse_period("2022-H1"))
    assert told is not None
    assert told.period is not None
    assert told.period.name == "2022-Q2"


def test_a_noun_is_taken_without_its_time() -> None:
    assert without_time("2月份反诈宣讲") == "反诈宣讲"
    assert without_time("讲党课") == "讲党课"


CUT = """
2022年上半年         | 2022-H1..2022-06-15 | 2022-H1..2022-06-15
上半年               | 2022-H1..2022-06-15 | 2022-H1..2022-06-15
1月至6月             | 2022-H1..2022-06-15 | 2022-H1..2022-06-15
前六个月             | 2022-H1..2022-06-15 | 2022-H1..2022-06-15
截至6月15日          | 2022-H1..2022-06-15 | 2022-H1..2022-06-15
二季度               | 2022-H1..2022-06-15 | 2022-Q2..2022-06-15
6月份                | 2022-H1..2022-06-15 | 2022-06..2022-06-15
一季度               | 2022-H1..2022-06-15 | 2022-Q1
上年同期             | 2022-H1..2022-06-15 | 2021-H1..2021-06-15
2021年上半年         | 2022-H1..2022-06-15 | 2021-H1
全年                 | 2022..2022-11-30    | 2022..2022-11-30
下半年               | 2022..2022-11-30    | 2022-H2..2022-11-30
"""


@pytest.mark.parametrize("row", CUT.strip().splitlines(), ids=lambda row: row.split("|")[0].strip())
def test_a_paper_that_is_cut_off_names_its_own_time_without_saying_so_again(row: str) -> None:
    words, paper, name = (cell.strip() for cell in row.split("|"))
    told = period_told(words, period=parse_period(paper))
    assert told is not None
    assert told.period is not None
    assert told.period.name == name
    assert bool(told.doubt) == (told.period.first.year < 2022)


def test_a_day_after_the_paper_s_time_is_doubted() -> None:
    told = period_told("截至6月20日", period=parse_period("2022-H1..2022-06-15"))
    assert told is not None
    assert told.doubt
