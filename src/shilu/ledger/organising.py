"""What gives meaning to entries is a row of the log too: a changed organisation, an applied catalogue."""

from collections.abc import Callable, Sequence
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction

from shilu.ledger.catalogue import Catalogue
from shilu.ledger.clerk import Clerk
from shilu.ledger.log import append, lock_log
from shilu.ledger.models import Kind
from shilu.ledger.queries import structure_at
from shilu.ledger.row import RowDraft
from shilu.lib.canonical import canonical
from shilu.organisation.changes import Change, change_body
from shilu.organisation.models import Unit
from shilu.organisation.structure import Structure


def change_organisation(changes: Sequence[Change], *, clerk: Clerk) -> Structure:
    """Apply ``changes`` in their order, all or none; Refused, by name, where one cannot be. Returns the new structure."""
    with transaction.atomic():
        lock_log()  # two writers must not each check their half of a ring
        structure = structure_at().copy()
        for change in changes:
            structure.apply(change)
        if changes:
            project_units(structure)
            body = canonical({"changes": [change_body(change) for change in changes]})
            append([RowDraft(type="organisation", body=body)], account=clerk.account, now=clerk.now)
        return structure


def change_as_it_stands(wanted: Callable[[Structure], Sequence[Change]], *, clerk: Clerk) -> Structure:
    """Apply the changes that ``wanted`` makes out of the organisation as it stands; return the new structure."""
    with transaction.atomic():
        lock_log()
        return change_organisation(wanted(structure_at()), clerk=clerk)


def project_units(structure: Structure) -> None:
    """Bring the table of units to the structure; ids that exist are kept, units that are no more go, the lowest first."""
    while _leaves_gone(structure):
        pass
    known = {unit.uuid: unit for unit in Unit.objects.all()}
    for uuid, unit in structure.units.items():
        row = known.get(uuid) or Unit(uuid=uuid)
        if (row.code, row.name) != (unit.code, unit.name):
            row.code, row.name = unit.code, unit.name
            row.save()
            known[uuid] = row
    for uuid, unit in structure.units.items():
        parent = unit.parents.last()
        row = known[uuid]
        wanted = known[parent].id if parent else None
        if row.parent_id != wanted:
            row.parent_id = wanted
            row.save(update_fields=("parent",))


def _leaves_gone(structure: Structure) -> int:
    """Delete units that the structure does not know and that have none below them; return how many those were."""
    above = Unit.objects.exclude(parent=None).values("parent")
    count, _by_table = Unit.objects.exclude(uuid__in=structure.units.keys()).exclude(id__in=above).delete()
    return count


def kind_uuid(key: str) -> UUID:
    """The uuid of a kind; the same in every workspace that has the key."""
    return uuid5(NAMESPACE_URL, f"shilu:kind:{key}")


def apply_catalogue(catalogue: Catalogue, *, clerk: Clerk) -> int:
    """Make ``catalogue`` the one that holds from here on; return the position of its row."""
    with transaction.atomic():
        known = set(Kind.objects.values_list("key", flat=True))
        Kind.objects.bulk_create([Kind(uuid=kind_uuid(key), key=key) for key in catalogue.kinds if key not in known])
        row = RowDraft(type="catalogue", body=canonical(catalogue.body()))
        return append([row], account=clerk.account, now=clerk.now)[0]
