"""What a move, a new name, an end or an alias asks of a structure, as changes; refused by name where it cannot be."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from shilu.lib.enumerating import enumerated
from shilu.lib.errors import Refused
from shilu.organisation.changes import AliasAdded, Change, PersonPlaced, UnitEnded, UnitMoved, UnitRenamed
from shilu.organisation.finding import Finder, Found
from shilu.organisation.headcount import placed_on
from shilu.organisation.names import written_name
from shilu.organisation.structure import Structure, Unit


def move_of_unit(
    structure: Structure, *, unit: UUID, under: UUID | None, on: date, correcting: bool = False
) -> list[Change]:
    """``unit`` below ``under`` (None: at the top) from ``on``; nothing where it stands there on that day.

    A second move from the same day is refused unless it corrects the first.
    """
    moved = structure.units[unit]
    at = moved.parents.at(on)
    if at == under and on >= moved.started:
        return []
    if on in moved.parents.days[1:] and not correcting:
        raise Refused(
            _("%(name)s moves below %(parent)s from %(on)s already; correct that move or choose another day.")
            % {"name": moved.name, "parent": structure.units[at].name if at else _("the top"), "on": on.isoformat()},
            field="on",
        )
    return [UnitMoved(unit, under, on)]


def renaming_of_unit(
    structure: Structure, *, unit: UUID, name: str, short_name: str, on: date, correcting: bool = False
) -> list[Change]:
    """``unit`` with another name from ``on``; the names before keep finding it. Refused as a move is."""
    renamed = structure.units[unit]
    name, short_name = written_name(name), written_name(short_name)
    if not name:
        raise Refused(_("The name is missing."))
    if renamed.names.at(on) == (name, short_name):
        return []
    if on in renamed.names.days[1:] and not correcting:
        raise Refused(
            _("%(old)s is called %(name)s from %(on)s already; correct that or choose another day.")
            % {"old": renamed.names.values[0][0], "name": renamed.names.at(on)[0], "on": on.isoformat()},
            field="on",
        )
    return [UnitRenamed(unit, name, short_name, on)]


def end_of_unit(structure: Structure, *, unit: UUID, successors: Sequence[UUID], on: date) -> list[Change]:
    """``unit`` is no more on ``on``, and ``successors`` carry on.

    One successor takes over the units below it and its people from that day. Without one, or with several, the units
    below have to be moved first; people stay where they were until they are placed.
    """
    ended = structure.units[unit]
    if ended.ended is not None:
        raise Refused(
            _("%(name)s no longer exists from %(ended)s already.")
            % {"name": ended.name, "ended": ended.ended.isoformat()}
        )
    below = structure.children_on(unit, day=on)
    if len(successors) != 1:
        if below:
            names = enumerated(child.name for child in below)
            raise Refused(
                _("%(names)s still stand below %(name)s; move them first.") % {"names": names, "name": ended.name},
                field="into",
            )
        return [UnitEnded(unit, tuple(successors), on)]
    (successor,) = successors
    people = ((person, at[1]) for person, at in placed_on(structure, day=on).items() if at[0] == unit)
    return [
        *(UnitMoved(child.uuid, successor, on) for child in below if child.uuid != successor),
        *(PersonPlaced(person, successor, category, on) for person, category in people),
        UnitEnded(unit, (successor,), on),
    ]


def alias_of_unit(structure: Structure, *, unit: UUID, alias: str) -> list[Change]:
    """Another name that finds ``unit``; refused where it is the whole name of another living one."""
    name = written_name(alias)
    if not name:
        raise Refused(_("The name is missing."))
    if name in structure.units[unit].known_as():
        return []
    finder = Finder(structure)
    finding = finder.find(name, beginnings=False)
    if isinstance(finding, Found) and finding.unit.uuid != unit and _bears(finding.unit, name):
        raise Refused(
            _("“%(alias)s” is a name of %(name)s already.") % {"alias": name, "name": finding.unit.name}, field="alias"
        )
    return [AliasAdded(unit, name)]


def _bears(unit: Unit, name: str) -> bool:
    return unit.ended is None and name in {unit.code, unit.name, unit.short_name, *unit.aliases}
