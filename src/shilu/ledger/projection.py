"""Making the tables beside the log again from the log alone: units, kinds, series and sums."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Min, Model
from django.utils.translation import gettext as _

from shilu.ledger.bulk import insert_rows
from shilu.ledger.catalogue import Catalogue
from shilu.ledger.log import lock_log
from shilu.ledger.models import Amount, Head, Kind, Row, Series
from shilu.ledger.organising import kind_uuid
from shilu.ledger.queries import bodies, structure_at
from shilu.ledger.row import ROW_COLUMNS, leaf_hasher, row_bytes
from shilu.ledger.verifying.meaning import UNREADABLE
from shilu.ledger.verifying.raw import batches
from shilu.ledger.verifying.small_ids import SmallIds, read_small_ids
from shilu.ledger.verifying.sums import SUMMED, amounts_in
from shilu.lib.errors import Refused
from shilu.organisation.models import Unit
from shilu.organisation.structure import Structure

_SUMMED = ("seq", "type", "kind", "unit", "first", "last", "whole", "labels", "quantities", "target")
_AMOUNT_COLUMNS = ("seq", "entry", "series", "unit", "since", "last", "amount")


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many rows each table has now."""

    units: int
    kinds: int
    series: int
    amounts: int


def rebuild() -> Rebuilt:
    """Make units, kinds, series and sums again from the log, in one transaction; small ids stay what they were.

    Refused where the log itself cannot be read.
    """
    with transaction.atomic():
        lock_log()
        try:
            structure = structure_at()
            keys = {
                kind_uuid(key).hex: key
                for _seq, _type, body in bodies("catalogue")
                for key in Catalogue.from_body(body).kinds
            }
        except UNREADABLE as error:
            raise Refused(_("The log cannot be read: %(what)s. Run shilu ledger verify.") % {"what": error}) from error
        units = {uuid.hex for uuid in structure.units}
        ids = _recovered(read_small_ids(), kinds=keys.keys(), units=units)
        unit_ids = _complete(ids.units, units)
        kind_ids = _complete(ids.kinds, keys)
        series = {(kind, quantity, labels): key for key, kind, quantity, labels in _series_rows()}
        _empty(Amount, Series, Kind, Unit)
        _write_units(structure, unit_ids)
        insert_rows(
            Kind._meta.db_table, ("id", "uuid", "key"), [(kind_ids[uuid], _uuid(uuid), keys[uuid]) for uuid in keys]
        )
        count = _write_sums(series)
        _reset_sequences(Amount, Series, Kind, Unit)
        return Rebuilt(len(units), len(keys), Series.objects.count(), count)


def _series_rows() -> list[tuple[int, int, str, str]]:
    return list(Series.objects.values_list("id", "kind_id", "quantity", "labels"))


def _recovered(told: SmallIds, *, kinds: Iterable[str], units: Iterable[str]) -> SmallIds:
    """What the small ids in the log's rows stand for, shown by the hashes: the tables are asked first, then all tried."""
    found_kinds: dict[object, str | None] = {None: None}
    found_units: dict[object, str | None] = {None: None}
    leaf_of = leaf_hasher(Head.objects.get(id=1).algorithm)
    pairs = (
        Row.objects.values("kind", "unit").annotate(seq=Min("seq")).values_list("kind", "unit", "seq").order_by("seq")
    )
    for kind, unit, seq in list(pairs):
        if kind in found_kinds and unit in found_units:
            continue
        columns = Row.objects.values_list(*ROW_COLUMNS).get(seq=seq)
        fitting = (
            (kind_hex, unit_hex)
            for kind_hex in _candidates(kind, found_kinds, told.kinds, kinds)
            for unit_hex in _candidates(unit, found_units, told.units, units)
            if leaf_of(row_bytes((*columns[:5], kind_hex, unit_hex, *columns[7:15], bytes(columns[15]).hex())))
            == bytes(columns[16])
        )
        match = next(fitting, None)
        if match is None:
            raise Refused(_("Row %(seq)s does not give its hash. Run shilu ledger verify.") % {"seq": seq})
        found_kinds[kind], found_units[unit] = match
    return SmallIds(_with_unused(found_kinds, told.kinds, kinds), _with_unused(found_units, told.units, units))


def _candidates(
    key: object, found: Mapping[object, str | None], told: Mapping[object, str | None], all_of_them: Iterable[str]
) -> list[str | None]:
    if key in found:
        return [found[key]]
    return [*([told[key]] if key in told else []), *all_of_them]


def _with_unused(
    found: dict[object, str | None], told: Mapping[object, str | None], wanted: Iterable[str]
) -> dict[object, str | None]:
    """The ids of what no row mentions stay too, where the table still has them."""
    taken = set(found.values())
    rest = {key: uuid for key, uuid in told.items() if key not in found and uuid not in taken and uuid in set(wanted)}
    return {**found, **rest}


def _complete(ids: Mapping[object, str | None], wanted: Iterable[str]) -> dict[str, int]:
    """The id of every uuid, a new one where the table had none."""
    by_uuid = {uuid: key for key, uuid in ids.items() if uuid is not None and isinstance(key, int)}
    free = max(by_uuid.values(), default=0)
    for uuid in sorted(wanted):
        if uuid not in by_uuid:
            free += 1
            by_uuid[uuid] = free
    return by_uuid


def _write_units(structure: Structure, ids: Mapping[str, int]) -> None:
    rows = []
    for uuid, unit in structure.units.items():
        parent = unit.parents.last()
        rows.append((ids[uuid.hex], _uuid(uuid.hex), unit.code, unit.name, ids[parent.hex] if parent else None))
    insert_rows(Unit._meta.db_table, ("id", "uuid", "code", "name", "parent_id"), rows)


def _write_sums(series: dict[tuple[Any, str, str], int]) -> int:
    """The sums of every entry and reversal, in the order of the log; returns how many there are."""
    count, free = 0, max(series.values(), default=0)
    used: dict[tuple[Any, str, str], int] = {}
    for batch in batches(Row, _SUMMED, order='"seq"'):
        amounts = []
        for seq, type_, kind, unit, first, last, whole, labels, quantities, target in batch:
            if type_ not in SUMMED:
                continue
            sign, entry = (-1, target) if type_ == "reversal" else (1, seq)
            for quantity, amount in amounts_in(quantities):
                key = (kind, quantity, labels)
                if key not in used:
                    if key not in series:
                        free += 1
                        series[key] = free
                    used[key] = series[key]
                amounts.append((seq, entry, used[key], unit, first if whole else last, last, sign * amount))
        insert_rows(Amount._meta.db_table, _AMOUNT_COLUMNS, amounts)
        count += len(amounts)
    rows = [
        (key, kind, quantity, labels)
        for (kind, quantity, labels), key in sorted(used.items(), key=lambda item: item[1])
    ]
    insert_rows(Series._meta.db_table, ("id", "kind_id", "quantity", "labels"), rows)
    return count


def _empty(*models: type[Model]) -> None:
    """Delete all rows, past Django's protection: the references are checked at the end of the transaction."""
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f'DELETE FROM "{model._meta.db_table}"')  # noqa: S608


def _reset_sequences(*models: type[Model]) -> None:
    """Have the next id given come after those that were written."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models)):
            cursor.execute(statement)


def _uuid(hexadecimal: str) -> object:
    """A uuid as this database keeps it."""
    return UUID(hexadecimal) if connection.features.has_native_uuid_field else hexadecimal
