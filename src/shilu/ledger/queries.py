"""What the log says: the head, the organisation and catalogue at a position, and entries."""

import json
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Catalogue
from shilu.ledger.entry import Entry
from shilu.ledger.log import instant_of, microseconds
from shilu.ledger.models import Head, Row, Text
from shilu.ledger.models import Kind as KindRow
from shilu.ledger.row import NO_TEXTS, Texts
from shilu.ledger.tree import root_of
from shilu.lib.canonical import canonical_or_empty
from shilu.lib.day_numbers import day_number, day_of
from shilu.lib.errors import Refused
from shilu.organisation.models import Unit
from shilu.organisation.replaying import ChangeRow, change_row, replayed
from shilu.organisation.structure import Structure

_Value = TypeVar("_Value")
_MOST_KEPT = 8
_ENDLESS = 1 << 62
_LAST_OF = 'SELECT "seq", "leaf" FROM "ledger_row" WHERE "kind" IS NULL AND "type" = %s AND "seq" <= %s ORDER BY "seq" DESC LIMIT 1'
_structures: OrderedDict[bytes, Structure] = OrderedDict()
_catalogues: OrderedDict[bytes, Catalogue] = OrderedDict()
_memberships: OrderedDict[bytes, dict[int, UUID]] = OrderedDict()
_known_units: "OrderedDict[bytes, UnitIds]" = OrderedDict()
_SCREENFUL = 500  # how many positions go into one statement
_CLOSE = 4  # positions are close where at most so many lie between two of them
_TEXT_COLUMNS = ("seq", "title", "details", "file", "sheet", "line")
_ENTRY_COLUMNS = (
    *("seq", "uuid", "type", "kind", "unit", "first", "last", "whole", "labels", "quantities"),
    *("received", "account", "target", "batch", "body", "commitment"),
)


def position() -> int:
    """How many rows the log has; the position that "now" means."""
    return Head.objects.values_list("size", flat=True).get(id=1)


def newest() -> tuple[int, bytes]:
    """How many rows the log has, and the hash of the last (b"none" where it has none); in plain SQL, as `_last_of`."""
    with connection.cursor() as cursor:
        cursor.execute('SELECT "seq", "leaf" FROM "ledger_row" ORDER BY "seq" DESC LIMIT 1')
        found = cursor.fetchone()
    return (found[0], bytes(found[1])) if found else (0, b"none")


def recorded_since(seq: int, *, account: UUID) -> bool:
    """Whether ``account`` has added anything to the log after position ``seq``."""
    return Row.objects.filter(seq__gt=seq, account__in=(account.hex, str(account))).exists()


def position_on(day_end: datetime) -> int:
    """The last position received before ``day_end``."""
    found = Row.objects.filter(received__lt=microseconds(day_end)).order_by("-seq").values_list("seq", flat=True)
    return found.first() or 0


def root_at(seq: int) -> bytes:
    """The tree's root over the first ``seq`` rows."""
    leaves = Row.objects.filter(seq__lte=seq).order_by("seq").values_list("leaf", flat=True)
    algorithm = Head.objects.values_list("algorithm", flat=True).get(id=1)
    return root_of([bytes(leaf) for leaf in leaves], algorithm=algorithm)


def rows_of(*types: str, at: int | None = None) -> QuerySet[Row]:
    """The rows of ``types``, none of them entries or reversals, up to position ``at`` (None: all), in order."""
    rows = Row.objects.filter(type__in=types, kind__isnull=True).order_by("seq")
    return rows if at is None else rows.filter(seq__lte=at)


def bodies(*types: str, at: int | None = None) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Position, type and body of the rows of ``types`` up to position ``at``, in order."""
    for seq, type_, body in rows_of(*types, at=at).values_list("seq", "type", "body"):
        yield seq, type_, json.loads(body)


def structure_at(seq: int | None = None) -> Structure:
    """The organisation as the first ``seq`` rows tell it (None: all rows); it is shared, change a copy."""
    last = _last_of("organisation", at=seq)
    if last is None:
        return Structure()
    return _kept(
        _structures,
        last[1],
        lambda: replayed(organisation_rows(at=seq)),
    )


def organisation_rows(at: int | None = None) -> list[ChangeRow]:
    """The rows that changed the organisation up to position ``at`` (None: all), those taken back among them."""
    return [change_row(seq, body) for seq, _type, body in bodies("organisation", at=at)]


def catalogue_at(seq: int | None = None) -> Catalogue:
    """The catalogue that held at position ``seq`` (None: now)."""
    found = _last_of("catalogue", at=seq)
    if found is None:
        raise Refused(_("No catalogue has been applied yet: run shilu catalogue apply."))
    at, leaf = found
    return _kept(_catalogues, leaf, lambda: Catalogue.from_body(json.loads(Row.objects.get(seq=at).body)))


def _last_of(type_: str, *, at: int | None) -> tuple[int, bytes] | None:
    """Position and leaf of the last row of a type; in plain SQL, because every request asks several times."""
    with connection.cursor() as cursor:
        cursor.execute(_LAST_OF, [type_, _ENDLESS if at is None else at])
        found = cursor.fetchone()
    return (found[0], bytes(found[1])) if found else None


def _kept(kept: OrderedDict[bytes, _Value], leaf: bytes, make: Callable[[], _Value]) -> _Value:
    """What was made of the rows up to that leaf: the hash covers the row's random uuid, so no other row has it."""
    found = kept.get(leaf)
    if found is None:
        found = kept[leaf] = make()
        if len(kept) > _MOST_KEPT:
            kept.popitem(last=False)
    return found


