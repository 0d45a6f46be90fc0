"""Work that is done in the background: reading, importing and undoing large workbooks."""

from uuid import UUID

from django.utils import translation
from django_tasks import task

from shilu.collecting.desk import Desk
from shilu.collecting.operations import carry_out, look, undo_import
from shilu.collecting.queries import delivery_of
from shilu.ledger.clerk import Clerk
from shilu.workspace import serving


def desk_of(account: UUID) -> Desk:
    """The desk of that account, at this moment."""
    workspace, now = serving.current(), serving.now()
    clerk = Clerk(account=str(account), now=now, calendar=workspace.config.calendar)
    return workspace.desk(clerk)


@task()
def look_at_workbook(uuid: str, account: str, language: str) -> None:
    """Read a workbook that was handed in, and compare it with the ledger."""
    delivery = delivery_of(UUID(uuid))
    if delivery is not None and delivery.erased_at is None:
        with translation.override(language):
            look(delivery, desk=desk_of(UUID(account)))


@task()
def import_workbook(uuid: str, account: str, language: str) -> None:
    """Import a workbook that was claimed for it."""
    delivery = delivery_of(UUID(uuid))
    if delivery is not None:
        with translation.override(language):
            carry_out(delivery, desk=desk_of(UUID(account)))


@task()
def undo_large_import(seq: int, account: str, reason: str, language: str) -> None:
    """Cancel all that a large import brought."""
    with translation.override(language):
        undo_import(seq, reason=reason, desk=desk_of(UUID(account)))
