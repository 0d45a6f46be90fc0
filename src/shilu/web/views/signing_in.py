"""Signing in and out, and the code of one's own."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shilu.access.models import Account
from shilu.access.operations import change_code
from shilu.access.queries import viewer_of
from shilu.access.roles import TITLES
from shilu.ledger.queries import structure_at
from shilu.lib.acting import By
from shilu.lib.enumerating import enumerated
from shilu.lib.errors import Refused
from shilu.web.forms.signing_in import OwnCode, SignIn
from shilu.workspace import serving

_MOST_SHOWN = 12


def sign_in(request: HttpRequest) -> HttpResponse:
    """The page to sign in with a staff number; the sample's shows a log-in for each role."""
    if request.user.is_authenticated and request.method == "GET":
        return HttpResponseRedirect(_next(request))
    form = SignIn(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {"number": form.cleaned_data["number"].strip(), "password": form.cleaned_data["code"]}
        account = authenticate(request, **given)
        if account is not None:
            login(request, account)
            return HttpResponseRedirect(_next(request))
        if getattr(request, "axes_locked_out", False):
            return locked_out(request, {}, form=form)
        form.add_error(
            "code", _("Staff number or code is wrong. After five wrong tries the account is locked for 15 minutes.")
        )
    return _shown(request, form)


def _shown(request: HttpRequest, form: SignIn, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "next": _next(request), "sample_log_ins": _sample_log_ins()}
    return render(request, "signing_in/sign_in.html", context, status=status)


def locked_out(
    request: HttpRequest,
    credentials: Any,  # noqa: ARG001 - axes calls it so
    *args: object,  # noqa: ARG001 - see above
    form: SignIn | None = None,
    **kwargs: object,  # noqa: ARG001 - axes calls it so
) -> HttpResponse:
    """After repeated wrong codes: wait, or let the recorder give a new first code.

    Who tried the code of an account from within is signed out: it may be another one at an open session.
    """
    if isinstance(request.user, Account):
        form = SignIn({"number": request.user.number, "code": "-"})
        logout(request)
    form = form or SignIn(request.POST)
    form.is_valid()
    form.add_error(
        "code",
        _("Too many wrong codes; the account is locked for 15 minutes. Your unit's recorder can give you a new code."),
    )
    return _shown(request, form, status=429)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("sign_in")


def first_code(request: HttpRequest) -> HttpResponse:
    """The page on which somebody who signed in with a printed code chooses one of their own."""
    account = request.user
    if not isinstance(account, Account):
        return redirect("sign_in")
    if not account.must_change:  # a code of one's own is changed by who knows it, under "my account"
        return HttpResponseRedirect(_next(request))
    form = OwnCode(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            change_code(account, code=form.cleaned_data["code"], by=By(account.uuid, account.name, serving.now()))
        except Refused as fault:
            form.add_error("code", str(fault))
        else:
            update_session_auth_hash(request, account)
            messages.success(request, _("Your code is set. From now on you sign in with it."))
            return HttpResponseRedirect(_next(request))
    return render(request, "signing_in/first_code.html", {"form": form, "next": _next(request)})


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Chinese or English, on this machine and for this account."""
    wanted = request.POST.get("language", "")
    response = HttpResponseRedirect(_next(request))
    if wanted in dict(settings.LANGUAGES):
        if isinstance(request.user, Account):
            Account.objects.filter(pk=request.user.pk).update(language=wanted)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            wanted,
            max_age=365 * 86_400,
            samesite="Lax",
            httponly=True,
            secure=request.is_secure(),
        )
    return response


def _next(request: HttpRequest) -> str:
    """Where somebody wanted to go; home where the address is not one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    own = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return wanted if own else "/"


def _sample_log_ins() -> list[dict[str, object]]:
    """Of a sample: number, name, role and unit of each account that was made for it."""
    if serving.current().config.sample is None:
        return []
    structure, today = structure_at(), serving.today()
    found: list[dict[str, object]] = []
    for account in Account.objects.filter(must_change=False).order_by("id")[:_MOST_SHOWN]:
        for held in viewer_of(account, day=today, structure=structure).held:
            over = enumerated(structure.units[unit].name for unit in held.acts)
            found.append({"number": account.number, "name": account.name, "role": TITLES[held.role], "unit": over})
    return found


PAGES = [
    path("sign-in/", sign_in, name="sign_in"),
    path("sign-out/", sign_out, name="sign_out"),
    path("first-code/", first_code, name="first_code"),
    path("language/", choose_language, name="language"),
]
