"""Accounts of people: first codes on slips, roles, closing, and what is held about somebody."""

from collections import Counter
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from shilu.access.closing import close_account, reopen_account
from shilu.access.colleagues import Colleague, roles_from
from shilu.access.first_accounts import AT_ONCE, Opened, UnitSlips, open_accounts, people_without_account
from shilu.access.models import Account
from shilu.access.operations import NewAccount, Slip, make_accounts, reset_code, written_down
from shilu.access.own_data import data_file, data_of, erase_data
from shilu.access.roles import Right
from shilu.web.asking import Request
from shilu.web.guard import page
from shilu.web.views import people_roles
from shilu.web.views.administration import asked_first
from shilu.web.views.people_found import found_account, found_colleague, person_address
from shilu.workspace.handed import throw_away_all


@never_cache
def slips(request: Request) -> HttpResponse:
    """Accounts for everybody of a unit who has none, with the slips to print."""
    asking = request.asking
    unit = asking.here(Right.ADMINISTER)
    below = asking.structure.tree_now().subtree(unit.uuid)
    if request.method == "POST":
        made = open_accounts(below, structure=asking.structure, on=asking.today, by=asking.by)
        return _slips(request, made, back=reverse("people"))
    waiting = people_without_account(below, structure=asking.structure, on=asking.today)
    numbered, known = [one for one in waiting if one.number], asking.structure.units
    context = {
        "at": unit,
        "numbered": numbered,
        "others": [one for one in waiting if not one.number],
        "too_many": len(numbered) > AT_ONCE,
        "most": AT_ONCE,
        "units": [(known[key], count) for key, count in Counter(one.unit.uuid for one in numbered if one.unit).items()],
    }
    return render(request, "people/slips.html", context)


@never_cache
def reset(request: Request, key: UUID) -> HttpResponse:
    """A new first code for somebody of one's own unit."""
    one, account = found_account(request, key)
    if not may_reset(request, one):
        raise Http404
    unit = one.unit or request.asking.here(Right.RESET)

    def give() -> HttpResponse:
        slip = reset_code(account, by=request.asking.by, unit=unit.uuid)
        return _slips(request, Opened((UnitSlips(unit, (slip,)),), ()), back=person_address(key))

    return asked_first(
        request,
        give,
        title=_("New first code"),
        line=_(
            "%(name)s (%(number)s) gets a new first code; the one before and all keys for programs end, and they are "
            "signed out everywhere."
        )
        % {"name": one.name, "number": account.number},
        button=_("Give a new first code"),
        back=person_address(key),
    )


@never_cache
def open_one(request: Request, key: UUID) -> HttpResponse:
    """An account for one person."""
    one = found_colleague(request, key, Right.ADMINISTER)
    if one.account is not None or one.person is None or one.unit is None:
        raise Http404
    unit = one.unit

    def make() -> HttpResponse:
        made: list[Slip] = make_accounts(
            [NewAccount(one.number, one.name, one.person, unit.uuid)], by=request.asking.by
        )
        return _slips(request, Opened((UnitSlips(unit, tuple(made)),), ()), back=person_address(key))

    return asked_first(
        request,
        make,
        title=_("Account"),
        line=_(
            "%(name)s can sign in from then on with the staff number and the code on the slip, as a member of %(unit)s."
        )
        % {"name": one.name, "unit": unit.name},
        button=_("Make the account"),
        back=person_address(key),
    )


def close(request: Request, key: UUID) -> HttpResponse:
    """Nobody signs in with it any more."""
    one, account = found_account(request, key, Right.ADMINISTER)
    if not answers_for(request, account):
        raise Http404

    def shut() -> str:
        close_account(account, on=request.asking.today, by=request.asking.by)
        return _("The account of %(name)s is closed.") % {"name": one.name}

    return asked_first(
        request,
        shut,
        title=_("Close the account"),
        line=_("%(name)s can no longer sign in; roles and keys end today. Records stay.") % {"name": one.name},
        button=_("Close the account"),
        back=person_address(key),
    )


