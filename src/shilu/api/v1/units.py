"""Units: those whose records the key may read, as they stand today."""

from typing import Annotated, Any
from uuid import UUID

from ninja import Path, Router, Schema
from pydantic import Field

from shilu.access.roles import Right
from shilu.api.asking import Asking, KeyRequest
from shilu.api.errors import answers
from shilu.organisation.structure import Unit

router = Router(tags=["units"])


class UnitShape(Schema):
    """A unit of the organisation."""

    code: str = Field(description="Its code, by which it is named elsewhere.")
    uuid: str = Field(description="Stays the same whatever the unit is called.")
    name: str = Field(description="Its full name.")
    short_name: str = Field(description="How it is called in tables; empty where it has no other name.")
    type: str = Field(description="Its sort, as the organisation calls it.")
    parent: str | None = Field(
        description="The code of the unit above it; null at the top, and where that is out of reach."
    )
    since: str = Field(alias="from", description="The first day on which it was there.")
    until: str | None = Field(alias="to", description="The first day on which it is no more.")
    rights: list[str] = Field(description="What the key may do here: read, record, post, confirm, import, report …")


@router.get("/units", response=answers(list[UnitShape]), summary="Units within reach", by_alias=True)
def units(request: KeyRequest) -> Any:
    """The units whose records may be read, with what may be done in each."""
    asking = request.auth
    within = asking.viewer.units()
    reach = {unit.uuid for unit in within}
    return [_written(unit, asking, reach=reach) for unit in within]


@router.get("/units/{code}", response=answers(UnitShape), summary="One unit", by_alias=True)
def unit(request: KeyRequest, code: Annotated[str, Path(description="Code, uuid or name.")]) -> Any:
    """One unit, by its code, uuid or name."""
    asking = request.auth
    return _written(asking.unit(code), asking, reach={one.uuid for one in asking.viewer.units()})


def _written(unit: Unit, asking: Asking, *, reach: set[UUID]) -> dict[str, Any]:
    """A unit as it is told; the unit above it only where that is within reach."""
    parent = asking.structure.tree_now().parents[unit.uuid]
    return {
        "code": unit.code,
        "uuid": str(unit.uuid),
        "name": unit.name,
        "short_name": unit.short_name,
        "type": unit.type,
        "parent": asking.structure.units[parent].code if parent is not None and parent in reach else None,
        "from": unit.started.isoformat(),
        "to": unit.ended.isoformat() if unit.ended else None,
        "rights": [right.value for right in Right if asking.viewer.may(right, unit.uuid)],
    }
