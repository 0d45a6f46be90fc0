"""How the pages of the ledger are asked for."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import cast
from shilu.ledger.clerk import Clerk
from shilu.ledger.evidence import add_evidence
from shilu.ledger.importing.plain_book import plain_book
from shilu.ledger.queries import catalogue_at, structure_at
from web.world import BY, OWN, Example, World


def entry_of(world: World, unit: str) -> Mapping[str, Any]:
    """The record of the unit."""
    return {"seq": world.entries["own" if unit == OWN else "other"]}


def evidence_in(world: World, unit: str) -> Mapping[str, Any]:
    """A file of the unit's record."""
    path = Path(world.workspace.folder, f"签到表-{unit}.txt")
    path.write_text(unit)
    store = world.workspace.evidence
    return {"seq": add_evidence(entry_of(world, unit)["seq"], path, store=store, clerk=_clerk())}


def upload(_world: World, _unit: str) -> Mapping[str, Any]:
    """A small picture."""
    content = BytesIO(bytes.fromhex(_PIXEL))
    content.name = "现场.png"
    return {"files": content}


def workbook(_world: World, _unit: str) -> Mapping[str, Any]:
    """A workbook with the ledger's own columns."""
    content = BytesIO(plain_book([], structure=structure_at(), catalogue=catalogue_at()))
    content.name = "台账.xlsx"
    return {"book": content}


def _clerk() -> Clerk:
    return Clerk(account=cast.ACCOUNT.hex, now=BY.now)


_PIXEL = (
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010100c9fe92ef"
    "0000000049454e44ae426082"
)
_NONE: Mapping[str, Any] = {}

EXAMPLES = {
    "ledger": Example(),
    "ledger_export": Example(),
    "ledger_export_like": Example(),
    "ledger_entry": Example(kwargs=entry_of, query=lambda _world, _unit: _NONE),
    "ledger_cancel": Example(
        kwargs=entry_of, query=lambda _world, _unit: _NONE, data=lambda _world, _unit: {"why": "slip"}, found=302
    ),
    "ledger_event": Example(kwargs=entry_of, query=lambda _world, _unit: _NONE),
    "ledger_attach": Example(kwargs=entry_of, query=lambda _world, _unit: _NONE, data=upload, found=302),
    "ledger_proof": Example(kwargs=entry_of, query=lambda _world, _unit: _NONE),
    "ledger_evidence": Example(kwargs=evidence_in, query=lambda _world, _unit: _NONE),
}
