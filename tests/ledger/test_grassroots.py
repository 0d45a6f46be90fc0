"""The packaged catalogue: complete in both languages, without ambiguous names, within the limits of what Shilu does."""

import re
import tomllib
from collections import Counter
from importlib import resources

import pytest

from shilu.ledger.catalogue import Catalogue, Figure, Meaning
from shilu.ledger.catalogue_names import normalised
from shilu.ledger.catalogue_toml import grassroots, read_catalogue, write_catalogue

WATCHING = """
舆情 舆论 舆控 网评 网军 水军 跟帖 评论 点赞 转发 转评 刷量 控评 删帖 发帖 引导 负面 敏感信息 言论 发声 阅读量 点击量 粉丝
监测 监控 监看 巡网 爬取 抓取 账号 网民 举报 情报 线索
"""
JUDGING = """
忠诚 积分 排名 排行 画像 打分 评分 测评 思想动态 倾向 表现评价 信用 黑名单 关注对象 重点人 一人一档 学习时长
"""
STEERING = """
定向推送 精准推送 对敌 反制
"""
FORBIDDEN_ZH = (*WATCHING.split(), *JUDGING.split(), *STEERING.split())
FORBIDDEN_EN = (
    r"\bopinions?\b|\bsentiment|\bloyal|\bmonitor|\bsurveil|\bcrawl|\bscrap|\bcensor|\bnegative|\brank|\bscor|\bprofile"
    r"|\blik(es|ed|ing)\b|\brepost|(?<!put )\bforward|\bcomment|\bfollowers?\b|\btroll|\baccounts?\b|\bbehaviou?r"
    r"|\bwatch(?!ed together)|\bsteer|\bcovert|\btarget(ed|ing)|\bviews? per|\bpoints\b|\battitude|\bideolog"
)
ALLOWED_EN = {"ideological work", "ideological and political work"}  # topics of a meeting of the body itself

NAMES_OF_A_COUNTY = """
政治轮训 grassroots/rotation-training
中心组学习 grassroots/centre-group-study
专题研讨 grassroots/seminar
公安讲堂 grassroots/lecture
演讲比赛 grassroots/speech-contest
考试竞赛 grassroots/knowledge-contest
警示教育 grassroots/warning-education
讲党课 grassroots/party-lesson
宣讲会 grassroots/themed-talk
英模报告会 grassroots/model-deeds-talk
知识考试 grassroots/test
谈心谈话 grassroots/talk
重点谈话 grassroots/key-talk
走访慰问 grassroots/condolence-visit
档案评查 grassroots/file-review
乒乓球比赛 grassroots/sports-event sport=table-tennis
心理健康讲座 grassroots/mental-health-talk
"""

NAMES_OF_A_BRANCH = """
专题研究意识形态工作 grassroots/special-topic-meeting topic=ideological-work
理论学习 grassroots/theory-study
集中培训 grassroots/training
心得体会 grassroots/reflection
责任清单 grassroots/duty-list
宣传举措 grassroots/publicity-measure
支委会 grassroots/branch-committee
党员大会 grassroots/branch-meeting
党小组会 grassroots/party-group-meeting
党课 grassroots/party-lesson
主题党日 grassroots/themed-day
"""

NAMES_OF_A_CITY = """
集中学习 grassroots/group-study
革命传统教育 grassroots/tradition-education
发布学习任务 grassroots/learning-task assigned
完成学习任务 grassroots/learning-task completed
中省市主流媒体稿件 grassroots/article outlet=mainstream
头版头条稿件 grassroots/article page=front-headline
融媒体矩阵发布信息 grassroots/post
短视频 grassroots/short-video
微电影 grassroots/micro-film
MV grassroots/music-video
海报长图 grassroots/poster
征文作品 grassroots/essay
书画摄影作品 grassroots/artwork
评定五星级培验站室 grassroots/star-rating rated=room star=five
新建警营图书室 grassroots/library
新组建兴趣小组 grassroots/interest-group
"""

NAMES_OF_A_FORM = """
党委（党组）理论学习中心组学习 grassroots/centre-group-study
开展警示教育 grassroots/warning-education
领导干部讲党课 grassroots/party-lesson
英模事迹报告会 grassroots/model-deeds-talk
走访慰问民警 grassroots/condolence-visit
开展谈心谈话 grassroots/talk
"""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return grassroots()


