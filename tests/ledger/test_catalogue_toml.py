from decimal import Decimal
from pathlib import Path

import pytest

from shilu.ledger.catalogue import (
    Catalogue,
    Fault,
    Figure,
    Kind,
    KindName,
    KindQuantity,
    Label,
    LabelValue,
    Quantity,
    Target,
    Term,
    Words,
)
from shilu.ledger.catalogue_toml import read_catalogue, read_catalogues, write_catalogue

GOOD = """
namespace = "test"

[quantities.times]
zh = "场次"
en = "times"
measure = "次"
measures = ["次", "场"]

[quantities.people]
zh = "人次"
measure = "人次"
joint = "each"

[quantities.items]
zh = "件数"
measure = "件"

[labels.level]
zh = "级别"
aliases = ["奖项级别"]
values = [{ key = "city", zh = "市级", en = "city", aliases = ["市局"] }]

[labels.theme]
zh = "主题"
open = true

[kinds.contest]
zh = "竞赛"
en = "contest"
section = "study"
definition_zh = "办一次算一次。"
definition_en = "Each is one."
aliases = ["比武"]
names = [{ name = "市级竞赛", labels = { level = "city" }, quantity = "people" }]
quantities = ["times 场", "people"]
labels = ["level", "theme"]
evidence = "required"

[kinds.talk]
zh = "谈话"
definition_zh = "谈一次算一次。"
quantities = ["times"]
private = true
one_person = true

[kinds.room]
zh = "图书室"
definition_zh = "现有的图书室。"
names = [{ name = "撤销图书室", sign = "-" }]
quantities = ["items 个"]
adds = "change"
opens_problem = true

[kinds."本局/里程"]
zh = "巡查里程"
definition_zh = "巡查的公里数。"
quantities = ["items 公里"]
adds = "level"

[figures.opened]
zh = "新建图书室"
definition_zh = "新建的个数。"
quantity = "items"
measure = "个"
terms = [{ kind = "room", sign = "+" }]

[figures.city]
zh = "市级场次"
definition_zh = "市级的场次。"
quantity = "times"
terms = [{ kind = "contest", labels = { level = "city" } }]

[figures.share]
zh = "市级占比"
definition_zh = "市级场次除以竞赛场次。"
type = "ratio"
quantity = "times"
measure = "%"
numerator = "city"
denominator = "contest.times"

[figures.monthly]
zh = "竞赛月均"
definition_zh = "竞赛场次除以月数。"
type = "rate"
quantity = "times"
of = "contest"
per = "month"

[figures.change]
zh = "竞赛同比"
definition_zh = "与上年同期比。"
type = "comparison"
quantity = "times"
of = "contest"
against = "last-year"

[figures.task]
zh = "竞赛任务"
definition_zh = "与任务数比。"
type = "target"
quantity = "times"
of = "contest"
targets = [{ period = "2022", amount = 12 }, { period = "2023", amount = "12.5", unit = "X01" }]

[figures.officers]
zh = "民警数"
definition_zh = "在职民警。"
type = "headcount"
quantity = "people"
where = { category = "民警" }
"""

