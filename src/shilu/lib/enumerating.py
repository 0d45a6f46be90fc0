"""Words in a row, set apart as the reader's language does."""

from collections.abc import Iterable, Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _


def comma() -> str:
    """What stands between two words in a row."""
    return ", " if get_language() == "en" else "、"


def enumerated(words: Iterable[object]) -> str:
    """甲、乙 in Chinese; one, two in English."""
    return comma().join(str(word) for word in words)


def first_of(words: Sequence[object], *, most: int) -> str:
    """The first ``most`` of ``words`` in a row, with how many there are besides: 甲、乙等，另有 3 个."""
    shown = enumerated(words[:most])
    if len(words) <= most:
        return shown
    return _("%(names)s and %(more)s more") % {"names": shown, "more": len(words) - most}


def in_clauses(words: Iterable[object]) -> str:
    """甲；乙 in Chinese; one; two in English: for parts that may hold lists themselves."""
    return ("; " if get_language() == "en" else "；").join(str(word) for word in words)


def bracketed(word: object, more: object) -> str:
    """次数（次） in Chinese; times (次) in English."""
    return f"{word} ({more})" if get_language() == "en" else f"{word}（{more}）"


def beside(name: object, value: object) -> str:
    """反诈宣讲4场 in Chinese; talks 4场 in English."""
    return f"{name} {value}" if get_language() == "en" else f"{name}{value}"
