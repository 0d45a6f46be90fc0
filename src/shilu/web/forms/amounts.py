"""A field for an amount, read as every cell of a ledger is: 12, 1,200, 十二, 12次."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from shilu.lib.counts import Count, Unreadable, read_count


class AmountField(forms.Field):
    """An amount with the measure word that was written beside it, if any."""

    def to_python(self, value: Any) -> Count | None:
        """The amount; None where nothing is stated."""
        try:
            return read_count(str(value or "").strip())
        except Unreadable as fault:
            raise ValidationError(str(fault)) from None
