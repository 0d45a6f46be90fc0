"""Roles of people: given, ended, and given back."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from shilu.access.closing import end_role
from shilu.access.models import Appointment
from shilu.access.operations import appoint, let_hold
from shilu.access.queries import held_of, roles_held
from shilu.access.roles import TITLES, Right
from shilu.web.asking import Request
from shilu.web.forms.people import Leaving, NewRole
from shilu.web.guard import page
from shilu.web.views.administration import FormPage, asked_first, filled_in
from shilu.web.views.people_found import found_account, person_address


def new_role(request: Request, key: UUID) -> HttpResponse:
    """A role given."""
    one, account = found_account(request, key, Right.ADMINISTER)
    form = NewRole(request.POST or None, asking=request.asking, initial={"unit": one.unit.code if one.unit else ""})

    def give(form: NewRole) -> str:
        held, given = form.held(), form.cleaned_data
        lines = {"units": [str(unit) for unit in held.line_units], "kinds": sorted(held.line_kinds)}
        appoint(
            account,
            held.role,
            unit=held.unit,
            on=given["on"],
            until=given["until"],
            lines={name: values for name, values in lines.items() if values},
            by=request.asking.by,
        )
        return _("%(name)s is %(role)s from %(on)s.") % {
            "name": one.name,
            "role": TITLES[held.role],
            "on": given["on"].isoformat(),
        }

    shown = FormPage(_("A role for %(name)s") % {"name": one.name}, _("Give the role"), person_address(key), one.name)
    return filled_in(request, form, give, page=shown)


def role_ends(request: Request, key: UUID, role: int) -> HttpResponse:
    """A role taken away."""
    one, account = found_account(request, key, Right.ADMINISTER)
    appointment = get_object_or_404(Appointment, pk=role, account=account)
    held = held_of(appointment)
    if not may_end(request, appointment):
        raise Http404
    form = Leaving(request.POST or None, asking=request.asking)
    form.fields["on"].label = _("Ends on")

    def end(form: Leaving) -> str:
        end_role(appointment, until=form.cleaned_data["on"], by=request.asking.by)
        return _("The role ends on %(on)s.") % {"on": form.cleaned_data["on"].isoformat()}

    unit = request.asking.structure.units.get(held.unit)
    lead = _("%(role)s · %(unit)s") % {"role": TITLES[held.role], "unit": unit.name if unit else _("the whole body")}
    shown = FormPage(_("The role ends"), _("End the role"), person_address(key), one.name, lead)
    return filled_in(request, form, end, page=shown)


def role_again(request: Request, key: UUID, role: int) -> HttpResponse:
    """A role that ended, or is to end, given back."""
    one, account = found_account(request, key, Right.ADMINISTER)
    appointment = get_object_or_404(Appointment, pk=role, account=account, until__isnull=False)
    if not account.is_active or not may_end(request, appointment):
        raise Http404
    unit = request.asking.structure.units.get(appointment.unit)
    told = {
        "name": one.name,
        "role": TITLES[held_of(appointment).role],
        "unit": unit.name if unit else _("the whole body"),
    }

    def again() -> str:
        let_hold(appointment, until=None, by=request.asking.by)
        return _("%(name)s is %(role)s in %(unit)s again.") % told

    return asked_first(
        request,
        again,
        title=_("Give the role back"),
        line=_("The end of the role is taken back: %(name)s is %(role)s in %(unit)s, until further notice.") % told,
        button=_("Give the role back"),
        back=person_address(key),
    )


def may_end(request: Request, appointment: Appointment) -> bool:
    """Whether the reader may take this role away: who could give it."""
    held = roles_held(appointment, structure=request.asking.structure)
    return request.asking.viewer.answers_for(held)


PAGES = [
    page("people/<uuid:key>/role/", new_role, name="people_role", right=Right.ADMINISTER),
    page("people/<uuid:key>/role/<position:role>/end/", role_ends, name="people_role_end", right=Right.ADMINISTER),
    page("people/<uuid:key>/role/<position:role>/again/", role_again, name="people_role_again", right=Right.ADMINISTER),
]
