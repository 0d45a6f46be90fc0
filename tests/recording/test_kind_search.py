from dataclasses import replace
from datetime import date

import pytest

from shilu.ledger.catalogue_toml import grassroots
from shilu.recording.kind_search import kinds_found

CATALOGUE = grassroots()
TODAY = date(2022, 7, 4)


def titles(text: str, **how) -> list[str]:
    return [found.kind.title.zh for found in kinds_found(text, catalogue=CATALOGUE, **how)]


@pytest.mark.parametrize(
    "text", ["中心组学习", "zxz", "zxzxx", "ZXZ", "zhongxinzu", "zhong'xin'zu", "党委中心组学习", "centre-group study"]
)
def test_kind_is_found_by_name_pinyin_and_initials(text: str):
    assert titles(text)[0] == "中心组学习"


def test_name_that_pins_labels_is_told():
    (found,) = kinds_found("头版头条稿件", catalogue=CATALOGUE, limit=1)

    assert found.kind.key == "grassroots/article"
    assert found.name is not None
    assert found.name.labels


def test_own_kinds_come_before_equals_and_stand_alone_without_a_text():
    last = kinds_found("反诈宣讲", catalogue=CATALOGUE)[0].kind
    recent = [last.key, "gone/kind"]

    assert titles("宣讲", limit=2) == ["宣讲会", "安全宣讲"]
    assert titles("宣讲", limit=3, recent=recent) == ["宣讲会", "反诈宣讲", "安全宣讲"]
    assert titles("", recent=recent) == ["反诈宣讲"]


def test_nothing_fits_what_nobody_calls_so():
    assert titles("qqqq") == []
    assert len(titles("学习", limit=3)) == 3


def test_kind_is_offered_up_to_the_day_before_it_ends():
    study = replace(CATALOGUE.kinds["grassroots/centre-group-study"], ended=TODAY)
    catalogue = CATALOGUE.with_kinds([study])

    def offered(day: date) -> bool:
        typed = kinds_found("中心组学习", catalogue=catalogue, on=day)
        recent = kinds_found("", catalogue=catalogue, recent=[study.key], on=day)
        answers = {study in [found.kind for found in some] for some in (typed, recent)}
        (answer,) = answers
        return answer

    assert [offered(date(2022, 7, 3)), offered(TODAY)] == [True, False]
    assert titles("中心组学习")[0] == "中心组学习"
