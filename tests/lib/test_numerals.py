import pytest
from hypothesis import given
from hypothesis import strategies as st

from shilu.lib.numerals import chinese_number, with_arabic_numbers

DIGITS = "零一二三四五六七八九"


def _written(number):
    """The standard writing of a number below a hundred million."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        return _written(high) + "万" + ("" if low == 0 else ("零" if low < 1000 else "") + _written(low))
    text, zero = "", False
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            text += ("零" if zero and text else "") + DIGITS[digit] + unit
        zero = not digit
        zero = zero and bool(text)
    return text or "零"


@given(st.integers(0, 99_999_999))
def test_any_number_in_standard_writing_reads_back(number):
    assert chinese_number(_written(number)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十", 10),
        ("十二", 12),
        ("廿一", 21),
        ("卅", 30),
        ("两千零五", 2005),
        ("二〇二二", 2022),
        ("二○二二", 2022),
        ("〇", 0),
    ],
)
def test_other_writings_read_as_their_number(text, number):
    assert chinese_number(text) == number


@pytest.mark.parametrize("text", ["", "二三十", "一百二", "十百", "百", "万", "人", "一万二", "一" * 21])
def test_about_or_short_writings_are_no_number(text):
    assert chinese_number(text) is None


def test_numerals_in_a_text_become_arabic_and_about_ones_stay():
    assert with_arabic_numbers("二〇二二年三月二十一日") == "2022年3月21日"
    assert with_arabic_numbers("二0二二年") == "2022年"
    assert with_arabic_numbers("两三次") == "两三次"
