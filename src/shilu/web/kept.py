"""Answers kept in this process for those who ask the same again before the ledger has grown, or only just after."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Any, Final, TypeVar
from uuid import UUID

from django.utils.translation import get_language

from shilu.ledger.models import Row

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
        at, leaf = _newest()
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


def _newest() -> tuple[int, bytes]:
    """How many rows the log has, and the hash of the last."""
    found = Row.objects.order_by("-seq").values_list("seq", "leaf").first()
    return (found[0], bytes(found[1])) if found else (0, b"none")


def _serves(held: _Kept, account: UUID, patience: float) -> bool:
    """Whether an answer of a little while ago does: none of the rows since then is the asker's own."""
    if held.at < 0 or monotonic() - held.made >= patience:
        return False
    since = Row.objects.filter(seq__gt=held.at)
    return not since.filter(account__in=(account.hex, str(account))).exists()
