"""Forms of the statistics: what a table is cut by and compared with, and the name under which a view is kept."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shilu.figures.names import figures_named
from shilu.figures.readable import readable
from shilu.figures.saved_operations import LONGEST_NAME
from shilu.ledger.catalogue import Catalogue
from shilu.lib.errors import Refused
from shilu.lib.periods import Period
from shilu.web.forms.periods import period_typed

COMPARISONS = (
    ("", _("Nothing")),
    ("last-year", _("The same time last year")),
    ("previous", _("The period before")),
    ("other", _("Another period")),
)


class Filter(forms.Form):
    """What is compared, a figure to add, and the value of a label that records must carry."""

    add = forms.CharField(
        label=_("Add a figure"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"list": "figure-names", "autocomplete": "off", "type": "search"}),
    )
    compare = forms.ChoiceField(label=_("Compare with"), choices=COMPARISONS, required=False)
    against = forms.CharField(
        label=_("That period"), required=False, max_length=60, widget=forms.TextInput(attrs={"placeholder": "2025-H1"})
    )
    only = forms.ChoiceField(label=_("Only records with"), required=False)

    def __init__(
        self,
        data: Mapping[str, Any],
        *,
        catalogue: Catalogue,
        shown: Period,
        today: dt.date,
        kinds: frozenset[str] | None,
        labels: list[tuple[str, str]],
    ) -> None:
        super().__init__(data)
        self._catalogue, self._shown, self._today, self._kinds = catalogue, shown, today, kinds
        only = self.fields["only"]
        if isinstance(only, forms.ChoiceField):
            only.choices = [("", _("All records")), *labels]

    def clean_add(self) -> str:
        """The name of a figure that may be read."""
        name: str = self.cleaned_data["add"].strip()
        if not name:
            return ""
        try:
            found = figures_named(name, catalogue=self._catalogue)
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from None
        if not all(readable(asked, kinds=self._kinds, catalogue=self._catalogue) for asked in found):
            raise forms.ValidationError(_("There is no figure “%(name)s”.") % {"name": name})
        return name

    def clean_against(self) -> Period | None:
        """The period that is compared with, where one was named."""
        text: str = self.cleaned_data["against"].strip()
        if self.cleaned_data.get("compare") != "other":
            return None
        if not text:
            raise forms.ValidationError(_("Write the period to compare with, such as 去年上半年, 一季度 or 2025-H1."))
        return period_typed(text, shown=self._shown, today=self._today)


class KeepView(forms.Form):
    """The name of a view, and who sees it."""

    name = forms.CharField(label=_("Name of the view"), max_length=LONGEST_NAME)
    shared = forms.BooleanField(label=_("Also for others who may read this unit"), required=False)
    fixed = forms.BooleanField(label=_("Always for this period"), required=False)
    replaces = forms.BooleanField(label=_("Replace the view of that name"), required=False)

    @property
    def asks_to_replace(self) -> bool:
        """Whether there is a view of that name, so that somebody has to say what is to become of it."""
        return self.has_error("name", "taken")