def described(meaning: Meaning | None) -> str:
    if meaning is None:
        return ""
    labels = [f"{key}={value}" for key, value in sorted(meaning.labels.items())]
    return " ".join([meaning.kind.key, *labels, *filter(None, [meaning.quantity])])


@pytest.mark.parametrize("table", [NAMES_OF_A_COUNTY, NAMES_OF_A_BRANCH, NAMES_OF_A_CITY, NAMES_OF_A_FORM])
def test_names_of_workbooks_and_forms_mean_their_kinds(catalogue: Catalogue, table: str):
    rows = [line.split(maxsplit=1) for line in table.strip().splitlines()]
    assert {name: described(catalogue.meaning(name)) for name, _means in rows} == dict(rows)


@pytest.mark.parametrize(
    ("name", "terms"),
    [
        ("发布学习任务", [("grassroots/learning-task", "assigned", "")]),
        ("完成学习任务", [("grassroots/learning-task", "completed", "")]),
        ("新建警营图书室", [("grassroots/library", "items", "+")]),
        ("新组建兴趣小组", [("grassroots/interest-group", "items", "+")]),
    ],
)
def test_names_that_a_statistic_asks_for_are_flows_counted_in_items(
    catalogue: Catalogue, name: str, terms: list[tuple[str, str, str]]
):
    figure = catalogue.figure_named(name)
    assert isinstance(figure, Figure)
    assert (figure.type, figure.quantity) == ("flow", "items")
    assert [(term.kind, term.quantity, term.sign) for term in figure.terms] == terms


def test_contest_asked_for_is_the_kind_and_not_the_wider_figure(catalogue: Catalogue):
    asked, wider = catalogue.figure_named("考试竞赛"), catalogue.figure_named("考试与竞赛")
    assert isinstance(asked, Meaning)
    assert asked.kind.key == "grassroots/knowledge-contest"
    assert isinstance(wider, Figure)
    assert [term.kind for term in wider.terms] == ["grassroots/knowledge-contest", "grassroots/test"]


def test_learning_rate_is_completed_over_assigned(catalogue: Catalogue):
    rate = catalogue.figure_named("学习率")
    assert isinstance(rate, Figure)
    assert (rate.type, rate.numerator, rate.denominator, rate.measure) == (
        "ratio",
        "grassroots/tasks-completed",
        "grassroots/tasks-assigned",
        "%",
    )


def test_private_kinds_are_talks_counselling_and_hardship_help_and_not_visits(catalogue: Catalogue):
    private = {kind.title.zh: kind.one_person for kind in catalogue.kinds.values() if kind.private}
    assert private == {"谈心谈话": False, "重点谈话": True, "困难帮扶": False, "心理咨询": True}


def test_private_kinds_have_nothing_to_tell_apart(catalogue: Catalogue):
    assert [
        kind.key for kind in catalogue.kinds.values() if kind.private and (kind.labels or kind.evidence != "none")
    ] == []


def test_problem_alone_opens_a_problem(catalogue: Catalogue):
    assert [kind.key for kind in catalogue.kinds.values() if kind.opens_problem] == ["grassroots/problem"]


def test_catalogue_covers_the_sections_in_about_a_hundred_kinds(catalogue: Catalogue):
    sections = Counter(kind.section for kind in catalogue.kinds.values())
    assert set(sections) == {"study", "duties", "improvement", "culture", "publicity", "outreach", "care", "honours"}
    assert 100 <= len(catalogue.kinds) <= 140
    assert Counter(kind.adds for kind in catalogue.kinds.values()).keys() == {"flow", "change", "level"}
    assert {figure.type for figure in catalogue.figures.values()} == {
        "flow",
        "stock",
        "ratio",
        "rate",
        "comparison",
        "target",
        "headcount",
        "unitcount",
    }


def test_every_part_is_complete_in_both_languages(catalogue: Catalogue):
    words = {f"kinds.{kind.key}": (kind.title, kind.definition) for kind in catalogue.kinds.values()}
    words |= {f"figures.{figure.key}": (figure.title, figure.definition) for figure in catalogue.figures.values()}
    words |= {f"quantities.{key}": (quantity.title,) for key, quantity in catalogue.quantities.items()}
    for label in catalogue.labels.values():
        words[f"labels.{label.key}"] = (label.title, *(value.title for value in label.values))
    chinese = re.compile(r"[\u4e00-\u9fff]|^MV$")
    lacking = [
        key
        for key, parts in words.items()
        if not all(
            chinese.search(part.zh) and part.en and not chinese.search(part.en.replace("MV", "")) for part in parts
        )
    ]
    assert lacking == []


