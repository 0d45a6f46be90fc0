from decimal import Decimal

import pytest
from django.utils import translation

from shilu.ledger.catalogue import (
    Catalogue,
    Figure,
    Kind,
    KindName,
    KindQuantity,
    Label,
    LabelValue,
    Meaning,
    Quantity,
    Target,
    Term,
    Words,
)
from shilu.ledger.catalogue_names import nearest_names, normalised

TIMES = Quantity("times", Words("场次", "times"), "次", ("次", "场"))
ITEMS = Quantity("items", Words("件数", "items"), "件")
LEVEL = Label(
    "level",
    Words("级别", "level"),
    (LabelValue("city", Words("市级", "city"), ("市局",)), LabelValue("county", Words("县级", "county"))),
    aliases=("奖项级别",),
)
CONTEST = Kind(
    "test/contest",
    Words("考试竞赛", "contest"),
    Words("办一次算一次。", "Each is one."),
    (KindQuantity("times", "次"), KindQuantity("items", "件")),
    aliases=("知识竞赛",),
    names=(KindName("市级竞赛", {"level": "city"}), KindName("竞赛作品", quantity="items")),
    labels=("level",),
)
TEST = Kind(
    "test/test", Words("知识考试", "test"), Words("考一次算一次。"), (KindQuantity("times", "次"),), aliases=("考试",)
)
ROOM = Kind(
    "test/room",
    Words("图书室", "room"),
    Words("现有的图书室。"),
    (KindQuantity("items", "个"),),
    names=(KindName("新建图书室"), KindName("撤销图书室", sign="-")),
    adds="change",
)
BOTH = Figure(
    "test/both",
    Words("考试与竞赛", "examinations"),
    Words("两者之和。"),
    "flow",
    "times",
    "次",
    aliases=("考试合计",),
    terms=(Term("test/contest", "times"), Term("test/test", "times")),
)
OPENED = Figure(
    "test/opened",
    Words("新建图书室"),
    Words("新建的个数。"),
    "flow",
    "items",
    "个",
    terms=(Term("test/room", "items", sign="+"),),
)
CATALOGUE = Catalogue(
    {quantity.key: quantity for quantity in (TIMES, ITEMS)},
    {"level": LEVEL},
    {kind.key: kind for kind in (CONTEST, TEST, ROOM)},
    {figure.key: figure for figure in (BOTH, OPENED)},
)


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("考试竞赛", Meaning(CONTEST)),
        ("contest", Meaning(CONTEST)),
        ("Contest", Meaning(CONTEST)),
        (" 知识 竞赛\n", Meaning(CONTEST)),
        ("“知识竞赛”", Meaning(CONTEST)),
        ("《知识竞赛》", Meaning(CONTEST)),
        ("知识\u3000竞赛\u200b", Meaning(CONTEST)),
        ("市级竞赛", Meaning(CONTEST, {"level": "city"})),
        ("竞赛作品", Meaning(CONTEST, quantity="items")),
        ("撤销图书室", Meaning(ROOM, sign="-")),
        ("test/test", Meaning(TEST)),
        ("考试与竞赛", None),
        ("竞赛", None),
        ("", None),
    ],
)
def test_meaning_is_that_of_the_whole_name_after_normalising(name: str, meaning: Meaning | None):
    assert CATALOGUE.meaning(name) == meaning


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("考试竞赛", Meaning(CONTEST)),
        ("考试与竞赛", BOTH),
        ("考试合计", BOTH),
        ("examinations", BOTH),
        ("新建图书室", OPENED),
        ("撤销图书室", Meaning(ROOM, sign="-")),
        ("考试", Meaning(TEST)),
        ("test/both", BOTH),
        ("test/contest", Meaning(CONTEST)),
        ("test/contest.items", Meaning(CONTEST, quantity="items")),
        ("test/contest.hours", None),
        ("无人机", None),
    ],
)
def test_figure_asked_for_is_the_kind_titled_so_then_the_figure_then_the_alias(
    name: str, found: Figure | Meaning | None
):
    assert CATALOGUE.figure_named(name) == found


