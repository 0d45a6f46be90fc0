"""The kinds and figures that the tests of figures share, and a county of three levels."""

from datetime import date
from uuid import UUID

from cast import small_catalogue, unit_uuid
from shilu.figures.queries import ask
from shilu.figures.result import Result
from shilu.ledger.catalogue import Catalogue
from shilu.ledger.catalogue_toml import read_catalogue
from shilu.ledger.clerk import Clerk
from shilu.ledger.organising import apply_catalogue, change_organisation
from shilu.lib.periods import parse_period
from shilu.organisation.changes import Change, PersonPlaced, UnitAdded

FIGURES = """
namespace = "test"

[quantities.assigned]
zh = "应完成"
en = "assigned"
measure = "条"
joint = "each"

[quantities.completed]
zh = "已完成"
en = "completed"
measure = "条"
joint = "each"

[quantities.copies]
zh = "册数"
en = "copies"
measure = "册"
joint = "each"

[labels.theme]
zh = "主题"
en = "theme"
open = true

[kinds.lesson]
zh = "党课"
en = "lesson"
definition_zh = "讲一次算一次。"
quantities = ["times 次", "people 人次"]

[kinds.story]
zh = "报道"
en = "story"
definition_zh = "刊发一篇算一篇。"
quantities = ["items 篇"]
labels = ["level", "theme"]
names = [{ name = "省级报道", labels = { level = "province" } }]

[kinds.library]
zh = "图书室"
en = "library"
definition_zh = "现有的图书室。"
quantities = ["items 个"]
adds = "change"
names = [{ name = "撤并图书室", sign = "-" }]

[kinds.books]
zh = "藏书"
en = "books"
definition_zh = "最近一次填报的册数。"
quantities = ["copies 册"]
adds = "level"

[kinds.keytalk]
zh = "重点谈话"
en = "key talk"
definition_zh = "谈一人算一次。"
quantities = ["times 次", "people 人次"]
private = true
one_person = true
labels = ["level"]

[kinds.task]
zh = "学习任务"
en = "task"
definition_zh = "发布一条算一条。"
quantities = ["assigned 条", "completed 条"]

[kinds.course]
zh = "培训"
en = "course"
definition_zh = "办一期算一次。"
quantities = ["times 次", "people 人次", "persons 人"]

[figures.sessions]
zh = "教育活动"
en = "sessions"
definition_zh = "例会和党课之和。"
type = "flow"
quantity = "times"
measure = "次"
terms = [{ kind = "meeting" }, { kind = "lesson" }]

[figures.attendance]
zh = "参加教育人次"
en = "attendance"
definition_zh = "例会和党课的人次之和。"
type = "flow"
quantity = "people"
measure = "人次"
terms = [{ kind = "meeting" }, { kind = "lesson" }]

[figures.new-libraries]
zh = "新建图书室"
en = "libraries opened"
definition_zh = "本期新建的图书室。"
type = "flow"
quantity = "items"
measure = "个"
terms = [{ kind = "library", sign = "+" }]

[figures.places]
zh = "阵地"
en = "places"
definition_zh = "图书室和藏书。"
type = "stock"
quantity = "items"
measure = "个"
terms = [{ kind = "library" }]

[figures.rate]
zh = "学习率"
en = "learning rate"
definition_zh = "完成数除以发布数。"
type = "ratio"
quantity = "completed"
measure = "%"
numerator = "task.completed"
denominator = "task.assigned"

[figures.monthly]
zh = "例会月均"
en = "meetings a month"
definition_zh = "例会次数除以月数。"
type = "rate"
quantity = "times"
measure = "次"
of = "meeting"
per = "month"

[figures.quarterly]
zh = "例会季均"
en = "meetings a quarter"
definition_zh = "例会次数除以季度数。"
type = "rate"
quantity = "times"
measure = "次"
of = "meeting"
per = "quarter"

[figures.growth]
zh = "例会同比"
en = "meetings against last year"
definition_zh = "例会次数与上年同期相比。"
type = "comparison"
quantity = "times"
measure = "%"
of = "meeting"
against = "last-year"

[figures.more]
zh = "例会增减"
en = "more meetings"
definition_zh = "例会次数与上期相比。"
type = "comparison"
quantity = "times"
measure = "次"
of = "meeting"
against = "previous"

[figures.goal]
zh = "例会年度任务数"
en = "target of meetings"
definition_zh = "例会的年度任务数。"
type = "target"
quantity = "times"
measure = "次"
of = "meeting"
targets = [{ period = "2022", amount = 12 }, { period = "2022-H1", amount = 5 }, { period = "2022", amount = 4, unit = "A" }]

[figures.done]
zh = "例会任务完成率"
en = "share of the target of meetings"
definition_zh = "例会次数除以年度任务数。"
type = "target"
quantity = "times"
measure = "%"
of = "meeting"
targets = [{ period = "2022", amount = 12 }]

[figures.staff]
zh = "民警人数"
en = "officers"
definition_zh = "在职民警。"
type = "headcount"
quantity = "persons"
measure = "人"
where = { category = "民警" }

[figures.stations]
zh = "派出所数"
en = "stations"
definition_zh = "现有派出所。"
type = "unitcount"
quantity = "items"
measure = "个"
where = { type = "所" }

[figures.care]
zh = "谈话总人次"
en = "talks of both sorts"
definition_zh = "谈心谈话与重点谈话之和。"
type = "flow"
quantity = "people"
measure = "人次"
terms = [{ kind = "talk" }, { kind = "keytalk" }]
"""

# R and S are bodies of their own; A and B stand below R, their teams below them.
UNITS = (
    ("R", "示例县局", "局", None),
    ("A", "城东所", "所", "R"),
    ("A1", "城东一队", "队", "A"),
    ("A2", "城东二队", "队", "A"),
    ("B", "城西所", "所", "R"),
    ("B1", "城西一队", "队", "B"),
    ("S", "另一县局", "局", None),
)
CODES = [code for code, *_rest in UNITS]
FOUNDED = date(2015, 1, 1)


def figure_catalogue() -> Catalogue:
    small = small_catalogue()
    catalogue, faults = read_catalogue(FIGURES, file="figures.toml", over=small)
    assert faults == ()
    return small.merged(catalogue)


def found_county(*, clerk: Clerk) -> dict[str, UUID]:
    """Apply the catalogue and add the county's units."""
    apply_catalogue(figure_catalogue(), clerk=clerk)
    changes: list[Change] = [
        UnitAdded(unit_uuid(code), code, name, "", type_, unit_uuid(parent) if parent else None, FOUNDED)
        for code, name, type_, parent in UNITS
    ]
    change_organisation(changes, clerk=clerk)
    return {code: unit_uuid(code) for code, *_rest in UNITS}


def place(person: UUID, unit: str, category: str, on: date, *, clerk: Clerk) -> None:
    change_organisation([PersonPlaced(person, unit_uuid(unit), category, on)], clerk=clerk)


def one(name: str, unit: str, period: str, **how: object) -> Result:
    """The first result of one name."""
    return ask([name], unit=unit_uuid(unit), period=parse_period(period), **how)[0]  # type: ignore[arg-type]


def values(name: str, unit: str, period: str, **how: object) -> list[object]:
    """The values that one name asks for, suppressed ones as shown."""
    found = ask([name], unit=unit_uuid(unit), period=parse_period(period), **how)  # type: ignore[arg-type]
    return [result.shown if result.hidden else result.value for result in found]
