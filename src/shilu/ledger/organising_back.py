"""Taking a change of the organisation back: one more row, by which the earlier one holds no more."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from shilu.ledger.clerk import Clerk
from shilu.ledger.log import append, lock_log
from shilu.ledger.organising import project_units
from shilu.ledger.organising_gone import Besides, Stopped, gone_between, held_by_log
from shilu.ledger.queries import organisation_rows, structure_at
from shilu.ledger.row import RowDraft
from shilu.lib.canonical import canonical
from shilu.lib.errors import Refused
from shilu.organisation.operations import forget_people
from shilu.organisation.queries import names_of
from shilu.organisation.replaying import ChangeRow, replayed, taken_back
from shilu.organisation.structure import Structure


def take_back(seq: int, *, clerk: Clerk, besides: Besides = lambda _gone: ()) -> Structure:
    """Let the change at position ``seq`` hold no more; return the structure without it.

    Taking back what took another back lets that one hold again. Units and people that came in by it are no more, and
    the names of these people are erased. Refused for a row that changes no organisation or holds no more, and where later
    changes build on it; Stopped where something hangs on who or what came in, in the log or ``besides``.
    """
    with transaction.atomic():
        lock_log()
        rows, before = organisation_rows(), structure_at()
        after = structure_without(seq, rows, besides=besides)
        body = canonical({"changes": [], "takes_back": seq})
        append([RowDraft(type="organisation", body=body)], account=clerk.account, now=clerk.now)
        project_units(after)
        forget_people(gone_between(before, after).people)
        return after


def structure_without(seq: int, rows: Sequence[ChangeRow], *, besides: Besides = lambda _gone: ()) -> Structure:
    """The organisation if the row at ``seq`` held no more; Refused as ``take_back`` refuses."""
    if seq not in {row.seq for row in rows}:
        raise Refused(_("Row %(seq)s changes no organisation.") % {"seq": seq})
    if seq in taken_back(rows):
        raise Refused(_("This change was taken back already."))
    before = structure_at()
    try:
        after = replayed([*rows, ChangeRow(rows[-1].seq + 1, (), takes_back=seq)])
    except Refused as fault:
        raise Refused(_built_on(str(fault), before)) from None
    gone = gone_between(before, after)
    stops = [*held_by_log(gone, before=before), *besides(gone)]
    if stops:
        raise Stopped(stops)
    come = gone_between(after, before).people
    if len(names_of(come)) < len(come):
        raise Refused(_("The names of people who came in by it were erased with it; take the list in again instead."))
    return after


def _built_on(fault: str, before: Structure) -> str:
    """What later changes need, in words: a unit that began by the change is named, where the replay knows its id alone."""
    unit = next((unit.name for uuid, unit in before.units.items() if str(uuid) in fault), "")
    if unit:
        return _("Later changes build on it: they concern %(unit)s. Take these back first.") % {"unit": unit}
    return _("Later changes build on it; take these back first. %(fault)s") % {"fault": fault}