TIMES, PEOPLE = KindQuantity("times", "次"), KindQuantity("people", "人次")
READ = Catalogue(
    quantities={
        "times": Quantity("times", Words("场次", "times"), "次", ("次", "场")),
        "people": Quantity("people", Words("人次"), "人次", joint="each"),
        "items": Quantity("items", Words("件数"), "件"),
    },
    labels={
        "level": Label(
            "level", Words("级别"), (LabelValue("city", Words("市级", "city"), ("市局",)),), aliases=("奖项级别",)
        ),
        "theme": Label("theme", Words("主题"), open=True),
    },
    kinds={
        "test/contest": Kind(
            "test/contest",
            Words("竞赛", "contest"),
            Words("办一次算一次。", "Each is one."),
            (KindQuantity("times", "场"), PEOPLE),
            aliases=("比武",),
            names=(KindName("市级竞赛", {"level": "city"}, "people"),),
            labels=("level", "theme"),
            evidence="required",
            section="study",
        ),
        "test/talk": Kind("test/talk", Words("谈话"), Words("谈一次算一次。"), (TIMES,), private=True, one_person=True),
        "test/room": Kind(
            "test/room",
            Words("图书室"),
            Words("现有的图书室。"),
            (KindQuantity("items", "个"),),
            names=(KindName("撤销图书室", sign="-"),),
            adds="change",
            opens_problem=True,
        ),
        "本局/里程": Kind(
            "本局/里程", Words("巡查里程"), Words("巡查的公里数。"), (KindQuantity("items", "公里"),), adds="level"
        ),
    },
    figures={
        figure.key: figure
        for figure in (
            Figure(
                "test/opened",
                Words("新建图书室"),
                Words("新建的个数。"),
                "flow",
                "items",
                "个",
                terms=(Term("test/room", "items", sign="+"),),
            ),
            Figure(
                "test/city",
                Words("市级场次"),
                Words("市级的场次。"),
                "flow",
                "times",
                "次",
                terms=(Term("test/contest", "times", {"level": "city"}),),
            ),
            Figure(
                "test/share",
                Words("市级占比"),
                Words("市级场次除以竞赛场次。"),
                "ratio",
                "times",
                "%",
                numerator="test/city",
                denominator="test/contest.times",
            ),
            Figure(
                "test/monthly",
                Words("竞赛月均"),
                Words("竞赛场次除以月数。"),
                "rate",
                "times",
                "次",
                of="test/contest",
                per="month",
            ),
            Figure(
                "test/change",
                Words("竞赛同比"),
                Words("与上年同期比。"),
                "comparison",
                "times",
                "次",
                of="test/contest",
                against="last-year",
            ),
            Figure(
                "test/task",
                Words("竞赛任务"),
                Words("与任务数比。"),
                "target",
                "times",
                "次",
                of="test/contest",
                targets=(Target("2022", Decimal(12)), Target("2023", Decimal("12.5"), "X01")),
            ),
            Figure(
                "test/officers",
                Words("民警数"),
                Words("在职民警。"),
                "headcount",
                "people",
                "人次",
                where={"category": "民警"},
            ),
        )
    },
)


def what(text: str) -> list[tuple[str, str]]:
    catalogue, faults = read_catalogue(text, file="x.toml", over=READ)
    assert isinstance(catalogue, Catalogue)
    return [(fault.key, fault.what) for fault in faults]


def test_catalogue_is_read_whole():
    assert read_catalogue(GOOD, file="good.toml") == (READ, ())


def test_catalogue_written_is_read_as_an_equal_one_in_its_order():
    text = write_catalogue(READ)
    read, faults = read_catalogue(text, file="written.toml")
    assert (read, faults) == (READ, ())
    assert [list(part) for part in (read.kinds, read.figures)] == [list(READ.kinds), list(READ.figures)]
    assert write_catalogue(read) == text


def test_text_that_is_no_toml_is_one_fault_of_the_file():
    assert read_catalogue("[kinds", file="x.toml")[1] == (
        Fault("x.toml", "", "不是 TOML 格式：Expected ']' at the end of a table declaration (at end of document)"),
    )


