"""The form for something that no kind knows yet."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from shilu.lib.counts import Unreadable, read_count
from shilu.lib.dates import Days
from shilu.organisation.structure import Unit
from shilu.recording.typed import LONGEST_TITLE, LONGEST_WORDS, read_day
from shilu.recording.word_record import WordRecord
from shilu.recording.words import LONGEST_WORD
from shilu.web.forms.record import UnitChoice, evidence_field


class OtherForm(forms.Form):
    """A word of one's own for what happened, with day, count and people; ``told`` is what it states once it is valid."""

    def __init__(
        self, data: Any = None, files: Any = None, *, units: Sequence[Unit], today: date, initial: Mapping[str, Any]
    ) -> None:
        super().__init__(data, files, initial=dict(initial))
        self._unit_choice, self._today = UnitChoice(units), today
        self.told: WordRecord | None = None
        text = {"autocomplete": "off"}
        self.fields["word"] = forms.CharField(
            label=_("What it is called"), max_length=LONGEST_WORD, widget=forms.TextInput(attrs=text)
        )
        self.fields["day"] = forms.CharField(label=_("Day"), max_length=60, widget=forms.TextInput(attrs=text))
        self.fields["for_unit"] = self._unit_choice.field()
        self.fields["title"] = forms.CharField(
            label=_("What it was about"), required=False, max_length=LONGEST_TITLE, widget=forms.TextInput(attrs=text)
        )
        self.fields["count"] = forms.CharField(
            label=_("How many, with the measure word"),
            help_text=_("1场, 3篇, 200份; nothing means once"),
            required=False,
            widget=forms.TextInput(attrs={**text, "class": "count"}),
        )
        self.fields["people"] = forms.CharField(
            label=_("How many people, if that is counted"),
            required=False,
            widget=forms.TextInput(attrs={**text, "class": "count", "inputmode": "decimal"}),
        )
        self.fields["remark"] = forms.CharField(
            label=_("remark"),
            required=False,
            max_length=LONGEST_WORDS,
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        self.fields["evidence"] = evidence_field(hint="")

    def clean_day(self) -> Days:
        """The day or days; none that are to come."""
        try:
            days = read_day(self.cleaned_data["day"], today=self._today)
        except Unreadable as fault:
            raise forms.ValidationError(str(fault)) from None
        if days.first > self._today:
            line = _("%(day)s has not come yet; a record says what has happened.")
            raise forms.ValidationError(line % {"day": days.first})
        return days

    def clean_for_unit(self) -> Unit:
        """The unit that was chosen."""
        return self._unit_choice.chosen(self.cleaned_data["for_unit"])

    def clean_count(self) -> tuple[Decimal, str]:
        """The count with its measure word."""
        count = self._count("count")
        return (count[0], count[1]) if count else (Decimal(1), "")

    def clean_people(self) -> Decimal | None:
        """How many people."""
        count = self._count("people")
        return count[0] if count else None

    def _count(self, name: str) -> tuple[Decimal, str] | None:
        try:
            found = read_count(self.cleaned_data[name])
        except Unreadable as fault:
            raise forms.ValidationError(str(fault)) from None
        return (found.amount, found.measure) if found else None

    def clean(self) -> dict[str, Any]:
        """Put together what was told."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            days, (count, measure) = cleaned["day"], cleaned["count"]
            self.told = WordRecord(
                word=cleaned["word"],
                unit=cleaned["for_unit"].uuid,
                first=days.first,
                last=days.last,
                whole=days.whole,
                title=" ".join(cleaned["title"].split()),
                count=count,
                measure=measure,
                people=cleaned["people"],
                remark=cleaned["remark"].strip(),
            )
        return cleaned
