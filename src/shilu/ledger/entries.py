"""Entries as the log holds them: those that stand, those of an import or a month, those near a day."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from uuid import UUID

from django.db.models import Exists, Min, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from shilu.ledger.entry import Entry
from shilu.ledger.log import instant_of
from shilu.ledger.models import Row, Text
from shilu.ledger.queries import memberships
from shilu.ledger.row import NO_TEXTS, Texts
from shilu.ledger.small_ids import known_kind_ids, known_unit_ids
from shilu.lib.canonical import canonical_or_empty
from shilu.lib.day_numbers import day_number, day_of
from shilu.lib.errors import Refused

_SCREENFUL = 500  # how many positions go into one statement
_CLOSE = 4  # positions are close where at most so many lie between two of them
_TEXT_COLUMNS = ("seq", "title", "details", "file", "sheet", "line")
_ENTRY_COLUMNS = (
    *("seq", "uuid", "type", "kind", "unit", "first", "last", "whole", "labels", "quantities"),
    *("received", "account", "target", "batch", "body", "commitment"),
)


def _entry_rows() -> QuerySet[Row]:
    reversal = Row.objects.filter(type="reversal", target=OuterRef("seq")).values("seq")[:1]
    return Row.objects.filter(type__in=("entry", "reversal")).annotate(reversed_by=Subquery(reversal))


def standing_rows() -> QuerySet[Row]:
    """Entries that no reversal cancelled."""
    reversal = Row.objects.filter(type="reversal", target=OuterRef("seq"))
    return Row.objects.filter(type="entry").filter(~Exists(reversal))


def read_entries(rows: QuerySet[Row]) -> list[Entry]:
    """``rows`` of entries and reversals as values, with their words."""
    kinds, units = known_kind_ids().keys, known_unit_ids().uuids
    occasions = memberships()
    annotated = ("reversed_by",) if "reversed_by" in rows.query.annotations else ()
    # plain tuples: a model's instance a row takes three times as long
    found = list(rows.values_list(*_ENTRY_COLUMNS, *annotated))
    texts = _texts_of([row[0] for row in found])
    entries = []
    for row in found:
        seq, uuid, type_, kind, unit, first, last, whole, labels, quantities, *rest = row
        received, account, target, batch, body, commitment, *reversal = rest
        entries.append(
            Entry(
                seq=seq,
                uuid=UUID(uuid),
                type=type_,
                kind=kinds[kind or 0],
                unit=units[unit or 0],
                first=day_of(first or 0),
                last=day_of(last or 0),
                whole=bool(whole),
                labels=_labels_in(labels),
                quantities=_quantities_in(quantities),
                received=instant_of(received),
                account=account,
                reverses=target if type_ == "reversal" else None,
                corrects=target if type_ == "entry" else None,
                reversed_by=reversal[0] if reversal else None,
                batch=batch,
                body=json.loads(body) if body else {},
                texts=texts.get(seq, NO_TEXTS),
                erased=bool(commitment) and seq not in texts,
                occasion=occasions.get(seq),
            )
        )
    return entries


@lru_cache(maxsize=10_000)
def _quantities_in(text: str) -> Mapping[str, Decimal]:
    """Written quantities as values; entries that say the same share them."""
    return {key: Decimal(amount) for key, amount in json.loads(text).items()}


@lru_cache(maxsize=10_000)
def _labels_in(text: str) -> Mapping[str, str]:
    return json.loads(text) if text else {}


def _texts_of(seqs: Sequence[int]) -> dict[int, Texts]:
    """The words of the rows at ``seqs`` (and, where these lie close, of some between them)."""
    found: dict[int, Texts] = {}
    for texts in (Text.objects.filter(near) for near in _near("seq", seqs)):
        for seq, title, details, file, sheet, line in texts.values_list(*_TEXT_COLUMNS):
            found[seq] = Texts(title, details, file, sheet, line)
    return found


def titles_of(seqs: Sequence[int]) -> dict[int, str]:
    """The titles of the rows at ``seqs``, each in one line; those without one are left out."""
    titles = ((seq, " ".join(texts.title.split())) for seq, texts in _texts_of(seqs).items())
    return {seq: title for seq, title in titles if title}


def earliest_day(seqs: Sequence[int]) -> date:
    """The first day of the earliest of the records at ``seqs``, of which there is one at least."""
    parts = (seqs[at : at + _SCREENFUL] for at in range(0, len(seqs), _SCREENFUL))
    days = (Row.objects.filter(seq__in=part).aggregate(day=Min("first"))["day"] for part in parts)
    return day_of(min(days))


def cancelled_of(seqs: Iterable[int]) -> set[int]:
    """Those of the entries at ``seqs`` that a reversal cancelled."""
    reversals = Row.objects.filter(type="reversal", target__in=list(seqs))
    return {target for target in reversals.values_list("target", flat=True) if target is not None}


def _near(column: str, seqs: Sequence[int]) -> Iterator[Q]:
    """Conditions that ``column`` holds one of ``seqs``; where these lie close one condition that takes others too."""
    if seqs and max(seqs) - min(seqs) < _CLOSE * len(seqs):
        yield Q(**{f"{column}__range": (min(seqs), max(seqs))})
        return
    for at in range(0, len(seqs), _SCREENFUL):
        yield Q(**{f"{column}__in": list(seqs[at : at + _SCREENFUL])})


def entries_by_seq(seqs: Sequence[int]) -> list[Entry]:
    """The entries and reversals at ``seqs``, in the order of the log."""
    found: list[Entry] = []
    ordered = sorted(set(seqs))
    for at in range(0, len(ordered), _SCREENFUL):
        found += read_entries(_entry_rows().filter(seq__in=ordered[at : at + _SCREENFUL]).order_by("seq"))
    return found


def entries_of_batches(batches: Iterable[int]) -> list[Entry]:
    """What several imports brought, entries and reversals, in order."""
    return read_entries(_entry_rows().filter(batch__in=list(batches)).order_by("seq"))


def reversals_of_imports(seqs: Sequence[int]) -> set[int]:
    """Those of the reversals at ``seqs`` that an import, or undoing one, wrote."""
    parts = (seqs[at : at + _SCREENFUL] for at in range(0, len(seqs), _SCREENFUL))
    rows = (Row.objects.filter(seq__in=part, batch__isnull=False).values_list("seq", flat=True) for part in parts)
    return {seq for part in rows for seq in part}


def monthly_total(kind: str, *, unit: UUID, first: date, last: date, labels: Mapping[str, str]) -> Entry | None:
    """The standing entry that sums a private kind's month of a unit, if there is one."""
    rows = _entry_rows().filter(
        ~Exists(Row.objects.filter(type="reversal", target=OuterRef("seq"))),
        type="entry",
        kind=known_kind_ids().ids.get(kind),
        unit=known_unit_ids().ids[unit],
        first=day_number(first),
        last=day_number(last),
        labels=canonical_or_empty(labels),
        whole=1,
    )
    return next(iter(read_entries(rows.order_by("-seq")[:1])), None)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries a list shows; None leaves a condition out."""

    kinds: frozenset[str] | None = None
    units: frozenset[UUID] | None = None
    first: date | None = None
    last: date | None = None
    text: str = ""
    batch: int | None = None


def entries_listed(wanted: Wanted, *, limit: int | None = None) -> list[Entry]:
    """Entries and reversals that fit, oldest first; with ``limit`` the newest that many."""
    rows = _wanted_rows(wanted)
    if limit is None:
        return read_entries(rows.order_by("seq"))
    return list(reversed(read_entries(rows.order_by("-seq")[:limit])))


def entries_after(seq: int, *, wanted: Wanted, seen: Q, limit: int) -> list[Entry]:
    """The first ``limit`` entries and reversals behind ``seq`` that fit and meet the condition ``seen``, oldest first."""
    rows = _wanted_rows(wanted).filter(seen, seq__gt=seq)
    return read_entries(rows.order_by("seq")[:limit])


def _wanted_rows(wanted: Wanted) -> QuerySet[Row]:
    rows = _entry_rows()
    if wanted.kinds is not None:
        rows = rows.filter(kind__in=_small(wanted.kinds))
    if wanted.units is not None:
        ids = known_unit_ids().ids
        rows = rows.filter(unit__in=[ids[unit] for unit in wanted.units])
    if wanted.first is not None:
        rows = rows.filter(last__gte=day_number(wanted.first))
    if wanted.last is not None:
        rows = rows.filter(last__lte=day_number(wanted.last))
    if wanted.batch is not None:
        rows = rows.filter(batch=wanted.batch)
    if wanted.text:
        fits = Q(title__contains=wanted.text) | Q(details__contains=wanted.text)
        rows = rows.filter(seq__in=Text.objects.filter(fits).values("seq"))
    return rows


def _small(kinds: Iterable[str]) -> list[int]:
    """The small ids of ``kinds``; one that no catalogue ever had has none, and no records."""
    known = known_kind_ids().ids
    return [known[kind] for kind in sorted(set(kinds)) if kind in known]


def correcting_entries(seqs: Sequence[int]) -> list[Entry]:
    """The entries that were posted in place of those at ``seqs``."""
    wanted = set(seqs)
    found: list[Entry] = []
    for near in _near("target", seqs):
        found += read_entries(_entry_rows().filter(near, type="entry").order_by("seq"))
    return [entry for entry in found if entry.corrects in wanted]


def standing_near(
    kinds: Iterable[str], *, units: Iterable[UUID], first: date, last: date, without: Iterable[int]
) -> list[Entry]:
    """Standing entries of ``kinds`` and ``units`` that touch the days, but not those of the imports ``without``."""
    ids = known_unit_ids().ids
    rows = (
        standing_rows()
        .filter(
            kind__in=_small(kinds),
            unit__in=[ids[unit] for unit in set(units)],
            last__gte=day_number(first),
            first__lte=day_number(last),
        )
        .filter(Q(batch__isnull=True) | ~Q(batch__in=list(without)))
    )
    return read_entries(rows.order_by("seq"))


def standing_entries(seqs: Sequence[int]) -> list[Entry]:
    """The entries at ``seqs``, each once; Refused for what is no entry or was cancelled."""
    found = {entry.seq: entry for entry in entries_by_seq(seqs)}
    for seq in seqs:
        entry = found.get(seq)
        if entry is None or entry.type != "entry":
            raise Refused(_("There is no record %(seq)s.") % {"seq": seq})
        if entry.reversed_by is not None:
            raise Refused(_("Record %(seq)s was already cancelled by %(by)s.") % {"seq": seq, "by": entry.reversed_by})
    return [found[seq] for seq in dict.fromkeys(seqs)]
