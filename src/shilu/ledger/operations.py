"""What can be done to the log: post, reverse, correct, close, open, join and leave; each call is one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Catalogue, Kind
from shilu.ledger.entry import Entry, EntryDraft
from shilu.ledger.log import append
from shilu.ledger.models import Kind as KindRow
from shilu.ledger.quantities import bound_of, is_whole
from shilu.ledger.queries import (
    catalogue_at,
    entries_by_seq,
    entries_of_batch,
    memberships,
    monthly_total,
    said_of_periods,
    unit_ids,
)
from shilu.ledger.row import NO_TEXTS, RowDraft, written_quantities
from shilu.lib.amounts import to_thousandths
from shilu.lib.canonical import canonical, canonical_or_empty
from shilu.lib.day_numbers import day_number
from shilu.lib.errors import Refused
from shilu.lib.periods import GREGORIAN, BodyCalendar, Period, month_of

_EARLIEST = date(1949, 1, 1)
_LATEST = date(2100, 12, 31)

_FEWEST_JOINED = 2

_Month = tuple[str, UUID, date, date, str]


@dataclass(frozen=True, slots=True)
class Clerk:
    """On whose behalf, and when, something is written, and the body's own months."""

    account: str
    now: datetime
    calendar: BodyCalendar = GREGORIAN

    @property
    def latest(self) -> date:
        """The last day on which something can have happened: today, wherever on earth that is."""
        return self.now.date() + timedelta(days=1)


def checked(
    draft: EntryDraft, *, catalogue: Catalogue, calendar: BodyCalendar = GREGORIAN, latest: date = _LATEST
) -> EntryDraft:
    """``draft`` if the catalogue allows it; Refused if not, and for what has not happened by ``latest``.

    Facts of a private kind lose their words and are brought to the month of ``calendar`` that holds their last day.
    """
    kind = catalogue.kinds.get(draft.kind)
    if kind is None:
        raise Refused(_("There is no kind of record %(kind)s.") % {"kind": draft.kind})
    if not _EARLIEST <= draft.first <= draft.last <= _LATEST:
        raise Refused(
            _("The days %(first)s to %(last)s cannot be: give days from 1949 to 2100, the first before the last.")
            % {"first": draft.first, "last": draft.last}
        )
    if (draft.first if draft.whole else draft.last) > latest:
        raise Refused(
            _("%(day)s has not come yet; a record says what has happened.")
            % {"day": draft.first if draft.whole else draft.last}
        )
    _check_quantities(draft.quantities, kind=kind, catalogue=catalogue)
    _check_labels(draft.labels, kind=kind, catalogue=catalogue)
    if not kind.private:
        return draft
    if draft.whole:
        return replace(draft, texts=NO_TEXTS)
    month = month_of(draft.last, calendar=calendar)
    return replace(draft, first=month.first, last=month.last, whole=True, texts=NO_TEXTS)


def _check_quantities(quantities: Mapping[str, Decimal], *, kind: Kind, catalogue: Catalogue) -> None:
    if not quantities or (kind.adds == "flow" and not any(quantities.values())):
        raise Refused(
            _("A record of %(kind)s needs a count; that there was nothing is said by confirming the month.")
            % {"kind": kind.title}
        )
    for key, amount in quantities.items():
        if kind.quantity(key) is None:
            known = "、".join(str(catalogue.quantities[quantity.key].title) for quantity in kind.quantities)
            raise Refused(
                _("%(kind)s does not count “%(quantity)s”; it counts %(known)s.")
                % {"kind": kind.title, "quantity": key, "known": known}
            )
        if (amount < 0 and kind.adds != "change") or abs(amount) > bound_of(key):
            raise Refused(
                _("%(amount)s makes no sense as a count of %(kind)s.") % {"amount": amount, "kind": kind.title}
            )
        if is_whole(key) and amount != amount.to_integral_value():
            raise Refused(
                _("%(amount)s is no whole number; %(quantity)s are counted whole.")
                % {"amount": amount, "quantity": catalogue.quantities[key].title}
            )
        try:
            to_thousandths(amount)
        except ValueError:
            raise Refused(_("%(amount)s has more than three decimals.") % {"amount": amount}) from None


def _check_labels(labels: Mapping[str, str], *, kind: Kind, catalogue: Catalogue) -> None:
    for key, value in labels.items():
        if key not in kind.labels:
            raise Refused(_("%(kind)s has no label “%(label)s”.") % {"kind": kind.title, "label": key})
        label = catalogue.labels[key]
        if not label.open and label.value(value) is None:
            known = "、".join(str(known.title) for known in label.values)
            raise Refused(
                _("“%(value)s” is no %(label)s; there are %(known)s.")
                % {"value": value, "label": label.title, "known": known}
            )


class RowMaker:
    """Turns checked entries into rows, with the small ids of kinds and units looked up once."""

    def __init__(self) -> None:
        self._kinds = dict(KindRow.objects.values_list("key", "id"))
        self._units = unit_ids()

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
    with transaction.atomic():
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


