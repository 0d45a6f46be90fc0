"""The door of every page: signed in, with the right that the page needs, and with the question that it hangs on."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, Final, ParamSpec
from urllib.parse import quote

from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import URLPattern, path, reverse

from shilu.access.models import Account
from shilu.access.queries import viewer_of
from shilu.access.roles import CONTENT, Right
from shilu.ledger.queries import structure_at
from shilu.lib.errors import Refused
from shilu.lib.period_meant import period_meant
from shilu.web.asking import OWN_PERIOD, PERIOD_COOKIE, STOOD, UNIT_COOKIE, Asking, Request, period_asked, unit_asked
from shilu.web.views.faults import no_unit_yet
from shilu.workspace import serving

Arguments = ParamSpec("Arguments")
View = Callable[Concatenate[Request, Arguments], HttpResponseBase]

IDLE: Final = timedelta(minutes=60)
_TOUCHED_EVERY: Final = timedelta(minutes=5)
_SEEN: Final = "seen"
_YEAR: Final = 365 * 86_400


def page(route: str, view: View[...], *, name: str, right: Right) -> URLPattern:
    """An address and the right without which its page is not there (404); ``right`` must hold in some unit.

    Whether it holds in the unit that is asked about, the view finds out from ``request.asking``.
    """
    return path(route, _guarded(view, right), name=name)


def _guarded(view: View[...], right: Right) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        turned_away = _turned_away(request)
        if turned_away is not None:
            return turned_away
        request.asking = asking_of(request)
        if right is not Right.OPEN and not request.asking.viewer.holds(right):
            raise Http404
        if request.method == "GET" and request.asking.misread:
            return _still(request, lambda: view(request, *args, **kwargs))
        if request.method == "GET" and STOOD in request.GET:
            return _moved(request)
        try:
            return view(request, *args, **kwargs)
        except Http404:
            if right not in CONTENT or request.asking.structure.units:
                raise
            may_add = request.asking.viewer.everywhere(Right.ADMINISTER)
            return no_unit_yet(request, may_add=may_add)  # nothing is there before there is a unit

    guarded.right = right  # type: ignore[attr-defined]  # the table of permissions is made from it
    return guarded


def asking_of(request: HttpRequest) -> Asking:
    """The question of somebody who signed in."""
    account = request.user
    if not isinstance(account, Account):
        raise TypeError(account)
    workspace, now, today = serving.current(), serving.now(), serving.today()
    viewer = viewer_of(account, day=today, structure=structure_at())
    period, misread = period_asked(request, today=today, calendar=workspace.config.calendar), ""
    if typed := request.GET.get(OWN_PERIOD, "").strip():
        try:
            period = period_meant(typed, shown=period, today=today)
        except Refused as fault:
            if STOOD not in request.GET:
                raise
            misread = str(fault)
    return Asking(
        viewer=viewer,
        workspace=workspace,
        now=now,
        today=today,
        unit=unit_asked(request, viewer),
        period=period,
        typed=typed,
        misread=misread,
    )


def _turned_away(request: Request) -> HttpResponse | None:
    """Where somebody is sent who is not signed in, was away too long, or has still the first code."""
    if not request.user.is_authenticated or _away_too_long(request):
        return _to("sign_in", request)
    if getattr(request.user, "must_change", False):
        return _to("first_code", request)
    return None


def _away_too_long(request: Request) -> bool:
    """Whether nothing was asked for an hour: several people share one computer."""
    now, seen = serving.now(), request.session.get(_SEEN)
    if seen is not None and now - datetime.fromisoformat(seen) > IDLE:
        logout(request)
        return True
    if seen is None or now - datetime.fromisoformat(seen) > _TOUCHED_EVERY:
        request.session[_SEEN] = now.isoformat()
    return False


def _to(name: str, request: Request) -> HttpResponse:
    """To a page and back here; a part of a page is told instead, so that what was typed stays on the screen."""
    if request.htmx:
        response = HttpResponse(status=401)
        response["HX-Trigger"] = "shilu:signed-out"
        return response
    back = request.get_full_path() if request.method == "GET" else request.META.get("HTTP_REFERER", "/")
    return HttpResponseRedirect(f"{reverse(name)}?next={quote(back)}")


def _still(request: Request, view: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The page as it stood, with what is wrong with the words in the field of another period."""
    kept = request.GET.copy()
    request.GET = kept  # type: ignore[assignment]  # links of the page do not carry the words on
    kept.pop(STOOD, None)
    kept.pop(OWN_PERIOD)
    response = view()
    if response.status_code == HTTPStatus.OK:
        response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    return response


def _moved(request: Request) -> HttpResponse:
    """The page at the unit and period of the top line; what was changed there stands on the pages that follow too.

    A link that names another unit or period only looks there: the next record is not of that unit for it.
    """
    asking, kept = request.asking, request.GET.copy()
    unit, _apart, period = kept.pop(STOOD)[-1].partition(" ")
    if kept.pop(OWN_PERIOD, None):
        kept["period"] = asking.period.name
    response = HttpResponseRedirect(f"{request.path}?{kept.urlencode()}")
    now = {UNIT_COOKIE: (asking.unit.code if asking.unit else "", unit), PERIOD_COOKIE: (asking.period.name, period)}
    for name, (chosen, stood) in now.items():
        if chosen != stood:
            response.set_cookie(
                name, quote(chosen), max_age=_YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
            )
    return response
