"""Random histories of a county, each asked at every unit and compared with counting by hand."""

from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from cast import unit_uuid
from figures.brute_force import Answer, Hand, Place
from figures.figure_cast import CODES
from figures.histories import EXAMPLES, NAMES, PERIODS, History, undone
from shilu.figures.queries import ask, entries_behind
from shilu.figures.result import Result
from shilu.ledger.clerk import Clerk
from shilu.ledger.queries import position
from shilu.lib.periods import Period, parse_period

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def by_hand(hand: Hand, result: Result, place: Place) -> Answer:
    match result.figure, result.quantity:
        case ("test/sessions", quantity) | ("test/attendance", quantity):
            return hand.flow(["test/meeting", "test/lesson"], quantity, place)
        case "test/new-libraries", _:
            return hand.flow(["test/library"], "items", place, sign=1)
        case "test/library-", _:
            return hand.flow(["test/library"], "items", place, sign=-1)
        case "test/library", _:
            return hand.by_change(["test/library"], "items", place)
        case "test/books", _:
            return hand.by_level("test/books", "copies", place)
        case key, quantity:
            return hand.flow([key], quantity, place)


UNSAID = "本期记录没有填写人次"


def check(unit: str, period: Period, *, at: int, now: bool, behind: bool) -> None:
    hand = Hand(at)
    mode = "now" if now else "then"
    for result in ask(NAMES, unit=unit_uuid(unit), period=period, at=at, structure=mode):  # type: ignore[arg-type]
        expected = by_hand(hand, result, Place(unit, period.first, period.last, now))
        if result.reason == UNSAID:
            assert result.quantity == "people"
            assert expected.value == 0
            assert not expected.entries
            continue
        said = (result.title, unit, period.name, at, mode)
        found = Answer(result.value, result.status)
        assert (said, found) == (said, Answer(expected.value, expected.status))
        assert result.entries == len(expected.entries)
        if behind:
            place = {"unit": unit_uuid(unit), "period": period, "at": at, "structure": mode}
            found_behind = entries_behind(result.figure, quantity=result.quantity, labels={}, **place)  # type: ignore[arg-type]
            assert found_behind == sorted(expected.entries)


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(random=st.randoms(use_true_random=True))
def test_figures_are_those_counted_by_hand(clerk: Clerk, random: Random) -> None:
    with undone():
        start = position()
        history = History(random, clerk=clerk)
        history.take(random.randint(6, 24))
        note("\n".join(history.steps))
        end, earlier = position(), random.randint(start, position())
        now, chosen = random.random() < 0.4, random.choice(CODES)
        for at in {end, earlier}:
            period = parse_period(random.choice(PERIODS))
            for unit in CODES:
                check(unit, period, at=at, now=now, behind=unit == chosen)
