"""Which names stand in a phrase, how well each covers it, and which may be meant otherwise."""

import pytest

from shilu.ledger.catalogue import Meaning
from shilu.ledger.catalogue_toml import grassroots
from shilu.matching.finding import Found, names_found
from shilu.matching.heads import Reading
from shilu.matching.names import Names


@pytest.fixture(scope="module")
def names() -> Names:
    return Names(grassroots())


def _best(names: Names, what: str, context: str = "") -> Found:
    return max(names_found(Reading(what, "", context), names=names), key=lambda found: found.score)


def _key(found: Found) -> str:
    key = found.named.kind.key if isinstance(found.named, Meaning) else found.named.key
    return key.removeprefix("grassroots/")


@pytest.mark.parametrize(
    ("what", "context", "found"),
    [
        ("中心组学习", "", ("中心组学习", "centre-group-study", 1.0)),
        ("集中学雷锋活动", "", ("学雷锋活动", "volunteer-service", 0.97)),
        ("学习任务", "完成学习任务", ("完成学习任务", "tasks-completed", 1.0)),
        ("锦旗、感谢信", "", ("锦旗、感谢信", "thanks", 0.92)),
        ("民警", "", ("民警", "officers", 0.9)),
        ("志愿服务工作会议", "", ("工作会议", "duty-meeting", 0.55)),
    ],
)
def test_a_name_covers_a_phrase_as_far_as_what_stands_around_it_is_known(
    names: Names, what: str, context: str, found: tuple[str, str, float]
) -> None:
    best = _best(names, what, context)
    assert (best.name, _key(best), best.score) == found


def test_a_name_that_titles_of_other_kinds_end_in_is_loose(names: Names) -> None:
    assert _best(names, "宣讲", "面向群众开展宣讲").narrowed.loose
    assert not _best(names, "讲党课").narrowed.loose


def test_words_that_nobody_knows_around_a_name_are_told(names: Names) -> None:
    assert _best(names, "志愿服务工作会议").why == "“志愿服务”可能另有所指，或只是其中一部分"
    assert _best(names, "锦旗和表扬信").why == "名称相近"
