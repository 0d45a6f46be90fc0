"""Answers kept in this process for those who ask the same again before the ledger has grown."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Final, TypeVar

from django.utils.translation import get_language

from shilu.ledger.queries import position

_MOST: Final = 200
_kept: "OrderedDict[Hashable, object]" = OrderedDict()
_lock = Lock()

_Answer = TypeVar("_Answer")


def at_position(key: Hashable, *, make: Callable[[int], _Answer], root: Hashable) -> _Answer:
    """What ``make`` answers at the log's position now, made once for each ``key``, language and position.

    An answer depends on nothing but the first rows of the log of the workspace ``root``, so that it is never too old.
    """
    at = position()
    full = (root, at, get_language(), key)
    with _lock:
        if full in _kept:
            _kept.move_to_end(full)
            return _kept[full]  # type: ignore[return-value]
    found = make(at)
    with _lock:
        _kept[full] = found
        while len(_kept) > _MOST:
            _kept.popitem(last=False)
    return found
