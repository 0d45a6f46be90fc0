"""The forms of the months' pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Reopening(forms.Form):
    """Why a confirmed month is opened again."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=100, help_text=gettext_lazy("one line; it stays in the log")
    )

    def clean_reason(self) -> Any:
        """Blanks are no reason."""
        reason = self.cleaned_data["reason"].strip()
        if not reason:
            raise forms.ValidationError(_("Say why; a confirmed month is opened again for a reason only."))
        return reason