def unit_ids() -> dict[UUID, int]:
    """The small id of each unit."""
    return dict(Unit.objects.values_list("uuid", "id"))


@dataclass(frozen=True, slots=True)
class UnitIds:
    """The small id of each unit, and the unit behind each."""

    ids: Mapping[UUID, int]
    uuids: Mapping[int, UUID]


def known_unit_ids() -> UnitIds:
    """The small ids, kept in this process until the organisation changes; they are shared, change a copy."""
    last = _last_of("organisation", at=None)
    return _unit_ids_now() if last is None else _kept(_known_units, last[1], _unit_ids_now)


def _unit_ids_now() -> UnitIds:
    ids = unit_ids()
    return UnitIds(ids, {key: uuid for uuid, key in ids.items()})


@dataclass(frozen=True, slots=True)
class Said:
    """That a unit's period was closed, covered by an import, or opened again."""

    seq: int
    type: str
    unit: UUID | None
    first: date
    last: date
    target: int | None


def said_of_periods(seq: int | None = None) -> list[Said]:
    """All that was said of reported periods up to ``seq``, in order; an undone import is left out."""
    rows = rows_of("closed", "opened", "import", at=seq)
    uuids = dict(Unit.objects.values_list("id", "uuid"))
    found = list(rows.values_list("seq", "type", "unit", "first", "last", "target"))
    undone = {target for _seq, type_, _unit, _first, _last, target in found if type_ == "opened" and target}
    return [
        Said(at, type_, uuids[unit], day_of(first), day_of(last), target)
        for at, type_, unit, first, last, target in found
        if unit and first and last and at not in undone
    ]


def memberships(seq: int | None = None) -> dict[int, UUID]:
    """The occasion of each entry that is joined to one, as of ``seq``."""
    last = rows_of("joined", "left", at=seq).values_list("leaf", flat=True).last()
    if last is None:
        return {}
    found = _kept(_memberships, bytes(last), lambda: _memberships_at(seq))
    return dict(found)


def _memberships_at(seq: int | None) -> dict[int, UUID]:
    found: dict[int, UUID] = {}
    for _seq, type_, body in bodies("joined", "left", at=seq):
        for entry in body["entries"]:
            if type_ == "joined":
                found[entry] = UUID(body["occasion"])
            elif found.get(entry) == UUID(body["occasion"]):
                del found[entry]
    return found


def _entry_rows() -> QuerySet[Row]:
    reversal = Row.objects.filter(type="reversal", target=OuterRef("seq")).values("seq")[:1]
    return Row.objects.filter(type__in=("entry", "reversal")).annotate(reversed_by=Subquery(reversal))


def standing_rows() -> QuerySet[Row]:
    """Entries that no reversal cancelled."""
    reversal = Row.objects.filter(type="reversal", target=OuterRef("seq"))
    return Row.objects.filter(type="entry").filter(~Exists(reversal))


def read_entries(rows: QuerySet[Row]) -> list[Entry]:
    """``rows`` of entries and reversals as values, with their words."""
    kinds: Mapping[int, str] = dict(KindRow.objects.values_list("id", "key"))
    units = known_unit_ids().uuids
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


def entries_of_batch(batch: int) -> list[Entry] | None:
    """What an import brought, or None where position ``batch`` is no import."""
    if not Row.objects.filter(seq=batch, type="import").exists():
        return None
    return read_entries(_entry_rows().filter(batch=batch).order_by("seq"))


def entries_of_batches(batches: Iterable[int]) -> list[Entry]:
    """What several imports brought, entries and reversals, in order."""
    return read_entries(_entry_rows().filter(batch__in=list(batches)).order_by("seq"))


def monthly_total(kind: str, *, unit: UUID, first: date, last: date, labels: Mapping[str, str]) -> Entry | None:
    """The standing entry that sums a private kind's month of a unit, if there is one."""
    rows = _entry_rows().filter(
        ~Exists(Row.objects.filter(type="reversal", target=OuterRef("seq"))),
        type="entry",
        kind=KindRow.objects.filter(key=kind).values_list("id", flat=True).first(),
        unit=unit_ids()[unit],
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
        rows = rows.filter(kind__in=list(KindRow.objects.filter(key__in=wanted.kinds).values_list("id", flat=True)))
    if wanted.units is not None:
        ids = unit_ids()
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
    ids = unit_ids()
    rows = (
        standing_rows()
        .filter(
            kind__in=list(KindRow.objects.filter(key__in=set(kinds)).values_list("id", flat=True)),
            unit__in=[ids[unit] for unit in set(units)],
            last__gte=day_number(first),
            first__lte=day_number(last),
        )
        .filter(Q(batch__isnull=True) | ~Q(batch__in=list(without)))
    )
    return read_entries(rows.order_by("seq"))


def other_rows(seq: int | None = None) -> list[dict[str, Any]]:
    """The rows of the log that are neither entries nor reversals, as plain values."""
    rows = Row.objects.filter(kind__isnull=True).order_by("seq")
    if seq is not None:
        rows = rows.filter(seq=seq)
    return [
        {
            "seq": row.seq,
            "uuid": str(UUID(row.uuid)),
            "type": row.type,
            "received": instant_of(row.received).isoformat(),
            "target": row.target,
            "body": json.loads(row.body) if row.body else {},
        }
        for row in rows
    ]


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
