"""What is due, and what is missing for it."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

import cast
from shilu.deadlines.due import Due, NewDeadline, Sent, Sort
from shilu.deadlines.operations import add_deadline, end_deadline, mark_done, undo_done
from shilu.deadlines.queries import Missing, due_for, due_of, dues_between, missing_for
from shilu.deadlines.repeating import Repeats
from shilu.figures.reading import Reading
from shilu.ledger.clerk import Clerk
from shilu.ledger.closing import close_period
from shilu.lib.acting import By
from shilu.lib.errors import Refused
from shilu.lib.periods import parse_period

pytestmark = pytest.mark.database

TODAY = date(2022, 7, 4)
BELOW = ("X01", "X02", "X03")


@pytest.fixture
def by(clerk: Clerk) -> By:
    return By(cast.ACCOUNT, "示例局", clerk.now)


@pytest.fixture
def report(bureau: cast.Bureau) -> NewDeadline:
    """The half-year report of the bureau, due in mid-June, then in mid-December."""
    return NewDeadline(
        unit=bureau["X"],
        sort=Sort.REPORT,
        title="半年报告",
        first=date(2022, 7, 15),
        repeats=Repeats.HALF_YEARLY,
        period=parse_period("2022-H1"),
        to="市局办公室",
        template="半年报告.md",
        figures=("例会", "稿件"),
    )


def _brief(dues: list[Due]) -> list[tuple[str, date, str, int]]:
    return [(due.title, due.on, due.period.name if due.period else "", len(due.waiting)) for due in dues]


def test_due_for_tells_what_comes_within_a_month_and_what_is_overdue(
    bureau: cast.Bureau, report: NewDeadline, by: By
) -> None:
    add_deadline(report, by=by)
    add_deadline(NewDeadline(bureau["X"], Sort.OTHER, "盘点", date(2022, 7, 1)), by=by)
    add_deadline(NewDeadline(bureau["X"], Sort.OTHER, "以后的", date(2022, 8, 5)), by=by)
    add_deadline(NewDeadline(bureau["X02"], Sort.OTHER, "别的单位的", date(2022, 7, 5)), by=by)
    found = due_for([bureau["X"]], today=TODAY)
    assert _brief(found) == [("盘点", date(2022, 7, 1), "", 1), ("半年报告", date(2022, 7, 15), "2022-H1", 1)]
    assert [due.state(today=TODAY) for due in found] == ["overdue", "open"]
    assert (found[1].to, found[1].template, found[1].figures) == ("市局办公室", "半年报告.md", ("例会", "稿件"))


def test_dues_between_moves_the_period_on(bureau: cast.Bureau, report: NewDeadline, by: By) -> None:
    add_deadline(report, by=by)
    found = dues_between([bureau["X"]], first=date(2022, 8, 1), last=date(2023, 12, 31))
    assert _brief(found) == [
        ("半年报告", date(2023, 1, 15), "2022-H2", 1),
        ("半年报告", date(2023, 7, 15), "2023-H1", 1),
    ]


def test_mark_done_and_undo(bureau: cast.Bureau, report: NewDeadline, by: By) -> None:
    deadline = add_deadline(report, by=by)
    mark_done(deadline, 0, unit=bureau["X"], on=date(2022, 7, 16), how="OA", by=by)
    mark_done(deadline, 0, unit=bureau["X"], on=date(2022, 7, 20), by=by)
    assert due_for([bureau["X"]], today=TODAY) == []
    due = due_of(deadline, 0)
    assert due.sent == due.sent_late == (Sent(bureau["X"], date(2022, 7, 16), "OA", cast.ACCOUNT),)
    assert due.state(today=date(2022, 8, 1)) == "done"
    undo_done(deadline, 0, unit=bureau["X"])
    assert len(due_for([bureau["X"]], today=TODAY)) == 1


def test_end_deadline_lets_it_come_no_more(bureau: cast.Bureau, report: NewDeadline, by: By) -> None:
    deadline = add_deadline(report, by=by)
    end_deadline(deadline, until=date(2023, 1, 15))
    found = dues_between([bureau["X"]], first=date.min, last=date(2025, 1, 1))
    assert [due.on for due in found] == [date(2022, 7, 15)]


def test_month_of_each_unit_below_is_done_where_the_ledger_says_reported(
    bureau: cast.Bureau, clerk: Clerk, by: By
) -> None:
    june = parse_period("2022-06")
    new = NewDeadline(
        bureau["X"], Sort.MONTH, "月报表", date(2022, 6, 25), Repeats.MONTHLY, june, below="*", to="办公室"
    )
    deadline = add_deadline(new, by=by)
    close_period(bureau["X01"], period=june, clerk=clerk)
    mark_done(deadline, 0, unit=bureau["X03"], on=date(2022, 6, 24), by=by)
    (due, july) = due_for([bureau[code] for code in ("X", *BELOW)], today=TODAY)
    assert due.units == tuple(bureau[code] for code in BELOW)
    assert due.waiting == (bureau["X02"],)
    assert due.sent == (
        Sent(bureau["X03"], date(2022, 6, 24), "", cast.ACCOUNT),
        Sent(bureau["X01"], date(2022, 6, 25)),
    )
    assert (july.on, july.period) == (date(2022, 7, 25), parse_period("2022-07"))
    assert [(one.on, one.units) for one in due_for([bureau["X03"]], today=TODAY)] == [
        (date(2022, 7, 25), (bureau["X03"],))
    ]


def test_missing_for_names_units_not_reported_and_figures_without_value(
    bureau: cast.Bureau, report: NewDeadline, clerk: Clerk, by: By
) -> None:
    deadline = add_deadline(report, by=by)
    cast.post("2022-03-01 | X01 | meeting | times=1 people=12 | 例会", clerk=clerk)
    due = due_of(deadline, 0)
    assert missing_for(due, reading=Reading(today=TODAY)) == Missing(("办公室", "城东所", "城西所"), ("稿件",))
    for code in ("X01", "X02"):
        close_period(bureau[code], period=parse_period("2022-H1"), clerk=clerk)
    assert missing_for(due, reading=Reading(today=TODAY)) == Missing(("城西所",), ("稿件",))
    cast.post("2022-03-01 | X03 | article(level=city) | items=1 | 稿", clerk=clerk)
    close_period(bureau["X03"], period=parse_period("2022-H1"), clerk=clerk)
    assert missing_for(due, reading=Reading(today=TODAY)) == Missing()


def test_missing_for_asks_nothing_of_a_month_that_is_cut_off(bureau: cast.Bureau, clerk: Clerk, by: By) -> None:
    cut = parse_period("2022-Q2..2022-06-15")
    deadline = add_deadline(NewDeadline(bureau["X"], Sort.REPORT, "报告", TODAY, period=cut), by=by)
    for name in ("2022-04", "2022-05"):
        close_period(bureau["X"], period=parse_period(name), clerk=clerk)
    assert missing_for(due_of(deadline, 0), reading=Reading(today=TODAY)) == Missing()


def test_missing_for_names_a_figure_that_is_no_more(bureau: cast.Bureau, by: By) -> None:
    new = NewDeadline(bureau["X"], Sort.REPORT, "报告", TODAY, period=parse_period("2022-W23"), figures=("没有的",))
    assert missing_for(due_of(add_deadline(new, by=by), 0), reading=Reading(today=TODAY)) == Missing((), ("没有的",))


def test_add_deadline_refuses_no_title_and_a_period_that_cannot_move_on(bureau: cast.Bureau, by: By) -> None:
    with pytest.raises(Refused, match="请写明到期事项"):
        add_deadline(NewDeadline(bureau["X"], Sort.OTHER, " ", TODAY), by=by)
    with pytest.raises(Refused, match="2022年上半年不能按1个月推移"):
        add_deadline(
            NewDeadline(bureau["X"], Sort.REPORT, "月报", TODAY, Repeats.MONTHLY, parse_period("2022-H1")), by=by
        )


def test_due_of_refuses_a_time_that_never_comes(bureau: cast.Bureau, by: By) -> None:
    deadline = add_deadline(NewDeadline(bureau["X"], Sort.OTHER, "盘点", TODAY), by=by)
    with pytest.raises(Refused, match="“盘点”在那一天没有到期"):
        due_of(deadline, 3)


def test_due_for_takes_a_few_queries_however_much_is_due(
    bureau: cast.Bureau, by: By, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for day in range(1, 21):
        add_deadline(NewDeadline(bureau["X"], Sort.OTHER, f"事{day}", date(2022, 7, day)), by=by)
    with django_assert_max_num_queries(4):  # type: ignore[attr-defined]
        assert len(due_for([bureau["X"]], today=TODAY)) == 20


def test_due_for_knows_who_stands_below_on_the_day(bureau: cast.Bureau, by: By) -> None:
    new = NewDeadline(bureau["X"], Sort.OTHER, "总结", date(2022, 7, 10), below="所")
    add_deadline(new, by=by)
    everybody: list[UUID] = list(bureau.units.values())
    (due,) = due_for(everybody, today=TODAY)
    assert due.units == (bureau["X02"], bureau["X03"])


def test_missing_for_asks_nothing_of_a_month_that_is_not_over(bureau: cast.Bureau, clerk: Clerk, by: By) -> None:
    due = due_of(
        add_deadline(NewDeadline(bureau["X"], Sort.REPORT, "报告", TODAY, period=parse_period("2022-H1")), by=by), 0
    )
    for month in range(1, 6):
        close_period(bureau["X"], period=parse_period(f"2022-0{month}"), clerk=clerk)
    assert missing_for(due, reading=Reading(today=date(2022, 6, 25))) == Missing()
    assert missing_for(due, reading=Reading(today=date(2022, 6, 30))).units == ("办公室", "城东所", "城西所")
