"""Those who came to what an earlier number counted, and a part of it."""

import pytest

from shilu.ledger.catalogue import Catalogue
from shilu.ledger.catalogue_toml import grassroots
from shilu.matching.following import attended, part_of
from shilu.matching.matcher import Matcher
from shilu.matching.phrase import Match, Phrase

CATALOGUE: Catalogue = grassroots()


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(CATALOGUE)


def _surely(matcher: Matcher, what: str, measure: str) -> Match:
    found = matcher.decided(Phrase(what, measure))
    assert found is not None
    return found


def test_those_who_came_are_counted_where_the_kind_counts_them(matcher: Matcher) -> None:
    lecture, article = _surely(matcher, "公安讲堂", "次"), _surely(matcher, "稿件", "篇")
    came = attended(lecture, "人次", catalogue=CATALOGUE, loose=False)
    assert came is not None
    assert (came.asked.figure.quantity, came.loose, came.why) == ("people", False, "")
    assert attended(article, "人次", catalogue=CATALOGUE, loose=False) is None


def test_those_who_came_are_loose_where_heads_are_counted_or_it_is_not_sure_that_they_came(matcher: Matcher) -> None:
    lecture = _surely(matcher, "公安讲堂", "次")
    by_heads = attended(lecture, "人", catalogue=CATALOGUE, loose=False)
    unsure = attended(lecture, "人次", catalogue=CATALOGUE, loose=True)
    assert by_heads is not None
    assert unsure is not None
    assert (by_heads.loose, by_heads.why) == (True, "文中按人头计，台账按人次计，口径不同")
    assert (unsure.loose, unsure.why) == (True, "不能确定是参加这一项的人")


def test_a_part_has_the_labels_that_its_words_pin(matcher: Matcher) -> None:
    article = _surely(matcher, "稿件", "篇")
    part = part_of(article, "其中省级媒体", "篇", catalogue=CATALOGUE)
    assert part is not None
    assert dict(part.asked.labels) == {"outlet": "provincial"}
    assert part_of(article, "其中内部材料", "篇", catalogue=CATALOGUE) is None
