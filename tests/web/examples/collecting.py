"""Imports: how each address is asked for."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from shilu.collecting.desk import Desk
from shilu.collecting.models import Delivery
from shilu.collecting.operations import Handed, begin, carry_out, look, receive
from shilu.ledger.clerk import Clerk
from web.world import BY, Example, World

ROWS = "日期,事项类别,活动名称,次数,参加人次\n2022-05-03,例会,五月例会,1,12\n2022-05-04,例会,约数,1,约9人\n"
GOOD = "日期,事项类别,活动名称,次数,参加人次\n2022-05-03,例会,五月例会,1,12\n"


def desk(world: World) -> Desk:
    clerk = Clerk(account=str(world.accounts["recorder"].uuid), now=BY.now)
    return Desk(world.workspace.folder / "uploads", clerk, "own")


def handed_in(world: World, unit: str, rows: str = ROWS) -> Delivery:
    """A workbook that was handed in for ``unit`` and looked at."""
    (delivery,) = receive([Handed("2022年5月台账.csv", [rows.encode()])], unit=world.bureau[unit], desk=desk(world))
    return look(delivery, desk=desk(world))


def imported(world: World, unit: str) -> Delivery:
    delivery = handed_in(world, unit, GOOD)
    begin(delivery, desk=desk(world))
    return carry_out(delivery, desk=desk(world))


def _uuid(world: World, unit: str) -> dict[str, Any]:
    return {"uuid": handed_in(world, unit).uuid}


def _together(world: World, unit: str) -> dict[str, Any]:
    return {"uuid": handed_in(world, unit).together}


def _upload(_world: World, _unit: str) -> dict[str, Any]:
    return {"workbooks": SimpleUploadedFile("台账.csv", GOOD.encode())}


def _nothing(_world: World, _unit: str) -> dict[str, Any]:
    return {}


EXAMPLES = {
    "imports": Example(data=_upload, found=302),
    "imports_together": Example(kwargs=_together, query=lambda _world, _unit: {}),
    "imports_all": Example(kwargs=_together, query=lambda _world, _unit: {}, data=_nothing, found=302),
    "imports_delivery": Example(kwargs=_uuid, query=lambda _world, _unit: {}),
    "imports_progress": Example(kwargs=_uuid, query=lambda _world, _unit: {}),
    "imports_table": Example(
        kwargs=lambda world, unit: {**_uuid(world, unit), "number": 0}, query=lambda _world, _unit: {}
    ),
    "imports_column": Example(
        kwargs=lambda world, unit: {**_uuid(world, unit), "number": 0, "letters": "C"},
        query=lambda _world, _unit: {},
        data=lambda _world, _unit: {"role": "remark"},
        found=302,
    ),
    "imports_begin": Example(kwargs=_uuid, query=lambda _world, _unit: {}, data=_nothing, found=302),
    "imports_look": Example(kwargs=_uuid, query=lambda _world, _unit: {}, data=_nothing, found=302),
    "imports_drop": Example(kwargs=_uuid, query=lambda _world, _unit: {}, data=_nothing, found=302),
    "imports_marked": Example(kwargs=_uuid, query=lambda _world, _unit: {}),
    "imports_history": Example(),
    "imports_history_export": Example(),
    "imports_undo": Example(
        kwargs=lambda world, unit: {"seq": imported(world, unit).seq},
        query=lambda _world, _unit: {},
        data=lambda _world, _unit: {"reason": "导错了"},
        found=302,
    ),
    "imports_returns": Example(),
    "imports_returns_export": Example(),
    "imports_template": Example(query=lambda _world, unit: {"unit": unit, "made": "1", "kinds": "test/meeting"}),
}
