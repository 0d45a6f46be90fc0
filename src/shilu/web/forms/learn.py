"""A finished report that becomes a template, and the name under which it is kept."""

from pathlib import Path
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shilu.web.forms.handed import OfTitledPeriod
from shilu.workspace.handed import plain_name


class LearnReport(OfTitledPeriod):
    """The report and the period that it is about."""

    file = forms.FileField(
        label=gettext_lazy("The finished report"),
        error_messages={"required": gettext_lazy("Choose a file; none was sent.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
        help_text=gettext_lazy("A Word file (.docx) of an earlier period whose records are in the ledger."),
    )
    field_order = ("file", "period", "until")


class SaveTemplate(forms.Form):
    """The name of the new template."""

    name = forms.CharField(
        label=gettext_lazy("Name of the template"),
        max_length=60,
        help_text=gettext_lazy("It stands in the list of templates under this name, for everybody who writes reports."),
    )

    def __init__(self, *args: Any, templates: Path, **options: Any) -> None:
        super().__init__(*args, **options)
        self._templates = templates

    def clean_name(self) -> str:
        """A name that is a file's and not taken."""
        name = plain_name(self.cleaned_data["name"]).removesuffix(".md").strip()
        if (self._templates / f"{name}.md").exists() or (self._templates / f"{name}.docx").exists():
            raise forms.ValidationError(
                _("There is a template “%(name)s” already; choose another name.") % {"name": name}
            )
        return name
