"""A change of the organisation in a line."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from shilu.organisation.changes import (
    AliasAdded,
    Change,
    PersonLeft,
    PersonPlaced,
    PostHeld,
    UnitAdded,
    UnitEnded,
    UnitMoved,
    UnitRenamed,
    UnitTyped,
)
from shilu.organisation.structure import Structure


def told(change: Change, structure: Structure, people: Mapping[UUID, str]) -> str:
    """What changed and from when; ``people`` are the names of those whom it may be about."""
    if isinstance(change, AliasAdded):
        return _("%(unit)s is also called %(alias)s") % {
            "unit": structure.units[change.unit].name,
            "alias": change.alias,
        }
    if isinstance(change, PersonPlaced | PersonLeft | PostHeld):
        what = _of_person(change, structure, people)
    else:
        what = _of_unit(change, structure)
    return _("%(what)s, from %(on)s") % {"what": what, "on": change.on.isoformat()}


def _of_unit(change: UnitAdded | UnitMoved | UnitRenamed | UnitTyped | UnitEnded, structure: Structure) -> str:
    unit = _named(change.unit, structure, on=change.on)
    match change:
        case UnitAdded():
            above = _named(change.parent, structure, on=change.on)
            return _("%(unit)s begins below %(above)s") % {"unit": change.name, "above": above}
        case UnitMoved():
            above = _named(change.parent, structure, on=change.on)
            return _("%(unit)s stands below %(above)s") % {"unit": unit, "above": above}
        case UnitRenamed():
            before = _named(change.unit, structure, on=change.on - timedelta(days=1))
            return _("%(old)s is called %(name)s") % {"old": before, "name": change.name}
        case UnitTyped():
            return _("%(unit)s has the level %(level)s") % {"unit": unit, "level": change.type or "—"}
    if not change.successors:
        return _("%(unit)s ends") % {"unit": unit}
    onto = "、".join(_named(one, structure, on=change.on) for one in change.successors)
    return _("%(unit)s ends, carried on by %(onto)s") % {"unit": unit, "onto": onto}


def _of_person(change: PersonPlaced | PersonLeft | PostHeld, structure: Structure, people: Mapping[UUID, str]) -> str:
    person = people.get(change.person, "—")
    if isinstance(change, PersonLeft):
        return _("%(person)s leaves") % {"person": person}
    unit = _named(change.unit, structure, on=change.on)
    if isinstance(change, PersonPlaced):
        return _("%(person)s belongs to %(unit)s") % {"person": person, "unit": unit}
    given = {"person": person, "unit": unit, "post": change.post}
    if change.until is None:
        return _("%(person)s is %(post)s of %(unit)s") % given
    return _("%(person)s is %(post)s of %(unit)s until %(until)s") % {**given, "until": change.until.isoformat()}


def _named(unit: UUID | None, structure: Structure, *, on: date) -> str:
    return structure.units[unit].names.at(on)[0] if unit else _("the top")
