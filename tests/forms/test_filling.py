"""What a form as a whole comes to."""

import pytest

from forms.written_forms import filling_of, table_of
from shilu.lib.errors import Refused

pytestmark = pytest.mark.usefixtures("office")


@pytest.mark.parametrize("text", ["甲 | 乙\n1 | 2", "项目 | 数量\n讲党课 | 3"])
def test_a_form_without_headings_or_without_a_place_is_refused(text):
    with pytest.raises(Refused):
        filling_of(table_of(text))


def test_a_form_in_which_nothing_is_known_says_so():
    filling = filling_of(table_of("项目 | 数量\n无人机巡查里程 |"))
    assert filling.remarks == ("表样.xlsx 里一格也没有填上，原因见清单。",)
