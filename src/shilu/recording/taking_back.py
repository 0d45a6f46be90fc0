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
from shilu.ledger.operations import change_month, draft_of, put_back, reverse_entries
from shilu.ledger.queries import bodies, catalogue_at, structure_at
from shilu.lib.errors import Refused
from shilu.recording.queries import review_on


def take_back(seq: int, *, clerk: Clerk) -> int:
    """Cancel an own record of today that no issued report can have used; return the position of the last row for it.

    One that corrected another gives its place back to that one. One of a private kind went into its month's sum, which
    becomes again what it was before.
    """
    with transaction.atomic():
        lock_log()
        (entry,) = standing_entries([seq])
        why_not = kept_because(entry, clerk=clerk)
        if why_not:
            raise Refused(why_not)
        reason = _("taken back the same day")
        added = _added(entry) if catalogue_at().kinds[entry.kind].private else None
        if added is None:
            before = corrected_by(entry)
            if before is not None:
                return put_back(entry, before, reason=reason, clerk=clerk)
            return reverse_entries([seq], reason=reason, clerk=clerk)[0]
        return change_month(
            entry.kind,
            unit=entry.unit,
            first=entry.first,
            last=entry.last,
            labels=entry.labels,
            difference={key: -amount for key, amount in added.items()},
            clerk=clerk,
        )


def corrected_by(entry: Entry) -> Entry | None:
    """The record in whose place ``entry`` came, None where it came in nobody's."""
    return None if entry.corrects is None else entries_by_seq([entry.corrects])[0]


def kept_because(entry: Entry, *, clerk: Clerk) -> str:
    """Why ``clerk`` cannot take an entry back, in one line; empty where it can be."""
    not_todays = _not_own_of_today(entry, clerk)
    if not_todays:
        return not_todays
    before = corrected_by(entry)
    structure = structure_at()
    if any(review_on(unit, structure=structure) for unit in {entry.unit, (before or entry).unit}):
        return _("Records of this unit are reviewed; cancel record %(seq)s with a reason, and a reviewer decides.") % {
            "seq": entry.seq
        }
    if any(body["as_of"] >= entry.seq for _at, _type, body in bodies("report")):
        return _("A report was issued after record %(seq)s; correct it, with a reason.") % {"seq": entry.seq}
    return _held_by_its_past(entry, before)


def _held_by_its_past(entry: Entry, before: Entry | None) -> str:
    """Why what stood before ``entry`` cannot stand again; empty where it can."""
    kinds = catalogue_at().kinds
    private = kinds[entry.kind].private
    if before is not None and kinds[before.kind].private != private:
        return _("Record %(seq)s came in place of one that kept less or more; correct it, with a reason.") % {
            "seq": entry.seq
        }
    if before is not None and not private and _stood_before(entry, before):
        return _("Record %(seq)s says again what it said before; cancel it, with a reason.") % {"seq": entry.seq}
    if private and _added(entry) is None:
        return _("Record %(seq)s is a month's sum that was made smaller or moved; correct the sum instead.") % {
            "seq": entry.seq
        }
    return ""


def _added(entry: Entry) -> Mapping[str, Decimal] | None:
    """What was added to a month's sum to make it ``entry``; None where the sum was made smaller, or moved to another month."""
    before = corrected_by(entry)
    if before is None:
        return entry.quantities
    if any(getattr(before, part) != getattr(entry, part) for part in ("kind", "unit", "first", "last", "labels")):
        return None
    keys = sorted({*before.quantities, *entry.quantities})
    added = {key: entry.quantities.get(key, Decimal(0)) - before.quantities.get(key, Decimal(0)) for key in keys}
    return added if min(added.values()) >= 0 else None


def _stood_before(entry: Entry, before: Entry) -> bool:
    """Whether ``entry`` was put back: it says what stood before the record in whose place it came."""
    first = corrected_by(before)
    return first is not None and draft_of(entry) == draft_of(first)


def _not_own_of_today(entry: Entry, clerk: Clerk) -> str:
    if entry.reversed_by is not None:
        return _("Record %(seq)s was already cancelled by %(by)s.") % {"seq": entry.seq, "by": entry.reversed_by}
    if UUID(entry.account) != UUID(clerk.account) or entry.batch is not None:
        return _("Record %(seq)s was not recorded by you; correct it, with a reason.") % {"seq": entry.seq}
    if timezone.localtime(entry.received).date() != timezone.localtime(clerk.now).date():
        return _("Record %(seq)s is not of today; correct it, with a reason.") % {"seq": entry.seq}
    return ""
