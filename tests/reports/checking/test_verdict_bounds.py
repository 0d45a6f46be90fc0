"""Which recorded values bear a written number out."""

from decimal import Decimal

import pytest

from shilu.claims import extract
from shilu.reports.checking.bounds import Bounds, bounds_of

# what is written | values that bear it out | values that do not
WRITTEN = """
讲课120余次          | 121 129            | 120 130 119
学习2000余人次       | 2001 2999          | 2000 3000
任务26万余条         | 260001 269999      | 260000 270000
任务1.2万余条        | 12001 12999        | 12000 13000
宣讲十余次           | 11 19              | 10 20
参加300多人          | 301 399            | 300 400
宣讲60次以上         | 60 61 600          | 59
宣讲超过60次         | 61 600             | 60 59
宣讲逾60次           | 61                 | 60
参加近100人          | 90 99              | 100 89
参加约100人          | 95 100 105         | 94 106
参加100人左右        | 95 105             | 94 106
宣讲不少于4次        | 4 5                | 3
宣讲不超过4次        | 4 0                | 5
宣讲不足10次         | 9                  | 10
宣讲达8次            | 8                  | 7 9
宣讲累计8次          | 8                  | 9
学习率97.5%          | 0.975 0.9746 0.9754 | 0.9744 0.97551 0.976
学习率100%           | 1 0.996            | 0.99
发放慰问金3.2万元    | 32000 32499 31500  | 32501 31499 33000
发放慰问金3万元      | 30000 31400        | 26000 34000
参加30至40人         | 30 35 40           | 29 41
"""


def claimed(text: str) -> Bounds:
    (claim,) = extract(f"今年{text}。")
    bounds = bounds_of(claim)
    assert bounds is not None
    return bounds


@pytest.mark.parametrize("row", WRITTEN.strip().splitlines(), ids=lambda row: row.split("|")[0].strip())
def test_a_number_allows_what_its_marks_say(row: str) -> None:
    text, right, wrong = (cell.strip() for cell in row.split("|"))
    bounds = claimed(text)
    assert [value for value in right.split() if not bounds.hold(Decimal(value))] == []
    assert [value for value in wrong.split() if bounds.hold(Decimal(value))] == []


def test_half_up_and_half_even_both_pass() -> None:
    assert claimed("学习率62.5%").hold(Decimal("0.6245"))
    assert claimed("学习率62.4%").hold(Decimal("0.6245"))
    assert not claimed("学习率62.4%").hold(Decimal("0.6246"))


def test_far_more_than_is_written_is_known() -> None:
    bounds = claimed("宣讲60次以上")
    assert not bounds.is_far(Decimal(90))
    assert bounds.is_far(Decimal(91))
    assert not claimed("宣讲60余次").is_far(Decimal(69))


def test_a_rounded_amount_is_told_from_an_equal_one() -> None:
    bounds = claimed("发放慰问金3.2万元")
    assert bounds.rounds(Decimal(32049))
    assert not bounds.rounds(Decimal(32000))


def test_a_placeholder_has_no_bounds() -> None:
    (claim,) = extract("对×名民警进行了谈话。")
    assert bounds_of(claim) is None
