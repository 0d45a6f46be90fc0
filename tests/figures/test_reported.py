"""Who reported what, by the last word about each unit and day."""

from datetime import date

from shilu.figures.reported import Coverage, Life, Organisation, Word, coverage
from shilu.figures.trees import Trees, forest_of
from shilu.lib.period import Period
from shilu.lib.periods import parse_period

# 1 the bureau; 2 and 3 its stations; 4 and 5 teams of 2; from May on 5 stands below 3.
TREES = Trees(
    (0, 20220501),
    (forest_of({1: None, 2: 1, 3: 1, 4: 2, 5: 2}), forest_of({1: None, 2: 1, 3: 1, 4: 2, 5: 3})),
)
ALWAYS = Life(date(2015, 1, 1), None)
LIVES = dict.fromkeys(range(1, 6), ALWAYS)


def words(*said: str) -> list[Word]:
    """Words like ``+2 2022-H1``: a confirmation of unit 2, or with - one taken back."""
    found = []
    for one in said:
        unit, name = one[1:].split()
        period = parse_period(name)
        found.append(Word(int(unit), one[0] == "+", period.first, period.last))
    return found


def covered(
    unit: int, name: str, *said: str, lives: dict[int, Life] | None = None, own: bool = False, today: date | None = None
) -> Coverage:
    period: Period = parse_period(name)
    organisation = Organisation(words(*said), TREES, lives or LIVES)
    over = period.last if today is None else period.over_by(today)
    return coverage(
        unit, first=period.first, last=period.last, over=over, organisation=organisation, shape=TREES, own=own
    )


def test_word_about_a_unit_reaches_its_subtree_and_nothing_above() -> None:
    assert covered(4, "2022-Q1", "+2 2022-Q1") == Coverage("reported")
    assert covered(1, "2022-Q1", "+2 2022-Q1") == Coverage("partial", (3,), ())
    assert covered(3, "2022-Q1", "+2 2022-Q1") == Coverage("none", (3,), ())


def test_unit_is_reported_when_all_below_it_are() -> None:
    assert covered(2, "2022-Q1", "+4 2022-Q1", "+5 2022-Q1") == Coverage("reported")
    assert covered(1, "2022-Q1", "+4 2022-Q1", "+5 2022-Q1", "+3 2022") == Coverage("reported")


def test_last_word_holds() -> None:
    assert covered(4, "2022-02", "+1 2022", "-2 2022-02", "+4 2022-02") == Coverage("reported")
    assert covered(2, "2022-02", "+1 2022", "-2 2022-02", "+4 2022-02") == Coverage("partial", (5,), (5,))
    assert covered(1, "2022-Q1", "+1 2022", "-4 2022-02") == Coverage("partial", (4,), (4,))
    assert covered(1, "2022-01", "+1 2022", "-4 2022-02") == Coverage("reported")


def test_every_day_must_be_covered() -> None:
    assert covered(3, "2022-Q1", "+3 2022-01", "+3 2022-03") == Coverage("partial", (3,), (3,))
    assert covered(3, "2022-Q1", "+3 2022-01", "+3 2022-02", "+3 2022-03") == Coverage("reported")


def test_word_reaches_who_stood_below_on_the_day() -> None:
    assert covered(5, "2022-04", "+2 2022-H1") == Coverage("reported")
    assert covered(5, "2022-05", "+2 2022-H1") == Coverage("none", (5,), (5,))
    assert covered(3, "2022-05", "+3 2022-05") == Coverage("reported")


def test_nothing_is_late_before_a_units_first_close() -> None:
    assert covered(1, "2022-01", "+2 2022-02") == Coverage("none", (2, 3), ())
    assert covered(1, "2022-03", "+2 2022-02") == Coverage("none", (2, 3), (2,))


def test_units_that_do_not_exist_need_not_report() -> None:
    lives = LIVES | {5: Life(date(2022, 3, 1), None), 3: Life(date(2015, 1, 1), date(2022, 2, 1))}
    assert covered(1, "2022-02", "+4 2022-02", lives=lives) == Coverage("reported")
    assert covered(1, "2022-01", "+4 2022-01", lives=lives) == Coverage("partial", (3,), ())


def test_of_days_on_which_a_unit_is_not_there_nothing_is_asked() -> None:
    lives = LIVES | {4: Life(date(2015, 1, 1), date(2022, 3, 1)), 5: Life(date(2022, 2, 1), None)}
    assert covered(4, "2022-H1", "+4 2022-01", "+4 2022-02", lives=lives) == Coverage("reported")
    assert covered(4, "2022-H1", "+4 2022-01", lives=lives) == Coverage("partial", (4,), (4,))
    assert covered(4, "2022-Q2", lives=lives) == Coverage("none")
    assert covered(5, "2022-Q1", "+5 2022-02", "+5 2022-03", lives=lives) == Coverage("reported")
    assert covered(5, "2022-01", lives=lives) == Coverage("none")
    assert covered(5, "2022-01", "+1 2022", lives=lives) == Coverage("reported")


def test_unit_alone_may_be_asked_for() -> None:
    assert covered(2, "2022-Q1", "+4 2022-Q1", "+5 2022-Q1", own=True) == Coverage("none", (2,), ())


def test_nobody_is_missing_for_months_that_are_not_over() -> None:
    june, may = date(2022, 6, 30), date(2022, 6, 29)
    assert covered(1, "2022", "+1 2022-H1", today=june) == Coverage("reported", ahead=True)
    assert covered(1, "2022", "+1 2022-01", "+2 2022-H1", today=june) == Coverage("partial", (3,), (3,), ahead=True)
    assert covered(1, "2022-Q2", "+1 2022-04", "+1 2022-05", today=may) == Coverage("reported", ahead=True)
    assert covered(1, "2022-H1", "+1 2022-H1", today=june) == Coverage("reported")


def test_month_that_is_not_over_is_reported_by_who_was_early() -> None:
    today = date(2022, 6, 20)
    assert covered(1, "2022-06", today=today) == Coverage("none", ahead=True)
    assert covered(1, "2022-06", "+2 2022-06", today=today) == Coverage("partial", ahead=True)
    assert covered(1, "2022-06", "+1 2022-06", today=today) == Coverage("reported")
    assert covered(1, "2022-07", today=today) == Coverage("none", ahead=True)