KIND = '[kinds."a/k"]\nzh = "甲"\ndefinition_zh = "乙。"\nquantities = ["times"]\n'
FIGURE = '[figures."a/f"]\nzh = "甲"\ndefinition_zh = "乙。"\nquantity = "times"\n'


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("[other]", [("other", "没有这一部分")]),
        ("kinds = 3", [("kinds", "应当是一个表")]),
        ('kinds."a/k" = 3', [("kinds.a/k", "应当是一个表")]),
        (KIND + "colour = 1", [("kinds.a/k.colour", "没有这一项")]),
        (KIND.replace('"甲"', '""'), [("kinds.a/k.zh", "没有填写")]),
        (KIND.replace('definition_zh = "乙。"\n', ""), [("kinds.a/k.definition_zh", "没有填写")]),
        (KIND.replace('"甲"', "3"), [("kinds.a/k.zh", "应当是文字")]),
        (
            KIND.replace('["times"]', '["hours"]'),
            [
                ("kinds.a/k.quantities", "没有数量 hours"),
                ("kinds.a/k.quantities", "没有填写计量单位"),
            ],
        ),
        (KIND.replace('["times"]', '["times", "times 场"]'), [("kinds.a/k.quantities", "数量 times 写了两次")]),
        (KIND.replace('["times"]', "[]"), [("kinds.a/k.quantities", "至少要有一种数量")]),
        (
            KIND.replace('["times"]', "[3]"),
            [
                ("kinds.a/k.quantities", '应当写成一列文字，如 ["甲", "乙"]'),
                ("kinds.a/k.quantities", "至少要有一种数量"),
            ],
        ),
        (KIND.replace("a/k", "k"), [("kinds.k", "代号应当写成“前缀/名称”")]),
        (KIND + 'labels = ["colour"]', [("kinds.a/k.labels", "没有分类项 colour")]),
        (KIND + 'adds = "sideways"', [("kinds.a/k.adds", "只能是 'flow', 'change', 'level' 之一")]),
        (KIND + "private = 1", [("kinds.a/k.private", "只能是 true（是）或 false（否）")]),
        (KIND + "one_person = true", [("kinds.a/k.one_person", "只有“只存合计”的事项类别才有每次一人")]),
        (KIND + 'aliases = ["比武"]', [("kinds.a/k.aliases", "“比武”已经是 test/contest 的名称")]),
        (KIND + 'aliases = ["丙", "“丙”"]', [("kinds.a/k.aliases", "““丙””写了两次")]),
        (KIND + 'aliases = ["甲"]', [("kinds.a/k.aliases", "“甲”写了两次")]),
        (KIND + "names = [3]", [("kinds.a/k.names", "应当是由表组成的列表")]),
        (
            KIND + 'names = [{ name = "丙", labels = { level = "city" } }]',
            [("kinds.a/k.names", "事项类别 a/k 没有分类项 level")],
        ),
        (
            KIND + 'labels = ["level"]\nnames = [{ name = "丙", labels = { level = "moon" } }]',
            [("kinds.a/k.names", "分类项 level 没有 moon 这个值")],
        ),
        (KIND + 'labels = ["theme"]\nnames = [{ name = "丙", labels = { theme = "春天" } }]', []),
        (KIND + 'names = [{ name = "丙", labels = { colour = "red" } }]', [("kinds.a/k.names", "没有分类项 colour")]),
        (
            KIND + 'names = [{ name = "丙", labels = { level = 3 } }]',
            [("kinds.a/k.names.labels", "应当是由文字组成的表")],
        ),
        (KIND + 'names = [{ name = "丙", quantity = "items" }]', [("kinds.a/k.names", "事项类别 a/k 不计 items")]),
        (KIND + 'names = [{ name = "丙", sign = "-" }]', [("kinds.a/k.names", "“丙”是减少，只有按增减计的现有数才有")]),
        (FIGURE, [("figures.a/f.terms", "类型为 flow 的统计项目必须写这一项")]),
        (FIGURE + 'terms = [{ kind = "test/none" }]', [("figures.a/f.terms", "没有事项类别 test/none")]),
        (FIGURE + 'terms = [{ kind = "test/room" }]', [("figures.a/f.terms", "事项类别 test/room 不计 times")]),
        (
            FIGURE + 'terms = [{ kind = "test/contest", sign = "+" }]',
            [("figures.a/f.terms", "只有对按增减计的现有数统计本期数，才能只取 test/contest 的增加或减少")],
        ),
        (
            FIGURE + 'type = "stock"\nterms = [{ kind = "test/contest" }]',
            [("figures.a/f.terms", "事项类别 test/contest 的计数方式不能用于类型 stock")],
        ),
        (
            FIGURE.replace("times", "items") + 'terms = [{ kind = "本局/里程" }]',
            [("figures.a/f.terms", "事项类别 本局/里程 的计数方式不能用于类型 flow")],
        ),
        (
            FIGURE + 'terms = [{ kind = "test/contest" }, { kind = "test/contest", quantity = "people" }]',
            [("figures.a/f.terms", "两种数量不能相加：各项必须计同一种数量")],
        ),
        (
            FIGURE + 'terms = [{ kind = "test/contest" }]\nof = "test/contest"',
            [("figures.a/f.of", "类型为 flow 的统计项目不用这一项")],
        ),
        (
            FIGURE.replace('quantity = "times"\n', "") + 'terms = [{ kind = "test/contest", quantity = "times" }]',
            [
                ("figures.a/f.quantity", "没有填写"),
                ("figures.a/f.quantity", "没有数量 "),
                ("figures.a/f.measure", "没有填写计量单位"),
            ],
        ),
        (FIGURE + 'type = "rate"\nof = "test/none"\nper = "month"', [("figures.a/f", "没有统计项目 test/none")]),
        (
            FIGURE + 'type = "rate"\nof = "test/contest.items"\nper = "month"',
            [("figures.a/f", "没有统计项目 test/contest.items")],
        ),
        (
            FIGURE + 'type = "rate"\nof = "test/contest"\nper = "fortnight"',
            [
                ("figures.a/f.per", "只能是 'month', 'quarter', 'year' 之一"),
                ("figures.a/f.per", "类型为 rate 的统计项目必须写这一项"),
            ],
        ),
        (FIGURE + 'type = "headcount"\nwhere = { colour = "red" }', [("figures.a/f.where", "没有 colour 这一项条件")]),
        (
            FIGURE + 'type = "target"\nof = "test/contest"\ntargets = [{ period = "2022", amount = 1.5 }]',
            [("figures.a/f.targets.amount", "应当是大于 0 的数，写成整数或文字")],
        ),
        (
            FIGURE + 'type = "target"\nof = "test/contest"\ntargets = [{ amount = "many" }]',
            [
                ("figures.a/f.targets.period", "没有填写"),
                ("figures.a/f.targets.amount", "应当是大于 0 的数，写成整数或文字"),
            ],
        ),
        (
            FIGURE.replace("甲", "竞赛") + 'terms = [{ kind = "test/contest" }]',
            [("figures.a/f", "“竞赛”已经是 test/contest 的名称")],
        ),
        (FIGURE.replace("甲", "市级竞赛") + 'terms = [{ kind = "test/contest" }]', []),
        (
            FIGURE.replace("甲", "撤销图书室") + 'terms = [{ kind = "test/contest" }]',
            [("figures.a/f", "“撤销图书室”已经是 test/room 的名称")],
        ),
        (
            FIGURE.replace("甲", "竞赛同比") + 'terms = [{ kind = "test/contest" }]',
            [("figures.a/f", "“竞赛同比”已经是 test/change 的名称")],
        ),
        (
            FIGURE.replace("a/f", "test/talk") + 'terms = [{ kind = "test/contest" }]',
            [("figures.test/talk", "已有事项类别用了这个代号")],
        ),
        (
            '[quantities.Big]\nzh = "大"',
            [
                ("quantities.Big", "代号只能用小写字母、数字和下划线"),
                ("quantities.Big.measure", "没有填写计量单位"),
            ],
        ),
        (
            '[labels.x]\nzh = "级"\nvalues = [{ key = "a", zh = "甲" }, { key = "b", zh = "乙", aliases = ["甲"] }]',
            [("labels.x.values", "“甲”既指 a 又指 b")],
        ),
    ],
)
def test_fault_is_named_by_its_key(text: str, faults: list[tuple[str, str]]):
    assert what(text) == faults


