"""Answers kept in this process for those who ask the same again before the ledger has grown, or only just after."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Any, Final, TypeVar
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from shilu.ledger.leaves import newest
from shilu.ledger.queries import recorded_since
from shilu.lib.recent import Recent

PATIENCE: Final = 5.0
"""Seconds for which an answer serves although others have recorded since; it tells up to which row it counts."""

_MOST: Final = 512
_Answer = TypeVar("_Answer")


@dataclass(slots=True)
class _Kept:
    """An answer with the position and the last hash that it was read at, once it is made; whoever makes it holds the lock.

    The hash stands for all of the log, and for nothing else: it covers a random uuid.
    """

    lock: Lock
    at: int = -1
    leaf: bytes = b""
    made: float = 0.0
    answer: Any = None


_kept: Final = Recent[Hashable, _Kept](_MOST)
_parts: Final = Recent[Hashable, SafeString](_MOST)


def answered(
    key: Hashable, *, make: Callable[[int], _Answer], workspace: Hashable, account: UUID, patience: float = PATIENCE
) -> _Answer:
    """What ``make`` answers at the log's position now, made once however many ask for it together.

    While others record without a pause an answer serves for ``patience`` seconds; what ``account`` recorded itself is
    in it at once. Answers differ by ``key``, language and ``workspace``; what rights decide, the key has to name.
    """
    held = _kept.made((workspace, get_language(), key), lambda: _Kept(Lock()))
    with held.lock:
        at, leaf = newest()
        if held.leaf != leaf and not _serves(held, account, patience):
            held.answer, held.at, held.leaf, held.made = make(at), at, leaf, monotonic()
        answer: _Answer = held.answer
        return answer


def _serves(held: _Kept, account: UUID, patience: float) -> bool:
    """Whether an answer of a little while ago does: none of the rows since then is the asker's own."""
    if held.at < 0 or monotonic() - held.made >= patience:
        return False
    return not recorded_since(held.at, account=account)


class Same:
    """A part of a key that is equal to itself alone, so that what was made of a value serves as long as that very value."""

    def __init__(self, value: object) -> None:
        self._value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self._value is other._value

    def __hash__(self) -> int:
        return id(self._value)


def part(template: str, *key: Hashable, make: Callable[[], Mapping[str, Any]]) -> SafeString:
    """A part of the frame, drawn once for all whose ``key`` is the same: it names all that ``make`` reads, rights above all."""
    named = (template, get_language(), key)
    return _parts.made(named, lambda: render_to_string(template, make()))
