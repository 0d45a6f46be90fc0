"""What can be done to records: post, reverse and correct; each call is one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from shilu.ledger.carried import carry_over
from shilu.ledger.catalogue import Catalogue
from shilu.ledger.checking import checked
from shilu.ledger.clerk import Clerk
from shilu.ledger.entries import monthly_total, standing_entries
from shilu.ledger.entry import Entry, EntryDraft
from shilu.ledger.log import append, lock_log
from shilu.ledger.occasions import inherit_occasions
from shilu.ledger.queries import catalogue_at
from shilu.ledger.row import NO_TEXTS, RowDraft, written_quantities
from shilu.ledger.small_ids import known_kind_ids, known_unit_ids
from shilu.lib.amounts import to_thousandths
from shilu.lib.canonical import canonical, canonical_or_empty
from shilu.lib.day_numbers import day_number
from shilu.lib.errors import Refused

_Month = tuple[str, UUID, date, date, str]


class RowMaker:
    """Turns checked entries into rows, with the small ids of kinds and units looked up once."""

    def __init__(self) -> None:
        self._kinds = known_kind_ids().ids
        self._units = known_unit_ids().ids

    def row(self, draft: EntryDraft, *, batch: int | None = None, target: int | None = None) -> RowDraft:
        """The row that posts ``draft``; ``target`` is the entry it corrects."""
        return RowDraft(
            type="entry",
            kind=self._kinds[draft.kind],
            unit=self._units[draft.unit],
            first=day_number(draft.first),
            last=day_number(draft.last),
            whole=int(draft.whole),
            labels=canonical_or_empty(draft.labels),
            quantities=written_quantities(draft.quantities),
            amounts=tuple([(key, to_thousandths(amount)) for key, amount in sorted(draft.quantities.items())]),
            target=target,
            batch=batch,
            texts=draft.texts,
        )

    def reversal(self, entry: Entry, *, reason: str, batch: int | None = None) -> RowDraft:
        """The row that cancels ``entry`` on that entry's days."""
        row = self.row(draft_of(entry), target=entry.seq, batch=batch)
        return row._replace(type="reversal", texts=NO_TEXTS, body=canonical({"reason": reason}))


def draft_of(entry: Entry) -> EntryDraft:
    """What would have to be posted to get ``entry``."""
    return EntryDraft(
        kind=entry.kind,
        unit=entry.unit,
        first=entry.first,
        last=entry.last,
        whole=entry.whole,
        labels=entry.labels,
        quantities=entry.quantities,
        texts=entry.texts,
    )


def post_entries(drafts: Iterable[EntryDraft], *, clerk: Clerk, batch: int | None = None) -> list[int]:
    """Post facts and return the position of each, in order.

    Facts of a private kind are summed into one entry a unit, month and kind; where the ledger has such an entry
    already, it is corrected to the new sum. The positions of facts that were summed together are the same.
    """
    with transaction.atomic():
        catalogue = catalogue_at()
        allowed = [
            checked(draft, catalogue=catalogue, calendar=clerk.calendar, latest=clerk.latest) for draft in drafts
        ]
        return post_checked(allowed, catalogue=catalogue, clerk=clerk, batch=batch)


def post_checked(
    drafts: Iterable[EntryDraft], *, catalogue: Catalogue, clerk: Clerk, batch: int | None = None
) -> list[int]:
    """Post facts that ``checked`` gave back for the catalogue that holds now; the rest as ``post_entries``."""
    with transaction.atomic(savepoint=False):  # nothing in here is refused
        maker = RowMaker()
        rows: list[RowDraft] = []
        place: list[int | _Month] = []
        private: dict[_Month, list[EntryDraft]] = {}
        landed: dict[_Month, int] = {}
        for draft in drafts:
            if catalogue.kinds[draft.kind].private:
                key = (draft.kind, draft.unit, draft.first, draft.last, canonical(draft.labels))
                private.setdefault(key, []).append(draft)
                place.append(key)
            else:
                place.append(len(rows))
                rows.append(maker.row(draft, batch=batch))
        if private:
            lock_log()
        for key, together in private.items():
            summed_up = _month_rows(together, maker=maker, batch=batch)
            landed[key] = len(rows) + len(summed_up) - 1
            rows += summed_up
        seqs = append(rows, account=clerk.account, now=clerk.now)
        return [seqs[at if isinstance(at, int) else landed[at]] for at in place]


