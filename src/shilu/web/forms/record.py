"""The form in which one thing is recorded: made for a kind, with only the fields that it needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Label
from shilu.ledger.entry import EntryDraft
from shilu.ledger.importing.roles import role_title
from shilu.ledger.row import NO_TEXTS, Texts
from shilu.lib.errors import Refused
from shilu.organisation.structure import Unit
from shilu.recording.evidence_files import ACCEPTED, evidence_file
from shilu.recording.fields import WORD_FIELDS, KindFields
from shilu.recording.handed import EvidenceFile
from shilu.recording.queries import FileHeld
from shilu.recording.typed import LONGEST_TITLE, LONGEST_WORDS, label_field, quantity_field, read_typed
from shilu.web.forms.needed import SometimesNeeded

MOST_LISTED: Final = 80  # units in a list; above that a name is typed
OTHER_REASON: Final = "other"


class ManyFiles(forms.ClearableFileInput):
    """A field for several files."""

    allow_multiple_selected = True


class EvidenceField(forms.FileField):
    """Files that show a record, each as it will be kept; a file that cannot be is told by its name."""

    def clean(self, data: Any, initial: Any = None) -> list[EvidenceFile]:  # noqa: ARG002 - Django's name
        """Every file, small and without what phones write into pictures."""
        uploads = data if isinstance(data, list | tuple) else [data] if data else []
        faults, found = [], []
        for upload in uploads:
            try:
                found.append(evidence_file(upload.file, name=upload.name))
            except Refused as fault:
                faults.append(str(fault))
        if faults:
            raise forms.ValidationError(faults)
        return found


def evidence_field(*, hint: str) -> EvidenceField:
    """The field for pictures and documents; on a phone the camera is offered."""
    return EvidenceField(
        label=_("Evidence"),
        required=False,
        help_text=hint,
        widget=ManyFiles(attrs={"accept": ACCEPTED, "data-evidence": True}),
    )


@dataclass(frozen=True, slots=True)
class Laid:
    """What a form is laid out for: the kind's fields, units to choose from, entries of the same days, files held,
    and the words of the record that is corrected.
    """

    fields: KindFields
    units: Sequence[Unit]
    today: date
    joinable: Sequence[tuple[int, str]] = ()
    held: Sequence[FileHeld] = ()
    reasons: Sequence[str] = ()
    last: Mapping[str, str] | None = None
    before: Texts = NO_TEXTS


class UnitChoice:
    """The field of the unit: a list where it is short, else a name that is typed."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._by_code = {unit.code: unit for unit in units}
        self._by_name = {name: unit for unit in reversed(units) for name in (unit.short_name, unit.name) if name}

    def field(self) -> forms.Field:
        """The field as it is drawn."""
        if len(self._by_code) <= MOST_LISTED:
            choices = [(code, unit.usual_name) for code, unit in self._by_code.items()]
            return forms.ChoiceField(label=_("Unit"), choices=choices)
        attrs = {"list": "record-units", "autocomplete": "off", "data-units": True}
        return forms.CharField(label=_("Unit"), max_length=120, widget=forms.TextInput(attrs=attrs))

    def chosen(self, typed: str) -> Unit:
        """The unit of that code or name; ValidationError where there is none to choose."""
        unit = self._by_code.get(typed) or self._by_name.get(typed.strip())
        if unit is None:
            raise forms.ValidationError(_("Choose a unit of your own from the list."))
        return unit

    def shown(self, unit: Unit) -> str:
        """What stands in the field for ``unit``."""
        return unit.code if len(self._by_code) <= MOST_LISTED else unit.name


