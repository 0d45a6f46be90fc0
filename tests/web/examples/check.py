"""How the pages of checking are asked for."""

from typing import Any

from shilu.workspace.handed import HandedIn, hand_in
from web.world import BY, Example, World

TEXT = "2022年6月，城东所开例会1次，参加20人次，刊发稿件5篇。"


def handed(world: World, unit: str, *, purpose: Any = "check", name: str = "稿.txt", content: bytes = b"") -> HandedIn:
    """A text of ``unit`` that somebody handed in."""
    return hand_in(
        world.workspace.folder,
        [(name, content or TEXT.encode())],
        purpose=purpose,
        account=world.accounts["recorder"].uuid,
        unit=unit,
        period="2022-06",
        now=BY.now,
    )


def _named(world: World, unit: str) -> dict[str, Any]:
    return {"uuid": handed(world, unit).uuid}


EXAMPLES = {
    "check": Example(),
    "check_text": Example(kwargs=_named),
    "check_match": Example(
        kwargs=_named, data=lambda _world, _unit: {"phrase": "碰头会", "figure": "例会", "number": "1"}, found=302
    ),
    "check_marked": Example(kwargs=lambda world, unit: {**_named(world, unit), "number": 0}),
    "check_erase": Example(kwargs=_named, data=lambda _world, _unit: {}, found=302),
}
