"""Figures made of others where one of those is not known: the target is, and a remark names the period it is about."""

import pytest

from cast import post, unit_uuid
from figures.figure_cast import one
from shilu.figures.queries import ask
from shilu.figures.result import Result
from shilu.ledger.clerk import Clerk
from shilu.ledger.closing import close_period
from shilu.lib.periods import parse_period

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def every(unit: str, period: str) -> dict[str, Result]:
    found = ask(None, unit=unit_uuid(unit), period=parse_period(period))
    return {result.title: result for result in reversed(found)}


def close(unit: str, period: str, *, clerk: Clerk) -> None:
    close_period(unit_uuid(unit), period=parse_period(period), clerk=clerk)


def test_target_is_told_though_nothing_was_reported_of_it() -> None:
    found = one("例会年度任务数", "A", "2022")
    assert (found.value, found.shown, found.denominator, found.numerator) == (4, "4次", 4, None)
    assert (found.status, found.remarks[0], found.reason) == ("partial", "年度任务数4次，尚未报", "")
    share = one("例会任务完成率", "R", "2022")
    assert (share.value, share.denominator, share.status) == (None, 12, "none")
    assert share.remarks[0] == "年度任务数12次，尚未报"


def test_target_of_which_nothing_is_done_is_told_with_nothing_done(clerk: Clerk) -> None:
    post("2021-01-05 | A1 | meeting | times=1", clerk=clerk)
    close("R", "2022", clerk=clerk)
    found = one("例会年度任务数", "A", "2022")
    assert (found.value, found.numerator, found.status, found.remarks) == (4, 0, "reported", ("已完成0次，占0%",))


def test_target_of_a_half_year_is_not_called_that_of_the_year() -> None:
    assert one("例会年度任务数", "R", "2022-H1").remarks[0] == "任务数5次，尚未报"


def test_remark_on_an_earlier_period_names_it(clerk: Clerk) -> None:
    post("2021-03-05 | A1 | meeting | times=8\n2022-03-05 | A1 | meeting | times=10", clerk=clerk)
    close("R", "2022", clerk=clerk)
    found = one("例会同比", "R", "2022")
    assert (found.value is not None, found.missing) == (True, ())
    assert found.remarks == ("2021年未报单位：城东所、城西所",)
    empty = one("例会同比", "R", "2023")
    assert empty.reason == "未报"
    close("R", "2020", clerk=clerk)
    assert one("例会同比", "R", "2021").reason == "2020年为0，无法比较"


def test_list_of_all_figures_remarks_on_the_period_asked_only(clerk: Clerk) -> None:
    post("2021-03-05 | A1 | meeting | times=8\n2022-03-05 | A1 | meeting | times=10", clerk=clerk)
    close("R", "2022", clerk=clerk)
    found = every("R", "2022")
    assert found["例会同比"].value is not None
    assert {remark for result in found.values() for remark in result.remarks} == {"已完成10次，占83.3%"}
