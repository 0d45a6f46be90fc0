"""What is asked of every file that is handed in: which one, for which unit and period; and what a word in it means."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shilu.lib.errors import Refused
from shilu.lib.periods import BodyCalendar, Period, parse_period
from shilu.web.context import period_choices

MOST_FILES: Final = 5
DAY: Final = "%Y-%m-%d"


class Several(forms.ClearableFileInput):
    """A field for one file or more."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """The files of a field as a list, at most five."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """Each file as Django takes one."""
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if len(given) > MOST_FILES:
            raise forms.ValidationError(_("At most %(most)s files at once.") % {"most": MOST_FILES})
        if not given:
            super().clean(None, initial)
            return []
        return [super(FilesField, self).clean(one, initial) for one in given]


def day_field(**options: Any) -> forms.DateField:
    """A day, chosen or typed as 2022-06-15."""
    widget = forms.DateInput(format=DAY, attrs={"type": "date"})
    return forms.DateField(input_formats=[DAY], widget=widget, **options)


class OfPeriod(forms.Form):
    """The period that a file is about, cut off after a day where it is so."""

    period = forms.ChoiceField(label=gettext_lazy("Period"), choices=())
    until = day_field(
        label=gettext_lazy("Counted up to"),
        required=False,
        help_text=gettext_lazy("Only where the paper says 截至 a day within the period."),
    )

    def __init__(
        self, *args: Any, period: Period, today: date, first: Sequence[tuple[str, str]] = (), **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.calendar: BodyCalendar = period.calendar
        groups = [(title, [(one.value, one.title) for one in of]) for title, of in period_choices(period, today=today)]
        field = self.fields["period"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - it is one above
        field.choices = [*first, *groups]
        self.initial.setdefault("period", "" if first else period.name)

    def clean(self) -> dict[str, Any]:
        """``span`` is the period that was chosen, cut off; None where the paper itself is to say it."""
        cleaned = super().clean() or {}
        name, until = cleaned.get("period"), cleaned.get("until")
        cleaned["span"] = None
        if name:
            try:
                span = parse_period(name, calendar=self.calendar)
                cleaned["span"] = span.cut(until) if until else span
            except Refused as fault:
                self.add_error("until", str(fault))
        return cleaned


class OfTitledPeriod(OfPeriod):
    """The same of a paper that mostly says its period itself."""

    as_titled: Any = gettext_lazy("as the title of the paper says")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, first=[("", self.as_titled)], **options)
        self.fields["period"].required = False

    @property
    def uploads(self) -> list[UploadedFile[Any]]:
        """The files that were given."""
        return [self.cleaned_data["file"]]

    @property
    def file_field(self) -> str:
        """The field at which it is said that a file is not as it must be."""
        return "file"


class Meaning(forms.Form):
    """What a phrase of a paper means: a figure by name."""

    phrase = forms.CharField(
        label=gettext_lazy("The paper says"),
        max_length=80,
        help_text=gettext_lazy("Shorten it to the words that will stand in other papers as well."),
    )
    figure = forms.CharField(
        label=gettext_lazy("Means the figure"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": "figure-names", "autocomplete": "off"}),
        help_text=gettext_lazy("A figure by its name; leave it empty where it is none of ours."),
    )
