"""What a person said of a phrase is laid into the catalogue, or refused in one line."""

import pytest

from shilu.ledger.catalogue import Catalogue
from shilu.ledger.catalogue_toml import grassroots, read_catalogue, write_catalogue
from shilu.ledger.clerk import Clerk
from shilu.ledger.organising import apply_catalogue
from shilu.ledger.queries import catalogue_at, position
from shilu.lib.errors import Refused
from shilu.matching.learning import learned, split_pair
from shilu.matching.matcher import Matcher
from shilu.matching.operations import learn
from shilu.matching.phrase import Phrase


def means(catalogue: Catalogue, what: str, measure: str) -> tuple[str, str, dict[str, str]] | None:
    match = Matcher(catalogue).decided(Phrase(what, measure))
    if match is None:
        return None
    return match.asked.figure.key, match.asked.figure.quantity, dict(match.asked.labels)


@pytest.mark.parametrize(
    ("phrase", "name", "measure", "meant"),
    [
        ("党组织大学习", "中心组学习", "次", ("grassroots/centre-group-study", "times", {})),
        ("上头条的文章", "头版头条稿件", "篇", ("grassroots/article", "items", {"page": "front-headline"})),
        ("任务办结数", "grassroots/learning-task.completed", "条", ("grassroots/learning-task", "completed", {})),
        ("答卷合格率", "学习率", "%", ("grassroots/learning-rate", "items", {})),
    ],
)
def test_a_confirmed_phrase_means_the_figure(
    phrase: str, name: str, measure: str, meant: tuple[str, str, dict[str, str]]
) -> None:
    assert means(grassroots(), phrase, measure) is None
    after = learned(grassroots(), phrase, name)
    assert means(after, phrase, measure) == meant
    assert learned(after, phrase, name).body() == after.body()


def test_a_phrase_that_is_none_of_ours_is_passed_by_until_somebody_says_otherwise() -> None:
    after = learned(grassroots(), "警示教育基地", "无")
    assert after.others == ("警示教育基地",)
    assert Matcher(after).matches(Phrase("警示教育基地", "个")) == ()
    assert Matcher(after).refused(Phrase("“警示教育基地”", "个"))
    taken_back = learned(after, "警示教育基地", "革命传统教育")
    assert taken_back.others == ()
    assert means(taken_back, "警示教育基地", "次") == ("grassroots/tradition-education", "times", {})


def test_refusals_are_part_of_a_written_catalogue() -> None:
    after = learned(grassroots(), "警示教育基地", "")
    read, faults = read_catalogue(write_catalogue(after), file="一.toml")
    assert faults == ()
    assert read.body() == after.body()
    assert Catalogue.from_body(after.body()).body() == after.body()
    assert "others" not in grassroots().body()


@pytest.mark.parametrize(
    ("phrase", "name", "line"),
    [
        ("讲党课", "中心组学习", "“讲党课”本身就是一个统计项目，不能指“中心组学习”；请把文中的话写得更完整些。"),
        (
            "宣讲",
            "面向群众宣讲",
            "“宣讲”已经是“宣讲会”的名称，不能再作为“面向群众宣讲”的名称；请把文中的话写得更完整些。",
        ),
        ("课", "讲党课", "“课”太短，不能作为名称。"),
        ("学雷锋", "没有的事项", "没有统计项目“没有的事项”"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_one_line(phrase: str, name: str, line: str) -> None:
    with pytest.raises(Refused) as refused:
        learned(grassroots(), phrase, name)
    assert line in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_pair_is_split_at_its_sign() -> None:
    assert split_pair("党组集中学习 ＝ 中心组学习") == ("党组集中学习", "中心组学习")
    assert split_pair("警示教育基地=") == ("警示教育基地", "")
    with pytest.raises(Refused):
        split_pair("党组集中学习")


def test_each_learning_is_one_row_of_the_log(empty_log: None, clerk: Clerk) -> None:
    apply_catalogue(grassroots(), clerk=clerk)
    before = position()
    pairs = [("党组织大学习", "中心组学习"), ("警示教育基地", "")]
    assert learn(pairs, clerk=clerk) == before + 1
    assert learn(pairs, clerk=clerk) is None
    assert position() == before + 1
    assert means(catalogue_at(), "党组织大学习", "次") == ("grassroots/centre-group-study", "times", {})
    with pytest.raises(Refused):
        learn([("第三种叫法", "讲党课"), ("讲党课", "中心组学习")], clerk=clerk)
    assert position() == before + 1
