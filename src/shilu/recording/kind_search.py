"""Finding a kind by what somebody types: its name or another name of it, pinyin, or the initials of pinyin."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from pypinyin import Style, lazy_pinyin

from shilu.ledger.catalogue import Catalogue, Kind, KindName
from shilu.ledger.catalogue_names import normalised

_PER_NAME: Final = 1_000
_OTHER_NAME: Final = 6  # how much worse any match of another name is than the same of the title


@dataclass(frozen=True, slots=True)
class FoundKind:
    """A kind that fits what was typed; ``name`` is the other name that fitted (with the labels that it pins), or None."""

    kind: Kind
    name: KindName | None = None


@dataclass(frozen=True, slots=True)
class _Spelt:
    """A name as it is compared: its signs, its pinyin, the initials."""

    plain: str
    pinyin: str
    initials: str


def kinds_found(
    text: str, *, catalogue: Catalogue, recent: Sequence[str] = (), limit: int = 12, on: date | None = None
) -> list[FoundKind]:
    """The kinds whose names fit ``text``, best first; those in ``recent`` come before equals, the first the most.

    Without a text the recent ones alone. Each kind stands once, under its best name. With ``on`` those alone that are
    recorded on that day.
    """
    offered = {kind.key: kind for kind in catalogue.kinds.values() if on is None or kind.recorded_on(on)}
    place = {key: at for at, key in enumerate(recent)}
    wanted = _typed(text)
    if not wanted:
        return [FoundKind(offered[key]) for key in recent if key in offered][:limit]
    ranked: list[tuple[int, int, int, int, FoundKind]] = []
    for at, kind in enumerate(offered.values()):
        best = min(
            ((score, len(spelt.plain), name) for spelt, name in _names(kind) if (score := _score(wanted, spelt, name))),
            key=lambda found: found[:2],
            default=None,
        )
        if best is not None:
            score, length, name = best
            used = place.get(kind.key, _PER_NAME)
            ranked.append((score, used, length, at, FoundKind(kind, name)))
    ranked.sort(key=lambda one: one[:4])
    return [found for *_rank, found in ranked[:limit]]


def _typed(text: str) -> str:
    """What was typed, as names are compared; the marks that pinyin keyboards put between syllables fall away."""
    return normalised(unicodedata.normalize("NFKC", text)).replace("'", "")


def _names(kind: Kind) -> list[tuple[_Spelt, KindName | None]]:
    titles: list[tuple[_Spelt, KindName | None]] = [(_spelt(kind.title.zh), None), (_spelt(kind.title.en), None)]
    aliases = [(_spelt(alias), KindName(alias)) for alias in kind.aliases]
    return [*titles, *aliases, *((_spelt(name.name), name) for name in kind.names)]


@lru_cache(maxsize=10_000)
def _spelt(name: str) -> _Spelt:
    plain = normalised(name)
    syllables = lazy_pinyin(plain)
    letters = lazy_pinyin(plain, style=Style.FIRST_LETTER)
    return _Spelt(plain, "".join(syllables).casefold(), "".join(letters).casefold())


def _score(wanted: str, spelt: _Spelt, name: KindName | None) -> int:
    """How well ``wanted`` fits, 1 the best; 0 where it does not."""
    tests = (
        wanted == spelt.plain,
        wanted == spelt.initials,
        spelt.plain.startswith(wanted),
        spelt.pinyin.startswith(wanted) or spelt.initials.startswith(wanted),
        wanted in spelt.plain,
        len(wanted) > 1 and (wanted in spelt.initials or wanted in spelt.pinyin),
    )
    found = next((at for at, fits in enumerate(tests, start=1) if fits), 0)
    return found + (_OTHER_NAME if name is not None and found else 0)
