"""Taking an own record of today back, before anybody has counted on it."""

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shilu.ledger.clerk import Clerk
from shilu.ledger.entries import entries_by_seq, standing_entries
from shilu.ledger.entry import Entry
from shilu.ledger.log import lock_log
from shilu.ledger.operations import change_month, reverse_entries
from shilu.ledger.queries import bodies, catalogue_at, structure_at
from shilu.lib.errors import Refused
from shilu.recording.queries import review_on


def take_back(seq: int, *, clerk: Clerk) -> int:
    """Cancel an own record of today that no issued report can have used; return the position of the last row for it.

    One of a private kind went into its month's sum, which becomes again what it was before.
    """
    with transaction.atomic():
        lock_log()
        (entry,) = standing_entries([seq])
        why_not = kept_because(entry, clerk=clerk)
        if why_not:
            raise Refused(why_not)
        added = _added(entry) if catalogue_at().kinds[entry.kind].private else None
        if added is None:
            return reverse_entries([seq], reason=_("taken back the same day"), clerk=clerk)[0]
        return change_month(
            entry.kind,
            unit=entry.unit,
            first=entry.first,
            last=entry.last,
            labels=entry.labels,
            difference={key: -amount for key, amount in added.items()},
            clerk=clerk,
        )


def kept_because(entry: Entry, *, clerk: Clerk) -> str:
    """Why ``clerk`` cannot take an entry back, in one line; empty where it can be."""
    not_todays = _not_own_of_today(entry, clerk)
    if not_todays:
        return not_todays
    if review_on(entry.unit, structure=structure_at()):
        return _("Records of this unit are reviewed; cancel record %(seq)s with a reason, and a reviewer decides.") % {
            "seq": entry.seq
        }
    if catalogue_at().kinds[entry.kind].private and _added(entry) is None:
        return _("Record %(seq)s is a month's sum that was made smaller or moved; correct the sum instead.") % {
            "seq": entry.seq
        }
    if any(body["as_of"] >= entry.seq for _at, _type, body in bodies("report")):
        return _("A report was issued after record %(seq)s; correct it, with a reason.") % {"seq": entry.seq}
    return ""


def _added(entry: Entry) -> Mapping[str, Decimal] | None:
    """What was added to a month's sum to make it ``entry``; None where the sum was made smaller, or moved to another month."""
    if entry.corrects is None:
        return entry.quantities
    (before,) = entries_by_seq([entry.corrects])
    if any(getattr(before, part) != getattr(entry, part) for part in ("kind", "unit", "first", "last", "labels")):
        return None
    keys = sorted({*before.quantities, *entry.quantities})
    added = {key: entry.quantities.get(key, Decimal(0)) - before.quantities.get(key, Decimal(0)) for key in keys}
    return added if min(added.values()) >= 0 else None


def _not_own_of_today(entry: Entry, clerk: Clerk) -> str:
    if entry.reversed_by is not None:
        return _("Record %(seq)s was already cancelled by %(by)s.") % {"seq": entry.seq, "by": entry.reversed_by}
    if UUID(entry.account) != UUID(clerk.account) or entry.batch is not None:
        return _("Record %(seq)s was not recorded by you; correct it, with a reason.") % {"seq": entry.seq}
    if timezone.localtime(entry.received).date() != timezone.localtime(clerk.now).date():
        return _("Record %(seq)s is not of today; correct it, with a reason.") % {"seq": entry.seq}
    return ""
