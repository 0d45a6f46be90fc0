"""The forms of the ledger's pages: what a list shows, why a record is cancelled, files that come to it."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shilu.ledger.catalogue import Catalogue, Label
from shilu.ledger.catalogue_sections import by_section
from shilu.web.forms.needed import SometimesNeeded
from shilu.web.forms.record import evidence_field

_LONGEST: Final = 100
_OTHER: Final = "other"


class ListFilter(forms.Form):
    """Which records a list shows, within the unit and the period of the top line."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    words = forms.CharField(
        label=gettext_lazy("Search words"),
        required=False,
        max_length=_LONGEST,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": gettext_lazy("title, place, remark")}),
    )
    recorder = forms.CharField(
        label=gettext_lazy("Recorded by"),
        required=False,
        max_length=_LONGEST,
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("name or number"), "autocomplete": "off"}),
    )
    own = forms.BooleanField(label=gettext_lazy("this unit alone"), required=False)
    ever = forms.BooleanField(label=gettext_lazy("any time"), required=False)
    cancelled = forms.BooleanField(label=gettext_lazy("with cancelled ones"), required=False)

    def __init__(
        self, data: Any, *, catalogue: Catalogue, kinds: Collection[str], values: Mapping[str, Collection[str]]
    ) -> None:
        super().__init__(data, auto_id="filter_%s", label_suffix="")
        self.sections = list(_by_section(catalogue, kinds))
        self.fields["kind"].choices = [("", ""), *self.sections]  # type: ignore[attr-defined]
        asked = catalogue.kinds.get(str(data.get("kind", "")))
        labels = [catalogue.labels[key] for key in asked.labels] if asked else []
        self.labels = [label for label in labels if label.values or values.get(label.key)]
        for label in self.labels:
            self.fields[f"label_{label.key}"] = _label_field(label, values.get(label.key, ()))

    @property
    def label_fields(self) -> list[forms.BoundField]:
        """A list of values for each label of the chosen kind."""
        return [self[f"label_{label.key}"] for label in self.labels]

    @property
    def ticks(self) -> list[forms.BoundField]:
        """What is only ticked."""
        return [self[name] for name in ("own", "ever", "cancelled")]

    @property
    def chosen_labels(self) -> tuple[tuple[str, str], ...]:
        """The labels that were chosen, by key."""
        pairs = ((label.key, self.cleaned_data[f"label_{label.key}"]) for label in self.labels)
        return tuple((key, value) for key, value in pairs if value)

    @property
    def narrows(self) -> bool:
        """Whether anything but unit and period narrows the list."""
        return any(self.cleaned_data.get(name) for name in self.fields if name not in {"ever", "cancelled"})


def _by_section(catalogue: Catalogue, kinds: Collection[str]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    listed = by_section(kind for key, kind in catalogue.kinds.items() if key in kinds)
    return ((title, [(kind.key, str(kind.title)) for kind in those]) for title, those in listed)


def _label_field(label: Label, recorded: Collection[str]) -> forms.ChoiceField:
    """The values that the catalogue has, and those that were written in records beside them."""
    known = {value.key: str(value.title) for value in label.values}
    written = sorted({value for value in recorded if value} - known.keys())
    choices = [("", _("all")), *known.items(), *((value, value) for value in written)]
    return forms.ChoiceField(label=str(label.title), required=False, choices=choices)


def reasons() -> dict[str, str]:
    """Why a record is cancelled, the most frequent first."""
    return {
        "slip": _("slip of the pen"),
        "twice": _("recorded twice"),
        "not-held": _("did not take place"),
        "elsewhere": _("belongs to another unit"),
        _OTHER: _("something else"),
    }


class Cancelling(forms.Form):
    """Why a record is cancelled."""

    why = forms.ChoiceField(label=gettext_lazy("Reason"), widget=forms.RadioSelect)
    words = SometimesNeeded(
        label=gettext_lazy("In words"),
        required=False,
        max_length=_LONGEST,
        help_text=gettext_lazy("needed for “something else”; it stays in the log with the record"),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["why"].choices = list(reasons().items())  # type: ignore[attr-defined]
        self.fields["why"].initial = "slip"

    def clean(self) -> dict[str, Any]:
        """Words are needed where the list has no reason."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("why") == _OTHER and not cleaned.get("words", "").strip():
            self.add_error("words", _("Say in a few words why; a record is never cancelled without a reason."))
        return cleaned

    @property
    def reason(self) -> str:
        """The reason in one line."""
        words = str(self.cleaned_data["words"]).strip()
        if self.cleaned_data["why"] == _OTHER:
            return words
        why = reasons()[self.cleaned_data["why"]]
        return _("%(reason)s: %(words)s") % {"reason": why, "words": words} if words else why


class LikeBook(forms.Form):
    """The workbook in whose columns the records are written."""

    book = forms.FileField(
        label=gettext_lazy("Your workbook"),
        help_text=gettext_lazy(
            "an .xlsx with your own sheets and columns; titles, column heads and widths stay, the rows come from the ledger"
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
    )


class MoreEvidence(forms.Form):
    """Files that come to a record."""

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.fields["files"] = evidence_field(
            hint=_(
                "pictures, PDF, Word or Excel, at most 20 MB each; pictures are made small and lose place and camera"
            )
        )
        self.fields["files"].required = True

    def clean(self) -> dict[str, Any]:
        """At least one file is needed."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("files") and "files" not in self.errors:
            self.add_error("files", _("Choose a file; none was sent."))
        return cleaned
