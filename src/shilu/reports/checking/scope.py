"""Of which unit and period a claim speaks, and what makes it unanswerable: a plan, a change, another's work."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from shilu.claims.claim import Claim
from shilu.lib.period import Period
from shilu.organisation.structure import Unit
from shilu.reports.checking.clause import Clause
from shilu.reports.checking.scope_period import Told, cut_told, period_told, until_told, without_time
from shilu.reports.checking.scope_place import Placed, Places

_CHANGE = re.compile(
    "(?:增加|增长|减少|下降|降低|上升|提高|提升|增多|同比|环比|高出|多出|少了|多了|增幅|降幅|较[^，。]{0,12}[增减多少升降]|比[^，。]{0,12}[增减多少升降])(?:了|约|近|超|超过|逾|不到|达)*$"
)
_CHANGED_SHARE = re.compile("同比|环比|较|比上|增|降|升|提高|减")
_PLAN = re.compile(
    "计划|将于|将[开组举再继]|力争|争取|目标|预计|打算|下一步|下步|任务数|要求[^，。]{0,10}(?:每|不少于|达到)|确保(?!了)|准备[开组举召]|拟(?![定制写稿订就])|应当|必须|不得少于|原则上|规定|应(?=[召开完组举到参讲作])"
)
_TO_COME = re.compile("下一步|下一阶段|下步|今后|接下来|来年")
_PLAN_HEADING = re.compile(
    "下一步|下步|工作打算|工作计划|工作思路|工作安排|打算|努力方向|今后|来年|明年|目标任务|工作要求"
)
_DONE_TOO = re.compile("不足|问题|存在|情况|成效|做法|总结|回顾")
_RUNNING = re.compile("累计|共计|总计")
_CURRENT = re.compile("本月|当月|本周|本季度")
_PART = re.compile("其中|包括|含(?!义)")
_OF_THESE = re.compile("[0-9]+[^，。；0-9]{1,3}中[，,]")
_PICKING = re.compile("^(?:以上|以下|及以上)?的[^，。；]{0,12}(?:单位|派出所|大队|支部|部门|所队|民警|人员|所|队)")
_FROM = re.compile("(?:由|从)(?:原来的?|原有的?|(?:去年|上年)(?:同期)?的?)?$")
_RISEN = re.compile("^(?:增加|增长|提高|提升|上升|下降|减少|降低|增|升|降|减|扩大|发展)[了]?[到至为]")
_CHANGE_HEAD = re.compile("同比|环比|增减|增长|增幅|±|较上|比上|完成率|占比|比例")
_SUMS = frozenset({"合计", "总计", "小计"})
_CURRENT_HEADS = frozenset({"本月", "当月", "本月数", "本月完成", "本季度", "本季", "本周", "本期数"})
_RUNNING_HEADS = frozenset({"累计", "本年累计", "年累计", "累计数", "累计完成", "年初至今", "本年度累计"})
_TOTAL_HEADS = frozenset(
    {"合计", "总计", "小计", "全局", "全县", "共计", "本期", "数量", "数值", "备注", "单位", "序号"}
)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose and of what time a claim is.

    ``never`` says why it cannot be answered at all, ``doubt`` why a difference would prove nothing. ``own`` where what
    the unit did itself may be meant; ``part`` are words that may take out a part of it (其中, 各派出所); ``heads`` are those heads of a table cell
    that name neither unit nor period, and ``what`` is the noun without such names. ``lead`` are words of the clause that
    nobody knows, and that may narrow it.
    """

    unit: Unit
    period: Period
    own: bool = False
    doubt: str = ""
    never: str = ""
    heads: tuple[str, ...] = ()
    part: str = ""
    what: str = ""
    lead: str = ""


