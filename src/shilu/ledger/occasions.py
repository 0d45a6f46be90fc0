"""Saying that records of several units or kinds are one event."""

from collections.abc import Mapping, Sequence
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from shilu.ledger.clerk import Clerk
from shilu.ledger.entries import standing_entries
from shilu.ledger.entry import Entry
from shilu.ledger.log import append, lock_log
from shilu.ledger.queries import memberships
from shilu.ledger.row import RowDraft
from shilu.lib.canonical import canonical
from shilu.lib.enumerating import enumerated
from shilu.lib.errors import Refused

_FEWEST_JOINED = 2


def join_occasion(seqs: Sequence[int], *, clerk: Clerk, occasion: UUID | None = None) -> UUID:
    """Say that entries are one event, and return the occasion's uuid; with ``occasion`` they come to that one.

    Where some are at an occasion already, the others join it. Refused for a single entry that comes to nothing, for
    entries without a day in common, and for entries of two occasions.
    """
    with transaction.atomic():
        lock_log()
        entries = standing_entries(seqs)
        at = memberships()
        if occasion is None:
            occasion = _common_occasion(entries, at) or uuid4()
        coming = [entry.seq for entry in entries if at.get(entry.seq) != occasion]
        if coming:
            append([_joined_row(occasion, coming)], account=clerk.account, now=clerk.now)
        return occasion


def _common_occasion(entries: Sequence[Entry], at: Mapping[int, UUID]) -> UUID | None:
    """The occasion that some of ``entries`` are at; None where none is."""
    if len(entries) < _FEWEST_JOINED:
        raise Refused(_("One event joins two records or more; name them all."))
    if max(entry.first for entry in entries) > min(entry.last for entry in entries):
        raise Refused(
            _("These records have no day in common (%(days)s); one event takes place on the same day.")
            % {"days": enumerated(str(entry.last) for entry in entries)}
        )
    known = {at[entry.seq] for entry in entries if entry.seq in at}
    if len(known) > 1:
        raise Refused(_("These records belong to two different events; take one out of its event first."))
    return known.pop() if known else None


def leave_occasion(seqs: Sequence[int], *, occasion: UUID, clerk: Clerk) -> int:
    """Say that entries were not part of the occasion after all; return the position."""
    body = canonical({"occasion": str(occasion), "entries": list(seqs)})
    return append([RowDraft(type="left", body=body)], account=clerk.account, now=clerk.now)[0]


def inherit_occasions(corrected: Mapping[int, int], *, clerk: Clerk) -> None:
    """Join each entry that was posted in place of another (old position → new) to that one's occasion."""
    joined = memberships()
    by_occasion: dict[UUID, list[int]] = {}
    for old, new in corrected.items():
        if old in joined:
            by_occasion.setdefault(joined[old], []).append(new)
    rows = [_joined_row(occasion, entries) for occasion, entries in by_occasion.items()]
    append(rows, account=clerk.account, now=clerk.now)


def _joined_row(occasion: UUID, entries: Sequence[int]) -> RowDraft:
    return RowDraft(type="joined", body=canonical({"occasion": str(occasion), "entries": list(entries)}))
