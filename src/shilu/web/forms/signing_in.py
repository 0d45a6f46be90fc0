"""Forms before the log-in."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SignIn(forms.Form):
    """Staff number and code."""

    number = forms.CharField(
        label=_("Staff number"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True, "autocapitalize": "none"}),
    )
    code = forms.CharField(
        label=_("Sign-in code"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class OwnCode(forms.Form):
    """A code of one's own in place of the first one."""

    code = forms.CharField(
        label=_("New code"),
        max_length=128,
        strip=False,
        help_text=_("At least 8 signs, not only digits' runs or your staff number; a short sentence is easy to keep."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "autofocus": True}),
    )
    again = forms.CharField(
        label=_("The new code once more"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        """The same as above."""
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("code", again):
            raise forms.ValidationError(_("The two codes differ; type both once more."))
        return again
