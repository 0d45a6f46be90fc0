"""Which units words of a form mean."""

import pytest

from forms.written_forms import filling_of, left, shown, table_of

pytestmark = pytest.mark.usefixtures("office")


@pytest.mark.parametrize("name", ["本级", "县局本级", "示例县局本级", "县局（本级）"])
def test_the_upper_unit_itself_may_be_named_with_its_name(name):
    filling = filling_of(table_of(f"单位 | 讲党课（次）\n{name} |\n城东所 |"))
    assert shown(filling) == {"B2": "0", "B3": "2"}


def test_a_row_of_the_upper_unit_itself_leaves_out_those_below_it():
    filling = filling_of(table_of("单位 | 讲党课（次）\n本级 |\n城东所 |"))
    assert shown(filling) == {"B2": "0", "B3": "2"}


@pytest.mark.parametrize("name", ["全市", "所属单位", "机关", "其他", "其他单位"])
def test_a_row_of_units_that_names_no_known_one_stays_empty(name):
    filling = filling_of(table_of(f"单位 | 讲党课（次）\n{name} |\n城东所 |"))
    assert shown(filling) == {"B3": "2"}
    assert list(left(filling)) == ["B2"]
