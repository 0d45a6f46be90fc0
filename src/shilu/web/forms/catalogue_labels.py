"""Forms of a kind's labels: one given to it, and one called otherwise with its values."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from shilu.ledger.catalogue import Catalogue, Kind, Label
from shilu.ledger.labels_made import NewLabel
from shilu.lib.enumerating import enumerated
from shilu.web.forms.choices import day_field
from shilu.web.forms.needed import SometimesNeeded
from shilu.web.forms.written_names import names_in

_LONGEST: Final = 40
_SHOWN: Final = 6  # values of a label that a choice tells


class GivenLabel(forms.Form):
    """A label that the catalogue has, or a new one."""

    label = forms.ChoiceField(label=_("Label"), required=False)
    title = SometimesNeeded(
        label=_("What the new label is called"),
        max_length=_LONGEST,
        required=False,
        help_text=_("Such as 班次; a column of this name is read by the import."),
    )
    values = forms.CharField(
        label=_("Its values"),
        max_length=1000,
        required=False,
        help_text=_("Set apart by 、 or a new line."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    others = forms.BooleanField(
        label=_("Take other values as written"), required=False, help_text=_("Else only those above can be chosen.")
    )

    def __init__(self, *given: Any, catalogue: Catalogue, kind: Kind, **named: Any) -> None:
        super().__init__(*given, **named)
        field = self.fields["label"]
        if isinstance(field, forms.ChoiceField):
            known = [
                (key, _told(label))
                for key, label in catalogue.labels.items()
                if key not in kind.asked and label.offered
            ]
            field.choices = [("", _("— a new one, as below —")), *known]

    def clean(self) -> dict[str, Any]:
        """Either a label of the catalogue or a new one."""
        found: dict[str, Any] = super().clean() or {}
        if found.get("label") and (found.get("title") or found.get("values")):
            self.add_error("label", _("Choose a label here or write a new one below, not both."))
        if not found.get("label") and not found.get("title"):
            self.add_error("title", _("Choose a label above, or write what the new one is called."))
        return found

    def given(self) -> NewLabel | str:
        """What was asked for: the key of a label, or a new one."""
        found = self.cleaned_data
        return found["label"] or NewLabel(found["title"], names_in(found["values"]), open=found["others"])


class ChangedLabel(forms.Form):
    """A label and its values by their names; those that are ticked are offered no more."""

    title = forms.CharField(label=_("What the label is called"), max_length=_LONGEST)

    def __init__(self, *given: Any, label: Label, **named: Any) -> None:
        super().__init__(*given, **named)
        self.label = label
        self.fields["title"].initial = label.title.zh
        for place, value in enumerate(label.values):
            told = _("Value %(number)s") % {"number": place + 1}
            self.fields[f"value_{place}"] = forms.CharField(label=told, max_length=_LONGEST, initial=value.title.zh)
        self.fields["more"] = forms.CharField(
            label=_("Further values"),
            max_length=1000,
            required=False,
            help_text=_("Set apart by 、 or a new line."),
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        self.fields["ended"] = forms.MultipleChoiceField(
            label=_("Offered no more"),
            required=False,
            choices=[(value.key, value.title.zh) for value in label.values],
            initial=[value.key for value in label.values if value.ended],
            help_text=_("Records that carry one keep it, and figures count them."),
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["others"] = forms.BooleanField(
            label=_("Take other values as written"), required=False, initial=label.open
        )

    def changed(self) -> dict[str, Any]:
        """What was asked for, as the ledger takes it."""
        found = self.cleaned_data
        return {
            "title": found["title"],
            "titles": {value.key: found[f"value_{place}"] for place, value in enumerate(self.label.values)},
            "ended": frozenset(found["ended"]),
            "more": names_in(found["more"]),
            "others": found["others"],
        }


class KindEnds(forms.Form):
    """The day from which a kind is not used."""

    on = day_field(_("Not used from"), hint=_("What happened before is recorded, imported and corrected as ever."))


def _told(label: Label) -> str:
    values = [str(value.title) for value in label.offered]
    return f"{label.title}（{enumerated(values[:_SHOWN])}{'…' if len(values) > _SHOWN else ''}）"
