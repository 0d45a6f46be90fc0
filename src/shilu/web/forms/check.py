"""A text to be checked."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shilu.web.forms.handed import FilesField, OfTitledPeriod, Several

MOST_SIGNS = 200_000


class CheckText(OfTitledPeriod):
    """Files or a pasted text, and the period that they are about."""

    papers = FilesField(
        label=gettext_lazy("Files"),
        required=False,
        widget=Several(attrs={"accept": ".docx,.doc,.txt,.md,.html,.htm,.xlsx,.xls,.csv"}),
        help_text=gettext_lazy("Word, text, web page or Excel; several papers are compared with each other as well."),
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste the text"),
        required=False,
        max_length=MOST_SIGNS,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    field_order = ("papers", "text", "period", "until")

    @property
    def uploads(self) -> list[UploadedFile[Any]]:
        """The files, and the pasted text as one more."""
        text = self.cleaned_data["text"]
        pasted = [SimpleUploadedFile(_("pasted text.txt"), text.encode())] if text.strip() else []
        return [*self.cleaned_data["papers"], *pasted]

    @property
    def file_field(self) -> str:
        """The field of the files, or of the text where there is only that."""
        return "papers" if self.cleaned_data["papers"] else "text"

    def clean(self) -> dict[str, Any]:
        """One of both is needed."""
        cleaned = super().clean()
        if not self.errors and not cleaned.get("papers") and not cleaned.get("text", "").strip():
            self.add_error("papers", _("Choose a file, or paste the text below."))
        return cleaned