class RecordForm(forms.Form):
    """One thing that happened; ``fact`` is what it states once the form is valid."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    draft = forms.UUIDField(widget=forms.HiddenInput, required=False)
    replaces = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, files: Any = None, *, laid: Laid, initial: Mapping[str, Any]) -> None:
        super().__init__(data, files, initial=dict(initial))
        self._laid = laid
        self._unit_choice = UnitChoice(laid.units)
        self.fact: EntryDraft | None = None
        add = self.fields.__setitem__
        add("day", _day_field())
        add("for_unit", self._unit_choice.field())
        if laid.fields.words:
            attrs = {"autocomplete": "off", "maxlength": LONGEST_TITLE, "enterkeyhint": "next"}
            widget = forms.TextInput(attrs=attrs)
            add("title", forms.CharField(label=_("What it was about"), required=laid.fields.named, widget=widget))
        for name, field in self._quantity_fields():
            add(name, field)
        for label in laid.fields.labels:
            add(label_field(label.key), _label_field(label))
        if laid.fields.words:
            for word in WORD_FIELDS:
                add(word, _word_field(word))
        if laid.fields.takes_files:
            self._add_files()
        if laid.joinable:
            add("joined", forms.TypedMultipleChoiceField(choices=laid.joinable, coerce=int, required=False))
        if laid.reasons:
            self._add_reasons()

    def _quantity_fields(self) -> list[tuple[str, forms.Field]]:
        found: list[tuple[str, forms.Field]] = []
        for at, quantity in enumerate(self._laid.fields.quantities):
            attrs = {"class": "count", "inputmode": "decimal", "autocomplete": "off", "data-count": True}
            attrs["enterkeyhint"] = "next"
            widget = forms.TextInput(attrs=attrs)
            found.append(
                (quantity_field(quantity.key), forms.CharField(label=quantity.title, required=at == 0, widget=widget))
            )
        return found

    def _add_files(self) -> None:
        kind = self._laid.fields.kind
        hint = (
            _("This kind needs a picture or document that shows it.")
            if kind.evidence == "required"
            else _("Drag, paste or photograph; pictures are made small and lose the place where they were taken.")
        )
        self.fields["evidence"] = evidence_field(hint=hint)
        choices = [(str(file.uuid), file.name) for file in self._laid.held]
        widget = forms.CheckboxSelectMultiple
        self.fields["staged"] = forms.TypedMultipleChoiceField(
            choices=choices, coerce=UUID, required=False, widget=widget
        )

    def _add_reasons(self) -> None:
        choices = [*((reason, reason) for reason in self._laid.reasons), (OTHER_REASON, _("another reason"))]
        self.fields["reason"] = forms.ChoiceField(
            label=_("Reason for the correction"), choices=choices, widget=forms.RadioSelect
        )
        attrs = {"maxlength": 100, "aria-label": _("another reason")}
        self.fields["reason_other"] = SometimesNeeded(
            label=_("The other reason"), required=False, max_length=100, widget=forms.TextInput(attrs=attrs)
        )

    def clean_for_unit(self) -> Unit:
        """The unit that was chosen."""
        return self._unit_choice.chosen(self.cleaned_data["for_unit"])

    def clean(self) -> dict[str, Any]:
        """Read what was typed; each fault stands at its field."""
        cleaned: dict[str, Any] = super().clean() or {}
        unit = cleaned.get("for_unit")
        typed = {name: self.data.get(name, "") for name in self.fields}
        nowhere = UUID(int=0)
        read = read_typed(
            typed,
            fields=self._laid.fields,
            unit=unit.uuid if unit else nowhere,
            today=self._laid.today,
            before=self._laid.before,
        )
        for field, fault in read.faults.items():
            if field not in self.errors:
                self.add_error(field, fault)
        if cleaned.get("reason") == OTHER_REASON and not cleaned.get("reason_other", "").strip():
            self.add_error("reason_other", _("Write the reason in a few words."))
        self.fact = read.fact if unit else None
        return cleaned

    @property
    def reason(self) -> str:
        """Why an entry is corrected, in words."""
        chosen: str = self.cleaned_data.get("reason", "")
        return self.cleaned_data["reason_other"].strip() if chosen == OTHER_REASON else chosen

    @cached_property
    def counts(self) -> list[tuple[forms.BoundField, str, str]]:
        """The fields of the counts, each with its measure word and what stood there last time."""
        last = self._laid.last or {}
        return [
            (self[quantity_field(quantity.key)], quantity.measure, last.get(quantity_field(quantity.key), ""))
            for quantity in self._laid.fields.quantities
        ]

    @cached_property
    def labels(self) -> list[tuple[forms.BoundField, list[str]]]:
        """The fields of the labels, each with values to choose from where any may be typed."""
        return [
            (self[label_field(label.key)], [str(value.title) for value in label.values] if label.open else [])
            for label in self._laid.fields.labels
        ]

    @cached_property
    def further(self) -> list[forms.BoundField]:
        """Place, organiser and remark."""
        return [self[word] for word in WORD_FIELDS] if self._laid.fields.words else []

    @property
    def has_further(self) -> bool:
        """Whether something stands in the fields that are folded away."""
        return any(field.value() or field.errors for field in self.further)


def _day_field() -> forms.Field:
    hint = _("Such as 3.5, 2022-03-05 or yesterday; days in a row 3.5-3.7; only the month 2022-06")
    widget = forms.TextInput(attrs={"autocomplete": "off", "data-day": True, "enterkeyhint": "next"})
    return forms.CharField(label=_("Day"), help_text=hint, max_length=60, widget=widget)


def _label_field(label: Label) -> forms.Field:
    if label.open:
        attrs = {"list": f"values-{label.key}", "autocomplete": "off", "enterkeyhint": "next"}
        return forms.CharField(label=str(label.title), required=False, widget=forms.TextInput(attrs=attrs))
    choices = [("", ""), *((str(value.title), str(value.title)) for value in label.values)]
    return forms.ChoiceField(label=str(label.title), required=False, choices=choices)


def _word_field(word: str) -> forms.Field:
    if word == "remark":
        attrs: dict[str, Any] = {"rows": 2, "maxlength": LONGEST_WORDS}
        hint = _("No names of people who were talked to or helped.")
        return forms.CharField(label=role_title(word), required=False, help_text=hint, widget=forms.Textarea(attrs))
    widget = forms.TextInput(attrs={"autocomplete": "off", "maxlength": LONGEST_WORDS, "enterkeyhint": "next"})
    return forms.CharField(label=role_title(word), required=False, widget=widget)
