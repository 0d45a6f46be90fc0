"""Names as people type them: one form for comparing, and the names nearest to one that fits nothing."""

import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

_DROPPED = frozenset("\"'`“”‘’„‟「」『』﹁﹂《》〈〉«»‹›＂＇")


def normalised(name: str) -> str:
    """The form in which two names are compared: NFKC, without white space, quotation marks and 书名号, in lower case."""
    folded = unicodedata.normalize("NFKC", name)
    return "".join(sign for sign in folded if sign not in _DROPPED and not _is_blank(sign)).casefold()


def nearest_names(name: str, candidates: Iterable[tuple[str, str]], *, count: int) -> tuple[str, ...]:
    """The ``count`` candidates most like ``name``, best first, at most one for each owner.

    ``candidates`` are pairs of a name and the key of what it names. A candidate that shares no sign is never offered.
    """
    wanted = normalised(name)
    best: dict[str, tuple[float, str]] = {}
    for candidate, owner in candidates:
        score = _likeness(wanted, normalised(candidate))
        if score > 0 and score > best.get(owner, (0.0, ""))[0]:
            best[owner] = (score, candidate)
    ranked = sorted(best.values(), key=lambda found: (-found[0], found[1]))
    return tuple(dict.fromkeys(candidate for _score, candidate in ranked))[:count]


def _is_blank(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) in {"Cc", "Cf"}


def _likeness(wanted: str, offered: str) -> float:
    """Between 0 and 1; where one name holds the other it is a little nearer than by its common signs alone."""
    ratio = SequenceMatcher(None, wanted, offered, autojunk=False).ratio()
    if wanted and offered and (wanted in offered or offered in wanted):
        return 0.1 + 0.9 * ratio
    return ratio
