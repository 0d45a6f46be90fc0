"""Forms of the list of papers: a new one, and a file to verify."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shilu.reports.drafting.queries import Template
from shilu.web.forms.handed import OfPeriod, day_field


class NewPaper(OfPeriod):
    """A template, the period it reports on, where that is cut off, and when it is due."""

    template = forms.ChoiceField(label=gettext_lazy("Template"))
    due = day_field(
        label=gettext_lazy("Due day"),
        required=False,
        help_text=gettext_lazy("By which day it has to be sent; the list says when it is late."),
    )
    field_order = ("template", "period", "until", "due")

    def __init__(self, templates: Iterable[Template], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["template"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - it is one above
        field.choices = [(one.name, _titled(one)) for one in templates if not one.fault]


def _titled(template: Template) -> str:
    """The template, and whose it was where it says so."""
    if not template.front.unit:
        return template.title
    return _("%(title)s (made for %(unit)s)") % {"title": template.title, "unit": template.front.unit}


class VerifiedFile(forms.Form):
    """A file to compare with its issue and the ledger."""

    file = forms.FileField(
        label=gettext_lazy("The paper"),
        help_text=gettext_lazy("A final paper as Word or HTML, also one that was edited, or the copy that was sent."),
        widget=forms.FileInput(attrs={"accept": ".docx,.html,.htm"}),
    )
