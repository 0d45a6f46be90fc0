"""People and accounts: who belongs where, who can sign in, with which role."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from pypinyin import lazy_pinyin

from shilu.access.colleagues import Colleague, colleagues
from shilu.access.may import WHOLE, Held
from shilu.access.models import Account
from shilu.access.queries import held_of
from shilu.access.roles import TITLES, Right, Role
from shilu.lib.enumerating import enumerated, in_clauses
from shilu.organisation.structure import Structure, Unit
from shilu.web.asking import Request
from shilu.web.guard import page
from shilu.web.heads import Order, heads_of, order_asked
from shilu.web.sheet import sheet_response
from shilu.web.views import people_accounts, people_changes, people_roles
from shilu.web.views.people_found import found_colleague

_SCREENFUL = 50
_COLUMNS = ("name", "number", "unit")


def listed(request: Request) -> HttpResponse:
    """The people of the unit and all below it, with account and roles."""
    unit, found = _wanted(request)
    order = order_asked(request, _COLUMNS, usual="")
    shown = Paginator(_ordered(found, order, request.asking.structure), _SCREENFUL).get_page(request.GET.get("page"))
    asking = request.asking
    without = sum(1 for one in found if one.account is None)
    return render(
        request,
        "people/list.html",
        {
            "at": unit,
            "whole": asking.viewer.everywhere(Right.ADMINISTER),
            "shown": shown,
            "rows": [(one, roles_told(one.held, asking.structure)) for one in shown],
            "heads": heads_of(request, _columns(), order=order),
            "count": len(found),
            "without": without,
            "administers": asking.viewer.may(Right.ADMINISTER, unit.uuid) if unit else False,
            "text": request.GET.get("text", ""),
            "state": request.GET.get("state", ""),
        },
    )


def _columns() -> tuple[tuple[str, str, str], ...]:
    titles = (_("Name of the person"), _("Staff number"), _("Unit"), _("Posts"), _("Roles"), _("Account"))
    return tuple((column, title, "") for column, title in zip((*_COLUMNS, "", "", ""), titles, strict=True))


def _ordered(found: list[Colleague], order: Order, structure: Structure) -> list[Colleague]:
    """People by name as it sounds, by number, or by unit; whoever has none behind all others."""
    places = {uuid: at for at, uuid in enumerate(structure.units)}
    keys: dict[str, Callable[[Colleague], Any]] = {
        "name": lambda one: lazy_pinyin(one.name),
        "number": lambda one: one.number or None,
        "unit": lambda one: places[one.unit.uuid] if one.unit else None,
    }
    if order.column not in keys:
        return found
    placed = [(keys[order.column](one), one) for one in found]
    known = sorted((pair for pair in placed if pair[0] is not None), key=lambda pair: pair[0], reverse=order.turned)
    return [one for _key, one in [*known, *(pair for pair in placed if pair[0] is None)]]


def export(request: Request) -> HttpResponseBase:
    """The same list as a workbook."""
    _unit, found = _wanted(request)
    structure = request.asking.structure
    head = [_("Name of the person"), _("Staff number"), _("Unit"), _("Category"), _("Posts"), _("Roles"), _("Account")]
    rows = (
        (
            one.name,
            one.number,
            one.unit.name if one.unit else "",
            one.category,
            enumerated(one.posts),
            in_clauses(roles_told(one.held, structure)),
            account_told(one.account),
        )
        for one in found
    )
    return sheet_response(_("People"), head, rows)


def person(request: Request, key: UUID) -> HttpResponse:
    """One person: where they are and were, posts, account and roles, and what can be done."""
    one = found_colleague(request, key)
    asking = request.asking
    administers = asking.viewer.may(Right.ADMINISTER, one.unit.uuid) if one.unit else True
    appointments = [
        (role, roles_told((held_of(role),), asking.structure)[0], people_roles.may_end(request, role))
        for role in (one.account.appointments.order_by("-on", "-id") if one.account else ())
        if role.until is None or role.until > asking.today or administers
    ]
    return render(
        request,
        "people/person.html",
        {
            "one": one,
            "account_told": account_told(one.account),
            "places": _places(one, asking.structure),
            "posts": asking.structure.posts_on(one.person, day=asking.today) if one.person else [],
            "units": asking.structure.units,
            "appointments": appointments,
            "today": asking.today,
            "administers": administers,
            "belongs": one.person is None or _belongs(one, request),
            "may_reset": people_accounts.may_reset(request, one),
            "answers_for": one.account is None or people_accounts.answers_for(request, one.account),
        },
    )


def _wanted(request: Request) -> tuple[Unit | None, list[Colleague]]:
    """The unit whose people are asked for, and those who fit what was typed and chosen."""
    asking = request.asking
    unit = asking.unit if asking.unit and asking.viewer.may(Right.RESET, asking.unit.uuid) else None
    if unit is None:
        own = asking.viewer.units(Right.RESET)
        if request.GET.get("unit") or not (own or asking.viewer.everywhere(Right.RESET)):
            raise Http404
        unit = own[0] if own else None  # before the first unit there are accounts already
    below = asking.structure.tree_now().subtree(unit.uuid) if unit else frozenset({WHOLE})
    state = request.GET.get("state", "")
    found = colleagues(
        below,
        structure=asking.structure,
        on=asking.today,
        text=request.GET.get("text", "").strip(),
        left=state == "left",
    )
    match state:
        case "without":
            return unit, [one for one in found if one.account is None]
        case "roles":
            return unit, [one for one in found if any(held.role is not Role.MEMBER for held in one.held)]
    return unit, found


def roles_told(held: tuple[Held, ...], structure: Structure) -> list[str]:
    """Each role with its unit, and a leader's lines."""
    found = []
    for one in held:
        unit = structure.units.get(one.unit)
        name = unit.usual_name if unit else _("the whole body")
        told = _("%(role)s · %(unit)s") % {"role": TITLES[one.role], "unit": name}
        lines = [structure.units[line].usual_name for line in one.line_units]
        if lines or one.line_kinds:
            more = [_("%(count)s kinds") % {"count": len(one.line_kinds)}] if one.line_kinds else []
            told += _(" (lines: %(lines)s)") % {"lines": enumerated([*lines, *more])}
        found.append(told)
    return found


def account_told(account: Account | None) -> str:
    """How the account of somebody stands, in a word."""
    if account is None:
        return _("no account")
    if not account.is_active:
        return _("closed")
    return _("first code not used yet") if account.must_change else _("in use")


def _places(one: Colleague, structure: Structure) -> list[tuple[object, Unit | None, str]]:
    places = structure.people.get(one.person) if one.person else None
    if places is None:
        return []
    found = zip(places.days, places.values, strict=True)
    return [(day, structure.units[at[0]] if at else None, at[1] if at else "") for day, at in reversed(list(found))]


def _belongs(one: Colleague, request: Request) -> bool:
    places = request.asking.structure.people.get(one.person) if one.person else None
    return places is not None and places.since(request.asking.today) is not None


PAGES = [
    page("people/", listed, name="people", right=Right.RESET),
    page("people/export/", export, name="people_export", right=Right.RESET),
    *people_changes.PAGES,
    *people_accounts.PAGES,
    page("people/<uuid:key>/", person, name="people_person", right=Right.RESET),
]
