"""What taking in, placing, and letting go of people and adding a unit asks of a structure, as changes."""

from collections.abc import Callable
from datetime import date
from itertools import count
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from shilu.lib.errors import Refused
from shilu.organisation.changes import Change, PersonLeft, PersonPlaced, PostHeld, UnitAdded
from shilu.organisation.finding import Finder, Found
from shilu.organisation.names import written_name
from shilu.organisation.structure import Structure


def addition_of_unit(
    structure: Structure,
    *,
    name: str,
    on: date,
    parent: UUID | None,
    short_name: str = "",
    type_: str = "",
    code: str = "",
    new_uuid: Callable[[], UUID] = uuid4,
) -> UnitAdded:
    """A new unit below ``parent`` (None: at the top); without a code it gets the next one that begins with its parent's.

    Refused where the name is missing or that of a living unit below the same parent.
    """
    name, short_name = written_name(name), written_name(short_name)
    if not name:
        raise Refused(_("The name is missing."), field="name")
    finding = Finder(structure).find(name, within=parent, on=on, beginnings=False)
    if isinstance(finding, Found) and finding.unit.name == name and finding.unit.parents.at(on) == parent:
        raise Refused(_("There is a unit %(name)s here already.") % {"name": name}, field="name")
    above = structure.units[parent].code if parent else ""
    given = code.strip() or next(one for number in count(1) if (one := f"{above}{number:02}") not in structure.codes)
    return UnitAdded(new_uuid(), given, name, short_name, type_.strip(), parent, on)


def placing_of_person(structure: Structure, *, person: UUID, unit: UUID, category: str, on: date) -> list[Change]:
    """``person`` in ``unit`` from ``on``; posts held elsewhere end then. Nothing where they are there as that already."""
    places = structure.people.get(person)
    before = places.since(on) if places else None
    if before == (unit, category):
        return []
    ending = [_ended(post, on=on) for post in structure.posts_on(person, day=on) if post.unit != unit]
    return [PersonPlaced(person, unit, category, on), *ending]


def leaving_of_person(structure: Structure, *, person: UUID, on: date) -> list[Change]:
    """``person`` is with the body no more on ``on``; posts end with it."""
    places = structure.people.get(person)
    if places is None or places.since(on) is None:
        raise Refused(_("The person belongs to no unit on %(on)s.") % {"on": on.isoformat()}, field="on")
    return [PersonLeft(person, on), *(_ended(post, on=on) for post in structure.posts_on(person, day=on))]


def holding_of_post(
    structure: Structure, *, person: UUID, unit: UUID, post: str, on: date, until: date | None = None
) -> list[Change]:
    """``person`` holds ``post`` in ``unit`` from ``on``; nothing where they do already."""
    title = written_name(post)
    if not title:
        raise Refused(_("The name of the post is missing."), field="post")
    if until is not None and until <= on:
        raise Refused(_("The post would end before it begins; choose a later day."), field="until")
    if any((held.unit, held.post) == (unit, title) for held in structure.posts_on(person, day=on)):
        return []
    return [PostHeld(person, unit, title, on, until)]


def end_of_post(structure: Structure, *, person: UUID, unit: UUID, post: str, until: date) -> list[Change]:
    """``person`` holds ``post`` for the last time on the day before ``until``."""
    for held in structure.held.get(person, {}).values():
        if (held.unit, held.post) == (unit, post) and held.on <= until and (held.until is None or until < held.until):
            return [_ended(held, on=until)]
    raise Refused(_("The post is not held on %(on)s.") % {"on": until.isoformat()}, field="on")


def _ended(post: PostHeld, *, on: date) -> PostHeld:
    return PostHeld(post.person, post.unit, post.post, post.on, on)