def summed(drafts: Iterable[EntryDraft]) -> dict[str, Decimal]:
    """The quantities of ``drafts`` added up, each with its own kind only."""
    total: dict[str, Decimal] = {}
    for draft in drafts:
        for key, amount in draft.quantities.items():
            total[key] = total.get(key, Decimal(0)) + amount
    return total


def _standing(seqs: Sequence[int]) -> list[Entry]:
    found = {entry.seq: entry for entry in entries_by_seq(seqs)}
    for seq in seqs:
        entry = found.get(seq)
        if entry is None or entry.type != "entry":
            raise Refused(_("There is no record %(seq)s.") % {"seq": seq})
        if entry.reversed_by is not None:
            raise Refused(_("Record %(seq)s was already cancelled by %(by)s.") % {"seq": seq, "by": entry.reversed_by})
    return [found[seq] for seq in dict.fromkeys(seqs)]


def reverse_entries(seqs: Sequence[int], *, reason: str, clerk: Clerk, batch: int | None = None) -> list[int]:
    """Cancel entries, all or none, and return the positions of the reversals."""
    if not reason.strip():
        raise Refused(_("Say why with --reason: a record is never cancelled without a reason."))
    with transaction.atomic():
        maker = RowMaker()
        rows = [maker.reversal(entry, reason=reason, batch=batch) for entry in _standing(seqs)]
        return list(append(rows, account=clerk.account, now=clerk.now))


def reverse_import(batch: int, *, reason: str, clerk: Clerk) -> list[int]:
    """Cancel all that an import brought and still stands, and withdraw its word that the period was reported."""
    with transaction.atomic():
        entries = entries_of_batch(batch)
        if entries is None:
            raise Refused(_("There is no import %(batch)s.") % {"batch": batch})
        standing = [entry.seq for entry in entries if entry.type == "entry" and entry.reversed_by is None]
        done = reverse_entries(standing, reason=reason, clerk=clerk) if standing else []
        withdrawn = RowDraft(type="opened", target=batch, body=canonical({"import": batch, "reason": reason}))
        return [*done, *append([withdrawn], account=clerk.account, now=clerk.now)]


def correct_entry(
    seq: int, corrected: EntryDraft, *, reason: str, clerk: Clerk, batch: int | None = None
) -> tuple[int, int]:
    """Cancel one entry and post the right one in one step; return the positions of both rows."""
    with transaction.atomic():
        (entry,) = _standing([seq])
        draft = checked(corrected, catalogue=catalogue_at(), calendar=clerk.calendar, latest=clerk.latest)
        maker = RowMaker()
        rows = [
            maker.reversal(entry, reason=reason, batch=batch),
            maker.row(draft, target=seq, batch=batch),
        ]
        reversal, posted = append(rows, account=clerk.account, now=clerk.now)
        inherit_occasions({seq: posted}, clerk=clerk)
        return reversal, posted


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


def close_period(unit: UUID, *, period: Period, clerk: Clerk) -> int:
    """Confirm that ``unit`` and all below it reported ``period``; return the position.

    Refused for a period that has not begun; one that stands confirmed already stays so, and its position is returned.
    """
    if period.first > clerk.latest:
        raise Refused(_("%(period)s has not begun; it can be confirmed when it has.") % {"period": period.title()})
    said = [
        one for one in said_of_periods() if one.unit == unit and (one.first, one.last) == (period.first, period.last)
    ]
    if said and said[-1].type == "closed":
        return said[-1].seq
    return _say_period("closed", unit, period=period, reason="", clerk=clerk)


def open_period(unit: UUID, *, period: Period, reason: str, clerk: Clerk) -> int:
    """Take the confirmation of ``period`` back, with a reason; return the position."""
    return _say_period("opened", unit, period=period, reason=reason, clerk=clerk)


def _say_period(type_: str, unit: UUID, *, period: Period, reason: str, clerk: Clerk) -> int:
    body = {
        "unit": str(unit),
        "period": period.name,
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "reason": reason,
    }
    row = RowDraft(
        type=type_,  # type: ignore[arg-type]
        unit=unit_ids()[unit],
        first=day_number(period.first),
        last=day_number(period.last),
        body=canonical(body),
    )
    return append([row], account=clerk.account, now=clerk.now)[0]


def join_occasion(seqs: Sequence[int], *, clerk: Clerk, occasion: UUID | None = None) -> UUID:
    """Say that entries are one event, and return the occasion's uuid; with ``occasion`` they come to that one.

    Where some are at an occasion already, the others join it. Refused for a single entry that comes to nothing, for
    entries without a day in common, and for entries of two occasions.
    """
    with transaction.atomic():
        entries = _standing(seqs)
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
            % {"days": "、".join(str(entry.last) for entry in entries)}
        )
    known = {at[entry.seq] for entry in entries if entry.seq in at}
    if len(known) > 1:
        raise Refused(_("These records belong to two different events; part them first with --leave."))
    return known.pop() if known else None


def leave_occasion(seqs: Sequence[int], *, occasion: UUID, clerk: Clerk) -> int:
    """Say that entries were not part of the occasion after all; return the position."""
    body = canonical({"occasion": str(occasion), "entries": list(seqs)})
    return append([RowDraft(type="left", body=body)], account=clerk.account, now=clerk.now)[0]