def _month_rows(drafts: Sequence[EntryDraft], *, maker: RowMaker, batch: int | None) -> list[RowDraft]:
    """The rows that bring a private kind's month to its new sum: the entry, after the reversal of the one before."""
    draft = drafts[0]
    before = monthly_total(draft.kind, unit=draft.unit, first=draft.first, last=draft.last, labels=draft.labels)
    if before is None:
        return [maker.row(replace(draft, quantities=summed(drafts)), batch=batch)]
    total = replace(draft, quantities=summed([draft_of(before), *drafts]))
    return [
        maker.reversal(before, reason="summed", batch=batch),
        maker.row(total, target=before.seq, batch=batch),
    ]


def change_month(
    kind: str,
    *,
    unit: UUID,
    first: date,
    last: date,
    labels: Mapping[str, str],
    difference: Mapping[str, Decimal],
    clerk: Clerk,
    batch: int | None = None,
) -> int:
    """Add ``difference`` (amounts may be negative) to the sum of a private kind's month; return the new position.

    Refused where a sum would fall below zero; where all sums become zero the month's entry is only reversed.
    """
    with transaction.atomic():
        lock_log()
        maker = RowMaker()
        before = monthly_total(kind, unit=unit, first=first, last=last, labels=labels)
        rows = [maker.reversal(before, reason="summed", batch=batch)] if before else []
        sums = dict(before.quantities) if before else {}
        for key, amount in difference.items():
            sums[key] = sums.get(key, Decimal(0)) + amount
        if any(amount < 0 for amount in sums.values()):
            raise Refused(
                _("%(kind)s in the month of %(first)s would become less than nothing.")
                % {"kind": catalogue_at().kinds[kind].title, "first": first}
            )
        if any(sums.values()):
            draft = EntryDraft(kind, unit, first, last, sums, labels=labels, whole=True)
            rows.append(maker.row(draft, target=before.seq if before else None, batch=batch))
        seqs = append(rows, account=clerk.account, now=clerk.now)
        return seqs[-1]


def put_back(entry: Entry, before: Entry, *, reason: str, clerk: Clerk) -> int:
    """Cancel an entry and post again the one in whose place it came, with its files, people and events; its new position.

    It counts as brought by the import that brought it first, if one did, so that this import knows it again.
    """
    with transaction.atomic():
        lock_log()
        standing_entries([entry.seq])
        maker = RowMaker()
        again = maker.row(draft_of(before), target=entry.seq, batch=before.batch)
        _reversal, seq = append([maker.reversal(entry, reason=reason), again], account=clerk.account, now=clerk.now)
        inherit_occasions({before.seq: seq}, clerk=clerk)
        carry_over({seq: (before.seq,)}, clerk=clerk)
        return seq


def summed(drafts: Iterable[EntryDraft]) -> dict[str, Decimal]:
    """The quantities of ``drafts`` added up, each with its own kind only."""
    total: dict[str, Decimal] = {}
    for draft in drafts:
        for key, amount in draft.quantities.items():
            total[key] = total.get(key, Decimal(0)) + amount
    return total


def reverse_entries(seqs: Sequence[int], *, reason: str, clerk: Clerk, batch: int | None = None) -> list[int]:
    """Cancel entries, all or none, and return the positions of the reversals."""
    if not reason.strip():
        raise Refused(_("Say why with --reason: a record is never cancelled without a reason."))
    with transaction.atomic():
        lock_log()
        maker = RowMaker()
        rows = [maker.reversal(entry, reason=reason, batch=batch) for entry in standing_entries(seqs)]
        return list(append(rows, account=clerk.account, now=clerk.now))


def correct_entry(
    seq: int, corrected: EntryDraft, *, reason: str, clerk: Clerk, batch: int | None = None
) -> tuple[int, int]:
    """Cancel one entry and post the right one in one step; return the positions of both rows."""
    with transaction.atomic():
        lock_log()
        (entry,) = standing_entries([seq])
        draft = checked(corrected, catalogue=catalogue_at(), calendar=clerk.calendar, latest=clerk.latest)
        maker = RowMaker()
        rows = [
            maker.reversal(entry, reason=reason, batch=batch),
            maker.row(draft, target=seq, batch=batch),
        ]
        reversal, posted = append(rows, account=clerk.account, now=clerk.now)
        inherit_occasions({seq: posted}, clerk=clerk)
        return reversal, posted
