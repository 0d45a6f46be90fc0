"""Undoing an import: what it brought is cancelled, and what stood before it stands again."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from shilu.ledger.carried import carry_over
from shilu.ledger.clerk import Clerk
from shilu.ledger.entries import correcting_entries, entries_by_seq, read_entries, standing_rows
from shilu.ledger.entry import Entry
from shilu.ledger.importing.compare import identity_of
from shilu.ledger.log import append, lock_log
from shilu.ledger.models import Row
from shilu.ledger.months import MonthKey, month_key, months_standing
from shilu.ledger.occasions import inherit_occasions
from shilu.ledger.operations import RowMaker, draft_of
from shilu.ledger.queries import catalogue_at, undone_imports
from shilu.ledger.row import RowDraft
from shilu.ledger.small_ids import known_kind_ids, known_unit_ids
from shilu.lib.canonical import canonical
from shilu.lib.errors import Refused

_SCREENFUL: Final = 500
_ADDING: Final = "summed"  # the reason of a reversal that makes room for a month's new sum


@dataclass(frozen=True, slots=True)
class PutBack:
    """A record that is posted again as ``version`` says, in place of ``standing`` or, where that is None, of the cancelled ``at``."""

    at: int
    version: int
    standing: bool


@dataclass(frozen=True, slots=True)
class Undoing:
    """What undoing an import does: records cancelled, records put back, months' sums with what is taken from them.

    ``left`` counts the records that were changed again after the import and so stay as they are.
    """

    batch: int
    cancelled: tuple[int, ...]
    put_back: tuple[PutBack, ...]
    months: Mapping[MonthKey, Mapping[str, Decimal]]
    left: int

    def counted(self, positions: Sequence[int] = ()) -> "Undone":
        """The same as counts."""
        return Undone(len(self.cancelled), len(self.put_back), len(self.months), self.left, tuple(positions))


@dataclass(frozen=True, slots=True)
class Undone:
    """What undoing an import did, as counts, and the positions of the rows that it wrote."""

    cancelled: int
    put_back: int
    months: int
    left: int
    positions: tuple[int, ...]


def undoing_of(batch: int) -> Undoing:
    """What undoing an import would do; Refused where ``batch`` is none, or was undone."""
    if not Row.objects.filter(seq=batch, type="import").exists():
        raise Refused(_("There is no import %(batch)s.") % {"batch": batch})
    undone = undone_imports()
    if batch in undone:
        raise Refused(_("Import %(batch)s was undone already.") % {"batch": batch})
    ids = known_kind_ids().ids
    private = [ids[key] for key, kind in catalogue_at().kinds.items() if kind.private and key in ids]
    rows = Row.objects.filter(batch=batch, type__in=("entry", "reversal"))
    plain = rows.exclude(kind__in=private)
    brought = dict(plain.filter(type="entry").values_list("seq", "target"))
    standing = set(standing_rows().filter(batch=batch).exclude(kind__in=private).values_list("seq", flat=True))
    reversed_by_it = plain.filter(type="reversal").values_list("target", flat=True)
    gone = [seq for seq in reversed_by_it if seq is not None and seq not in {*brought.values()}]
    places = _places({seq: brought[seq] for seq in sorted(standing)}, batch=batch)
    before = _versions_before(places, without=undone | {batch})
    again = _versions_before({seq: seq for seq in gone}, without=undone | {batch})
    later = _brought_back_since(gone, batch=batch)
    changed_since = _changed_since(set(brought) - standing, batch=batch)
    months, moved = _months_of(read_entries(rows.filter(kind__in=private).order_by("seq")))
    return Undoing(
        batch=batch,
        cancelled=tuple(seq for seq in sorted(standing) if seq not in before),
        put_back=(
            *(PutBack(seq, version, standing=True) for seq, version in before.items()),
            *(PutBack(seq, version, standing=False) for seq, version in again.items() if seq not in later),
        ),
        months=months,
        left=changed_since + len(later) + moved,
    )


def reverse_import(batch: int, *, reason: str, clerk: Clerk) -> Undone:
    """Undo an import: cancel what it brought, post again what it corrected or cancelled, and take its word back.

    What was changed again since stays. Private kinds' months go back by what the import brought to them.
    """
    if not reason.strip():
        raise Refused(_("Say why with --reason: a record is never cancelled without a reason."))
    with transaction.atomic():
        lock_log()
        undoing = undoing_of(batch)
        rows, replaced = _rows_of(undoing, reason=reason)
        rows.append(RowDraft(type="opened", target=batch, body=canonical({"import": batch, "reason": reason})))
        positions = append(rows, account=clerk.account, now=clerk.now)
        placed = {positions[at]: one for at, one in replaced.items()}
        inherit_occasions({one.at: new for new, one in placed.items()}, clerk=clerk)
        carry_over({new: tuple(dict.fromkeys((one.version, one.at))) for new, one in placed.items()}, clerk=clerk)
        return undoing.counted(positions)


def _rows_of(undoing: Undoing, *, reason: str) -> tuple[list[RowDraft], dict[int, PutBack]]:
    """The rows that undo it, and which of them (by their place) put what back.

    A record that is put back counts as brought by the import that brought it first, if one did: so that import knows
    it again, and undoing that one too takes it away.
    """
    maker, batch = RowMaker(), undoing.batch
    wanted = [*undoing.cancelled, *(seq for one in undoing.put_back for seq in (one.at, one.version))]
    entries = {entry.seq: entry for entry in entries_by_seq(wanted)}
    rows = [maker.reversal(entries[seq], reason=reason, batch=batch) for seq in undoing.cancelled]
    replaced = {}
    for one in undoing.put_back:
        if one.standing:
            rows.append(maker.reversal(entries[one.at], reason=reason, batch=batch))
        version = entries[one.version]
        replaced[len(rows)] = one
        rows.append(maker.row(draft_of(version), batch=version.batch, target=one.at))
    standing = months_standing(undoing.months)
    for key, sums in undoing.months.items():
        total = standing.get(key)
        if total is not None:
            rows.append(maker.reversal(total, reason=reason, batch=batch))
        if any(sums.values()):
            draft = replace(key.draft(), quantities=sums)
            rows.append(maker.row(draft, target=total.seq if total else None))
    return rows, replaced


def _places(starts: Mapping[int, int | None], *, batch: int) -> dict[int, int | None]:
    """In whose place from before the import each of its records came, also one that was corrected and put back since."""
    found = dict(starts)
    while later := {seq: at for seq, at in found.items() if at is not None and at > batch}:
        targets = {
            seq: target
            for part in _parts(sorted(set(later.values())))
            for seq, target in Row.objects.filter(seq__in=part).values_list("seq", "target")
        }
        found |= {seq: targets[at] for seq, at in later.items()}
    return found


def _versions_before(starts: Mapping[int, int | None], *, without: frozenset[int]) -> dict[int, int]:
    """Back along the records that each stood in place of, the first that none of the imports ``without`` brought.

    Only as far as these imports cancelled them: what a person cancelled does not come back.
    """
    found: dict[int, int] = {}
    waiting = {seq: at for seq, at in starts.items() if at is not None}
    while waiting:
        wanted = sorted(set(waiting.values()))
        rows = {
            seq: (target, batch)
            for part in _parts(wanted)
            for seq, target, batch in Row.objects.filter(seq__in=part).values_list("seq", "target", "batch")
        }
        cancelled_by = {
            target: batch
            for part in _parts(wanted)
            for target, batch in Row.objects.filter(type="reversal", target__in=part).values_list("target", "batch")
        }
        following = {}
        for seq, at in waiting.items():
            target, batch = rows[at]
            if cancelled_by.get(at) not in without:
                continue
            if batch not in without:
                found[seq] = at
            elif target is not None:
                following[seq] = target
        waiting = following
    return found


def _brought_back_since(gone: Sequence[int], *, batch: int) -> set[int]:
    """Of the records that the import cancelled, those in whose place, or like which, one stands that came later."""
    if not gone:
        return set()
    cancelled = entries_by_seq(gone)
    since = {entry.corrects for entry in correcting_entries(gone)}
    days = [day for entry in cancelled for day in (entry.first, entry.last)]
    kinds, units = known_kind_ids().ids, known_unit_ids().ids
    rows = standing_rows().filter(
        seq__gt=batch,
        kind__in={kinds[entry.kind] for entry in cancelled},
        unit__in={units[entry.unit] for entry in cancelled},
        first__gte=min(days).year * 10_000,
        last__lte=(max(days).year + 1) * 10_000,
    )
    later = [identity_of(entry) for entry in read_entries(rows.exclude(batch=batch))]
    found = set()
    for entry in cancelled:
        if entry.seq in since:
            found.add(entry.seq)
        elif (identity := identity_of(entry)) in later:
            later.remove(identity)
            found.add(entry.seq)
    return found


def _changed_since(cancelled: set[int], *, batch: int) -> int:
    """How many of the import's records that no longer stand have one of another origin standing in their place."""
    ends, waiting = set(), cancelled
    while waiting:
        following = {
            seq
            for part in _parts(sorted(waiting))
            for seq in Row.objects.filter(type="entry", target__in=part).values_list("seq", flat=True)
        }
        ends |= following
        waiting = following
    return sum(standing_rows().filter(seq__in=part).exclude(batch=batch).count() for part in _parts(sorted(ends)))


