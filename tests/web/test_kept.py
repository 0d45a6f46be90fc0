"""Answers that are kept for a moment: never too old for the asker, and made once for many."""

import pytest

import cast
from shilu.ledger.queries import position
from shilu.web.kept import Same, answered, part

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("bureau")]

MEETING = "2022-06-01 | X02 | meeting | times=1 | 例会"
OTHER = cast.person_uuid("somebody else")


@pytest.fixture
def made() -> list[int]:
    """The positions at which an answer was made."""
    return []


def ask(made: list[int], *, name: str, account=OTHER, patience: float = 60) -> int:
    return (
        answered(name, make=lambda at: made.append(at) or at, workspace="test", account=account, patience=patience)
        or made[-1]
    )


def test_an_answer_is_made_once_while_nothing_is_recorded(made):
    assert [ask(made, name="once") for _time in range(3)] == [position()] * 3
    assert len(made) == 1


def test_what_others_record_is_in_it_a_moment_later(made, clerk):
    first = ask(made, name="others")
    cast.post(MEETING, clerk=clerk)
    assert ask(made, name="others") == first
    assert ask(made, name="others", patience=0) == first + 1


def test_what_one_records_oneself_is_in_it_at_once(made, clerk):
    first = ask(made, name="own", account=cast.ACCOUNT)
    cast.post(MEETING, clerk=clerk)
    assert ask(made, name="own", account=cast.ACCOUNT) == first + 1


def test_answers_to_different_questions_are_kept_apart(made):
    ask(made, name="this")
    ask(made, name="that")
    assert len(made) == 2


def test_a_part_of_the_frame_is_drawn_once_for_the_same_key_and_anew_for_another():
    drawn = []

    def draw(units: str) -> str:
        def make() -> dict[str, object]:
            drawn.append(units)
            return {"unit": None, "one_unit": False, "unit_choices": [], "period_choices": [(units, [])]}

        return part("parts/place.html", units, make=make)

    assert [units in draw(units) for units in ("城东", "城西", "城东")] == [True, True, True]
    assert drawn == ["城东", "城西"]


def test_a_key_of_one_value_is_equal_to_none_of_another_that_only_looks_the_same():
    value, like = ["城东"], ["城东"]
    assert (Same(value) == Same(value), Same(value) == Same(like), Same(value) == value) == (True, False, False)
