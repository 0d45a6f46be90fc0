"""How the agenda is asked for."""

from datetime import date
from typing import Any

from shilu.deadlines.due import NewDeadline, Sort
from shilu.deadlines.models import Deadline
from shilu.deadlines.operations import add_deadline, end_deadline, keep_form, mark_done
from shilu.lib.periods import parse_period
from web.examples.fill import form
from web.world import BY, Example, World


def added(world: World, unit: str) -> Deadline:
    """A form of an upper office that is due for ``unit``."""
    new = NewDeadline(
        world.bureau[unit],
        Sort.FORM,
        "附件1",
        date(2022, 7, 6),
        period=parse_period("2022-06"),
        to="上级",
        figures=("例会",),
    )
    deadline = add_deadline(new, by=BY)
    keep_form(deadline, name="附件1.xlsx", content=form(), folder=world.workspace.folder / "deadlines")
    return deadline


def _one(world: World, unit: str) -> dict[str, Any]:
    return {"uuid": added(world, unit).uuid, "number": 0}


def _done(world: World, unit: str) -> dict[str, Any]:
    deadline = added(world, unit)
    mark_done(deadline, 0, unit=world.bureau[unit], on=date(2022, 7, 4), by=BY)
    return {"uuid": deadline.uuid, "number": 0}


def _named(world: World, unit: str) -> dict[str, Any]:
    return {"uuid": added(world, unit).uuid}


def _ended(world: World, unit: str) -> dict[str, Any]:
    deadline = added(world, unit)
    end_deadline(deadline, until=date(2022, 7, 4))
    return {"uuid": deadline.uuid}


def _new(_world: World, _unit: str) -> dict[str, Any]:
    return {"title": "报告", "sort": "report", "first": "2022-07-15", "repeats": "once", "below": "own"}


EXAMPLES = {
    "deadlines": Example(),
    "deadlines_export": Example(),
    "deadlines_new": Example(data=_new, found=302),
    "deadlines_due": Example(kwargs=_one),
    "deadlines_done": Example(kwargs=_one, data=lambda _world, unit: {"doer": unit}, found=302),
    "deadlines_undo": Example(kwargs=_done, data=lambda _world, unit: {"doer": unit}, found=302),
    "deadlines_form": Example(kwargs=_one),
    "deadlines_fill": Example(kwargs=_one, data=lambda _world, unit: {"doer": unit}, found=302),
    "deadlines_edit": Example(kwargs=_named, data=_new, found=302),
    "deadlines_drop": Example(kwargs=_ended, data=lambda _world, _unit: {}, found=302),
    "deadlines_end": Example(kwargs=_named, data=lambda _world, _unit: {}, found=302),
    "deadlines_resume": Example(kwargs=_ended, data=lambda _world, _unit: {}, found=302),
}