def reopen(request: Request, key: UUID) -> HttpResponse:
    """A closed account opened again, without roles."""
    one, account = found_account(request, key, Right.ADMINISTER)
    if not answers_for(request, account):
        raise Http404

    def again() -> str:
        reopen_account(account, by=request.asking.by)
        return _("The account of %(name)s is open again; give back the roles that it had.") % {"name": one.name}

    return asked_first(
        request,
        again,
        title=_("Open the account again"),
        line=_(
            "%(name)s can sign in again with the code of before; each role is given back below, keys for programs are not."
        )
        % {"name": one.name},
        button=_("Open the account again"),
        back=person_address(key),
    )


def may_reset(request: Request, one: Colleague) -> bool:
    """Whether the reader may give this person a new first code; roles that begin later count as well."""
    if one.account is None or one.unit is None:
        return False
    holding = roles_from(one.account, on=request.asking.today, structure=request.asking.structure)
    return request.asking.viewer.may_reset(one.unit.uuid, holding=holding)


def answers_for(request: Request, account: Account) -> bool:
    """Whether the account is the reader's to change: number, closing and opening; roles that begin later count as well."""
    holding = roles_from(account, on=request.asking.today, structure=request.asking.structure)
    return request.asking.viewer.answers_for(holding)


def data(request: Request, key: UUID) -> HttpResponse:
    """What is held about somebody in the units that the reader administers, as a file to hand to them."""
    one = found_colleague(request, key, Right.ADMINISTER)
    viewer = request.asking.viewer
    everywhere = viewer.everywhere(Right.ADMINISTER) or (one.account is not None and one.account.uuid == viewer.account)
    within = None if everywhere else frozenset(unit.uuid for unit in viewer.units(Right.ADMINISTER))
    written_down(
        "data-exported", by=request.asking.by, what=one.number or "—", unit=one.unit.uuid if one.unit else None
    )
    return data_response(data_file(data_of(one.person, one.account, within=within)), number=one.number)


def data_response(content: bytes, *, number: str) -> HttpResponse:
    """Personal data as a download that no cache keeps."""
    name = "".join(sign for sign in number if sign.isalnum()) or "person"
    return HttpResponse(
        content,
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="shilu-{name}.json"', "Cache-Control": "no-store"},
    )


def erase(request: Request, key: UUID) -> HttpResponse:
    """Name, number, account and traces erased, for good."""
    one = found_colleague(request, key, Right.ADMINISTER)
    if one.account is not None and not answers_for(request, one.account):
        raise Http404

    def wipe() -> HttpResponse:
        account = one.account.uuid if one.account else None
        erase_data(one.person, one.account, by=request.asking.by)
        if account is not None:
            throw_away_all(request.asking.workspace.folder, account)
        return HttpResponseRedirect(reverse("people"))

    return asked_first(
        request,
        wipe,
        title=_("Erase personal data"),
        line=_(
            "Name, staff number, account, drafts and attendances of %(name)s are erased for good; this cannot be undone. "
            "What was recorded stays, without a name."
        )
        % {"name": one.name},
        button=_("Erase for good"),
        back=person_address(key),
    )


def _slips(request: Request, made: Opened, *, back: str) -> HttpResponse:
    context = {
        "units": made.units,
        "without_number": made.without_number,
        "back": back,
        "address": request.build_absolute_uri("/"),
    }
    return render(request, "administration/slips.html", context)


PAGES = [
    page("people/slips/", slips, name="people_slips", right=Right.ADMINISTER),
    page("people/<uuid:key>/code/", reset, name="people_reset", right=Right.RESET),
    page("people/<uuid:key>/account/", open_one, name="people_account", right=Right.ADMINISTER),
    page("people/<uuid:key>/close/", close, name="people_close", right=Right.ADMINISTER),
    page("people/<uuid:key>/reopen/", reopen, name="people_reopen", right=Right.ADMINISTER),
    *people_roles.PAGES,
    page("people/<uuid:key>/data/", data, name="people_data", right=Right.ADMINISTER),
    page("people/<uuid:key>/erase/", erase, name="people_erase", right=Right.ADMINISTER),
]
