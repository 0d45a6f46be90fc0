"""Forms of one's own account: another code, a key for programs."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shilu.access.models import Account
from shilu.web.forms.choices import day_field
from shilu.web.forms.signing_in import OwnCode


class AnotherCode(OwnCode):
    """Another code, given by who knows the one before."""

    before = forms.CharField(
        label=gettext_lazy("The code so far"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("before", "code", "again")

    def __init__(self, *given: Any, account: Account, request: HttpRequest, **named: Any) -> None:
        super().__init__(*given, **named)
        self.account, self.request = account, request

    def clean_before(self) -> str:
        """The code that opens the account now; wrong ones are counted, and lock the account, as at signing in."""
        before = str(self.cleaned_data["before"])
        if authenticate(self.request, number=self.account.number, password=before) == self.account:
            return before
        raise forms.ValidationError(_("That is not the code so far; after five wrong tries the account is locked."))


class NewKey(forms.Form):
    """A key for a program."""

    name = forms.CharField(
        label=gettext_lazy("What it is for"), max_length=80, help_text=gettext_lazy("Such as: OA of the bureau.")
    )
    until = day_field(gettext_lazy("Good until"), hint=gettext_lazy("At most a year from now."))
