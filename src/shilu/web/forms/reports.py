"""Forms of the list of papers: a new one, and a file to verify."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shilu.lib.errors import Refused
from shilu.lib.periods import BodyCalendar, Period, latest_of_sort, parse_period
from shilu.reports.drafting.queries import Template
from shilu.web.forms.handed import OfPeriod, day_field


class NewPaper(OfPeriod):
    """A template, the period it reports on, where that is cut off, and when it is due."""

    template = forms.ChoiceField(label=gettext_lazy("Template"))
    due = day_field(
        label=gettext_lazy("Due day"),
        required=False,
        help_text=gettext_lazy("By which day it has to be sent; the list says when it is late."),
    )
    field_order = ("template", "period", "until", "due")

    def __init__(self, templates: Iterable[Template], *args: Any, period: Period, today: date, **options: Any) -> None:
        usable = [one for one in templates if not one.fault]
        asked = options.get("initial", {}).get("template")
        chosen = next((one for one in usable if one.name == asked), usable[0] if usable else None)
        fitting = {one.name: _own_period(one, today=today, calendar=period.calendar) or period for one in usable}
        single = len(period.months()) == 1  # a longer one was chosen by the reader and stays
        super().__init__(*args, period=fitting[chosen.name] if chosen and single else period, today=today, **options)
        field = self.fields["template"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - it is one above
        field.choices = [(one.name, _titled(one)) for one in usable]
        if single:
            field.widget.attrs["data-periods"] = json.dumps(
                {name: one.name for name, one in fitting.items()}, ensure_ascii=False
            )
            field.widget.attrs["data-of"] = "#id_period"


def _own_period(template: Template, *, today: date, calendar: BodyCalendar) -> Period | None:
    """The latest period that began of the form or sort which a template was made for; None where it says none."""
    if not template.front.period and template.front.every:
        return latest_of_sort(template.front.every, today=today, calendar=calendar)
    try:
        made_for = parse_period(template.front.period, calendar=calendar).whole()
    except Refused:
        return None
    if "/" in made_for.name:
        return None
    form = made_for.name.partition("-")[1] + made_for.name.partition("-")[2]
    for year in (today.year, today.year - 1):
        try:
            found = parse_period(f"{year}{form}", calendar=calendar)
        except Refused:  # a week 53 that the year does not have
            continue
        if found.first <= today:
            return found
    return None


def _titled(template: Template) -> str:
    """The template, and whose it was where it says so."""
    if not template.front.unit:
        return template.title
    return _("%(title)s (made for %(unit)s)") % {"title": template.title, "unit": template.front.unit}


class VerifiedFile(forms.Form):
    """A file to compare with its issue and the ledger."""

    file = forms.FileField(
        label=gettext_lazy("The paper"),
        error_messages={"required": gettext_lazy("Choose a file; none was sent.")},
        help_text=gettext_lazy("A final paper as Word or HTML, also one that was edited, or the copy that was sent."),
        widget=forms.FileInput(attrs={"accept": ".docx,.html,.htm"}),
    )
