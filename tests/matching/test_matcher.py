"""Which figure a phrase means, and where nothing is said because another thing may be meant."""

import pytest

from shilu.ledger.catalogue_toml import grassroots
from shilu.matching.matcher import Matcher
from shilu.matching.phrase import Phrase

# what | measure word | clause | kind or figure, quantity, labels
SURE = """
中心组学习            | 次   |                              | centre-group-study times
各类考试竞赛          | 次   |                              | knowledge-contest times
教育知识考试          | 次   |                              | test times
主题教育和党史教育全局专题讲党课 | 次 |                       | party-lesson times
组织开展集中培训      | 期   |                              | training times
“学讲话、见行动”主题演讲比赛 | 场 |                          | speech-contest times
警示教育活动          | 场次 |                              | warning-education times
革命传统教育          | 人次 |                              | tradition-education people
革命传统教育          | 名   |                              | tradition-education people
海报、长图            | 期   |                              | poster issues
海报、长图            | 张   |                              | poster items
学习任务              | 条   | 完成学习任务                 | tasks-completed items
政治、业务学习任务    | 条   | 完成政治、业务学习任务       | learning-task completed
学习率                | %    |                              | learning-rate items
省级主流媒体刊发稿件  | 篇   |                              | article items outlet=provincial
稿件                  | 篇   | 在省级媒体刊发稿件           | article items outlet=provincial
市级以上主流媒体稿件  | 篇   |                              | articles-city-up items
头版头条刊发稿件      | 篇   |                              | article items page=front-headline
五星级培验站室        | 个   |                              | star-rating items rated=room star=five
图书室                | 个   | 新建图书室                   | new-libraries items
图书室                | 个   | 现有图书室                   | library items
讲党课次数            |      |                              | party-lesson times
参加政治轮训人次      |      |                              | rotation-training people
谈心谈话              | 次   | 对民警完成谈心谈话           | talk times
"""

UNSURE = """
警示教育基地          | 个 |
警示教育片            | 部 |
警示教育              | 个 |
中心组学习心得体会    | 篇 |
老年志愿服务          | 次 |
青年民警培训          | 期 |
党员集中培训          | 次 |
志愿服务工作会议      | 次 |
问题                  | 个 | 解决民警实际困难问题
学习任务              | 条 |
中心组学习            | %  |
好人好事              | 件 |
"""


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(grassroots())


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def said(matcher: Matcher, phrase: Phrase) -> str:
    match = matcher.decided(phrase)
    if match is None:
        return ""
    figure = match.asked.figure
    labels = [f"{key}={value}" for key, value in sorted(match.asked.labels.items())]
    return " ".join([figure.key.removeprefix("grassroots/"), figure.quantity, *labels])


@pytest.mark.parametrize(("what", "measure", "context", "meant"), rows(SURE))
def test_a_phrase_that_names_a_figure_is_decided(
    matcher: Matcher, what: str, measure: str, context: str, meant: str
) -> None:
    assert said(matcher, Phrase(what, measure, context)) == meant


@pytest.mark.parametrize(("what", "measure", "context"), rows(UNSURE))
def test_a_phrase_that_may_be_another_thing_is_not_decided(
    matcher: Matcher, what: str, measure: str, context: str
) -> None:
    assert said(matcher, Phrase(what, measure, context)) == ""


def test_the_nearest_figure_is_named_where_none_is_sure(matcher: Matcher) -> None:
    first = matcher.matches(Phrase("中心组学习心得体会", "篇"))[0]
    assert (first.asked.figure.key, first.asked.figure.quantity) == ("grassroots/reflection", "items")
    assert first.why == "“中心组”可能另有所指，或只是其中一部分"
    assert len(matcher.matches(Phrase("学习", "次"))) <= 8


@pytest.mark.parametrize(
    ("heads", "meant"),
    [
        (("中心组学习", "场次"), "centre-group-study times"),
        (("中心组学习", "次"), "centre-group-study times"),
        (("政治轮训", "参加人次"), "rotation-training people"),
        (("组织开展政治轮训（次）",), "rotation-training times"),
        (("其中：省级", "宣传稿件（篇）"), "article items outlet=provincial"),
        (("心得体会篇数",), "reflection items"),
        (("1.讲党课", "次数"), "party-lesson times"),
        (("党员", "讲党课"), ""),
        (("第三类", "宣传稿件"), ""),
    ],
)
def test_the_heads_of_a_cell_are_read_together(matcher: Matcher, heads: tuple[str, ...], meant: str) -> None:
    assert said(matcher, Phrase("", heads=heads)) == meant
