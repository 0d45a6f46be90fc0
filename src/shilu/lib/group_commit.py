"""Group commit: what several threads want to write at the same time is written in one transaction.

The dear part of a small write is not its statements but the lock it waits for and the disk that must confirm it, and both
cost the same for eight writes as for one. So whoever comes while a transaction is under way waits for its end, and the
first of those that waited writes for all of them (DeWitt et al., Implementation Techniques for Main Memory Database
Systems, SIGMOD 1984, section 5.2).
"""

import threading
from collections import deque
from collections.abc import Callable
from typing import Any, Final, Generic, TypeVar

from django.db import connection, transaction
from django.utils import translation

_Outcome = TypeVar("_Outcome")


class _Write(Generic[_Outcome]):
    """One thread's write: what it does, and what came of it."""

    def __init__(self, act: Callable[[], _Outcome]) -> None:
        self._act: Final = act
        self._language: Final = translation.get_language()
        self._outcome: _Outcome | None = None
        self._fault: BaseException | None = None
        self.called: Final = threading.Event()
        self.done = False

    def alone(self) -> None:
        """Do it; a fault ends the transaction."""
        self._outcome = self._act()

    def among_others(self) -> None:
        """Do it in the language of its own thread; a fault takes back what it did, and nothing of the others."""
        try:
            with translation.override(self._language), transaction.atomic():
                self._outcome = self._act()
        except Exception as fault:
            if connection.needs_rollback:
                raise
            self._fault = fault

    def end(self, fault: BaseException | None = None) -> None:
        """It is on the disk, or the whole transaction failed with ``fault``."""
        self._fault = fault or self._fault
        self.done = True
        self.called.set()

    def outcome(self) -> _Outcome:
        if self._fault is not None:
            raise self._fault
        return self._outcome  # type: ignore[return-value]


_waiting: Final = deque[_Write[Any]]()  # the first is the one whose thread writes, or has been called to
_order: Final = threading.Lock()


def committed(act: Callable[[], _Outcome]) -> _Outcome:
    """What ``act`` gives, as soon as what it wrote is on the disk; what it raises, and then nothing of it is written.

    ``act`` runs in a transaction, maybe together with others' and maybe in another thread, in the language of the
    caller's; it must hang on nothing else that belongs to a thread. Within a caller's transaction it becomes a part of that.
    """
    if connection.in_atomic_block:
        with transaction.atomic():
            return act()
    own = _Write(act)
    with _order:
        _waiting.append(own)
        leads = _waiting[0] is own
    if not leads:
        own.called.wait()
    if not own.done:
        _write_all()
    return own.outcome()


def _write_all() -> None:
    """Write for all who wait now, in the order they came, and call the first of those who came meanwhile."""
    with _order:
        together = list(_waiting)
    fault: BaseException | None = None
    try:
        with transaction.atomic():
            if len(together) == 1:
                together[0].alone()
            else:
                for write in together:
                    write.among_others()
    except BaseException as raised:  # noqa: BLE001 - raised in each thread whose writing it ended
        fault = raised
    finally:
        with _order:
            for _write in together:
                _waiting.popleft()
            following = _waiting[0] if _waiting else None
        for write in together:
            write.end(fault)
        if following:
            following.called.set()
