"""A change of the organisation in a line."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from shilu.lib.enumerating import enumerated
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
    on = change.on
    told = {"unit": _named(change.unit, structure, on=on)}
    match change:
        case UnitAdded() | UnitMoved():
            begins = isinstance(change, UnitAdded)
            if change.parent is None:
                line = _("%(unit)s begins at the top") if begins else _("%(unit)s stands at the top")
            else:
                line = _("%(unit)s begins below %(above)s") if begins else _("%(unit)s stands below %(above)s")
                told["above"] = _named(change.parent, structure, on=on)
        case UnitRenamed():
            line = _("%(old)s is called %(name)s")
            told |= {"old": _named(change.unit, structure, on=on - timedelta(days=1)), "name": change.name}
        case UnitTyped():
            line = _("%(unit)s has the level %(level)s")
            told["level"] = change.type or "—"
        case UnitEnded():
            line = _("%(unit)s ends, carried on by %(onto)s") if change.successors else _("%(unit)s ends")
            told["onto"] = enumerated(_named(one, structure, on=on) for one in change.successors)
    return line % told


def _of_person(change: PersonPlaced | PersonLeft | PostHeld, structure: Structure, people: Mapping[UUID, str]) -> str:
    person = people.get(change.person) or _("somebody whose name is erased")
    if isinstance(change, PersonLeft):
        return _("%(person)s leaves") % {"person": person}
    unit = _named(change.unit, structure, on=change.on)
    if isinstance(change, PersonPlaced):
        return _("%(person)s belongs to %(unit)s") % {"person": person, "unit": unit}
    given = {"person": person, "unit": unit, "post": change.post}
    if change.until is None:
        return _("%(person)s is %(post)s of %(unit)s") % given
    return _("%(person)s is %(post)s of %(unit)s until %(until)s") % {**given, "until": change.until.isoformat()}


def _named(unit: UUID, structure: Structure, *, on: date) -> str:
    return structure.units[unit].names.at(on)[0]
