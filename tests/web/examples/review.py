"""How the pages of what waits are asked for."""

from datetime import date
from decimal import Decimal
from typing import Any

import cast
from shilu.collecting.reviewing import ask_to_import
from shilu.ledger.clerk import Clerk
from shilu.ledger.entry import EntryDraft
from shilu.recording.handed import EvidenceFile
from shilu.recording.operations import record
from shilu.recording.queries import waiting_in
from web.examples.collecting import handed_in
from web.world import BY, Example, World

HANDED_ON = date(2022, 7, 1)


def nothing(_world: World, _unit: str) -> dict[str, Any]:
    return {}


def waiting(world: World, unit: str) -> dict[str, Any]:
    """A record of the unit that somebody else handed in."""
    fact = EntryDraft("test/meeting", world.bureau[unit], HANDED_ON, HANDED_ON, {"times": Decimal(1)})
    clerk = Clerk(cast.ACCOUNT.hex, BY.now)
    done = record(
        fact,
        clerk=clerk,
        store=world.workspace.evidence,
        may_post=False,
        evidence=[EvidenceFile("通知.pdf", b"%PDF-1.4")],
    )
    return {"uuid": done.waiting}


def file(world: World, unit: str) -> dict[str, Any]:
    uuid = waiting(world, unit)["uuid"]
    (one,) = waiting_in([world.bureau[unit]])
    return {"uuid": uuid, "file": one.files[0].uuid}


def workbook(world: World, unit: str) -> dict[str, Any]:
    """A workbook for the unit that somebody handed to a reviewer."""
    delivery = handed_in(world, unit)
    ask_to_import(delivery, desk=world.workspace.desk(Clerk(cast.ACCOUNT.hex, BY.now)))
    return {"uuid": delivery.uuid}


NOT_DECIDING = ("member", "inspector")

EXAMPLES = {
    "review": Example(query=nothing, bound=False, without=("inspector",)),
    "review_one": Example(kwargs=waiting, query=nothing, without=NOT_DECIDING),
    "review_file": Example(kwargs=file, query=nothing, without=NOT_DECIDING),
    "review_workbook": Example(kwargs=workbook, query=nothing, without=(*NOT_DECIDING, "recorder", "administrator")),
    "review_switch": Example(
        query=nothing,
        data=lambda _world, unit: {"of": unit, "on": "1"},
        found=302,
        without=("member", "recorder", "inspector"),
    ),
}
