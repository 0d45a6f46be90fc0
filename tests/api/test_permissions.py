"""Every operation of the interface × every role × something of one's own unit and of another: made from its description."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from api.conftest import ROOT, Answer, Api, Caller
from books import write_book
from shilu.access.roles import Right
from shilu.api.main import api as interface
from shilu.collecting.models import Delivery
from shilu.ledger.clerk import Clerk
from shilu.ledger.importing.choices import Choices
from shilu.ledger.importing.operations import import_file
from shilu.recording.models import Waiting
from web.world import BY, OTHER, OWN, ROLES, World, rights_of

pytestmark = pytest.mark.database


@dataclass(frozen=True, slots=True)
class Example:
    """How an operation is asked about something of a unit, the right that it needs, and what those with it get.

    An operation that is not ``bound`` to a unit answers everybody who has the right, with what is in reach.
    """

    right: Right
    ask: Callable[[Caller, World, str], Answer]
    done: int = 200
    bound: bool = True


def entry(world: World, unit: str) -> int:
    return world.entries["own" if unit == OWN else "other"]


def waiting(world: World, unit: str) -> str:
    made = Waiting.objects.create(
        uuid=world.bureau[unit], account=BY.account, unit=world.bureau[unit], state="waiting", handed_at=BY.now
    )
    return str(made.uuid)


def delivery(world: World, unit: str) -> Delivery:
    uuid = world.bureau[unit]
    return Delivery.objects.create(
        uuid=uuid,
        together=uuid,
        account=BY.account,
        unit=uuid,
        name="台账.xlsx",
        size=1,
        received_at=BY.now,
        changed_at=BY.now,
        state="unreadable",
        seq=1_000_000,
    )


def made(world: World, unit: str) -> int:
    """An import of the unit in the log, as the command line makes one."""
    row = f"2022-05-04 | {'城东所' if unit == OWN else '城西所'} | 例会 | 五月例会 | 1 | 15"
    path = write_book(world.workspace.folder / "台账.xlsx", row, title="2022年上半年台账")
    clerk = Clerk(account=BY.account.hex, now=BY.now)
    batch = import_file(path, unit=world.bureau[unit], choices=Choices(), clerk=clerk).batch
    assert batch is not None
    return batch


def workbook(unit: str) -> dict[str, Any]:
    stream = io.BytesIO(b"no workbook")
    stream.name = "a.xlsx"
    return {"unit": unit, "file": stream}


def text(unit: str) -> dict[str, Any]:
    stream = io.BytesIO("6月份召开例会1次。".encode())
    stream.name = "a.txt"
    return {"unit": unit, "period": "2022-06", "file": stream}


def record(unit: str) -> dict[str, Any]:
    return {"kind": "例会", "unit": unit, "from": "2022-07-01"}


def why(caller: Caller, world: World, unit: str, act: str) -> Answer:
    return caller.post(f"/entries/{entry(world, unit)}/{act}", {"reason": "笔误"})


def template(world: World) -> str:
    (world.workspace.templates / "月报.md").write_text("# 月报\n", encoding="utf-8")
    return "月报.md"


def draft(caller: Caller, world: World, unit: str) -> Answer:
    return caller.post(
        "/reports/draft", {"template": template(world), "unit": unit, "period": "2022-06", "form": "html"}
    )


EXAMPLES = {
    "get /units": Example(Right.OPEN, lambda caller, _world, _unit: caller.get("/units"), bound=False),
    "get /units/{code}": Example(Right.READ, lambda caller, _world, unit: caller.get(f"/units/{unit}")),
    "get /kinds": Example(Right.OPEN, lambda caller, _world, _unit: caller.get("/kinds"), bound=False),
    "get /kinds/{key}": Example(Right.OPEN, lambda caller, _world, _unit: caller.get("/kinds/test/talk"), bound=False),
    "get /entries": Example(Right.READ, lambda caller, _world, unit: caller.get("/entries", unit=unit)),
    "post /entries": Example(Right.RECORD, lambda caller, _world, unit: caller.post("/entries", record(unit)), 201),
    "get /entries/{seq}": Example(Right.READ, lambda caller, world, unit: caller.get(f"/entries/{entry(world, unit)}")),
    "post /entries/{seq}/correct": Example(
        Right.RECORD, lambda caller, world, unit: why(caller, world, unit, "correct"), 201
    ),
    "post /entries/{seq}/reverse": Example(
        Right.POST, lambda caller, world, unit: why(caller, world, unit, "reverse"), 201
    ),
    "get /waiting/{uuid}": Example(
        Right.REVIEW, lambda caller, world, unit: caller.get(f"/waiting/{waiting(world, unit)}")
    ),
    "get /figures": Example(
        Right.READ, lambda caller, _world, unit: caller.get("/figures", unit=unit, name="例会", period="2022")
    ),
    "get /figures/entries": Example(
        Right.READ, lambda caller, _world, unit: caller.get("/figures/entries", unit=unit, name="例会", period="2022")
    ),
    "get /reports": Example(Right.OPEN, lambda caller, _world, _unit: caller.get("/reports"), bound=False),
    "post /reports/verify": Example(
        Right.READ,
        lambda caller, _world, unit: caller.send("/reports/verify", {"file": text(unit)["file"]}),
        422,
        bound=False,
    ),
    "get /templates": Example(Right.REPORT, lambda caller, _world, _unit: caller.get("/templates"), bound=False),
    "post /reports/draft": Example(Right.REPORT, draft),
    "get /imports": Example(Right.OPEN, lambda caller, _world, _unit: caller.get("/imports"), bound=False),
    "post /imports": Example(Right.IMPORT, lambda caller, _world, unit: caller.send("/imports", workbook(unit)), 422),
    "get /imports/{uuid}": Example(
        Right.IMPORT, lambda caller, world, unit: caller.get(f"/imports/{delivery(world, unit).uuid}")
    ),
    "post /imports/{uuid}/begin": Example(
        Right.IMPORT, lambda caller, world, unit: caller.post(f"/imports/{delivery(world, unit).uuid}/begin", {})
    ),
    "post /imports/{uuid}/undo": Example(
        Right.IMPORT,
        lambda caller, world, unit: caller.post(f"/imports/{delivery(world, unit).uuid}/undo", {"reason": "错"}),
        422,
    ),
    "get /imports/made": Example(Right.OPEN, lambda caller, _world, _unit: caller.get("/imports/made"), bound=False),
    "get /imports/made/{seq}": Example(
        Right.IMPORT, lambda caller, world, unit: caller.get(f"/imports/made/{made(world, unit)}")
    ),
    "post /imports/made/{seq}/undo": Example(
        Right.IMPORT,
        lambda caller, world, unit: caller.post(f"/imports/made/{made(world, unit)}/undo", {"reason": "错"}),
    ),
    "post /check": Example(
        Right.REPORT,
        lambda caller, _world, unit: caller.post("/check", {"text": "例会1次。", "unit": unit, "period": "2022-06"}),
    ),
    "post /check/file": Example(Right.REPORT, lambda caller, _world, unit: caller.send("/check/file", text(unit))),
}


def operations() -> Iterator[str]:
    for path, methods in interface.get_openapi_schema(path_prefix="").get("paths", {}).items():
        yield from (f"{method} /{path.lstrip('/')}" for method in methods)


def test_every_operation_has_an_example_and_every_example_an_operation():
    assert sorted(operations()) == sorted(EXAMPLES)


@pytest.mark.parametrize("place", [OWN, OTHER])
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_operation_is_there_for_those_who_may_and_for_nobody_else(
    api: Api, world: World, name: str, role: str, place: str
):
    example = EXAMPLES[name]
    allowed = example.right in rights_of(role) and (place == OWN or not example.bound)
    # what may only be handed in waits
    done = (
        202
        if allowed and example.done == 201 and "/entries" in name and Right.POST not in rights_of(role)
        else example.done
    )
    assert example.ask(api(role), world, place).status == (done if allowed else 404)


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_operation_wants_a_key(name: str, world: World):
    method, _space, path = name.partition(" ")
    address = path.format(code="X02", key="test/talk", seq=1, uuid=BY.account)
    answer = getattr(Client(), method)(f"{ROOT}{address}")
    assert (answer.status_code, list(answer.json())) == (401, ["error"])
