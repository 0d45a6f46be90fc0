"""What is done to units: add, rename, move, end, another name, review switched on and off."""

from collections.abc import Callable
from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shilu.access.following import follow_people, follow_roots
from shilu.access.queries import appointed_in
from shilu.access.roles import Right
from shilu.deadlines.models import Deadline
from shilu.ledger.entries import standing_rows
from shilu.ledger.organising_people import add_unit
from shilu.ledger.queries import structure_at
from shilu.ledger.reorganising import add_alias, end_unit, move_unit, rename_unit
from shilu.ledger.small_ids import unit_ids
from shilu.lib.enumerating import enumerated
from shilu.organisation.headcount import people_in
from shilu.organisation.structure import Unit
from shilu.recording.models import Draft, ReviewSwitch, Waiting
from shilu.recording.reviewing import switch_review
from shilu.reports.models import Paper
from shilu.web.asking import Asking, Request
from shilu.web.forms.organisation import Ending, Moving, NewUnit, OfUnit, OtherName, Renaming
from shilu.web.guard import asking_of, page
from shilu.web.views.administration import FormPage, asked_first, audited, filled_in, whole_body

WAITS = ("waiting", "returned", "word")


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

    def before(day: date) -> dict[str, object]:
        name, short_name = one.names.at(day)
        return {"name": name, "short_name": short_name}

    return _changed(request, form, one, change, title=_("Rename"), button=_("Rename"), before=before)


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

    def before(day: date) -> dict[str, object]:
        above = form.above(day)
        return {"under": above.name} if above else {"top": True}

    return _changed(request, form, one, change, title=_("Another place"), button=_("Move"), before=before)


def end(request: Request, code: str) -> HttpResponse:
    """No more from a day: what hangs on the unit is told first, and who carries on is asked."""
    asking = request.asking
    one = asking.unit_coded(code, Right.ADMINISTER)
    form = Ending(request.POST or None, asking=asking, unit=one)

    def change(form: OfUnit) -> None:
        given = form.cleaned_data
        successors = [asking.unit_coded(into, Right.ADMINISTER).uuid for into in given["into"]]
        now = end_unit(one.uuid, successors=successors, on=given["on"], clerk=asking.clerk)
        follow_people(asking.structure, now, on=given["on"], by=asking.by)

    lead = _(
        "What was recorded stays and goes on counting. One unit that carries on takes over the people, the units below "
        "and what is due; whoever administers the unit can take its end back under “Changes of the organisation”."
    )
    return _changed(
        request,
        form,
        one,
        change,
        title=_("The unit ends"),
        button=_("End the unit"),
        lead=lead,
        facts=_hangs_on(request, one),
    )


def _hangs_on(request: Request, one: Unit) -> tuple[tuple[str, str], ...]:
    """What hangs on a unit: people, accounts, units below, records, what is due and what is on its way."""
    asking = request.asking
    structure, today = asking.structure, asking.today
    below = structure.children_on(one.uuid, day=today)
    due = Deadline.objects.filter(unit=one.uuid).exclude(until__lte=today).count()
    waiting = Waiting.objects.filter(unit=one.uuid, state__in=WAITS).count()
    papers = Paper.objects.filter(unit=one.uuid).exclude(stage__in=("final", "sent")).count()
    accounts = len({held.account_id for held in appointed_in(frozenset({one.uuid}), on=today)})
    return (
        (_("People who stand in it"), str(people_in(one.uuid, structure=structure, day=today))),
        (_("Accounts with a role in it"), str(accounts)),
        (_("Units below"), enumerated(unit.name for unit in below) or "0"),
        (_("Records of its own"), str(standing_rows().filter(unit=unit_ids().get(one.uuid)).count())),
        (_("Deadlines of its own"), str(due)),
        (_("Records that wait"), str(waiting)),
        (_("Drafts"), str(Draft.objects.filter(unit=one.uuid).count())),
        (_("Papers on their way"), str(papers)),
    )


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
    facts: tuple[tuple[str, str], ...] = (),
    before: Callable[[date], object] | None = None,
) -> HttpResponse:
    """A change of one unit: done, audited with what was ``before`` its day, and told."""

    def act(form: OfUnit) -> str | HttpResponse:
        given = form.cleaned_data
        after = {key: _kept(key, value, request.asking) for key, value in given.items() if value not in ("", [], False)}
        was = before(given["on"] - timedelta(days=1)) if before else None
        audited(request, "organisation", lambda: change(form), what=one.name, unit=one.uuid, before=was, after=after)
        told = _("Changed: %(unit)s, %(what)s.") % {"unit": one.name, "what": title}
        if asking_of(request).viewer.may(Right.ADMINISTER, one.uuid):
            return told
        messages.success(request, told)  # the unit went out of the reader's hands by it, and its page with it
        return HttpResponseRedirect(reverse("organisation"))

    shown = FormPage(title, button, reverse("organisation_unit", args=[one.code]), one.name, lead, facts=facts)
    return filled_in(request, form, act, page=shown)


def _kept(key: str, value: object, asking: Asking) -> object:
    """What was given in a field as the audit keeps it: units by their names, days as they are written."""
    if isinstance(value, list):
        return [_kept(key, one, asking) for one in value]
    if isinstance(value, bool):
        return value
    unit = asking.structure.by_code(str(value)) if key in {"into", "under"} else None
    return unit.name if unit else str(value)


PAGES = [
    page("organisation/new/", new, name="organisation_new", right=Right.ADMINISTER),
    page("organisation/<path:code>/rename/", rename, name="organisation_rename", right=Right.ADMINISTER),
    page("organisation/<path:code>/move/", move, name="organisation_move", right=Right.ADMINISTER),
    page("organisation/<path:code>/end/", end, name="organisation_end", right=Right.ADMINISTER),
    page("organisation/<path:code>/alias/", alias, name="organisation_alias", right=Right.ADMINISTER),
    page("organisation/<path:code>/review/", review, name="organisation_review", right=Right.ADMINISTER),
]
