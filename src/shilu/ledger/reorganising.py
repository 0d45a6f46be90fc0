"""What can be done to the organisation by hand: move, rename, end and merge units, and give them another name."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from shilu.ledger.clerk import Clerk
from shilu.ledger.organising import change_as_it_stands
from shilu.organisation.reorganising import alias_of_unit, end_of_unit, move_of_unit, renaming_of_unit
from shilu.organisation.structure import Structure


def move_unit(unit: UUID, *, under: UUID | None, on: date, clerk: Clerk, correcting: bool = False) -> Structure:
    """Put ``unit`` below ``under`` (None: at the top) from ``on``, today or long ago; return the new structure.

    Refused, by the path of names, where a unit would stand below itself, and for a second move from the same day that
    is not ``correcting`` the first.
    """
    return change_as_it_stands(
        lambda now: move_of_unit(now, unit=unit, under=under, on=on, correcting=correcting), clerk=clerk
    )


def rename_unit(
    unit: UUID, *, name: str, on: date, clerk: Clerk, short_name: str = "", correcting: bool = False
) -> Structure:
    """Call ``unit`` by another name from ``on``; the names before keep finding it."""
    return change_as_it_stands(
        lambda now: renaming_of_unit(now, unit=unit, name=name, short_name=short_name, on=on, correcting=correcting),
        clerk=clerk,
    )


def end_unit(unit: UUID, *, successors: Sequence[UUID], on: date, clerk: Clerk) -> Structure:
    """End ``unit`` on ``on``; a single successor takes over the units below it and its people."""
    return change_as_it_stands(lambda now: end_of_unit(now, unit=unit, successors=successors, on=on), clerk=clerk)


def add_alias(unit: UUID, *, alias: str, clerk: Clerk) -> Structure:
    """Let another name find ``unit``."""
    return change_as_it_stands(lambda now: alias_of_unit(now, unit=unit, alias=alias), clerk=clerk)
