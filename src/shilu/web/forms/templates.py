"""Forms of the body's templates: the name of one, and an edited file in its place."""

from pathlib import Path
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shilu.lib.errors import Refused
from shilu.reports.drafting.templates import refuse_taken
from shilu.workspace.handed import plain_name

_ENDING: Final = ".md"


class TemplateName(forms.Form):
    """The name of a template, which is also a file's."""

    name = forms.CharField(
        label=gettext_lazy("Name of the template"),
        max_length=60,
        help_text=gettext_lazy("It stands in the list of templates under this name, for everybody who writes reports."),
    )

    def __init__(self, *args: Any, templates: Path, **options: Any) -> None:
        super().__init__(*args, **options)
        self._templates = templates

    def clean_name(self) -> str:
        """A name that is kept as it is written, and not taken."""
        name: str = self.cleaned_data["name"].removesuffix(_ENDING).strip()
        if plain_name(name + _ENDING) != name + _ENDING:
            raise forms.ValidationError(
                _('“%(name)s” cannot be a name: leave out / \\ : * ? " < > | and a dot at its beginning.')
                % {"name": name}
            )
        try:
            refuse_taken(self._templates, name)
        except Refused as fault:
            raise forms.ValidationError(str(fault)) from fault
        return name


class NewFile(forms.Form):
    """An edited text of a template, or its layout, or both."""

    text = forms.FileField(
        label=gettext_lazy("The edited template"),
        required=False,
        help_text=gettext_lazy("The text that was downloaded here (.md), edited."),
        widget=forms.FileInput(attrs={"accept": ".md,.txt"}),
    )
    layout = forms.FileField(
        label=gettext_lazy("Its layout"),
        required=False,
        help_text=gettext_lazy(
            "A Word file (.docx) whose looks its papers take; what stands now stays where none is chosen."
        ),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )

    def clean(self) -> None:
        """One of the two at least."""
        if not self.files:
            self.add_error("text", _("Choose a file; none was sent."))

    @property
    def sent(self) -> dict[str, "UploadedFile[bytes]"]:
        """The files by what they are."""
        return {name: file for name in ("text", "layout") if (file := self.cleaned_data.get(name))}
