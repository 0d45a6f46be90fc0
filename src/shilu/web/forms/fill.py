"""A form of an upper office that is to be filled."""

from django import forms
from django.utils.translation import gettext_lazy

from shilu.forms.written import ZEROS
from shilu.web.forms.handed import OfTitledPeriod


class FillForm(OfTitledPeriod):
    """The form, the period that it asks for, and how nothing is written."""

    file = forms.FileField(
        label=gettext_lazy("The form"),
        error_messages={"required": gettext_lazy("Choose a file; none was sent.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.docx,.doc"}),
        help_text=gettext_lazy("Excel or Word, as the upper office sent it; only empty cells are filled."),
    )
    zero = forms.ChoiceField(
        label=gettext_lazy("Where there was nothing, write"),
        choices=[(sign, sign) for sign in ZEROS],
        widget=forms.RadioSelect,
        initial="0",
        help_text=gettext_lazy("Where a unit has not reported, the cell stays empty."),
    )
    as_titled = gettext_lazy("as the title of the form says")
    field_order = ("file", "period", "until", "zero")
