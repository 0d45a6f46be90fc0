"""One's own account: code, keys for programs, where one is signed in, and what is held about one."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from shilu.access.models import Account
from shilu.access.operations import change_code, written_down
from shilu.access.own_data import data_file, data_of
from shilu.access.roles import Right
from shilu.access.sessions import places_signed_in, sign_out_elsewhere
from shilu.access.tokens import end_token, make_token
from shilu.web.asking import Request
from shilu.web.forms.account import AnotherCode, NewKey
from shilu.web.guard import page
from shilu.web.views.administration import FormPage, asked_first, filled_in
from shilu.web.views.people import roles_told
from shilu.web.views.people_accounts import data_response


def account(request: Request) -> HttpResponse:
    """Everything of one's own on one page."""
    own = _own(request)
    asking = request.asking
    return render(
        request,
        "account/page.html",
        {
            "own": own,
            "roles": roles_told(asking.viewer.held, asking.structure),
            "keys": own.tokens.order_by("-made_at"),
            "places": places_signed_in(own, now=timezone.now(), here=request.session.session_key or ""),
            "today": asking.today,
        },
    )


def code(request: Request) -> HttpResponse:
    """Another code; other places are signed out."""
    own = _own(request)

    def change(form: AnotherCode) -> str:
        change_code(own, code=form.cleaned_data["code"], by=request.asking.by)
        update_session_auth_hash(request, own)
        return _("The new code holds; everywhere else you are signed out.")

    form = AnotherCode(request.POST or None, account=own, request=request)
    return filled_in(request, form, change, page=_page(_("Change the code"), _("Keep this code")))


@never_cache
def new_key(request: Request) -> HttpResponse:
    """A key for a program, shown once."""
    own = _own(request)

    def make(form: NewKey) -> HttpResponse:
        given = form.cleaned_data
        plain = make_token(own, name=given["name"], until=given["until"], by=request.asking.by)
        return render(request, "account/key.html", {"plain": plain, "name": given["name"], "until": given["until"]})

    start = {"until": request.asking.today + timedelta(days=365)}
    form = NewKey(request.POST or None, initial=start)
    lead = _("A program that has it reads and records as you do, so keep it like your code.")
    return filled_in(request, form, make, page=_page(_("New key for a program"), _("Make the key"), lead=lead))


def end_key(request: Request, key: int) -> HttpResponse:
    """A key taken away."""
    token = get_object_or_404(_own(request).tokens, pk=key)

    def end() -> str:
        end_token(token, by=request.asking.by)
        return _("The key “%(name)s” opens nothing any more.") % {"name": token.name}

    return asked_first(
        request,
        end,
        title=_("End the key"),
        line=_("The program that uses “%(name)s” can read and record nothing any more.") % {"name": token.name},
        button=_("End the key"),
        back=reverse("account"),
    )


@require_POST
def elsewhere(request: Request) -> HttpResponse:
    """Every other place signed out."""
    count = sign_out_elsewhere(_own(request), now=timezone.now(), here=request.session.session_key or "")
    told = ngettext("%(count)s other place is signed out.", "%(count)s other places are signed out.", count)
    messages.success(request, told % {"count": count})
    return HttpResponseRedirect(reverse("account"))


def data(request: Request) -> HttpResponse:
    """What is held about oneself, as a file."""
    own = _own(request)
    written_down("data-exported", by=request.asking.by, what=own.number)
    return data_response(data_file(data_of(own.person, own)), number=own.number)


def _own(request: Request) -> Account:
    return Account.objects.get(uuid=request.asking.viewer.account)


def _page(title: str, button: str, *, lead: str = "") -> FormPage:
    return FormPage(title, button, reverse("account"), _("My account"), lead)


PAGES = [
    page("account/", account, name="account", right=Right.OPEN),
    page("account/code/", code, name="account_code", right=Right.OPEN),
    page("account/key/", new_key, name="account_key", right=Right.READ),
    page("account/key/<position:key>/end/", end_key, name="account_key_end", right=Right.READ),
    page("account/elsewhere/", elsewhere, name="account_elsewhere", right=Right.OPEN),
    page("account/data/", data, name="account_data", right=Right.OPEN),
]