def _months_of(rows: Sequence[Entry]) -> tuple[dict[MonthKey, dict[str, Decimal]], int]:
    """The new sums of the months of which the import brought something, and how many months were set by hand since.

    ``rows`` are the import's entries and reversals of private kinds.
    """
    brought: dict[MonthKey, dict[str, Decimal]] = {}
    last: dict[MonthKey, int] = {}
    for row in rows:
        key, sign = month_key(row), 1 if row.type == "entry" else -1
        sums = brought.setdefault(key, {})
        for quantity, amount in row.quantities.items():
            sums[quantity] = sums.get(quantity, Decimal(0)) + sign * amount
        if row.type == "entry":
            last[key] = row.seq
    moved = {key: sums for key, sums in brought.items() if any(sums.values())}
    by_hand = _set_by_hand({key: seq for key, seq in last.items() if key in moved})
    standing = months_standing(moved)
    found: dict[MonthKey, dict[str, Decimal]] = {}
    for key, sums in moved.items():
        total = dict(standing[key].quantities) if key in standing else {}
        for quantity, amount in sums.items():
            total[quantity] = total.get(quantity, Decimal(0)) - amount
        if key not in by_hand and all(amount >= 0 for amount in total.values()):
            found[key] = total
    return found, len(moved) - len(found)


def _set_by_hand(last: Mapping[MonthKey, int]) -> set[MonthKey]:
    """The months whose sums were corrected or cancelled by a person since, not only added to."""
    found, waiting = set(), dict(last)
    while waiting:
        seqs = sorted(waiting.values())
        reversals = {
            target: (body, batch)
            for part in _parts(seqs)
            for target, body, batch in Row.objects.filter(type="reversal", target__in=part).values_list(
                "target", "body", "batch"
            )
        }
        following = {entry.corrects: entry.seq for entry in correcting_entries(seqs)}
        further = {}
        for key, seq in waiting.items():
            body, batch = reversals.get(seq, ("", None))
            if body and batch is None and json.loads(body)["reason"] != _ADDING:
                found.add(key)
            elif seq in following:
                further[key] = following[seq]
        waiting = further
    return found


def _parts(seqs: Sequence[int]) -> Iterator[Iterable[int]]:
    for at in range(0, len(seqs), _SCREENFUL):
        yield seqs[at : at + _SCREENFUL]
