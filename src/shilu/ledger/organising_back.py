"""Taking a change of the organisation back: one more row, by which the earlier one holds no more."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from shilu.ledger.clerk import Clerk
from shilu.ledger.log import append
from shilu.ledger.models import Head
from shilu.ledger.organising import project_units
from shilu.ledger.queries import organisation_rows, structure_at
from shilu.ledger.row import RowDraft
from shilu.lib.canonical import canonical
from shilu.lib.errors import Refused
from shilu.organisation.replaying import ChangeRow, replayed, taken_back
from shilu.organisation.structure import Structure


def take_back(seq: int, *, clerk: Clerk) -> Structure:
    """Let the change at position ``seq`` hold no more; return the structure without it.

    Taking back what took another back lets that one hold again. Refused for a row that changes no organisation or holds
    no more, for one that brought in units or people (these end and leave), and where later changes build on it.
    """
    with transaction.atomic():
        Head.objects.select_for_update().get(id=1)
        rows = organisation_rows()
        after = structure_without(seq, rows)
        body = canonical({"changes": [], "takes_back": seq})
        append([RowDraft(type="organisation", body=body)], account=clerk.account, now=clerk.now)
        project_units(after)
        return after


def structure_without(seq: int, rows: Sequence[ChangeRow]) -> Structure:
    """The organisation if the row at ``seq`` held no more; Refused as ``take_back`` refuses."""
    if seq not in {row.seq for row in rows}:
        raise Refused(_("Row %(seq)s changes no organisation.") % {"seq": seq})
    if seq in taken_back(rows):
        raise Refused(_("This change was taken back already."))
    before = structure_at()
    try:
        after = replayed([*rows, ChangeRow(rows[-1].seq + 1, (), takes_back=seq)])
    except Refused as fault:
        raise Refused(_("Later changes build on it; take these back first. %(fault)s") % {"fault": fault}) from None
    units = [before.units[uuid].name for uuid in before.units if uuid not in after.units]
    if units:
        raise Refused(_("By this %(units)s began; a unit ends, its beginning is not taken back.") % {"units": units[0]})
    if before.people.keys() - after.people.keys():
        raise Refused(_("By this people came in; they are let go, their coming is not taken back."))
    return after