def test_definitions_are_one_sentence_with_a_full_stop(catalogue: Catalogue):
    parts = (*catalogue.kinds.values(), *catalogue.figures.values())
    assert [
        part.key for part in parts if part.definition.zh.count("。") != 1 or not part.definition.zh.endswith("。")
    ] == []


def test_every_kind_has_names_that_clerks_write(catalogue: Catalogue):
    assert [kind.key for kind in catalogue.kinds.values() if len(kind.aliases) < 3] == []


def test_keys_stand_in_the_namespace(catalogue: Catalogue):
    keys = (*catalogue.kinds, *catalogue.figures)
    assert [key for key in keys if not re.fullmatch(r"grassroots/[a-z]+(-[a-z]+)*", key)] == []


def test_no_name_is_ambiguous(catalogue: Catalogue):
    named: dict[str, set[str]] = {}
    for kind in catalogue.kinds.values():
        for name in {kind.title.zh, kind.title.en, *kind.aliases, *(name.name for name in kind.names)}:
            named.setdefault(normalised(name), set()).add(kind.key)
    assert {name: kinds for name, kinds in named.items() if len(kinds) > 1} == {}
    figures: dict[str, set[str]] = {}
    for figure in catalogue.figures.values():
        for name in {figure.title.zh, figure.title.en, *figure.aliases}:
            figures.setdefault(normalised(name), set()).add(figure.key)
    assert {name: keys for name, keys in figures.items() if len(keys) > 1} == {}


def test_name_of_a_figure_that_also_names_a_kind_counts_that_kind(catalogue: Catalogue):
    strangers = []
    for figure in catalogue.figures.values():
        for name in (figure.title.zh, figure.title.en, *figure.aliases):
            meaning = catalogue.meaning(name)
            if meaning is not None and [term.kind for term in figure.terms] != [meaning.kind.key]:
                strangers.append((name, figure.key, meaning.kind.key))
    assert strangers == []


def test_figures_over_a_quantity_are_measured_with_a_word_of_it(catalogue: Catalogue):
    wrong = []
    for kind in catalogue.kinds.values():
        for counted in kind.quantities:
            quantity = catalogue.quantities[counted.key]
            if counted.measure not in {quantity.measure, *quantity.measures}:
                wrong.append((kind.key, counted.measure))
    assert wrong == [("grassroots/file-review", "卷")]


def test_catalogue_holds_nothing_that_watches_scores_or_steers():
    folder = resources.files("shilu.ledger") / "catalogues"
    texts = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir() if path.name.endswith(".toml")}
    assert len(texts) >= 8
    found = [(name, stem) for name, text in texts.items() for stem in FORBIDDEN_ZH if stem in text]
    assert found == []
    english = re.compile(FORBIDDEN_EN, re.IGNORECASE)
    found = []
    for name, text in texts.items():
        for written in english_texts(tomllib.loads(text)):
            found += [(name, match.group()) for match in english.finditer(written) if written not in ALLOWED_EN]
    assert found == []


def test_guard_finds_what_it_is_there_to_find():
    english = re.compile(FORBIDDEN_EN, re.IGNORECASE)
    samples = ["public opinion handled", "loyalty score", "posts liked", "accounts kept", "monitoring", "followers"]
    assert [bool(english.search(text)) for text in samples] == [True] * 6
    assert [stem for stem in FORBIDDEN_ZH if stem in "处置负面舆情，组织网评员跟帖点赞转发"] == [
        "舆情",
        "网评",
        "跟帖",
        "点赞",
        "转发",
        "负面",
    ]


def test_written_catalogue_is_read_as_an_equal_one(catalogue: Catalogue):
    assert read_catalogue(write_catalogue(catalogue), file="grassroots.toml") == (catalogue, ())
    assert Catalogue.from_body(catalogue.body()) == catalogue


def english_texts(table: object) -> list[str]:
    """Every text under a key ``en`` or ``..._en``."""
    if isinstance(table, dict):
        own = [text for key, text in table.items() if isinstance(text, str) and (key == "en" or key.endswith("_en"))]
        return own + [text for held in table.values() for text in english_texts(held)]
    return [text for held in table for text in english_texts(held)] if isinstance(table, list) else []