def test_kind_of_a_title_comes_before_a_wider_figure_of_that_name():
    wider = Figure("test/wider", Words("考试竞赛"), Words("合计。"), "flow", "times", "次", terms=BOTH.terms)
    merged = CATALOGUE.merged(Catalogue(figures={wider.key: wider}))
    assert merged.figure_named("考试竞赛") == Meaning(CONTEST)


def test_nearest_names_one_thing_once_and_the_likest_first():
    assert CATALOGUE.nearest("知识竞塞") == ("知识竞赛", "知识考试", "市级竞赛")
    assert CATALOGUE.nearest("考试与竞", count=1) == ("考试竞赛",)
    assert CATALOGUE.nearest("考试与竞", count=1, figures=True) == ("考试与竞赛",)
    assert CATALOGUE.nearest("图书室建设", figures=True) == ("图书室", "新建图书室")


def test_nothing_alike_is_not_offered():
    assert nearest_names("无人机", [("知识竞赛", "a"), ("人", "b")], count=3) == ("人",)


def test_normalising_folds_width_quotes_and_case():
    assert normalised("“ＭＶ” （音乐）") == "mv(音乐)"


def test_words_follow_the_language_and_fall_back():
    with translation.override("en"):
        assert [str(Words("次", "times")), str(Words("次"))] == ["times", "次"]
    with translation.override("zh-hans"):
        assert [str(Words("次", "times")), str(Words("", "times"))] == ["次", "times"]


@pytest.mark.parametrize(("text", "key"), [("市局", "city"), ("city", "city"), (" 县 级 ", "county"), ("省级", None)])
def test_label_value_is_named_by_key_title_or_alias(text: str, key: str | None):
    found = LEVEL.value_named(text)
    assert (found.key if found else None) == key


def test_body_gives_the_catalogue_back_in_its_order():
    target = Figure(
        "test/target",
        Words("任务"),
        Words("任务数。"),
        "target",
        "times",
        "次",
        of="test/both",
        targets=(Target("2022", Decimal("12.5"), "X01"),),
    )
    catalogue = CATALOGUE.merged(Catalogue(figures={target.key: target}))
    read = Catalogue.from_body(catalogue.body())
    assert read == catalogue
    assert list(read.kinds) == list(catalogue.kinds)
    assert read.meaning("市级竞赛") == catalogue.meaning("市级竞赛")


def test_body_holds_no_defaults():
    assert CATALOGUE.body()["kinds"][1] == {
        "key": "test/test",
        "title": {"zh": "知识考试", "en": "test"},
        "definition": {"zh": "考一次算一次。"},
        "quantities": [{"key": "times", "measure": "次"}],
        "aliases": ["考试"],
    }


def test_body_of_another_shape_is_an_error():
    body = CATALOGUE.body()
    body["kinds"][0]["adds"] = "sideways"
    with pytest.raises(TypeError):
        Catalogue.from_body(body)


def test_merging_replaces_kinds_and_extends_labels():
    province = Label(
        "level", Words("级别"), (LabelValue("province", Words("省级")), LabelValue("city", Words("市一级")))
    )
    renamed = Kind("test/test", Words("测验"), Words("测一次算一次。"), (KindQuantity("times", "次"),))
    merged = CATALOGUE.merged(Catalogue(labels={"level": province}, kinds={renamed.key: renamed}))
    assert [value.key for value in merged.labels["level"].values] == ["city", "county", "province"]
    assert (merged.meaning("测验"), merged.meaning("知识考试")) == (Meaning(renamed), None)
    assert CATALOGUE.with_kinds([renamed]).kinds["test/test"] == renamed


def test_first_quantity_is_what_a_row_without_a_count_is_one_of():
    assert (CONTEST.first, CONTEST.quantity("items"), CONTEST.quantity("hours")) == (
        KindQuantity("times", "次"),
        KindQuantity("items", "件"),
        None,
    )
