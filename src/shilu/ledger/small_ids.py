"""The small ids that rows name kinds and units by, kept in this process until catalogue or organisation change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from shilu.ledger.leaves import last_of
from shilu.ledger.models import Kind
from shilu.lib.recent import Recent
from shilu.organisation.models import Unit


@dataclass(frozen=True, slots=True)
class UnitIds:
    """The small id of each unit, and the unit behind each."""

    ids: Mapping[UUID, int]
    uuids: Mapping[int, UUID]


@dataclass(frozen=True, slots=True)
class KindIds:
    """The small id of each kind by its key, and key and uuid of the kind behind each."""

    ids: Mapping[str, int]
    keys: Mapping[int, str]
    uuids: Mapping[int, UUID]


_FEW: Final = 8
_units: Final = Recent[bytes, UnitIds](_FEW)
_kinds: Final = Recent[bytes, KindIds](_FEW)


def unit_ids() -> dict[UUID, int]:
    """The small id of each unit."""
    return dict(Unit.objects.values_list("uuid", "id"))


def known_unit_ids() -> UnitIds:
    """The small ids of the units as the organisation stands; they are shared, change a copy."""
    last = last_of("organisation")
    return _unit_ids_now() if last is None else _units.made(last[1], _unit_ids_now)


def ids_of(units: Iterable[UUID]) -> Mapping[UUID, int]:
    """The small ids of all units and of ``units``: one whose beginning was taken back gets an id that no row has."""
    ids = known_unit_ids().ids
    gone = [unit for unit in units if unit not in ids]
    return {**ids, **{unit: -place for place, unit in enumerate(gone, start=1)}} if gone else ids


def known_kind_ids() -> KindIds:
    """The small ids of the kinds as the catalogue stands; they are shared, change a copy."""
    last = last_of("catalogue")
    return _kind_ids_now() if last is None else _kinds.made(last[1], _kind_ids_now)


def _unit_ids_now() -> UnitIds:
    ids = unit_ids()
    return UnitIds(ids, {key: uuid for uuid, key in ids.items()})


def _kind_ids_now() -> KindIds:
    found = list(Kind.objects.values_list("key", "id", "uuid"))
    return KindIds(
        {key: small for key, small, _uuid in found},
        {small: key for key, small, _uuid in found},
        {small: uuid for _key, small, uuid in found},
    )
