"""A period typed in a field of a form, in the words that the top line takes."""

import datetime as dt

from django import forms

from shilu.lib.errors import Refused
from shilu.lib.period import Period
from shilu.lib.period_meant import period_meant


def period_typed(text: str, *, shown: Period, today: dt.date) -> Period:
    """The period that ``text`` means beside the period ``shown``; what is none is told at the field."""
    try:
        return period_meant(text, shown=shown, today=today)
    except Refused as refused:
        raise forms.ValidationError(str(refused)) from None
