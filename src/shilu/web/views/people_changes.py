"""What can be done to people: take in, place, let go, posts, and a whole staff list."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shilu.access.closing import close_account
from shilu.access.colleagues import Colleague
from shilu.access.following import follow_people, follow_roots, move_roles, rename_account
from shilu.access.models import Account
from shilu.access.operations import written_down
from shilu.access.roles import Right
from shilu.ledger.organising_import import CellsRefused, OrganisationImported, import_organisation
from shilu.ledger.organising_people import end_post, give_post, let_go, place_person, rename_person, take_in_person
from shilu.ledger.queries import structure_at
from shilu.lib.errors import Refused
from shilu.organisation.models import Person
from shilu.organisation.staff_units import BodyUnknown
from shilu.organisation.structure import Unit
from shilu.web.asking import Request
from shilu.web.forms.people import Leaving, NewPerson, NewPost, PersonName, Placing, StaffFile
from shilu.web.guard import page
from shilu.web.views.administration import FormPage, audited, filled_in, whole_body
from shilu.web.views.people_accounts import answers_for
from shilu.web.views.people_found import found_colleague, person_address
from shilu.web.views.people_roles import may_end
from shilu.workspace.handed import MOST_BYTES, plain_name


def new(request: Request) -> HttpResponse:
    """Somebody who begins."""
    asking = request.asking
    form = NewPerson(request.POST or None, asking=asking, initial={"unit": asking.unit.code if asking.unit else ""})

    def take_in(form: NewPerson) -> HttpResponse:
        given = form.cleaned_data
        unit = asking.unit_coded(given["unit"], Right.ADMINISTER)
        made: list[UUID] = []

        def change() -> None:
            made.append(
                take_in_person(
                    given["name"],
                    number=given["number"],
                    unit=unit.uuid,
                    category=given["category"],
                    on=given["on"],
                    clerk=asking.clerk,
                )
            )

        audited(request, "people", change, what=given["number"] or "—", unit=unit.uuid, after={"unit": unit.name})
        return HttpResponseRedirect(person_address(made[0]))

    shown = FormPage(_("Add a person"), _("Add"), reverse("people"), _("People and accounts"))
    return filled_in(request, form, take_in, page=shown)


def rename(request: Request, key: UUID) -> HttpResponse:
    """A name or staff number mended; whoever can do more than the reader keeps what they sign in with."""
    one, person = _person(request, key)
    if one.account is not None and not answers_for(request, one.account):
        raise Http404
    form = PersonName(request.POST or None, asking=request.asking, initial={"name": one.name, "number": one.number})

    def mend(form: PersonName) -> str:
        given = form.cleaned_data

        def change() -> None:
            rename_person(person, name=given["name"], number=given["number"])
            if one.account is not None:
                renamed = Person.objects.get(uuid=person)
                rename_account(one.account, name=renamed.name, number=renamed.number, by=request.asking.by)

        unit = one.unit.uuid if one.unit else None
        audited(request, "people", change, what=given["number"] or one.number or "—", unit=unit)
        return _("Mended.")

    return filled_in(request, form, mend, page=_page(one, _("Name and staff number"), _("Keep")))


def place(request: Request, key: UUID) -> HttpResponse:
    """Another unit or category from a day."""
    one, person = _person(request, key)
    asking = request.asking
    start = {"unit": one.unit.code if one.unit else "", "category": one.category}
    form = Placing(request.POST or None, asking=asking, initial=start)

    def move(form: Placing) -> str:
        given = form.cleaned_data
        unit = asking.unit_coded(given["unit"], Right.ADMINISTER)

        def change() -> None:
            place_person(person, unit=unit.uuid, category=given["category"], on=given["on"], clerk=asking.clerk)
            if one.account is not None and one.unit is not None and one.unit != unit:
                _refuse_higher(request, one.account, unit=one.unit)
                move_roles(one.account, old=one.unit.uuid, new=unit.uuid, on=given["on"], by=asking.by)

        audited(
            request,
            "people",
            change,
            what=one.number or "—",
            unit=unit.uuid,
            before={"unit": one.unit.name if one.unit else "", "category": one.category},
            after={"unit": unit.name, "category": given["category"], "on": given["on"].isoformat()},
        )
        return _("%(name)s belongs to %(unit)s from %(on)s.") % {
            "name": one.name,
            "unit": unit.name,
            "on": given["on"].isoformat(),
        }

    lead = _("Roles in the unit so far end on that day; in the new one they are a member until another role is given.")
    return filled_in(request, form, move, page=_page(one, _("Move to another unit"), _("Place there"), lead=lead))


def leave(request: Request, key: UUID) -> HttpResponse:
    """Somebody goes: place, posts, roles and account end; the records stay."""
    one, person = _person(request, key)
    if one.account is not None and not answers_for(request, one.account):
        raise Http404
    asking = request.asking
    form = Leaving(request.POST or None, asking=asking)

    def go(form: Leaving) -> str:
        on = form.cleaned_data["on"]

        def change() -> None:
            let_go(person, on=on, clerk=asking.clerk)
            if one.account is not None:
                close_account(one.account, on=on, by=asking.by)

        audited(
            request,
            "people",
            change,
            what=one.number or "—",
            unit=one.unit.uuid if one.unit else None,
            before={"unit": one.unit.name if one.unit else ""},
            after={"left": on.isoformat()},
        )
        return _("%(name)s is no longer here from %(on)s; the account is closed.") % {
            "name": one.name,
            "on": on.isoformat(),
        }

    lead = _(
        "Posts and roles end, and the account is closed at once. What was recorded stays as it is. Hand work over first."
    )
    return filled_in(request, form, go, page=_page(one, _("Leaves the body"), _("Let go"), lead=lead))


def new_post(request: Request, key: UUID) -> HttpResponse:
    """A post that somebody holds."""
    one, person = _person(request, key)
    asking = request.asking
    form = NewPost(request.POST or None, asking=asking, initial={"unit": one.unit.code if one.unit else ""})

    def give(form: NewPost) -> str:
        given = form.cleaned_data
        unit = asking.unit_coded(given["unit"], Right.ADMINISTER)
        audited(
            request,
            "people",
            lambda: give_post(
                person, unit=unit.uuid, post=given["post"], on=given["on"], until=given["until"], clerk=asking.clerk
            ),
            what=one.number or "—",
            unit=unit.uuid,
            after={"post": given["post"], "unit": unit.name, "on": given["on"].isoformat()},
        )
        return _("%(name)s is %(post)s.") % {"name": one.name, "post": given["post"]}

    return filled_in(request, form, give, page=_page(one, _("Add a post"), _("Enter the post")))


def end_of_post(request: Request, key: UUID) -> HttpResponse:
    """A post held no more."""
    one, person = _person(request, key)
    asking = request.asking
    unit = asking.unit_coded(request.GET.get("of", ""), Right.ADMINISTER)
    post = request.GET.get("post", "")
    form = Leaving(request.POST or None, asking=asking)
    form.fields["on"].label = _("Ends on")

    def end(form: Leaving) -> str:
        on = form.cleaned_data["on"]
        audited(
            request,
            "people",
            lambda: end_post(person, unit=unit.uuid, post=post, until=on, clerk=asking.clerk),
            what=one.number or "—",
            unit=unit.uuid,
            before={"post": post},
            after={"until": on.isoformat()},
        )
        return _("%(name)s is no longer %(post)s from %(on)s.") % {"name": one.name, "post": post, "on": on.isoformat()}

    lead = _("%(post)s · %(unit)s") % {"post": post, "unit": unit.name}
    return filled_in(request, form, end, page=_page(one, _("The post ends"), _("End the post"), lead=lead))


def staff_list(request: Request) -> HttpResponse:
    """A staff list or a sheet of units: looked at first, then taken in."""
    whole_body(request)
    form = StaffFile(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "done": None, "faults": (), "looked": False}
    status = 200
    if request.method == "POST" and form.is_valid():
        context["looked"] = "look" in request.POST
        try:
            context["done"] = _taken_in(request, form, dry_run=bool(context["looked"]))
        except BodyUnknown:
            form.add_error(
                "root", _("The title of the list does not say whose it is; write the name of the body here.")
            )
        except CellsRefused as refused:
            context["faults"], status = refused.cells, 422
        except Refused as refused:
            form.add_error("file", str(refused))
    if form.is_bound and form.errors:
        status = 422
    return render(request, "people/staff_list.html", context, status=status)


def _taken_in(request: Request, form: StaffFile, *, dry_run: bool) -> OrganisationImported:
    asking = request.asking
    file = form.cleaned_data["file"]
    if file.size > MOST_BYTES:
        raise Refused(
            _("%(file)s is larger than %(most)s MB; hand in a smaller one.")
            % {"file": file.name, "most": MOST_BYTES // 1024 // 1024}
        )
    with TemporaryDirectory() as folder:
        path = Path(folder) / plain_name(file.name)
        path.write_bytes(file.read())
        root = form.cleaned_data["root"] or None
        done = import_organisation(path, clerk=asking.clerk, today=asking.today, root=root, dry_run=dry_run)
    if not dry_run:
        now = structure_at()
        follow_roots(asking.structure, now, on=asking.today, by=asking.by)
        follow_people(asking.structure, now, on=asking.today, by=asking.by)
        written_down("staff-list", by=asking.by, what=path.name, after={"changes": done.changes})
    return done


def _person(request: Request, key: UUID) -> tuple[Colleague, UUID]:
    one = found_colleague(request, key, Right.ADMINISTER)
    if one.person is None:
        raise Http404
    return one, one.person


def _refuse_higher(request: Request, account: Account, *, unit: Unit) -> None:
    """Moving ends the roles in a unit; Refused where one of them is not the reader's to end."""
    ending = account.appointments.filter(unit=unit.uuid).exclude(until__lte=request.asking.today)
    if not all(may_end(request, one) for one in ending):
        raise Refused(
            _("A role in %(unit)s would end that you could not give; ask who could give it to move them.")
            % {"unit": unit.name},
            field="unit",
        )


def _page(one: Colleague, title: str, button: str, *, lead: str = "") -> FormPage:
    return FormPage(title, button, person_address(one.key), one.name, lead)


PAGES = [
    page("people/new/", new, name="people_new", right=Right.ADMINISTER),
    page("people/staff-list/", staff_list, name="people_staff_list", right=Right.ADMINISTER),
    page("people/<uuid:key>/name/", rename, name="people_name", right=Right.ADMINISTER),
    page("people/<uuid:key>/place/", place, name="people_place", right=Right.ADMINISTER),
    page("people/<uuid:key>/leave/", leave, name="people_leave", right=Right.ADMINISTER),
    page("people/<uuid:key>/post/", new_post, name="people_post", right=Right.ADMINISTER),
    page("people/<uuid:key>/post/end/", end_of_post, name="people_post_end", right=Right.ADMINISTER),
]
