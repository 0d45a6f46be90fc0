"""Forms of the pages on which workbooks are handed in."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from shilu.collecting.operations import MOST_FILES
from shilu.ledger.catalogue import Catalogue
from shilu.ledger.importing.choices import Choices
from shilu.ledger.importing.correcting import groups_offered

_LONGEST_NUMBER: Final = 16


class ManyFiles(forms.ClearableFileInput):
    """A field in which several files can be chosen."""

    allow_multiple_selected = True


class Workbooks(forms.FileField):
    """One workbook or thirty; one that cannot be read, an empty one too, is told in the list of all."""

    widget = ManyFiles(attrs={"accept": ".xlsx,.xls,.ods,.csv", "multiple": True})

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The files as a list."""
        given = data if isinstance(data, (list, tuple)) and data else [data or None]
        single: list[UploadedFile[Any]] = [super(Workbooks, self).clean(one, initial) for one in given]
        if len(single) > MOST_FILES:
            raise forms.ValidationError(
                _("These are %(count)s files; hand in at most %(most)s at once.")
                % {"count": len(single), "most": MOST_FILES}
            )
        return single


class Upload(forms.Form):
    """Workbooks to hand in."""

    workbooks = Workbooks(
        label=_("Workbooks"),
        help_text=_(
            "Excel, WPS (saved as .xlsx) or CSV, up to 30 at once of 100 MB each; drop them here or paste them."
        ),
        allow_empty_file=True,
        error_messages={"required": _("Choose at least one workbook.")},
    )


class ColumnChoice(forms.Form):
    """What a column holds."""

    role = forms.ChoiceField(label=_("This column is"))

    def __init__(self, *args: Any, catalogue: Catalogue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["role"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                (group.title, [(choice.value, choice.title) for choice in group.choices])
                for group in groups_offered(catalogue)
            ]


class TableChoice(forms.Form):
    """What a whole table keeps, and of which period it is, where it does not say so itself."""

    kind = forms.ChoiceField(
        label=_("Kind of all its rows"),
        required=False,
        help_text=_("Only for a table without a column of kinds."),
    )
    period = forms.CharField(
        label=_("Period"),
        required=False,
        max_length=60,
        help_text=_("Like 2022年6月 or 2022-06; only for this import. Counts without a day belong to it."),
    )

    def __init__(self, *args: Any, catalogue: Catalogue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        if isinstance(field, forms.ChoiceField):
            kinds = [(kind.key, str(kind.title)) for kind in catalogue.kinds.values()]
            field.choices = [("", _("as the table says")), *kinds]


class Decisions(forms.Form):
    """What is to be done with rows that are not simply new."""

    data: QueryDict

    accept_valid = forms.BooleanField(required=False)
    accept_likely = forms.BooleanField(required=False)
    update = forms.BooleanField(required=False)
    remove = forms.BooleanField(required=False)
    again = forms.BooleanField(required=False)
    new_kinds = forms.BooleanField(required=False)
    elsewhere = forms.BooleanField(required=False)
    reported = forms.BooleanField(required=False)

    def choices(self, *, new_kinds: bool) -> Choices:
        """What was decided, of whole groups and of rows that were ticked one by one."""
        given, sent = self.cleaned_data, self.data
        likely = (one.partition(" ") for one in sent.getlist("likely_row"))
        return Choices(
            new_kinds=given["new_kinds"] and new_kinds,
            accept_valid=given["accept_valid"],
            accept_likely=given["accept_likely"],
            update=given["update"],
            remove=given["remove"],
            again=given["again"],
            reported=given["reported"] if "asks_reported" in sent else None,
            likely_rows=frozenset((sheet, int(row)) for row, _apart, sheet in likely if _is_number(row)),
            changed_seqs=_numbers(sent.getlist("changed_seq")),
            gone_seqs=_numbers(sent.getlist("gone_seq")),
            again_seqs=_numbers(sent.getlist("again_seq")),
        )


def _numbers(given: Iterable[str]) -> frozenset[int]:
    return frozenset(int(one) for one in given if _is_number(one))


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) < _LONGEST_NUMBER


class UndoReason(forms.Form):
    """Why an import is undone."""

    reason = forms.CharField(
        label=_("Reason"), max_length=200, error_messages={"required": _("Say why the import is undone.")}
    )


class HandoutChoice(forms.Form):
    """The kinds that a workbook asks for, and for whom it is made."""

    kinds = forms.MultipleChoiceField(
        label=_("Kinds of record"),
        error_messages={"required": _("Choose the kinds of record that are to be written in the workbook.")},
    )
    each = forms.CharField(required=False, max_length=60)

    def __init__(self, *args: Any, keys: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kinds"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(key, key) for key in keys]
