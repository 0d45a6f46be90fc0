"""Work that is done in the background: reading, importing and undoing large workbooks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils import translation
from django_tasks import task

from shilu.collecting.broken_off import broke_off
from shilu.collecting.desk import Desk
from shilu.collecting.operations import carry_out, look, undo_import
from shilu.collecting.queries import delivery_of
from shilu.ledger.clerk import Clerk
from shilu.workspace import serving
from shilu.workspace.beside import Beside, BrokeOff, OutOfTime

LONGEST: Final = 10  # minutes for one workbook; a million rows take two
LONGEST_SECONDS = LONGEST * 60.0


@dataclass(slots=True)
class _Apart:
    """The process that does the work on files of strangers; without one it is done in this process."""

    beside: Beside | None = None


apart: Final = _Apart()


def desk_of(account: UUID) -> Desk:
    """The desk of that account, at this moment."""
    workspace, now = serving.current(), serving.now()
    clerk = Clerk(account=str(account), now=now, calendar=workspace.config.calendar)
    return workspace.desk(clerk)


@task()
def look_at_workbook(uuid: str, account: str, language: str) -> None:
    """Read a workbook that was handed in, and compare it with the ledger."""
    _done_apart("look", uuid, account, language)


@task()
def import_workbook(uuid: str, account: str, language: str) -> None:
    """Import a workbook that was claimed for it."""
    _done_apart("import", uuid, account, language)


@task()
def undo_large_import(seq: int, account: str, reason: str, language: str) -> None:
    """Cancel all that a large import brought."""
    with translation.override(language):
        undo_import(seq, reason=reason, desk=desk_of(UUID(account)))


def _done_apart(work: str, uuid: str, account: str, language: str) -> None:
    """Have a work done by the process for it, and tell the reader where that was ended."""
    if apart.beside is None:
        WORKS[work](uuid, account, language)
        return
    try:
        apart.beside.do(work, uuid, account, language, seconds=LONGEST_SECONDS)
    except BrokeOff as fault:
        delivery = delivery_of(UUID(uuid))
        if delivery is not None:
            with translation.override(language):
                late = isinstance(fault, OutOfTime)
                broke_off(delivery, minutes=LONGEST if late else None, now=serving.now())


def _look(uuid: str, account: str, language: str) -> None:
    delivery = delivery_of(UUID(uuid))
    if delivery is not None and delivery.erased_at is None:
        with translation.override(language):
            look(delivery, desk=desk_of(UUID(account)))


def _import(uuid: str, account: str, language: str) -> None:
    delivery = delivery_of(UUID(uuid))
    if delivery is not None:
        with translation.override(language):
            carry_out(delivery, desk=desk_of(UUID(account)))


WORKS: Final[Mapping[str, Callable[[str, str, str], None]]] = {"look": _look, "import": _import}
"""What reads files of strangers, by the name under which one process asks another for it."""
