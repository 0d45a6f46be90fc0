"""Figures asked of a ledger whose records stand in the test."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localtime

from cast import person_uuid, post, unit_uuid
from figures.figure_cast import one, place, values
from shilu.figures.names import figure_title, figures_named
from shilu.figures.queries import ask, ask_keyed, definition_sentence, entries_behind
from shilu.figures.result import Compared, Result, as_json
from shilu.ledger.clerk import Clerk
from shilu.ledger.closing import close_period, open_period
from shilu.ledger.models import Attendance
from shilu.ledger.occasions import join_occasion, leave_occasion
from shilu.ledger.operations import reverse_entries
from shilu.ledger.organising import change_organisation
from shilu.ledger.queries import catalogue_at, moment_of, position
from shilu.ledger.targeting import countable
from shilu.lib.errors import Refused
from shilu.lib.periods import parse_period
from shilu.organisation.changes import UnitAdded, UnitEnded, UnitMoved

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("county")]

RECORDS = """
    2022-01-05             | A1 | meeting | times=1 people=10
    2022-02-10             | A1 | meeting | times=2 people=25
    2022-03-01..2022-03-31 | A2 | meeting | times=4 people=80
    2022-04-20             | A  | meeting | times=1 people=7
    2022-07-02             | B1 | meeting | times=1 people=9
    2022-02-11             | B1 | lesson  | times=1 people=30
