"""The form of a target: of which figure, for which period, how much."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shilu.ledger.targeting import MOST, Counted
from shilu.lib.counts import Count
from shilu.lib.periods import Period
from shilu.web.forms.amounts import AmountField
from shilu.web.forms.periods import period_typed

Choices = Sequence[tuple[str, Sequence[tuple[Counted, str]]]]


class TargetForm(forms.Form):
    """An amount for a figure and a period; ``choices`` are the figures by their section."""

    of = forms.ChoiceField(label=_("Figure"))
    period = forms.CharField(
        label=_("Period"),
        max_length=60,
        help_text=_("A year as 2026; also 上半年, 一季度, 6月, 明年 or 2026-H1."),
    )
    amount = AmountField(
        label=_("Target of the period"),
        help_text=_("The number alone; the measure word is that of the figure."),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "short"}),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        choices: Choices,
        shown: Period,
        today: dt.date,
        initial: Mapping[str, Any],
    ) -> None:
        super().__init__(data, initial=dict(initial))
        self._shown, self._today = shown, today
        self._counted = {of.reference: of for _section, those in choices for of, _title in those}
        field = self.fields["of"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                ("", _("— choose —")),
                *((section, [(of.reference, title) for of, title in those]) for section, those in choices),
            ]

    def clean_period(self) -> Period:
        """A period that can be read."""
        return period_typed(self.cleaned_data["period"], shown=self._shown, today=self._today)

    def clean_amount(self) -> Count:
        """A number above 0."""
        count: Count = self.cleaned_data["amount"]
        if not 0 < count.amount < MOST:
            raise forms.ValidationError(_("A target is a number above 0."))
        return count

    def clean(self) -> dict[str, Any]:
        """The amount alone; a measure word beside it has to be that of the figure."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        count, of = cleaned.get("amount"), self._counted.get(cleaned.get("of", ""))
        if count is None or of is None:
            return cleaned
        if count.measure not in {"", of.measure}:
            told = {"quantity": of.title, "measure": of.measure, "typed": count.measure}
            self.add_error("amount", gettext("%(quantity)s are counted in %(measure)s, not in %(typed)s.") % told)
        return {**cleaned, "amount": count.amount}

    @property
    def counted(self) -> Counted:
        """What the target is set for."""
        return self._counted[self.cleaned_data["of"]]
