"""What the headings of a form are taken for."""

from datetime import date

import pytest

import cast
from forms.written_forms import form_of, table_of
from shilu.figures.reading import Reading
from shilu.forms.facts import Filler
from shilu.forms.filling import Wanted
from shilu.forms.sheet import FormTable
from shilu.forms.understood import Understood, understood
from shilu.ledger.clerk import Clerk
from shilu.lib.periods import GREGORIAN, parse_period
from shilu.matching.operations import learn

pytestmark = pytest.mark.usefixtures("office")


def _read(*tables: FormTable) -> tuple[Understood, ...]:
    wanted = Wanted(cast.unit_uuid("X"), parse_period("2022-H1"), Filler("示例县局", "", "", "", date(2022, 7, 4)))
    return understood(form_of(*tables), wanted=wanted, calendar=GREGORIAN, reading=Reading(today=None))


def test_words_that_name_items_are_told_once_without_units_times_and_quantities():
    table = table_of("""
统计项目 | 第一季度 | < | 第二季度 | <
^ | 场次 | 人次 | 场次 | 人次
领导干部讲党课 | | | |
其中：城东所 | | | |
巡查里程 | | | |
合计 | | | |
""")
    assert _read(table) == (
        Understood("领导干部讲党课", "讲党课"),
        Understood("巡查里程", "", "没有叫“巡查里程”的统计项目；相近的有：巡展、检查、健康检查"),
    )


def test_a_word_that_somebody_said_the_meaning_of_is_understood(clerk: Clerk):
    table = table_of("项目 | 数量\n晨间微讲坛 |")
    assert [one.title for one in _read(table)] == [""]
    learn([("晨间微讲坛", "讲党课")], clerk=clerk)
    assert _read(table) == (Understood("晨间微讲坛", "讲党课"),)


def test_a_list_of_records_asks_for_nothing():
    assert _read(table_of("公安讲堂明细表 | < | <\n日期 | 题目 | 人数\n | |")) == ()
