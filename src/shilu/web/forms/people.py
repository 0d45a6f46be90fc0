"""Forms of people, their posts, and their roles."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shilu.access.may import Held
from shilu.access.roles import TITLES, Right, Role
from shilu.web.asking import Asking
from shilu.web.forms.choices import day_field, kind_choices, unit_choices


class OfPeople(forms.Form):
    """What the forms of people share: the units that the asker administers, and today as the usual day."""

    def __init__(self, *given: Any, asking: Asking, **named: Any) -> None:
        super().__init__(*given, **named)
        self.asking = asking
        if "unit" in self.fields:
            field = self.fields["unit"]
            if isinstance(field, forms.ChoiceField):
                field.choices = unit_choices(asking.viewer, Right.ADMINISTER, today=asking.today)
        if "on" in self.fields:
            self.fields["on"].initial = asking.today


class NewPerson(OfPeople):
    """Somebody who begins."""

    name = forms.CharField(label=_("Name of the person"), max_length=100)
    number = forms.CharField(
        label=_("Staff number"), max_length=40, required=False, help_text=_("It is needed to sign in.")
    )
    unit = forms.ChoiceField(label=_("Unit"))
    category = forms.CharField(label=_("Category"), max_length=40, required=False, help_text=_("As in the staff list."))
    on = day_field(_("From"))


class PersonName(OfPeople):
    """Name and staff number mended."""

    name = forms.CharField(label=_("Name of the person"), max_length=100)
    number = forms.CharField(label=_("Staff number"), max_length=40, required=False)


class Placing(OfPeople):
    """Another unit, or another category."""

    unit = forms.ChoiceField(label=_("Unit"))
    category = forms.CharField(label=_("Category"), max_length=40, required=False)
    on = day_field(_("From"), hint=_("What was recorded before this day stays with the unit of that time."))


class Leaving(OfPeople):
    """The first day on which somebody is no more here."""

    on = day_field(_("First day no longer here"))


class NewPost(OfPeople):
    """A post in a unit."""

    unit = forms.ChoiceField(label=_("Unit"))
    post = forms.CharField(label=_("Post"), max_length=60)
    on = day_field(_("From"))
    until = day_field(_("Ends on"), required=False, hint=_("The first day on which it is no longer held."))


class NewRole(OfPeople):
    """A role in a unit; a leader's may be narrowed to units and kinds."""

    role = forms.ChoiceField(label=_("Role"), choices=[(role.value, TITLES[role]) for role in Role])
    unit = forms.ChoiceField(label=_("Unit"), help_text=_("It holds there and in all units below."))
    on = day_field(_("From"))
    until = day_field(_("Ends on"), required=False, hint=_("Leave it empty where no end is known."))
    line_units = forms.MultipleChoiceField(
        label=_("Lines of a leader: units"),
        required=False,
        help_text=_("Only for a leader: these units are read, signed and reviewed. Nothing chosen: all of the unit."),
        widget=forms.CheckboxSelectMultiple,
    )
    line_kinds = forms.MultipleChoiceField(
        label=_("Lines of a leader: kinds"),
        required=False,
        help_text=_("Only for a leader: these kinds are read in the whole unit."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *given: Any, asking: Asking, **named: Any) -> None:
        super().__init__(*given, asking=asking, **named)
        units, kinds = self.fields["line_units"], self.fields["line_kinds"]
        if isinstance(units, forms.MultipleChoiceField) and isinstance(kinds, forms.MultipleChoiceField):
            units.choices = unit_choices(asking.viewer, Right.ADMINISTER, today=asking.today)
            kinds.choices = kind_choices(asking.catalogue)

    def clean(self) -> dict[str, Any]:
        """Only a leader has lines, and nobody gives a role beyond what they administer."""
        found: dict[str, Any] = super().clean() or {}
        if found.get("role") != Role.LEADER and (found.get("line_units") or found.get("line_kinds")):
            self.add_error(
                "line_units", _("Only a leader has lines; take the ticks out, or choose the role of a leader.")
            )
        on, until = found.get("on"), found.get("until")
        if on and until and until <= on:
            self.add_error("until", _("The role would end before it begins; choose a later day."))
        if not self.errors and not self.asking.viewer.may_grant(self.held()):
            self.add_error("role", _("Only who administers the whole body gives this role."))
        return found

    def held(self) -> Held:
        """The role that was asked for."""
        codes = self.asking.structure.codes
        return Held(
            Role(self.cleaned_data["role"]),
            codes[self.cleaned_data["unit"]],
            tuple(codes[code] for code in self.cleaned_data["line_units"]),
            frozenset(self.cleaned_data["line_kinds"]),
        )


class StaffFile(forms.Form):
    """A staff list or an organisation sheet."""

    file = forms.FileField(
        label=_("Excel file"),
        help_text=_("A staff list with the columns 姓名 and 单位, or a sheet of units with 单位编码 and 单位名称."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )
    root = forms.CharField(
        label=_("Whose list it is"), max_length=100, required=False, help_text=_("Only where its title does not say.")
    )
