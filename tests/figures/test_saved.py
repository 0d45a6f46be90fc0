from datetime import UTC, datetime

import pytest

from cast import person_uuid, unit_uuid
from shilu.figures.saved import Question, SavedView, views_of
from shilu.figures.saved_operations import LONGEST_NAME, MOST, Taken, drop_view, keep_view
from shilu.lib.errors import Refused

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NOW = datetime(2022, 7, 4, 1, 30, tzinfo=UTC)
ANNA, BO = person_uuid("anna"), person_uuid("bo")
UNIT, OTHER = unit_uuid("X"), unit_uuid("X02")
QUESTION = Question(
    ("test/meeting.times",), by="month", compare="last-year", labels={"level": "city"}, period="2022-H1"
)


def keep(name="半年会议", *, question=QUESTION, unit=UNIT, account=ANNA, shared=False, **more):
    return keep_view(name, question=question, unit=unit, account=account, shared=shared, now=NOW, **more)


def test_a_kept_view_comes_back_as_it_was_asked():
    uuid = keep(" 半年  会议 ")
    assert views_of(ANNA, units=[UNIT]) == [SavedView(uuid, "半年 会议", UNIT, QUESTION, own=True, shared=False)]


def test_a_view_of_the_same_name_is_replaced_where_that_was_said():
    first = keep(shared=True)
    assert keep(shared=True) == first
    with pytest.raises(Taken, match="您已有视图“半年会议”，别人也在用"):
        keep(question=Question(("a",)), shared=True)
    with pytest.raises(Taken):
        keep(shared=False)
    assert views_of(ANNA, units=[UNIT])[0].question == QUESTION
    again = keep(question=Question(("a",)), unit=OTHER, shared=True, replaces=True)
    assert again == first
    assert views_of(ANNA, units=[UNIT, OTHER]) == [
        SavedView(first, "半年会议", OTHER, Question(("a",)), own=True, shared=True)
    ]


def test_others_see_what_is_shared_of_units_that_they_read():
    keep("只给自己")
    shared = keep("给大家", shared=True)
    keep("别处", unit=OTHER, shared=True)
    own = keep("自己的", account=BO)
    assert [(view.uuid, view.own) for view in views_of(BO, units=[UNIT])] == [(own, True), (shared, False)]
    assert views_of(BO, units=[]) == []


def test_only_its_owner_gives_a_view_up():
    uuid = keep(shared=True)
    assert not drop_view(uuid, account=BO)
    assert drop_view(uuid, account=ANNA)
    assert views_of(ANNA, units=[UNIT]) == []


def test_a_view_needs_a_name_that_fits():
    with pytest.raises(Refused, match="请给这个视图起个名字"):
        keep("  ")
    with pytest.raises(Refused, match="名称太长，最多 60 个字"):
        keep("长" * (LONGEST_NAME + 1))


def test_nobody_keeps_views_without_end():
    for at in range(MOST):
        keep(f"{at}")
    with pytest.raises(Refused, match="已经保存了 100 个视图"):
        keep("又一个")
    keep("0", shared=True, replaces=True)
