"""How the pages of recording are asked for."""

from typing import Any
from uuid import uuid4

from web.world import Example, World

KIND = "test/meeting"


def nothing(_world: World, _unit: str) -> dict[str, Any]:
    return {}


def kind(_world: World, _unit: str) -> dict[str, Any]:
    return {"kind": KIND}


def entry(world: World, unit: str) -> dict[str, Any]:
    return {"seq": world.entries["own" if unit == "X02" else "other"]}


def draft(_world: World, _unit: str) -> dict[str, Any]:
    return {"draft": str(uuid4()), "kept-kind": KIND, "title": "部署会"}


EXAMPLES = {
    "record": Example(query=nothing, bound=False),
    "record_kinds": Example(query=lambda _world, _unit: {"q": "lh"}, bound=False),
    "record_kind": Example(kwargs=kind),
    "record_near": Example(kwargs=kind, query=lambda _world, _unit: {"day": "6.1"}, bound=False),
    "record_correct": Example(kwargs=entry, query=nothing),
    "record_take_back": Example(kwargs=entry, query=nothing, data=nothing, found=422),
    "record_draft": Example(query=nothing, data=draft, found=204, bound=False),
    "record_draft_drop": Example(query=nothing, data=draft, found=302, bound=False),
    "record_other": Example(query=nothing, bound=False),
    "record_paste": Example(kwargs=kind, query=nothing, bound=False),
}
