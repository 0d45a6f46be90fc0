"""Which quantity of what was found is counted, which labels are pinned, and what keeps a match loose."""

import pytest

from shilu.ledger.catalogue_toml import grassroots
from shilu.matching.matcher import Matcher
from shilu.matching.phrase import Phrase


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(grassroots())


def test_people_counted_by_heads_fit_attendances_loosely(matcher: Matcher) -> None:
    by_heads = matcher.decided(Phrase("革命传统教育", "名"))
    by_visits = matcher.decided(Phrase("革命传统教育", "人次"))
    assert by_heads is not None
    assert by_visits is not None
    assert (by_heads.loose, by_visits.loose) == (True, False)
    assert by_heads.why == "文中按人头计，台账按人次计，口径不同"


def test_a_measure_word_that_counts_nothing_of_the_kind_halves_the_score(matcher: Matcher) -> None:
    best = matcher.matches(Phrase("中心组学习", "篇"))[0]
    assert (best.asked.figure.quantity, best.score) == ("times", 0.5)
    assert best.why == "“中心组学习”不用“篇”计数"


def test_a_theme_is_a_hint_and_a_level_is_pinned(matcher: Matcher) -> None:
    theme = matcher.decided(Phrase("党史教育讲党课", "次"))
    level = matcher.decided(Phrase("头版头条刊发稿件", "篇", "在省级媒体头版头条刊发稿件"))
    assert theme is not None
    assert level is not None
    assert (dict(theme.asked.labels), dict(theme.hints)) == ({}, {"theme": "party-history"})
    assert dict(level.asked.labels) == {"outlet": "provincial", "page": "front-headline"}
    assert level.pins == ("outlet",)


def test_a_thing_that_is_kept_is_there_or_came_and_neither_is_sure(matcher: Matcher) -> None:
    there, came = matcher.matches(Phrase("图书室", "个"))[:2]
    assert (there.asked.figure.key, there.score, there.loose) == ("grassroots/library", 0.9, True)
    assert (came.asked.figure.key, came.score) == ("grassroots/new-libraries", 0.75)


def test_several_quantities_that_fit_alike_are_not_decided(matcher: Matcher) -> None:
    found = matcher.matches(Phrase("教育培训", "人"))
    assert [(one.asked.figure.quantity, one.score) for one in found[:2]] == [("people", 1.0), ("persons", 1.0)]
    assert matcher.decided(Phrase("教育培训", "人")) is None
