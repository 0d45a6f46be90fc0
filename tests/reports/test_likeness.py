"""Numbers printed like an example."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shilu.reports.likeness import like, like_change, manner_of

LIKE = """
value      example      printed
53         40余次       50余次
50         40余次       50次
7          40余次       7次
1234       40余次       1230余次
263418     26万余条     26万余条
260000     26万余条     26万条
9500       26万余条     9000余条
452300     40多万元     40多万元
3          三次         三次
2          三次         两次
105        三十名       一百零五名
53         三十多名     五十多名
12345      1,234人      12,345人
987        近千人       近千人
1000       近千人       1000人
850        近千人       近900人
1032       约500人      约1000人
55         50人以上     50人以上
49         50人以上     40人以上
20000000   突破2000万   2000万
20100000   突破2000万   突破2000万
32000      3.2万元      3.2万元
32150      3.2万元      32150元
8          ×次          8次
8          ８次         ８次
0.986      98.6%        98.6%
1          98.6%        100%
0.9996     100%         99.96%
0.75       86%          75%
0.9863     95%以上      98%以上
"""


@pytest.mark.parametrize("row", LIKE.strip().splitlines()[1:])
def test_a_value_stands_in_the_manner_of_the_example(row: str) -> None:
    value, example, printed = row.split()
    assert like(Decimal(value), example) == printed


@pytest.mark.parametrize("example", ["", "次", "很多", "第三次第"])
def test_what_writes_no_number_is_no_example(example: str) -> None:
    assert like(Decimal(8), example) is None


@given(st.integers(1, 10_000_000), st.sampled_from(["40余次", "2000余人", "26万余条", "120多篇", "300+"]))
def test_more_than_is_never_said_of_less(value: int, example: str) -> None:
    shown = manner_of(like(Decimal(value), example) or "")
    assert shown is not None
    low = int(shown.digits) * (10_000 if shown.scale else 1)
    assert low < value < low + int(shown.place) if shown.mark else low == value


@pytest.mark.parametrize(
    ("difference", "percent", "example", "share", "printed"),
    [
        ("2", "0.25", "增加3次", False, "增加2次"),
        ("-2", "-0.2", "增加3次", False, "减少2次"),
        ("-2", "-0.2", "增长25%", False, "下降20%"),
        ("2", "0.25", "下降12.5%", False, "增长25%"),
        ("0.023", None, "提高1.5个百分点", True, "提高2.3个百分点"),
        ("-0.01", None, "提高1.5个百分点", True, "降低1个百分点"),
        ("0", "0", "增加3次", False, "持平"),
        ("2", None, "增长25%", False, None),
        ("0.02", None, "增加3次", True, None),
    ],
)
def test_a_change_takes_the_verb_of_its_sign(
    difference: str,
    percent: str | None,
    example: str,
    share: bool,  # noqa: FBT001 - a column of the table above
    printed: str | None,
) -> None:
    shown = like_change(Decimal(difference), Decimal(percent) if percent else None, example, share=share)
    assert shown == printed
