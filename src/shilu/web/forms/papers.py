"""Forms of a paper on its way: its text, the signed page, its sending, and what came back edited."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django import forms
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shilu.reports.binding import read_query
from shilu.reports.drafting.composing import LONGEST
from shilu.reports.drafting.edited import Edited, Said
from shilu.reports.drafting.sending import Sent
from shilu.reports.front_fields import closed
from shilu.web.forms.needed import SometimesNeeded

DAY: Final = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
WAYS: Final = (
    ("system", gettext_lazy("document system")),
    ("classified", gettext_lazy("classified post")),
    ("hand", gettext_lazy("handed over")),
    ("post", gettext_lazy("by post")),
    ("mail", gettext_lazy("by internal mail")),
    ("other", gettext_lazy("otherwise")),
)


SETTINGS: Final = {
    "title": gettext_lazy("Title of the paper"),
    "subtitle": gettext_lazy("Line in brackets below the title"),
    "to": gettext_lazy("Addressed to"),
    "from": gettext_lazy("Signed as"),
    "date": gettext_lazy("Day of the paper"),
    "number": gettext_lazy("Number of the letter"),
    "signer": gettext_lazy("Signer"),
    "issuer_mark": gettext_lazy("Red head"),
    "attachments": gettext_lazy("Attachments"),
    "copies_to": gettext_lazy("Copies to"),
    "printed_by": gettext_lazy("Printed by"),
    "printed_on": gettext_lazy("Printed on"),
    "note": gettext_lazy("Note below the paper"),
}


class PaperText(forms.Form):
    """The text as it stands on the page, and the edition it was made from; head and foot are fields of their own.

    With ``parts`` False the text is the whole template, its settings at the top.
    """

    edition = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("Text"),
        strip=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "false", "class": "source"}),
    )

    def __init__(self, *given: Any, parts: bool = False, **named: Any) -> None:
        super().__init__(*given, **named)
        if parts:
            self.fields["parts"] = forms.CharField(widget=forms.HiddenInput, initial="1", required=False)
            for key, label in SETTINGS.items():
                self.fields[f"set-{key}"] = forms.CharField(label=label, required=False, max_length=2_000)

    @property
    def settings(self) -> list[forms.BoundField]:
        """The fields of head and foot."""
        return [self[name] for name in self.fields if name.startswith("set-")]

    def whole(self, before: str) -> str:
        """The template that was written, in place of ``before``."""
        text: str = self.cleaned_data["text"].replace("\r\n", "\n")
        if "parts" not in self.fields:
            return text
        fields = {key: self.cleaned_data.get(f"set-{key}", "") for key in SETTINGS}
        return closed(before, fields=fields, body=text)


class Words(forms.Form):
    """Words with which a paper goes on."""

    words = forms.CharField(
        label=gettext_lazy("Words"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class WordsBack(Words):
    """Words with which a paper goes on, or back: it goes back with words only."""

    words = SometimesNeeded(
        label=gettext_lazy("Words"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Needed where the paper is returned."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class Due(forms.Form):
    """By which day a paper has to be there."""

    due = forms.DateField(label=gettext_lazy("Due day"), required=False, widget=DAY)


class SignedSheet(forms.Form):
    """The scan of the signed page."""

    scan = forms.FileField(
        label=gettext_lazy("Scan of the signed page"),
        help_text=gettext_lazy("PDF, JPG or PNG, at most 20 MB."),
        error_messages={"required": gettext_lazy("Choose a file; none was sent.")},
    )
    signer = forms.CharField(label=gettext_lazy("Who signed"), max_length=60)
    words = forms.CharField(
        label=gettext_lazy("What they wrote on it"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SentTo(forms.Form):
    """To whom a paper went, when and how."""

    to = forms.CharField(
        label=gettext_lazy("Sent to"),
        help_text=gettext_lazy("Several receivers with a comma between them."),
        max_length=500,
    )
    on = forms.DateField(label=gettext_lazy("Sent on"), widget=DAY)
    how = forms.ChoiceField(label=gettext_lazy("How"), choices=WAYS)
    number = forms.CharField(
        label=gettext_lazy("Number of the letter"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("As in 示公〔2026〕37号."),
    )
    words = forms.CharField(label=gettext_lazy("Remark"), required=False, max_length=300)

    @property
    def receivers(self) -> list[str]:
        """Each of those it went to."""
        words = self.cleaned_data["to"]
        for sign in "，、;；\n":
            words = words.replace(sign, ",")
        return [one.strip() for one in words.split(",")]

    @property
    def said(self) -> Sent:
        """The sending."""
        said = self.cleaned_data
        way = str(dict(WAYS)[said["how"]])
        return Sent(tuple(self.receivers), said["on"], way, said["number"], said["words"])


def _reason() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=200,
        help_text=gettext_lazy("It stays in the story of the paper, with what was recorded before."),
    )


class CorrectedSending(SentTo):
    """The same in the place of what was recorded wrongly."""

    reason = _reason()


class SendingBack(forms.Form):
    """Why a sending is taken back."""

    reason = _reason()


def way_key(words: str) -> str:
    """The way of sending that is kept in these words, in whatever language."""
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for key, told in WAYS:
                if str(told) == words:
                    return key
    return WAYS[-1][0]


class EditedFile(forms.Form):
    """A file that comes back."""

    file = forms.FileField(
        label=gettext_lazy("The edited file"),
        error_messages={"required": gettext_lazy("Choose a file; none was sent.")},
        help_text=gettext_lazy("The Word or HTML file that was made from this paper, with whatever was changed in it."),
        widget=forms.FileInput(attrs={"accept": ".docx,.html,.htm"}),
    )


def _before(one: Edited) -> str:
    """The first answer: what the number was before somebody changed it."""
    query = read_query(one.query)
    if query.is_open_old:
        return _("It stays marked as old: %(shown)s") % {"shown": one.printed}
    if query.kept:
        return _("Back to what was kept before: %(shown)s") % {"shown": one.printed}
    return _("Back to what the ledger says: %(shown)s") % {"shown": one.printed}


class Decided(forms.Form):
    """What becomes of each number that was changed by hand."""

    def __init__(self, numbers: Iterable[Edited], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.numbers = tuple(numbers)
        for one in self.numbers:
            choices = [("ledger", _before(one))]
            if not read_query(one.query).is_open_old:
                choices.append(("record", _("A record is missing: I add it, and the ledger's number stays")))
            if one.keepable:
                choices.append(("keep", _("Keep %(shown)s by hand") % {"shown": one.shown}))
            self.fields[f"choice-{one.id}"] = forms.ChoiceField(
                label=_("%(title)s: %(printed)s became %(shown)s")
                % {"title": one.title, "printed": one.printed, "shown": one.shown},
                choices=choices,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose what becomes of this number.")},
            )
            if one.keepable:
                self.fields[f"reason-{one.id}"] = SometimesNeeded(
                    label=_("Why %(shown)s is kept") % {"shown": one.shown},
                    required=False,
                    max_length=300,
                    help_text=_("It stays marked with your name and this reason whenever the paper is verified."),
                )

    def clean(self) -> None:
        """A number that is kept has a reason."""
        for one in self.numbers:
            kept = self.cleaned_data.get(f"choice-{one.id}") == "keep"
            if kept and not self.cleaned_data.get(f"reason-{one.id}", "").strip():
                self.add_error(f"reason-{one.id}", _("Say why it is kept against the ledger."))

    @property
    def said(self) -> dict[str, Said]:
        """The answers by number."""
        return {
            one.id: Said(self.cleaned_data[f"choice-{one.id}"], self.cleaned_data.get(f"reason-{one.id}", ""))
            for one in self.numbers
        }
