import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shilu.lib.counts import NOTHING, TICKED, Count, Unreadable, read_count

COUNTED = """
120 | 120 | | |
120人 | 120 | 人 | |
120 人 | 120 | 人 | |
１２０人次 | 120 | 人次 | |
3（次） | 3 | 次 | |
共3次 | 3 | 次 | |
3场次 | 3 | 场次 | |
1.5学时 | 1.5 | 学时 | |
1,200 | 1200 | | |
1，200份 | 1200 | 份 | |
5,000.00 | 5000 | | |
5000元整 | 5000 | 元 | |
￥500.50 | 500.5 | | |
10万 | 100000 | | |
1.2万元 | 12000 | 元 | |
500元+米面油 | 500 | 元 | | 米面油
500元、米、面 | 500 | 元 | | 米、面
32人（含辅警8人） | 32 | 人 | | 含辅警8人
三次 | 3 | 次 | |
两次 | 2 | 次 | |
十二人 | 12 | 人 | |
一百零五人 | 105 | 人 | |
一百二十人 | 120 | 人 | |
一二〇人 | 120 | 人 | |
一万二千 | 12000 | | |
零 | 0 | | |
0 | 0 | | |
16/15 | 15 | | 16 |
16人/15人 | 15 | 人 | 16 |
应到16人，实到15人 | 15 | 人 | 16 |
应到16实到15 | 15 | | 16 |
"""
REFUSED = """
约120人 | about
120余人 | about
120多人 | about
近百人 | about
百余人 | about
两三次 | about
三五人 | about
二三十人 | about
十几人 | about
10万+ | about
120人左右 | about
不少于3次 | about
100人以上 | about
若干 | about
3-5次 | range
3～5人 | range
3次/45人 | several
15+5 | several
民警15人、辅警5人 | several
1,20 | several
3 5 | several
-5 | below_zero
15/16 | more_than_expected
0.1234 | decimals
99999999999999 | too_large
#REF! | formula
米面油 | no_number
第3期 | no_number
一百二 | no_number
半天 | no_number
1个半 | no_number
①人 | no_number
"""
SIGNS = st.text(alphabet="0123456789０５,，.。/、+-—~ 约近余多几两三十百千万次人元（）()共应到实√无年²①", max_size=16)


def _rows(table):
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


@pytest.mark.parametrize("row", _rows(COUNTED), ids=lambda row: row[0])
def test_count_reads_amount_and_measure_word(row):
    text, amount, measure, of, remark = row
    assert read_count(text) == Count(Decimal(amount), measure, Decimal(of) if of else None, remark)


@pytest.mark.parametrize("row", _rows(REFUSED), ids=lambda row: row[0])
def test_count_that_states_no_number_is_refused(row):
    with pytest.raises(Unreadable) as refused:
        read_count(row[0])
    assert refused.value.key == row[1]


def test_refusal_says_to_write_the_number():
    with pytest.raises(Unreadable, match="“约120人”是约数，请写准确数字"):
        read_count("约120人")


@pytest.mark.parametrize("value", [None, "", "  ", "　", "未填"])
def test_empty_cell_states_nothing_at_all(value):
    assert read_count(value) is None


@pytest.mark.parametrize("value", ["/", "／", "无", "—", "－", "——", "没有", "否", "×", False])
def test_a_stroke_states_nothing_and_is_reported(value):
    assert read_count(value) == NOTHING
    assert (NOTHING.amount, NOTHING.stated_nothing) == (0, True)


@pytest.mark.parametrize("value", ["√", "✓", "是", True])
def test_a_tick_is_one(value):
    assert read_count(value) == TICKED
    assert (TICKED.amount, TICKED.ticked) == (1, True)


@pytest.mark.parametrize(
    ("value", "amount"),
    [(120, "120"), (120.0, "120"), (0.1 + 0.2, "0.3"), (1.5, "1.5"), (Decimal("5000.00"), "5000"), (0, "0")],
)
def test_number_is_exact_without_trailing_zeros(value, amount):
    count = read_count(value)
    assert count is not None
    assert str(count.amount) == amount


@pytest.mark.parametrize("value", [dt.date(2022, 3, 5), dt.datetime(2022, 3, 5), dt.time(3, 5)])  # noqa: DTZ001
def test_count_that_excel_made_a_date_is_refused(value):
    with pytest.raises(Unreadable) as refused:
        read_count(value)
    assert refused.value.key == "date_for_count"


def test_present_before_expected_where_the_head_says_so():
    assert read_count("15/16", present_first=True) == Count(Decimal(15), "", Decimal(16))


@given(
    st.integers(0, 10**9),
    st.sampled_from(["{}", "{}人", "{:,}", "{:,}元", "共{}次", "{}.0", "{}人（含辅警1人）", "{} 份"]),
)
def test_any_whole_number_reads_back(number, form):
    count = read_count(form.format(number))
    assert count is not None
    assert count.amount == number


@given(st.decimals(min_value=0, max_value=10**9, places=3))
def test_any_amount_with_three_decimals_reads_back(amount):
    assert read_count(amount) == read_count(f"{amount:,}") == read_count(float(amount))


@given(
    st.one_of(
        SIGNS,
        st.text(max_size=30),
        st.integers(),
        st.floats(),
        st.decimals(),
        st.none(),
        st.booleans(),
        st.dates(),
        st.binary(),
    ),
    st.booleans(),
)
@example(Decimal("sNaN"), False)
@example(10**5000, False)
@example("9" * 5000, False)
@example("9" * 90, False)
def test_reading_raises_nothing_but_unreadable(value, present_first):
    try:
        count = read_count(value, present_first=present_first)
    except Unreadable as refused:
        assert refused.reason  # noqa: PT017
    else:
        assert count is None or (0 <= count.amount <= 10**12 and count.amount == round(count.amount, 3))
