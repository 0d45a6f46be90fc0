"""Forms of units: add, rename, move, end, another name."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shilu.access.roles import Right
from shilu.organisation.headcount import people_in
from shilu.organisation.structure import Unit
from shilu.web.asking import Asking
from shilu.web.forms.choices import day_field, unit_choices


class OfUnit(forms.Form):
    """What the forms of units share: who asks, the unit, and today as the usual day."""

    def __init__(self, *given: Any, asking: Asking, unit: Unit | None = None, **named: Any) -> None:
        super().__init__(*given, **named)
        self.asking, self.unit = asking, unit
        if "on" in self.fields:
            self.fields["on"].initial = asking.today

    def others(self) -> list[tuple[str, str]]:
        """The units that can stand above or carry on."""
        return unit_choices(self.asking.viewer, Right.ADMINISTER, today=self.asking.today, without=self.unit)


class NewUnit(OfUnit):
    """A unit that begins."""

    name = forms.CharField(label=_("Name"), max_length=100)
    short_name = forms.CharField(label=_("Short name"), max_length=40, required=False)
    type = forms.CharField(
        label=_("Level"), max_length=40, required=False, help_text=_("For counting units, such as 派出所, 科室.")
    )
    code = forms.CharField(
        label=_("Code"), max_length=40, required=False, help_text=_("Left empty, the next free one is taken.")
    )
    on = day_field(_("From"))


class Renaming(OfUnit):
    """Another name from a day."""

    name = forms.CharField(label=_("New name"), max_length=100, help_text=_("The old name keeps finding the unit."))
    short_name = forms.CharField(label=_("Short name"), max_length=40, required=False)
    on = day_field(_("From"))
    correcting = forms.BooleanField(
        label=_("Mend a slip"), required=False, help_text=_("In place of a new name from the same day.")
    )


class Moving(OfUnit):
    """Another unit above it from a day; that it stands at the top from then on has to be said."""

    under = forms.ChoiceField(
        label=_("Stands below"), error_messages={"required": _("Choose the unit that it stands below.")}
    )
    top = forms.BooleanField(
        label=_("At the top"),
        required=False,
        help_text=_("Only where it is no part of the body any more: it counts in no unit's figures but its own."),
    )
    on = day_field(_("From"), hint=_("Before this day it counts where it stood then."))
    correcting = forms.BooleanField(
        label=_("Mend a slip"), required=False, help_text=_("In place of a move from the same day.")
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        field, above = self.fields["under"], self.above(self.asking.today)
        if isinstance(field, forms.ChoiceField):
            others = self.others()
            stands = next((code for code, _name in others if above is not None and code == above.code), "")
            field.choices = others if stands else [("", "—"), *others]
            field.initial = stands
        field.required = not self.data.get("top")
        if not self.asking.viewer.everywhere(Right.ADMINISTER):
            del self.fields["top"]

    def above(self, day: date) -> Unit | None:
        """The unit above on a day."""
        structure = self.asking.structure
        uuid = self.unit.parents.at(day) if self.unit else None
        return structure.units[uuid] if uuid else None

    def clean(self) -> dict[str, Any]:
        """One place, and another one than it has."""
        given = super().clean() or self.cleaned_data
        day, code, top = given.get("on"), given.get("under"), given.get("top", False)
        if self.unit is None or day is None or code is None:
            return given
        above = self.above(day)
        if top and code not in {"", self.fields["under"].initial}:
            self.add_error("top", gettext("It stands below a unit or at the top; take one of the two out."))
        elif day >= self.unit.started and (above is None if top else above is not None and above.code == code):
            told = gettext("%(unit)s stands there on that day already; nothing would change.")
            self.add_error("top" if top else "under", told % {"unit": self.unit.name})
        return {**given, "under": "" if top else code}


class Ending(OfUnit):
    """The day on which it is no more, and who carries on; that nobody does has to be said."""

    into = forms.MultipleChoiceField(
        label=_("Carried on by"),
        error_messages={"required": _("Choose the unit that carries on, or tick that none does.")},
        help_text=_("One unit takes over the units below it and its people; several share its work."),
        widget=forms.CheckboxSelectMultiple,
    )
    nobody = forms.BooleanField(
        label=_("No unit carries on"),
        required=False,
        help_text=_("Only where its work ends as well; nobody may stand in it any more."),
    )
    on = day_field(_("First day it no longer exists"))

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        field = self.fields["into"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = self.others()
        field.required = not self.data.get("nobody")

    def clean(self) -> dict[str, Any]:
        """Who carries on is said, and nobody is left in a unit that is no more."""
        given = super().clean() or self.cleaned_data
        day, into, nobody = given.get("on"), given.get("into"), given.get("nobody")
        if self.unit is None or day is None or into is None:
            return given
        if into and nobody:
            self.add_error("nobody", gettext("Either units carry on or none does; take one of the two out."))
        elif len(into) != 1 and (left := people_in(self.unit.uuid, structure=self.asking.structure, day=day)):
            told = gettext(
                "%(count)s people still belong to %(unit)s: choose one unit to take them over, or place them first."
            )
            self.add_error("into", told % {"count": left, "unit": self.unit.name})
        return given


class OtherName(OfUnit):
    """Another name that finds the unit."""

    alias = forms.CharField(
        label=_("Another name"), max_length=100, help_text=_("As it stands in workbooks and papers, such as 北塬所.")
    )