def scope_of(claim: Claim, clause: Clause, *, unit: Unit, period: Period, places: Places) -> Scope:
    """The scope of ``claim`` in a paper of ``unit`` on ``period``."""
    doubt = ""
    if clause.piece is not None and clause.piece.heads:
        cell = _of_cell(clause.piece.heads, unit=unit, period=period, places=places)
        if clause.is_cell:
            return cell
        unit, period, doubt = cell.unit, cell.period, cell.doubt
    placed = places.told(clause=clause.clause, sentence=clause.sentence, otherwise=unit)
    told = _time(clause, period)
    doubts = [doubt, placed.doubt, told.doubt if told else ""]
    if not placed.near:
        doubts.append(_("the sentence begins with %(unit)s") % {"unit": placed.unit.name})
    never = _unanswerable(claim, clause) or (told.never if told else "")
    return Scope(
        placed.unit,
        told.period if told and told.period else period,
        placed.own,
        next(filter(None, doubts), ""),
        never,
        part=""
        if placed.unit is not unit
        else part[0]
        if (part := _PART.search(clause.clause) or _OF_THESE.search(clause.sentence))
        else placed.part,
        what=without_time(places.without_unit(without_time(claim.what.removeprefix("其中")))),
    )


def _time(clause: Clause, period: Period) -> Told | None:
    told = period_told(clause.clause, period=period) or period_told(clause.sentence, period=period)
    if told is not None and told.rest_of_year and (until := until_told(clause.sentence, period=period)):
        return until  # 截至5月31日，今年召开院坝会17次
    if told is not None and told.period and (cut := cut_told(clause.sentence, told=told.period, period=period)):
        return cut  # 截至6月15日，上半年召开院坝会17次
    if told is None or told.period == period:
        whole = _RUNNING.search(clause.clause)
        if whole and _CURRENT.search(clause.sentence):
            return Told(period, doubt=_may_run(whole[0]))
    return told


def _unanswerable(claim: Claim, clause: Clause) -> str:
    before = clause.clause.rstrip()
    if _CHANGE.search(before) or (
        claim.unit in {"%", "％", "个百分点", "百分点", "倍"} and _CHANGED_SHARE.search(before)
    ):
        return _("it states a change, which is checked against the numbers beside it")
    if _PICKING.search(clause.behind):
        return _("it says which units are meant, and states no figure")
    if _FROM.search(before) and _RISEN.search(clause.behind):
        return _("it states an earlier value, from which the text counts a change")
    if _PLAN.search(clause.clause) or _TO_COME.search(clause.sentence):
        return _("it states a plan or a demand, no work that was done")
    if any(_PLAN_HEADING.search(heading) and not _DONE_TOO.search(heading) for heading in clause.headings):
        return _("it stands in a part on work to come")
    return ""


def _of_head(head: str, period: Period) -> Told | None:
    """The period of a head; 累计 beside 本月 counts from the beginning of the year."""
    if head.strip() in _CURRENT_HEADS:
        return _current(head.strip(), period)
    if head.strip() in _RUNNING_HEADS:
        told = period_told("今年以来", period=period)
        return Told(period) if told is None or told.period == period else replace(told, doubt=_may_run(head.strip()))
    return period_told(head, period=period)


def _current(head: str, period: Period) -> Told:
    """The period that 本月 and the like mean at the head of a table: in a longer one likely its last month."""
    months = period.months()
    if "月" in head and len(months) > 1:
        return Told(months[-1], doubt=_("“%(words)s” is one month of the period") % {"words": head})
    return Told(period)


def _may_run(words: str) -> str:
    return _("“%(words)s” may count from the beginning of the year") % {"words": words}


def _of_cell(heads: Iterable[str], *, unit: Unit, period: Period, places: Places) -> Scope:
    """The scope of a table cell by its heads."""
    left: list[str] = []
    found_unit, found_period = unit, period
    doubt = never = ""
    for head in heads:
        if _CHANGE_HEAD.search(head):
            never = never or _("it states a change or a share of other cells")
        told = _of_head(head, period)
        if head.strip() in _SUMS:
            doubt = doubt or _("“%(words)s” may sum the rows of the table only") % {"words": head.strip()}
        below = places.head(head)
        if told is not None and len(head) <= 14:
            found_period = told.period or found_period
            doubt, never = doubt or told.doubt, never or told.never
        elif below is not None:
            found_unit = below
        elif head.strip() not in _TOTAL_HEADS:
            left.append(head)
    return Scope(found_unit, found_period, doubt=doubt, never=never, heads=tuple(left))


__all__ = ["Placed", "Scope", "scope_of"]
