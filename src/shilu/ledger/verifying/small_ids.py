"""The small ids of kinds and units, and the uuid in hexadecimal that stands for each in the hashes."""

from collections.abc import Mapping
from dataclasses import dataclass

from shilu.ledger.models import Kind
from shilu.ledger.verifying.raw import rows
from shilu.organisation.models import Unit


@dataclass(frozen=True, slots=True)
class SmallIds:
    """Uuids by small id; what is no id (None) stands for itself."""

    kinds: Mapping[object, str | None]
    units: Mapping[object, str | None]


def read_small_ids() -> SmallIds:
    """Both tables as they lie in the database."""
    return SmallIds(_hex_by_id(Kind), _hex_by_id(Unit))


def _hex_by_id(model: type[Kind | Unit]) -> dict[object, str | None]:
    return {None: None, **{key: str(uuid).replace("-", "") for key, uuid in rows(model, ("id", "uuid"), order='"id"')}}
