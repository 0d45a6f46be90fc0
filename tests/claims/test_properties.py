"""Whatever the text: no error, offsets that quote it, claims in order; and a number reads back in every form."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from shilu.claims import extract

PIECES = st.sampled_from(
    [
        *"0123456789０９一二三十百千万亿两半几×X%％.．,，。；、：（）()《》“”\n\t |+-—年月日号时分第每约近余多超个名人次元",
        "开展",
        "活动",
        "百分之",
        "以上",
        "培训",
        "个百分点",
        "万元",
        "平方米",
        "小时",
        "参加",
        "其中",
        "2023年",
        "分别",
        "之一",
    ]
)
CHINESE = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """``number`` below 10 000 in Chinese numerals."""
    written, pending = "", False
    for place, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            written += ("零" if pending and written else "") + CHINESE[digit] + sign
            pending = False
        else:
            pending = bool(written)
    return written.removeprefix("一") if 10 <= number < 20 else written


def full_width(written: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if sign in "0123456789" else sign for sign in written)


def only(text: str):
    (claim,) = extract(text)
    assert text[claim.start : claim.end] == claim.quote
    return claim


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map("".join)))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_claims_in_order_that_quote_it(text: str) -> None:
    end = 0
    for claim in extract(text):
        assert end <= claim.start < claim.end <= len(text)
        assert text[claim.start : claim.end] == claim.quote
        assert claim.what
        assert claim.upper is None or claim.value is not None
        end = claim.end


@given(st.integers(2, 9_999_999))
def test_a_whole_number_reads_back_in_arabic_full_width_and_with_separators(number: int) -> None:
    for written in (str(number), full_width(str(number)), f"{number:,}"):
        claim = only(f"全年接待读者{written}人次。")
        assert (claim.value, claim.unit, claim.what) == (number, "人次", "读者")


@given(st.integers(2, 9999))
def test_a_whole_number_reads_back_in_chinese_numerals(number: int) -> None:
    claim = only(f"全年接待读者{chinese(number)}人次。")
    assert (claim.value, claim.unit, claim.what) == (number, "人次", "读者")


@given(st.decimals("0.01", "9999.99", places=2), st.sampled_from([("万", 10**4), ("亿", 10**8)]))
def test_a_number_with_a_scale_reads_back_folded(number: Decimal, scale: tuple[str, int]) -> None:
    claim = only(f"项目总投资{number}{scale[0]}元。")
    assert (claim.value, claim.unit, claim.kind) == (number * scale[1], "元", "measure")


@given(st.decimals("0.1", "100", places=1), st.sampled_from(["%", "％"]))
def test_a_per_cent_reads_back_as_a_fraction(number: Decimal, sign: str) -> None:
    claim = only(f"群众满意率达{number}{sign}。")
    assert (claim.value, claim.unit, claim.what, claim.kind) == (number / 100, "%", "群众满意率", "share")


@given(st.integers(2, 500), st.integers(1, 500))
def test_a_range_reads_back_with_both_ends(low: int, more: int) -> None:
    claim = only(f"每场参加人员{low}—{low + more}名。")
    assert (claim.value, claim.upper) == (low, low + more)
