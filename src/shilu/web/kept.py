"""Answers kept in this process for those who ask the same again before the ledger has grown, or only just after."""

from collections import OrderedDict
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


_kept: "OrderedDict[Hashable, _Kept]" = OrderedDict()
_lock = Lock()


def answered(
    key: Hashable, *, make: Callable[[int], _Answer], workspace: Hashable, account: UUID, patience: float = PATIENCE
) -> _Answer:
    """What ``make`` answers at the log's position now, made once however many ask for it together.

    While others record without a pause an answer serves for ``patience`` seconds; what ``account`` recorded itself is
    in it at once. Answers differ by ``key``, language and ``workspace``; what rights decide, the key has to name.
    """
    held = _held((workspace, get_language(), key))
    with held.lock:
        at, leaf = newest()
        if held.leaf != leaf and not _serves(held, account, patience):
            held.answer, held.at, held.leaf, held.made = make(at), at, leaf, monotonic()
        answer: _Answer = held.answer
        return answer


def _held(key: Hashable) -> _Kept:
    with _lock:
        held = _kept.setdefault(key, _Kept(Lock()))
        _kept.move_to_end(key)
        while len(_kept) > _MOST:
            _kept.popitem(last=False)
        return held


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


_parts: "OrderedDict[Hashable, SafeString]" = OrderedDict()


def part(template: str, *key: Hashable, make: Callable[[], Mapping[str, Any]]) -> SafeString:
    """A part of the frame, drawn once for all whose ``key`` is the same: it names all that ``make`` reads, rights above all."""
    named = (template, get_language(), key)
    with _lock:
        found = _parts.get(named)
    if found is None:
        found = render_to_string(template, make())
        with _lock:
            _parts[named] = found
            while len(_parts) > _MOST:
                _parts.popitem(last=False)
    return found
