"""What becomes of each number that an earlier report said."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from shilu.reports.drafting.settling_old import OldSaid
from shilu.reports.old_numbers import OldPlace
from shilu.web.forms.needed import SometimesNeeded


class OldNumbers(forms.Form):
    """A question a place: the ledger's number where there is one, other words, kept for a reason, or later."""

    edition = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        places: Sequence[OldPlace],
        offered: Sequence[str],
        data: Mapping[str, Any] | None = None,
        **named: Any,
    ) -> None:
        super().__init__(data, **named)
        self.places = tuple(places)
        for at, (place, figure) in enumerate(zip(places, offered, strict=True)):
            choices = [("later", _("Later; it stays marked"))]
            if figure:
                choices.append(("figure", _("The ledger's number: %(shown)s") % {"shown": figure}))
            choices.append(("words", _("Other words in its place")))
            choices.append(("keep", _("It stays: %(words)s") % {"words": place.words}))
            label = place.before + place.words + place.after
            self.fields[f"choice-{at}"] = forms.ChoiceField(
                label=label, choices=choices, initial="later", widget=forms.RadioSelect
            )
            self.fields[f"words-{at}"] = SometimesNeeded(label=_("Other words"), required=False, max_length=200)
            self.fields[f"reason-{at}"] = SometimesNeeded(label=_("Why it stays"), required=False, max_length=300)

    def clean(self) -> None:
        """Other words are written, and what stays has a reason."""
        for at, one in self.said.items():
            if one.choice == "words" and not one.words.strip():
                self.add_error(f"words-{at}", _("Say what stands there."))
            if one.choice == "keep" and not one.reason.strip():
                self.add_error(f"reason-{at}", _("Say why it stays."))

    @property
    def said(self) -> dict[int, OldSaid]:
        """The answers by place; who wrote words or a reason without choosing has said enough."""
        return {
            at: _said(self.cleaned_data, at) for at in range(len(self.places)) if f"choice-{at}" in self.cleaned_data
        }


def _said(data: Mapping[str, Any], at: int) -> OldSaid:
    words, reason = data.get(f"words-{at}", ""), data.get(f"reason-{at}", "")
    choice = data[f"choice-{at}"]
    if choice == "later":
        choice = "words" if words else "keep" if reason else choice
    return OldSaid(choice, words, reason)
