"""The handover: what a recorder who leaves has in hand, and giving it to the next one."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shilu.access.handover import hand_over, work_of
from shilu.access.may import WHOLE
from shilu.access.models import Account
from shilu.access.queries import appointed_in
from shilu.access.roles import RIGHTS, Right, Role
from shilu.lib.enumerating import bracketed
from shilu.lib.errors import Refused
from shilu.web.asking import Request
from shilu.web.guard import page


class HandTo(forms.Form):
    """Who goes on with it."""

    to = forms.ChoiceField(label=gettext_lazy("Who goes on with it"))

    def __init__(self, *given: object, choices: list[tuple[str, str]], **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        field = self.fields["to"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("— choose —")), *choices]


def handover(request: Request) -> HttpResponse:
    """What is in the hands of the reader, or of somebody whose unit they administer."""
    asking = request.asking
    recorders, looked_after = _recorders(request, Right.POST), _recorders(request, Right.ADMINISTER)
    whose = _whose(request, [*(one for one in recorders if one.uuid == asking.viewer.account), *looked_after])
    within = _within(request, whose)
    work = work_of(
        whose,
        structure=asking.structure,
        catalogue=asking.catalogue,
        calendar=asking.calendar,
        templates=asking.workspace.templates,
        today=asking.today,
        within=within,
    )
    others = [(str(one.uuid), bracketed(one.name, one.number)) for one in recorders if one.pk != whose.pk]
    form = HandTo(request.POST or None, choices=others)
    if request.method == "POST" and form.is_valid():
        to = next(one for one in recorders if str(one.uuid) == form.cleaned_data["to"])
        try:
            count = hand_over(whose, to=to, by=asking.by, within=within)
        except Refused as refused:
            form.add_error("to", str(refused))
        else:
            messages.success(
                request,
                _("%(count)s drafts and returned records are with %(name)s now.") % {"count": count, "name": to.name},
            )
            return HttpResponseRedirect(f"{reverse('handover')}?of={whose.uuid}")
    context = {
        "whose": whose,
        "work": work,
        "form": form,
        "others": others,
        "recorders": looked_after,
        "open": len(work.drafts) + sum(1 for one in work.waiting if one.state == "returned"),
        "kinds": asking.catalogue.kinds,
        "units": asking.structure.units,
    }
    return render(request, "handover/page.html", context, status=422 if form.is_bound and form.errors else 200)


def _recorders(request: Request, right: Right) -> list[Account]:
    """Who records in the units in which the reader has ``right``, once each."""
    asking = request.asking
    reach = frozenset(unit.uuid for unit in asking.viewer.units(right))
    if asking.viewer.everywhere(right):
        reach |= {WHOLE}
    found = {
        one.account_id: one.account
        for one in appointed_in(reach, on=asking.today)
        if Right.POST in RIGHTS[Role(one.role)] and one.account.is_active
    }
    return list(found.values())


def _within(request: Request, whose: Account) -> frozenset[UUID] | None:
    """The units of which the reader sees another's work; None for all of it."""
    viewer = request.asking.viewer
    if whose.uuid == viewer.account or viewer.everywhere(Right.ADMINISTER):
        return None
    return frozenset(unit.uuid for unit in viewer.units(Right.ADMINISTER))


def _whose(request: Request, recorders: list[Account]) -> Account:
    """Whose work is looked at: one's own, or that of another one of the units that one administers."""
    wanted = request.GET.get("of", "")
    own = str(request.asking.viewer.account)
    try:
        key = UUID(wanted or own)
    except ValueError:
        raise Http404 from None
    found = next((one for one in recorders if one.uuid == key), None)
    if found is None:
        raise Http404
    return found


PAGES = [page("handover/", handover, name="handover", right=Right.POST)]
