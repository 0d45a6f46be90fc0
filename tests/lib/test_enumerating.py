"""Words in a row, in the two languages."""

import pytest
from django.utils import translation

from shilu.lib.enumerating import beside, bracketed, comma, enumerated, in_clauses


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
