"""A finished report that becomes a template."""

from django import forms
from django.utils.translation import gettext_lazy

from shilu.web.forms.handed import OfTitledPeriod


class LearnReport(OfTitledPeriod):
    """The report and the period that it is about."""

    file = forms.FileField(
        label=gettext_lazy("The finished report"),
        error_messages={"required": gettext_lazy("Choose a file; none was sent.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
        help_text=gettext_lazy("A Word file (.docx) of an earlier period whose records are in the ledger."),
    )
    field_order = ("file", "period", "until")
