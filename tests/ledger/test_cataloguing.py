from dataclasses import replace

import pytest

from cast import Bureau
from shilu.ledger.cataloguing import NewFigure, NewKind, add_figure, add_kind, add_kind_alias
from shilu.ledger.clerk import Clerk
from shilu.ledger.queries import catalogue_at, position
from shilu.lib.errors import Refused

pytestmark = pytest.mark.database

LECTURE = NewKind("道德讲堂", "办一期算一次。", [("times", "期"), ("people", "人次")], aliases=["讲堂", " 讲堂 ", ""])
MEETINGS = NewFigure("会议合计", "各类会议之和。", "times", ["test/meeting", "test/talk"], aliases=["会议总数"])


def refusal_of(act, *arguments: object, **named: object) -> str:
    before = position()
    with pytest.raises(Refused) as refused:
        act(*arguments, **named)
    assert position() == before
    return str(refused.value)


def test_kind_is_one_row_of_the_log_and_found_by_its_names(bureau: Bureau, clerk: Clerk):
    before = position()
    kind = add_kind(LECTURE, clerk=clerk)
    assert (position(), kind.key, kind.aliases) == (before + 1, "own/道德讲堂", ("讲堂",))
    meaning = catalogue_at().meaning("讲堂")
    assert meaning is not None
    assert meaning.kind == kind


def test_kind_is_keyed_by_its_english_name_where_it_has_one(bureau: Bureau, clerk: Clerk):
    assert add_kind(replace(LECTURE, title_en="Moral lecture"), clerk=clerk).key == "own/moral-lecture"


@pytest.mark.parametrize(
    ("new", "told"),
    [
        (replace(LECTURE, title=" "), "名称"),
        (replace(LECTURE, title="例会"), "例会"),
        (replace(LECTURE, quantities=[]), "量"),
        (replace(LECTURE, labels=["colour"]), "colour"),
    ],
)
def test_kind_that_cannot_be_is_refused_in_words(bureau: Bureau, clerk: Clerk, new: NewKind, told: str):
    assert told in refusal_of(add_kind, new, clerk=clerk)


def test_alias_of_another_kind_is_refused(bureau: Bureau, clerk: Clerk):
    assert add_kind_alias("test/meeting", alias="碰头会", clerk=clerk).aliases == ("碰头会",)
    before = position()
    add_kind_alias("test/meeting", alias="碰头会", clerk=clerk)
    assert position() == before
    assert "例会" in refusal_of(add_kind_alias, "test/article", alias="碰头会", clerk=clerk)
    refusal_of(add_kind_alias, "test/none", alias="无", clerk=clerk)


def test_figure_sums_kinds_that_count_the_quantity(bureau: Bureau, clerk: Clerk):
    figure = add_figure(MEETINGS, clerk=clerk)
    assert (figure.key, figure.type, figure.measure) == ("own/会议合计", "flow", "次")
    refusal_of(add_figure, replace(MEETINGS, title="另一", quantity="items"), clerk=clerk)
    refusal_of(add_figure, replace(MEETINGS, title="另一", kinds=[]), clerk=clerk)
