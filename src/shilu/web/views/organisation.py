"""The organisation: the tree of units on a day, and each unit with its history."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from shilu.access.roles import Right
from shilu.organisation.headcount import people_in, placed_on
from shilu.organisation.structure import Unit
from shilu.recording.models import ReviewSwitch
from shilu.recording.queries import review_on
from shilu.web.addresses import day_asked
from shilu.web.asking import Request
from shilu.web.guard import page
from shilu.web.sheet import sheet_response
from shilu.web.views import organisation_changes, organisation_history


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit of the tree on a day: its name then, how many people, and what stands below it."""

    unit: Unit
    name: str
    people: int
    below: tuple["Branch", ...]

    @property
    def all_people(self) -> int:
        return self.people + sum(branch.all_people for branch in self.below)


def tree(request: Request) -> HttpResponse:
    """The units that the reader administers, as they stood on a day."""
    day = day_asked(request, "on") or request.asking.today
    branches = branches_on(request, day)
    ended = [unit for unit in request.asking.viewer.units(Right.ADMINISTER) if unit.ended_by(day)]
    return render(
        request,
        "organisation/tree.html",
        {
            "branches": branches,
            "day": day,
            "today": request.asking.today,
            "ended": ended,
            "whole": request.asking.viewer.everywhere(Right.ADMINISTER),
        },
    )


def branches_on(request: Request, day: date) -> tuple[Branch, ...]:
    """The tree of the units that the reader administers."""
    structure = request.asking.structure
    units = [unit for unit in request.asking.viewer.units(Right.ADMINISTER) if unit.exists_on(day)]
    known = {unit.uuid for unit in units}
    people: dict[object, int] = {}
    for at, _category in placed_on(structure, day=day).values():
        people[at] = people.get(at, 0) + 1

    def laid(parent: object) -> tuple[Branch, ...]:
        found = []
        for unit in units:
            above = unit.parents.at(day)
            if (above if above in known else None) == parent:
                found.append(Branch(unit, unit.names.at(day)[0], people.get(unit.uuid, 0), laid(unit.uuid)))
        return tuple(found)

    return laid(None)


def export(request: Request) -> HttpResponseBase:
    """The tree as a sheet of units, in the form in which it can be taken in again."""
    day = day_asked(request, "on") or request.asking.today
    structure = request.asking.structure

    def rows(branches: tuple[Branch, ...]) -> list[tuple[object, ...]]:
        found: list[tuple[object, ...]] = []
        for branch in branches:
            above = branch.unit.parents.at(day)
            found.append(
                (
                    branch.unit.code,
                    branch.name,
                    branch.unit.names.at(day)[1],
                    structure.units[above].code if above else "",
                    branch.unit.types.at(day),
                    branch.people,
                )
            )
            found += rows(branch.below)
        return found

    head = ["单位编码", "单位名称", "简称", "上级单位编码", "单位层级", _("People")]
    return sheet_response(_("Units"), head, rows(branches_on(request, day)))


def unit(request: Request, code: str) -> HttpResponse:
    """One unit: its days, names, places, and what carries on."""
    asking = request.asking
    found = asking.unit_coded(code, Right.ADMINISTER)
    structure = asking.structure
    return render(
        request,
        "organisation/unit.html",
        {
            "one": found,
            "names": list(zip(found.names.days, found.names.values, strict=True)),
            "parents": [
                (day, structure.units[above] if above else None)
                for day, above in zip(found.parents.days, found.parents.values, strict=True)
            ],
            "below": structure.children_on(found.uuid, day=asking.today),
            "successors": [structure.units[uuid] for uuid in found.successors],
            "people": people_in(found.uuid, structure=structure, day=asking.today),
            "reviewed": review_on(found.uuid, structure=structure),
            "switched_here": ReviewSwitch.objects.filter(unit=found.uuid).exists(),
            "end_taken_back": organisation_history.end_of(request, found),
        },
    )


PAGES = [
    page("organisation/", tree, name="organisation", right=Right.ADMINISTER),
    page("organisation/export/", export, name="organisation_export", right=Right.ADMINISTER),
    *organisation_history.PAGES,
    *organisation_changes.PAGES,
    page("organisation/<path:code>/", unit, name="organisation_unit", right=Right.ADMINISTER),
]
