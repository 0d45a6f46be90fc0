"""The organisation: the tree of units on a day, each unit with its history, and what can be done to it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shilu.access.following import follow_roots
from shilu.access.roles import Right
from shilu.ledger.organising_people import add_unit
from shilu.ledger.queries import standing_rows, structure_at, unit_ids
from shilu.ledger.reorganising import add_alias, end_unit, move_unit, rename_unit
from shilu.organisation.headcount import people_in, placed_on
from shilu.organisation.structure import Unit
from shilu.recording.models import ReviewSwitch
from shilu.recording.queries import review_on
from shilu.recording.reviewing import switch_review
from shilu.web.asking import Request
from shilu.web.forms.organisation import Ending, Moving, NewUnit, OfUnit, OtherName, Renaming
from shilu.web.guard import page
from shilu.web.sheet import sheet_response
from shilu.web.views.administration import FormPage, asked_first, audited, filled_in, whole_body


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
    day = _day(request)
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
    day = _day(request)
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
        },
    )


def new(request: Request) -> HttpResponse:
    """A unit below another one; at the top for who administers the whole body."""
    asking = request.asking
    code = request.GET.get("under", "")
    above = asking.unit_coded(code, Right.ADMINISTER) if code else None
    if above is None:
        whole_body(request)

    def add(form: NewUnit) -> str:
        given = form.cleaned_data

        def added() -> None:
            add_unit(
                given["name"],
                short_name=given["short_name"],
                type_=given["type"],
                code=given["code"],
                under=above.uuid if above else None,
                on=given["on"],
                clerk=asking.clerk,
            )
            follow_roots(asking.structure, structure_at(), on=asking.today, by=asking.by)

        audited(
            request,
            "organisation",
            added,
            what=given["name"],
            unit=above.uuid if above else None,
            after={"unit": given["name"], "under": above.name if above else "", "on": given["on"].isoformat()},
        )
        return _("%(name)s stands in the organisation from %(on)s.") % {
            "name": given["name"],
            "on": given["on"].isoformat(),
        }

    lead = _("Below %(unit)s") % {"unit": above.name} if above else _("At the top")
    shown = FormPage(_("A new unit"), _("Add the unit"), reverse("organisation"), _("Organisation"), lead)
    return filled_in(request, NewUnit(request.POST or None, asking=asking), add, page=shown)


def rename(request: Request, code: str) -> HttpResponse:
    """Another name from a day."""
    asking = request.asking
    one = asking.unit_coded(code, Right.ADMINISTER)
    form = Renaming(
        request.POST or None, asking=asking, unit=one, initial={"name": one.name, "short_name": one.short_name}
    )

    def change(form: OfUnit) -> None:
        given = form.cleaned_data
        rename_unit(
            one.uuid,
            name=given["name"],
            short_name=given["short_name"],
            on=given["on"],
            correcting=given["correcting"],
            clerk=asking.clerk,
        )

    return _changed(request, form, one, change, title=_("Another name"), button=_("Rename"))


def move(request: Request, code: str) -> HttpResponse:
    """Another unit above it from a day."""
    asking = request.asking
    one = asking.unit_coded(code, Right.ADMINISTER)
    form = Moving(request.POST or None, asking=asking, unit=one)

    def change(form: OfUnit) -> None:
        given = form.cleaned_data
        under = asking.unit_coded(given["under"], Right.ADMINISTER).uuid if given["under"] else None
        move_unit(one.uuid, under=under, on=given["on"], correcting=given["correcting"], clerk=asking.clerk)
        follow_roots(asking.structure, structure_at(), on=asking.today, by=asking.by)

    return _changed(request, form, one, change, title=_("Another place"), button=_("Move"))


def end(request: Request, code: str) -> HttpResponse:
    """No more from a day, with those that carry on."""
    asking = request.asking
    one = asking.unit_coded(code, Right.ADMINISTER)
    form = Ending(request.POST or None, asking=asking, unit=one)

    def change(form: OfUnit) -> None:
        given = form.cleaned_data
        successors = [asking.unit_coded(into, Right.ADMINISTER).uuid for into in given["into"]]
        end_unit(one.uuid, successors=successors, on=given["on"], clerk=asking.clerk)

    stand = people_in(one.uuid, structure=asking.structure, day=asking.today)
    lead = _(
        "%(unit)s has %(people)s people and %(records)s records of its own. The records stay its own and go on counting; "
        "its people and the units below it go to the one unit that carries it on."
    ) % {"unit": one.name, "people": stand, "records": standing_rows().filter(unit=unit_ids().get(one.uuid)).count()}
    return _changed(request, form, one, change, title=_("The unit ends"), button=_("End the unit"), lead=lead)


def alias(request: Request, code: str) -> HttpResponse:
    """Another name that finds it."""
    asking = request.asking
    one = asking.unit_coded(code, Right.ADMINISTER)
    form = OtherName(request.POST or None, asking=asking, unit=one)

    def change(form: OfUnit) -> None:
        add_alias(one.uuid, alias=form.cleaned_data["alias"], clerk=asking.clerk)

    return _changed(request, form, one, change, title=_("Another name that finds it"), button=_("Add the name"))


def review(request: Request, code: str) -> HttpResponse:
    """Whether records of the unit are looked at before they count."""
    asking = request.asking
    one = asking.unit_coded(code, Right.ADMINISTER)
    on = not ReviewSwitch.objects.filter(unit=one.uuid).exists()

    def switch() -> str:
        audited(
            request,
            "review",
            lambda: switch_review(one.uuid, on=on, clerk=asking.clerk),
            what=one.name,
            unit=one.uuid,
            after={"review": on},
        )
        return (
            _("Records of %(unit)s are looked at before they count.")
            if on
            else _("Records of %(unit)s enter the ledger at once.")
        ) % {"unit": one.name}

    return asked_first(
        request,
        switch,
        title=_("Review on") if on else _("Review off"),
        line=_("New records of %(unit)s and all below it wait for a reviewer; until then no figure counts them.")
        % {"unit": one.name}
        if on
        else _("New records of %(unit)s enter the ledger at once; what waits goes on waiting.") % {"unit": one.name},
        button=_("Switch review on") if on else _("Switch review off"),
        back=reverse("organisation_unit", args=[one.code]),
    )


def _changed(
    request: Request,
    form: OfUnit,
    one: Unit,
    change: Callable[[OfUnit], None],
    *,
    title: str,
    button: str,
    lead: str = "",
) -> HttpResponse:
    """A change of one unit: done, audited and told."""

    def act(form: OfUnit) -> str:
        after = {key: str(value) for key, value in form.cleaned_data.items() if value not in ("", [], False)}
        audited(request, "organisation", lambda: change(form), what=one.name, unit=one.uuid, after=after)
        return _("%(unit)s was changed: %(what)s.") % {"unit": one.name, "what": title}

    shown = FormPage(title, button, reverse("organisation_unit", args=[one.code]), one.name, lead)
    return filled_in(request, form, act, page=shown)


def _day(request: Request) -> date:
    try:
        return date.fromisoformat(request.GET["on"]) if request.GET.get("on") else request.asking.today
    except ValueError:
        raise Http404 from None


PAGES = [
    page("organisation/", tree, name="organisation", right=Right.ADMINISTER),
    page("organisation/export/", export, name="organisation_export", right=Right.ADMINISTER),
    page("organisation/new/", new, name="organisation_new", right=Right.ADMINISTER),
    page("organisation/<path:code>/rename/", rename, name="organisation_rename", right=Right.ADMINISTER),
    page("organisation/<path:code>/move/", move, name="organisation_move", right=Right.ADMINISTER),
    page("organisation/<path:code>/end/", end, name="organisation_end", right=Right.ADMINISTER),
    page("organisation/<path:code>/alias/", alias, name="organisation_alias", right=Right.ADMINISTER),
    page("organisation/<path:code>/review/", review, name="organisation_review", right=Right.ADMINISTER),
    page("organisation/<path:code>/", unit, name="organisation_unit", right=Right.ADMINISTER),
]