def test_ratios_that_go_round_in_a_circle_are_named():
    ratio = '[figures."a/{0}"]\nzh = "{0}"\ndefinition_zh = "比。"\ntype = "ratio"\nquantity = "times"\n'
    ratio += 'numerator = "a/{1}"\ndenominator = "test/contest"\n'
    assert what(ratio.format("x", "y") + ratio.format("y", "z") + ratio.format("z", "x")) == [
        ("figures.a/x", "由自己算出自己：a/x → a/y → a/z → a/x"),
        ("figures.a/y", "由自己算出自己：a/y → a/z → a/x → a/y"),
        ("figures.a/z", "由自己算出自己：a/z → a/x → a/y → a/z"),
    ]


def test_several_files_are_one_catalogue_and_faults_name_the_file():
    second = (
        KIND
        + 'labels = ["level", "colour"]\n[kinds."test/talk"]\nzh = "谈"\ndefinition_zh = "又。"\nquantities = ["times"]'
    )
    catalogue, faults = read_catalogues({"one.toml": GOOD, "two.toml": second})
    assert list(catalogue.kinds)[-1] == "a/k"
    assert faults == (
        Fault("two.toml", "kinds.test/talk", "在 one.toml 里已经写过"),
        Fault("two.toml", "kinds.a/k.labels", "没有分类项 colour"),
    )


def test_catalogue_of_the_body_is_read_over_the_one_it_extends():
    own = '[kinds."x/里程"]\nzh = "里程"\ndefinition_zh = "公里数。"\nquantities = ["items 公里"]'
    alone, faults = read_catalogue(own, file="own.toml")
    assert [fault.what for fault in faults] == ["没有数量 items"]
    over, none = read_catalogue(own, file="own.toml", over=READ)
    assert (over, none) == (alone, ())
    assert list(over.kinds) == ["x/里程"]


def test_file_shown_in_the_documentation_reads_without_a_fault():
    text = (Path(__file__).parent.parent.parent / "docs" / "catalogue.md").read_text(encoding="utf-8")
    shown = text.partition("```toml\n")[2].partition("```")[0]
    catalogue, faults = read_catalogue(shown, file="own.toml", over=READ)
    assert (list(catalogue.kinds), list(catalogue.figures), faults) == (
        ["county/patrol"],
        ["county/patrol-monthly"],
        (),
    )
