"""What single words of headings mean whatever the catalogue holds: the upper unit itself, a remainder, nothing narrower."""

import re
from collections.abc import Iterator
from typing import Final

from shilu.forms.form_words import form_words
from shilu.ledger.catalogue_names import normalised
from shilu.ledger.importing.vocabulary import bare, unbracketed
from shilu.matching.words import words

_VALUE_ENDINGS: Final = ("媒体", "级别", "稿件", "方面", "类", "级", "奖", "的")
_OWN_LEVEL: Final = re.compile(r"(.*?)[(]?(?:机关)?本级[)]?")
_REMAINDER: Final = re.compile(r"(?:其他|其它|其余|另外|除).*|.*(?:以外|之外|除外)(?:的)?")


def own_level(text: str) -> str | None:
    """Which unit without those below it a text means: 县局 of 县局本级, "" of 本级 alone; None where it means none such."""
    found = _OWN_LEVEL.fullmatch(bare(text))
    if found is None:
        return None
    return "" if found[1] in {"局", "机关", "本单位", "本局"} else found[1]


def is_remainder(text: str) -> bool:
    """Whether words mean what others leave over: 其他, 其余, 除上述以外."""
    return _REMAINDER.fullmatch(bare(text)) is not None


def is_narrower(text: str) -> bool:
    """Whether a name of the catalogue means one sort of its kind: 领导干部讲党课, 党委会."""
    return normalised(text) in words().narrower


def is_generic(text: str) -> bool:
    """Whether words say nothing that narrows what is asked: 开展情况, 统计项目."""
    plain = unbracketed(bare(text))
    return plain in form_words().generic or not plain


def value_forms(text: str) -> Iterator[str]:
    """A word as the value of a label is called: 省级媒体 is 省级 too."""
    plain = unbracketed(bare(text))
    yield plain
    for ending in _VALUE_ENDINGS:
        if plain.endswith(ending) and len(plain) > len(ending):
            yield plain.removesuffix(ending)
