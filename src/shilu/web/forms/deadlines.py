"""Something that becomes due, and that it was done."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shilu.deadlines.due import REPEATING, TITLES, Sort
from shilu.deadlines.repeating import STEPS, Repeats, day_after, days_due, period_after
from shilu.lib.errors import Refused
from shilu.lib.periods import Period
from shilu.web.forms.handed import OfPeriod, day_field

OWN: Final = "own"  # who has to do it: the unit itself
_PARTED: Final = re.compile(r"[、,，;；\n]+")


class AddDeadline(OfPeriod):
    """What is due, when, for whom, to whom."""

    title = forms.CharField(label=gettext_lazy("What is due"), max_length=120)
    sort = forms.ChoiceField(label=gettext_lazy("Sort"), choices=list(TITLES.items()), widget=forms.RadioSelect)
    first = day_field(label=gettext_lazy("Due day"))
    repeats = forms.ChoiceField(label=gettext_lazy("Comes again"), choices=list(REPEATING.items()))
    behind = forms.BooleanField(
        label=gettext_lazy("It was due on the days before already; let them stand as overdue"), required=False
    )
    below = forms.ChoiceField(label=gettext_lazy("Who has to do it"))
    to = forms.CharField(
        label=gettext_lazy("To whom"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": "recipients", "autocomplete": "off"}),
    )
    template = forms.ChoiceField(
        label=gettext_lazy("Template"),
        required=False,
        help_text=gettext_lazy("For a report: the template that it is written from."),
    )
    form = forms.FileField(
        label=gettext_lazy("The upper office's form"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.docx,.doc"}),
        help_text=gettext_lazy("Kept with it, so that it can be filled again each time."),
    )
    figures = forms.CharField(
        label=gettext_lazy("Figures that it needs"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Names with 、 between them; those of the template or form are taken where nothing is said."
        ),
    )
    field_order = (
        *(
            "title",
            "sort",
            "first",
            "repeats",
            "behind",
            "period",
            "until",
            "below",
            "to",
            "template",
            "form",
            "figures",
        ),
    )

    def __init__(
        self,
        *args: Any,
        period: Period,
        today: date,
        types: Sequence[str],
        has_below: bool,
        templates: Sequence[str],
        **options: Any,
    ) -> None:
        self.today, self.asks_behind = today, False
        first = [("", _("no period"))]
        super().__init__(*args, period=period, today=today, first=first, **options)
        self.fields["period"].required = False
        self.fields["period"].label = _("About which period")
        below = [(OWN, _("the unit itself"))]
        if has_below:
            below += [
                ("*", _("each unit directly below")),
                *((name, _("each %(type)s") % {"type": name}) for name in types),
            ]
        kept = self.initial.get("below", OWN)
        if kept not in {value for value, _title in below}:
            below.append((kept, _("each %(type)s") % {"type": kept}))  # no unit of that type stands there today
        self._choose("below", below)
        known = list(dict.fromkeys([*templates, *filter(None, [self.initial.get("template")])]))
        self._choose("template", [("", _("none")), *((name, name.removesuffix(".md")) for name in known)])
        self.initial.setdefault("sort", Sort.REPORT.value)

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - each is one above
        field.choices = choices

    def clean_figures(self) -> tuple[str, ...]:
        """The names one by one."""
        return tuple(filter(None, (name.strip() for name in _PARTED.split(self.cleaned_data["figures"]))))

    def clean(self) -> dict[str, Any]:
        """A monthly table needs its month, and a period must move on as often as it comes again."""
        cleaned = super().clean()
        span, repeats = cleaned.get("span"), cleaned.get("repeats")
        if cleaned.get("sort") == Sort.MONTH and span is None and "until" not in self.errors:
            self.add_error("period", _("A monthly table is about a period; choose it."))
        if span is not None and repeats:
            try:
                period_after(span, months=STEPS[Repeats(repeats)])
            except Refused as fault:
                self.add_error("period", str(fault))
        if cleaned.get("first") and repeats and {"first", "repeats"} & set(self.changed_data):
            self._ask_behind(cleaned["first"], Repeats(repeats))
        return cleaned

    def _ask_behind(self, first: date, repeats: Repeats) -> None:
        """Whether more than one time that is over already is meant, for all of them would be overdue at once."""
        over = sum(1 for _day in days_due(first, repeats, until=self.today - timedelta(days=1)))
        self.asks_behind = over > 1
        if self.asks_behind and not self.cleaned_data["behind"]:
            told = _(
                "From this day on it was due %(times)s times already, and all of them would be overdue. "
                "Write the next day, %(next)s, or tick below that they are meant."
            )
            following = day_after(first, months=STEPS[repeats] * over)
            self.add_error("first", told % {"times": over, "next": following})


class MarkDone(forms.Form):
    """On which day it was done, and how."""

    on = day_field(label=gettext_lazy("Sent on"))
    how = forms.CharField(
        label=gettext_lazy("How"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("By which way and with which number: OA, paper, 示公〔2026〕3号."),
    )
