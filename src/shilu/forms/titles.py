"""The items that titles, names of sheets and lines above a table name."""

from collections.abc import Iterable
from typing import Final

from shilu.forms.items import LEAST, Item, Items
from shilu.ledger.importing.vocabulary import bare, vocabulary

_JOINING: Final = frozenset("、和及与,")
_LONGEST: Final = 20


def titled(texts: Iterable[str], items: Items) -> Item | None:
    """The figure that the first of ``texts`` which names one names: its longest name.

    A text that names two different ones at equal length decides nothing.
    """
    return next((found[0] for text in texts if len(found := titles(text, items)) == 1), None)


def titles(text: str, items: Items) -> tuple[Item, ...]:
    """The figures that ``text`` names: those of its longest name, and others beside it (中心组学习、讲党课)."""
    plain = bare(text)
    for word, kind in vocabulary().titles:
        if word in plain and (found := items.exact(kind)):
            return (found, *_beside(plain, word, items))
    for size in range(min(len(plain), _LONGEST), LEAST - 1, -1):
        names = [plain[start : start + size] for start in range(len(plain) - size + 1)]
        named = [(name, one) for name in names if not _part_of_word(plain, name) and (one := items.exact(name))]
        if named:
            name, item = named[0]
            others = [one for _name, one in named[1:] if one.asked.figure.key != item.asked.figure.key]
            return (item, *(others or _beside(plain, name, items)))
    return ()


def _beside(text: str, name: str, items: Items) -> list[Item]:
    """What is named right before or after a name, joined to it by 、, 和 or the like."""
    before, _name, after = text.partition(name)
    found = [_ending(before[:-1], items)] if before[-1:] in _JOINING else []
    found += [_beginning(after[1:], items)] if after[:1] in _JOINING else []
    return [item for item in found if item is not None]


def _ending(text: str, items: Items) -> Item | None:
    return next((item for at in range(len(text) - 1) if (item := items.exact(text[at:]))), None)


def _beginning(text: str, items: Items) -> Item | None:
    return next((item for end in range(len(text), 1, -1) if (item := items.exact(text[:end]))), None)


def _part_of_word(text: str, name: str) -> bool:
    """Whether a short name stands within a longer word that means something else: 检查 in 纪律检查委员会."""
    return len(name) == LEAST and f"{name}委员会" in text
