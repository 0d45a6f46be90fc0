"""Values that this process keeps because they were asked for lately."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Final, Generic, TypeVar

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


class Recent(Generic[_Key, _Value]):
    """At most ``most`` values by key, those used last; threads share it, and so the values: change a copy."""

    def __init__(self, most: int) -> None:
        self._most: Final = most
        self._kept: Final[OrderedDict[_Key, _Value]] = OrderedDict()
        self._lock: Final = Lock()

    def get(self, key: _Key) -> _Value | None:
        """What is kept under ``key``."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: _Key, value: _Value) -> _Value:
        """Keep ``value`` in place of what was there."""
        with self._lock:
            self._kept[key] = value
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
            return value

    def made(self, key: _Key, make: Callable[[], _Value]) -> _Value:
        """What is kept under ``key``, made now if nothing is; of two who make it at once the first is kept for both."""
        found = self.get(key)
        if found is not None:
            return found
        value = make()
        with self._lock:
            first = self._kept.setdefault(key, value)
        return self.put(key, first)
