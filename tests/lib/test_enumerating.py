"""Words in a row, in the two languages."""

import pytest
from django.utils import translation

from shilu.lib.enumerating import beside, bracketed, comma, enumerated, first_of, in_clauses


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("zh-hans", ["甲、2、丙", "甲；2；丙", "、", "甲（次）", "甲4场"]),
        ("en", ["甲, 2, 丙", "甲; 2; 丙", ", ", "甲 (次)", "甲 4场"]),
    ],
)
def test_words_are_set_apart_as_the_language_does(language: str, told: list[str]) -> None:
    with translation.override(language):
        words = ["甲", 2, "丙"]
        assert [enumerated(words), in_clauses(words), comma(), bracketed("甲", "次"), beside("甲", "4场")] == told


def test_one_word_stands_alone_and_none_is_nothing() -> None:
    assert (enumerated(["甲"]), enumerated([])) == ("甲", "")


def test_first_of_a_long_row_are_told_with_how_many_there_are_besides() -> None:
    told = [first_of(words, most=2) for words in ([], ["甲", "乙"], ["甲", "乙", "丙"])]
    assert told == ["", "甲、乙", "甲、乙等，另有 1 个"]