"""


def close(unit: str, period: str, *, clerk: Clerk) -> None:
    close_period(unit_uuid(unit), period=parse_period(period), clerk=clerk)


def asked(name: str, unit: str, period: str) -> list[Result]:
    return ask([name], unit=unit_uuid(unit), period=parse_period(period))


def test_flow_is_the_sum_of_the_subtree_in_the_period(clerk: Clerk) -> None:
    post(RECORDS, clerk=clerk)
    assert values("例会", "R", "2022-H1") == [8, 122]
    assert values("例会", "A", "2022-Q1") == [7, 115]
    assert values("例会", "A1", "2022") == [3, 35]
    assert values("例会", "B", "2022") == [1, 9]
    assert values("教育活动", "R", "2022-H1") == [9]


def test_a_quantity_that_only_some_records_say_is_told_as_such(clerk: Clerk) -> None:
    post(RECORDS + "\n    2022-01-20 | B1 | meeting | times=1\n    2022-02-20 | B1 | meeting | times=1", clerk=clerk)
    times, people = asked("例会", "R", "2022-Q1")
    assert (times.value, times.of) == (9, 0)
    assert (people.value, people.entries, people.of) == (115, 3, 5)
    assert people.said_by_some == "5条记录中3条填了人次"
    assert "例会：5条记录中3条填了人次" in people.remarks
    assert [result.of for result in asked("例会", "A", "2022-Q1")] == [0, 0]


def test_summary_counts_only_in_periods_that_contain_it(clerk: Clerk) -> None:
    post(RECORDS, clerk=clerk)
    close("R", "2022", clerk=clerk)
    assert one("例会", "A2", "2022-03").value == 4
    week = one("例会", "A2", "2022-03-01/2022-03-30")
    assert (week.value, week.status, week.entries) == (None, "partial", 0)
    assert week.reason == "只有跨越本期的汇总记录"
    wider = one("例会", "A", "2022-02-01/2022-03-15")
    assert (wider.value, wider.status, wider.remarks) == (2, "partial", ("有1笔汇总记录跨出本期，未计入",))
    assert one("例会", "A", "2022-Q1").status == "reported"


def test_value_is_null_until_the_period_is_reported_and_zero_then(clerk: Clerk) -> None:
    post(RECORDS, clerk=clerk)
    before = one("例会", "B1", "2022-Q1")
    assert (before.value, before.status, before.reason, before.shown) == (None, "none", "未报", "")
    close("B", "2022-Q1", clerk=clerk)
    after = one("例会", "B1", "2022-Q1")
    assert (after.value, after.status, after.shown) == (0, "reported", "0次")
    open_period(unit_uuid("B1"), period=parse_period("2022-02"), reason="补录", clerk=clerk)
    assert one("例会", "B1", "2022-02").value is None
    assert one("例会", "B1", "2022-01").value == 0
    assert (one("例会", "B1", "2022-Q1").value, one("例会", "B1", "2022-Q1").status) == (None, "partial")


def test_kind_that_nobody_below_ever_recorded_stays_empty(clerk: Clerk) -> None:
    post(RECORDS, clerk=clerk)
    close("R", "2022", clerk=clerk)
    found = one("党课", "A", "2022")
    assert (found.value, found.status, found.reason) == (None, "none", "本单位及所属单位从未登记过此项")
    assert one("党课", "B", "2022-Q2").value == 0


def test_status_names_who_has_not_reported(clerk: Clerk) -> None:
    post(RECORDS, clerk=clerk)
    close("A1", "2022-Q1", clerk=clerk)
    found = one("例会", "R", "2022-Q1")
    assert (found.value, found.status, found.missing) == (7, "partial", ("城东二队", "城西所"))
    assert found.remarks == ("未报单位：城东二队、城西所",)
    close("A2", "2022-Q1", clerk=clerk)
    close("B", "2022-Q1", clerk=clerk)
    assert (one("例会", "R", "2022-Q1").status, one("例会", "R", "2022-Q1").missing) == ("reported", ())


def test_quantity_that_the_records_do_not_give_has_no_value(clerk: Clerk) -> None:
    post("2022-01-05 | A1 | meeting | times=1\n2021-01-05 | A1 | meeting | times=1 people=4", clerk=clerk)
    close("R", "2022", clerk=clerk)
    times, people = ask(["例会"], unit=unit_uuid("R"), period=parse_period("2022"))
    assert (times.value, people.value, people.reason) == (1, None, "本期记录没有填写人次")


def test_as_of_reads_the_rows_up_to_a_position_only(clerk: Clerk) -> None:
    first, second = post("2022-01-05 | A1 | meeting | times=1\n2022-01-06 | A1 | meeting | times=5", clerk=clerk)
    (gone,) = reverse_entries([second], reason="笔误", clerk=clerk)
    assert [one("例会", "A", "2022-01", at=at).value for at in (first, second, gone)] == [1, 6, 1]
    assert [one("例会", "A", "2022-01", at=at).entries for at in (first, second, gone)] == [1, 2, 1]
    behind = {"quantity": "times", "labels": {}, "unit": unit_uuid("A"), "period": parse_period("2022-01")}
    assert entries_behind("test/meeting", **behind) == [first]  # type: ignore[arg-type]
    assert entries_behind("test/meeting", at=second, **behind) == [first, second]  # type: ignore[arg-type]


def test_joint_occasion_counts_once_above_its_units(clerk: Clerk) -> None:
    seqs = post(
        """
        2022-03-05 | A1 | meeting | times=1 people=10
        2022-03-05 | A2 | meeting | times=1 people=12
        2022-03-05 | B1 | meeting | times=1 people=5
        2022-03-09 | B1 | meeting | times=1 people=6
        """,
        clerk=clerk,
    )
    before = position()
    occasion = join_occasion(seqs[:2], clerk=clerk)
    assert values("例会", "R", "2022-03") == [3, 33]
    assert values("例会", "A", "2022-03") == [1, 22]
    assert values("例会", "A1", "2022-03") == [1, 10]
    join_occasion([seqs[2]], occasion=occasion, clerk=clerk)
    assert values("例会", "R", "2022-03") == [2, 33]
    assert one("例会", "R", "2022-03").entries == 4
    assert values("例会", "R", "2022-03", at=before) == [4, 33]
    leave_occasion([seqs[0]], occasion=occasion, clerk=clerk)
    assert values("例会", "R", "2022-03") == [3, 33]
    reverse_entries([seqs[1]], reason="重复", clerk=clerk)
    assert values("例会", "R", "2022-03") == [3, 21]


def test_one_event_of_two_kinds_counts_for_each_and_once_for_both(clerk: Clerk) -> None:
    seqs = post(
        "2022-03-05 | A1 | meeting | times=1 people=10\n2022-03-05 | A1 | lesson | times=1 people=14", clerk=clerk
    )
    join_occasion(seqs, clerk=clerk)
    assert values("例会", "A1", "2022") == [1, 10]
    assert values("党课", "R", "2022") == [1, 14]
    assert values("教育活动", "A1", "2022") == [1]
    assert values("参加教育人次", "R", "2022") == [14]


def test_moved_unit_counts_under_its_old_parent_before_the_move(clerk: Clerk) -> None:
    post("2022-05-09 | A1 | meeting | times=1\n2022-05-10 | A1 | meeting | times=2", clerk=clerk)
    before = position()
    change_organisation([UnitMoved(unit_uuid("A1"), unit_uuid("B"), date(2022, 5, 10))], clerk=clerk)
    assert [one("例会", unit, "2022").value for unit in ("R", "A", "B", "A1")] == [3, 1, 2, 3]
    assert [one("例会", unit, "2022", structure="now").value for unit in ("R", "A", "B")] == [3, None, 3]
    assert [one("例会", unit, "2022", at=before).value for unit in ("R", "A", "B")] == [3, 3, None]


def test_merged_unit_counts_under_its_successor_now(clerk: Clerk) -> None:
    post("2022-02-09 | A1 | meeting | times=1\n2022-06-10 | B1 | meeting | times=2", clerk=clerk)
    change_organisation([UnitEnded(unit_uuid("A1"), (unit_uuid("B1"),), date(2022, 5, 1))], clerk=clerk)
    assert [one("例会", unit, "2022").value for unit in ("A", "B", "B1")] == [1, 2, 2]
    assert [one("例会", unit, "2022", structure="now").value for unit in ("A", "B", "B1")] == [None, 3, 3]


def test_unit_that_ended_has_reported_the_months_that_it_lived(clerk: Clerk) -> None:
    post("2022-02-09 | A1 | meeting | times=1\n2022-02-09 | A2 | lesson | times=1", clerk=clerk)
    post("2021-02-09 | A1 | lesson | times=1", clerk=clerk)
    change_organisation([UnitEnded(unit_uuid("A1"), (unit_uuid("B1"),), date(2022, 5, 1))], clerk=clerk)
    for month in ("2022-01", "2022-02", "2022-03", "2022-04"):
        close_period(unit_uuid("A1"), period=parse_period(month), clerk=clerk)
    half = one("例会", "A1", "2022-H1")
    assert (half.value, half.status, half.missing) == (1, "reported", ())
    assert (one("党课", "A1", "2022-H1").value, one("报道", "A1", "2022-H1").lacking) == (0, "从未登记")
    after = one("例会", "A1", "2022-06")
    assert (after.value, after.missing, after.lacking, after.reason) == (None, (), "已撤销", "单位此前已撤销")
    assert one("例会", "A1", "2010").lacking == "未报"
    change_organisation([UnitAdded(UUID(int=9), "N", "新队", "", "队", unit_uuid("A"), date(2022, 5, 1))], clerk=clerk)
    assert ask(["例会"], unit=UUID(int=9), period=parse_period("2022-04"))[0].lacking == "尚未设立"


def test_quantities_of_one_measure_word_are_told_apart_by_their_names(clerk: Clerk) -> None:
    post("2022-02-09 | A1 | task | assigned=4\n2022-03-09 | A1 | course | times=1 people=9", clerk=clerk)
    assigned, completed = ask(["学习任务"], unit=unit_uuid("A1"), period=parse_period("2022"))
    assert (assigned.title, completed.title) == ("学习任务（应完成）", "学习任务（已完成）")
    titles = [
        figure_title(one.figure, catalogue=catalogue_at())
        for one in figures_named("学习任务", catalogue=catalogue_at())
    ]
    assert titles == [assigned.title, completed.title]
    of = countable("test/task", "completed", catalogue=catalogue_at())
    assert of is not None
    assert of.title == completed.title
    times, people, persons = ask(["培训"], unit=unit_uuid("A1"), period=parse_period("2022"))
    assert {times.title, people.title, persons.title} == {"培训"}
    assert persons.lacking_named == "人数记录未写明"


def test_stock_by_change_is_what_there_is_on_the_last_day(clerk: Clerk) -> None:
    post(
        """
        2020-03-01 | A1 | library | items=2
        2022-02-01 | A1 | library | items=-1
        2022-03-15 | B1 | library | items=3
        """,
        clerk=clerk,
    )
    assert [one("图书室", "R", period).value for period in ("2021", "2022-02", "2022-03", "2022")] == [2, 1, 4, 4]
    assert one("图书室", "R", "2022-03-01/2022-03-14").value == 1
    assert one("新建图书室", "R", "2022").value == 3
    shut = one("撤并图书室", "R", "2022")
    assert (shut.value, shut.title, shut.figure) == (1, "图书室（减少）", "test/library-")
    again = ask_keyed(shut.figure, quantity="items", labels={}, unit=unit_uuid("R"), period=parse_period("2022"))
    assert (again.value, again.asked) == (1, None)
    change_organisation([UnitMoved(unit_uuid("A1"), unit_uuid("B"), date(2022, 6, 1))], clerk=clerk)
    assert [one("图书室", unit, "2022").value for unit in ("A", "B")] == [None, 4]
    assert [one("图书室", unit, "2022-05").value for unit in ("A", "B")] == [1, 3]


def test_stock_by_level_is_the_last_statement_of_each_unit(clerk: Clerk) -> None:
    table = "\n".join(f"2022-{month:02}-01..2022-{month:02}-28 | A1 | books | copies=13" for month in range(1, 7))
    seqs = post(f"{table}\n2022-05-10 | B1 | books | copies=7\n2022-05-10 | B1 | books | copies=8", clerk=clerk)
    assert one("藏书", "R", "2022").value == 21
    assert one("藏书", "R", "2022-04").value == 13
    assert entries_behind(
        "test/books", quantity="copies", labels={}, unit=unit_uuid("R"), period=parse_period("2022-06")
    ) == [seqs[5], seqs[-1]]


def test_level_of_a_merged_unit_holds_until_its_successor_states_one(clerk: Clerk) -> None:
    post("2022-04-30 | A1 | books | copies=13\n2022-04-30 | A2 | books | copies=20", clerk=clerk)
    change_organisation([UnitEnded(unit_uuid("A1"), (unit_uuid("A2"),), date(2022, 5, 1))], clerk=clerk)
    assert one("藏书", "R", "2022-05").value == 33
    post("2022-06-30 | A2 | books | copies=31", clerk=clerk)
    assert [one("藏书", "R", period).value for period in ("2022-05", "2022-06")] == [33, 31]


def test_ratio_gives_both_parts_and_nothing_over_nothing(clerk: Clerk) -> None:
    post("2022-01-31 | A1 | task | assigned=8 completed=6", clerk=clerk)
    close("R", "2022-02", clerk=clerk)
    found = one("学习率", "R", "2022-01")
    assert (found.value, found.numerator, found.denominator, found.shown) == (Decimal("0.75"), 6, 8, "75%")
    assert found.entries == 1
    empty = one("学习率", "R", "2022-02")
    assert (empty.value, empty.reason) == (None, "分母为0")


def test_rate_is_the_average_over_the_months_of_the_period(clerk: Clerk) -> None:
    post(RECORDS, clerk=clerk)
    found = one("例会月均", "R", "2022-H1")
    assert (found.value, found.shown, found.numerator, found.denominator) == (Decimal("1.333333"), "1.33次", 8, 6)
    assert one("例会季均", "R", "2022-H1").value == 4
    assert one("例会季均", "R", "2022-03").reason == "本期太短，算不出平均数"
    assert one("例会月均", "R", "2022-03-01/2022-03-14").value is None


def test_comparison_sets_a_period_beside_an_earlier_one(clerk: Clerk) -> None:
    post("2021-03-05 | A1 | meeting | times=8\n2022-03-05 | A1 | meeting | times=10", clerk=clerk)
    found = one("例会同比", "R", "2022-03")
    assert (found.value, found.shown, found.numerator, found.denominator) == (Decimal("0.25"), "25%", 10, 8)
    assert one("例会增减", "R", "2022").value == 2
    whole = one("例会", "R", "2022-Q1", compare="last-year")
    assert whole.compare == Compared(parse_period("2021-Q1"), Decimal(8), Decimal(2), Decimal("0.25"))
    cut = parse_period("2022-H1").cut(date(2022, 3, 4))
    (early, _people) = ask(["例会"], unit=unit_uuid("R"), period=cut, compare="last-year")
    assert (early.value, early.compare) == (
        None,
        Compared(parse_period("2021-H1").cut(date(2021, 3, 4)), None, None, None),
    )


def test_target_gives_the_amount_set_and_how_far_it_is_done(clerk: Clerk) -> None:
    post(RECORDS, clerk=clerk)
    assert (one("例会年度任务数", "R", "2022").value, one("例会任务完成率", "R", "2022").shown) == (12, "75%")
    half = one("例会年度任务数", "R", "2022-H1")
    assert (half.value, half.numerator, half.denominator) == (5, 8, 5)
    assert half.remarks[-1] == "已完成8次，占160%"
    assert one("例会年度任务数", "A", "2022").value == 4
    assert one("例会年度任务数", "B", "2022").reason == "未设本单位本期的任务数"


def test_people_and_units_are_counted_on_the_last_day(clerk: Clerk) -> None:
    assert one("民警人数", "R", "2022").reason == "没有人员名单"
    place(person_uuid("甲"), "A1", "民警", date(2021, 1, 1), clerk=clerk)
    place(person_uuid("乙"), "A2", "辅警", date(2021, 1, 1), clerk=clerk)
    place(person_uuid("丙"), "B1", "民警", date(2022, 3, 1), clerk=clerk)
    assert [one("民警人数", "R", period).value for period in ("2020", "2021", "2022")] == [None, 1, 2]
    assert one("民警人数", "R", "2020").reason == "人员名单从这一天之后才开始"
    assert [one("民警人数", unit, "2022").value for unit in ("A", "A2", "B")] == [1, 0, 1]
    assert one("派出所数", "R", "2022").value == 2
    change_organisation([UnitEnded(unit_uuid("B"), (), date(2022, 6, 1))], clerk=clerk)
    assert [one("派出所数", "R", period).value for period in ("2022-05", "2022-06")] == [2, 1]
    unknown = one("派出所数", "R", "2014")
    assert (unknown.value, unknown.status, unknown.lacking) == (None, "none", "当时情况不详")


def test_persons_are_counted_once_each_and_only_where_all_are_named(clerk: Clerk) -> None:
    first, second = post(
        "2022-01-05 | A1 | course | times=1 people=2\n2022-02-05 | A1 | course | times=1 people=2", clerk=clerk
    )
    for entry, name in ((first, "甲"), (first, "乙"), (second, "乙"), (second, "丙")):
        Attendance.objects.create(entry=entry, person=person_uuid(name))
    assert values("培训", "R", "2022") == [2, 4, 3]
    assert values("培训", "R", "2022-01") == [1, 2, 2]
    Attendance.objects.filter(entry=second, person=person_uuid("丙")).delete()
    persons = ask(["培训"], unit=unit_uuid("R"), period=parse_period("2022"))[2]
    assert (persons.value, persons.entries) == (None, 2)
    assert persons.reason == "部分记录没有参加人员名单或名单已删除，可用人次"


def test_labels_pin_and_break_down_a_figure(clerk: Clerk) -> None:
    post(
        """
        2022-01-05 | A1 | story(level=province) | items=2
        2022-01-06 | A1 | story(level=city)     | items=3
        2022-01-07 | A1 | story                 | items=1
        """,
        clerk=clerk,
    )
    assert one("报道", "R", "2022").value == 6
    pinned = one("省级报道", "R", "2022")
    assert (pinned.value, pinned.labels, pinned.title) == (2, {"level": "province"}, "报道（省级）")
    parts = ask(["报道"], unit=unit_uuid("R"), period=parse_period("2022"), by="级别")
    assert [(part.labels, part.value, part.title) for part in parts] == [
        ({"level": "city"}, 3, "报道（市级）"),
        ({"level": "province"}, 2, "报道（省级）"),
        ({"level": ""}, 1, "报道（未注明）"),
    ]
    with pytest.raises(Refused, match="没有分类项“颜色”"):
        ask(["报道"], unit=unit_uuid("R"), period=parse_period("2022"), by="颜色")
    with pytest.raises(Refused, match="这些统计项目不能按“level”分"):
        ask(["例会"], unit=unit_uuid("R"), period=parse_period("2022"), by="level")


def test_breakdown_by_unit_gives_those_below_and_what_the_unit_did_itself(clerk: Clerk) -> None:
    post(RECORDS, clerk=clerk)
    parts = ask(["例会"], unit=unit_uuid("A"), period=parse_period("2022-H1"), by="unit")
    assert [(part.unit_code, part.quantity, part.value, part.own) for part in parts] == [
        ("A1", "times", 3, False),
        ("A2", "times", 4, False),
        ("A", "times", 1, True),
        ("A1", "people", 35, False),
        ("A2", "people", 80, False),
        ("A", "people", 7, True),
    ]


def test_breakdown_by_month_compares_month_with_month(clerk: Clerk) -> None:
    post(RECORDS, clerk=clerk)
    parts = ask(["党课"], unit=unit_uuid("B"), period=parse_period("2022-Q1"), by="month", compare="previous")
    times = [part for part in parts if part.quantity == "times"]
    assert [(part.period.name, part.value, part.compare and part.compare.period.name) for part in times] == [
        ("2022-01", None, "2021-12"),
        ("2022-02", 1, "2022-01"),
        ("2022-03", None, "2022-02"),
    ]


def test_named_figures_can_be_only_those_that_the_subtree_ever_recorded(clerk: Clerk) -> None:
    post(RECORDS, clerk=clerk)

    def found(unit: str, *, recorded: bool) -> list[str]:
        answers = ask(["例会", "党课"], unit=unit_uuid(unit), period=parse_period("2021"), recorded=recorded)
        return [f"{answer.title} {answer.quantity}" for answer in answers]

    both = ["例会 times", "例会 people", "党课 times", "党课 people"]
    assert found("A", recorded=False) == both
    assert found("A", recorded=True) == both[:2]
    assert found("B", recorded=True) == both


def test_all_figures_are_those_that_the_subtree_ever_recorded(clerk: Clerk) -> None:
    post(RECORDS, clerk=clerk)
    found = ask(None, unit=unit_uuid("B"), period=parse_period("2021"))
    assert [(result.title, result.quantity) for result in found if result.figure != "test/stations"] == [
        ("例会", "times"),
        ("例会", "people"),
        ("党课", "times"),
        ("党课", "people"),
        ("教育活动", "times"),
        ("参加教育人次", "people"),
        ("例会月均", "times"),
        ("例会季均", "times"),
        ("例会同比", "times"),
        ("例会增减", "times"),
        ("例会年度任务数", "times"),
        ("例会任务完成率", "times"),
    ]
    assert {result.asked for result in found} == {None}


def test_unknown_name_is_refused_with_the_nearest(clerk: Clerk) -> None:
    with pytest.raises(Refused, match=r"没有统计项目“例回”.*例会"):
        ask(["例回"], unit=unit_uuid("R"), period=parse_period("2022"))
    with pytest.raises(Refused, match="没有这个单位"):
        ask(["例会"], unit=UUID(int=7), period=parse_period("2022"))


def test_json_has_the_agreed_shape(clerk: Clerk) -> None:
    post("2022-01-31 | A1 | task | assigned=6 completed=6\n2022-01-05 | A1 | meeting | times=1", clerk=clerk)
    rate, times, _people = ask(
        ["学习率", "例会"], unit=unit_uuid("A1"), period=parse_period("2022-H1"), compare="previous"
    )
    assert as_json(rate)["value"] == 1.0
    assert isinstance(as_json(rate)["value"], float)
    assert as_json(times) == {
        "asked": "例会",
        "figure": "test/meeting",
        "title": "例会",
        "definition": "开一次算一次。",
        "unit": "A1",
        "unit_name": "城东一队",
        "period": "2022-H1",
        "quantity": "times",
        "measure": "次",
        "labels": {},
        "value": 1,
        "shown": "1次",
        "numerator": None,
        "denominator": None,
        "status": "partial",
        "missing": ["城东一队"],
        "remarks": ["未报单位：城东一队"],
        "reason": None,
        "as_of": position(),
        "entries": 1,
        "compare": {"period": "2021-H2", "value": None, "difference": None, "percent": None},
    }


def test_definition_is_a_sentence_in_the_clerks_words(clerk: Clerk) -> None:
    post("2022-01-05 | A1 | meeting | times=1", clerk=clerk)
    close("R", "2022-H1", clerk=clerk)
    assert definition_sentence(one("例会", "A1", "2022-H1")) == (
        f"例会（次）：开一次算一次。统计范围：城东一队及所属单位，2022年上半年；取数时点 {localtime(moment_of(position())):%Y-%m-%d %H:%M}。"
    )


def test_statements_do_not_grow_with_the_figures_that_nobody_recorded(clerk: Clerk) -> None:
    post("2022-02-11 | B1 | lesson | times=1 people=30\n2022-02-11 | B1 | meeting | times=1 people=30", clerk=clerk)

    def statements(names: list[str]) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert all(one.value is None for one in ask(names, unit=unit_uuid("A"), period=parse_period("2022-Q1")))
        return len(asked)

    statements(["例会"])
    assert statements(["例会", "党课", "教育活动"]) == statements(["例会"])


def test_year_that_is_not_over_asks_for_the_months_that_are(clerk: Clerk) -> None:
    post("2022-01-05 | A1 | meeting | times=1\n2021-01-05 | A1 | lesson | times=1", clerk=clerk)
    close("R", "2022-Q1", clerk=clerk)
    close("A", "2022-04", clerk=clerk)
    march, april = {"today": date(2022, 4, 29)}, {"today": date(2022, 4, 30)}
    year = one("例会", "R", "2022", **march)
    assert (year.value, year.status, year.missing, year.is_incomplete) == (1, "reported", (), False)
    assert year.remarks == ("未报单位看到2022年3月为止，之后的月份还没有过完",)
    assert (one("党课", "R", "2022", **march).value, one("党课", "R", "2022", **april).value) == (0, None)
    assert (one("例会", "R", "2022", **april).missing, one("例会", "R", "2022").missing) == (
        ("城西所",),
        ("城东所", "城西所"),
    )


def test_month_that_is_not_over_has_no_zero_and_misses_nobody(clerk: Clerk) -> None:
    post("2022-04-05 | A1 | meeting | times=1\n2021-01-05 | A1 | lesson | times=1", clerk=clerk)
    today = {"today": date(2022, 4, 20)}
    meeting, lesson = one("例会", "R", "2022-04", **today), one("党课", "R", "2022-04", **today)
    assert (meeting.value, meeting.status, meeting.missing, meeting.is_incomplete) == (1, "partial", (), False)
    assert (lesson.value, lesson.lacking, lesson.missing) == (None, "尚无记录", ())
    assert one("党课", "R", "2022-05", **today).lacking == "未到"
    close("A", "2022-04", clerk=clerk)
    assert (one("党课", "A", "2022-04", **today).value, one("党课", "R", "2022-04", **today).value) == (0, None)


def test_share_of_what_is_not_over_is_not_incomplete(clerk: Clerk) -> None:
    post("2022-04-05 | A1 | task | assigned=4 completed=3", clerk=clerk)
    assert one("学习率", "R", "2022-04").is_incomplete
    assert not one("学习率", "R", "2022-04", today=date(2022, 4, 20)).is_incomplete
