"""New words in a text of several runs: each run keeps its looks, and what is put in takes those of what it replaces."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

_BLANK: Final = " \t\u2002\u3000_＿\u00a0"
_MOST: Final = 2_000  # above it texts are compared from both ends only: the other way takes quadratic time


def spread(texts: Sequence[str], new: str) -> list[str]:
    """The texts of the runs, in order, that together are ``new``.

    Words that replace a blank (填报人：____) stand in the blank's run, words put between two runs in the run that is blank
    there, else in the one before.
    """
    if not texts:
        raise ValueError("no run to write into")
    old = "".join(texts)
    written = [list(text) for text in texts]
    ends = _ends(texts)
    for start, end, put in reversed(list(_changes(old, new))):
        at = _receiver(texts, ends, start, end)
        for number, text in enumerate(texts):
            first = ends[number] - len(text)
            low, high = max(start, first), min(end, ends[number])
            if low < high:
                written[number][low - first : high - first] = [""] * (high - low)
        first = ends[at] - len(texts[at])
        place = min(max(start - first, 0), len(texts[at]))
        if place < len(texts[at]):
            written[at][place] = put + written[at][place]
        elif texts[at]:
            written[at][-1] += put
        else:
            written[at].append(put)
    return ["".join(text) for text in written]


def _ends(texts: Sequence[str]) -> list[int]:
    found = []
    end = 0
    for text in texts:
        end += len(text)
        found.append(end)
    return found


def _changes(old: str, new: str) -> Iterator[tuple[int, int, str]]:
    """Places of the old text and what stands there in the new one."""
    if len(old) > _MOST or len(new) > _MOST:
        head = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), None)
        head = min(len(old), len(new)) if head is None else head
        tail = 0
        while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
            tail += 1
        yield head, len(old) - tail, new[head : len(new) - tail]
        return
    for sort, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if sort != "equal":
            yield start, end, new[first:last]


def _receiver(texts: Sequence[str], ends: Sequence[int], start: int, end: int) -> int:
    """The number of the run that takes what is put in the place from ``start`` to ``end``."""
    replaced = [min(end, last) - max(start, last - len(text)) for text, last in zip(texts, ends, strict=True)]
    if max(replaced) > 0:
        return replaced.index(max(replaced))
    before = next((number for number, last in enumerate(ends) if last >= start and texts[number]), 0)
    after = next((number for number in range(before + 1, len(texts)) if texts[number]), before)
    if ends[before] == start and after != before and texts[after][0] in _BLANK and texts[before][-1] not in _BLANK:
        return after
    return before
