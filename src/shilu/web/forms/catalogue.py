"""Forms of the catalogue: a kind, another name, a figure of one's own, and the kind that a word means."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shilu.ledger.catalogue import Catalogue, Figure, Meaning
from shilu.ledger.catalogue_names import normalised
from shilu.ledger.catalogue_sections import SECTIONS
from shilu.ledger.cataloguing import NewFigure, NewKind
from shilu.ledger.labels_made import NewLabel, labels_made
from shilu.lib.enumerating import bracketed
from shilu.lib.errors import Refused
from shilu.web.forms.choices import kind_choices, kinds_by_section
from shilu.web.forms.written_names import labels_in, names_in

_COUNTED = ("times", "items", "people", "persons", "issues", "copies", "hours", "amount")


class OfCatalogue(forms.Form):
    """What the forms of the catalogue share: the catalogue that holds."""

    def __init__(self, *given: Any, catalogue: Catalogue, **named: Any) -> None:
        super().__init__(*given, **named)
        self.catalogue = catalogue

    def choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        """Give a field its choices."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def free(self, name: str, *, besides: str = "") -> str:
        """``name``, where nothing but the kind ``besides`` is called so; else a fault of the field."""
        found = self.catalogue.meaning(name) or self.catalogue.figure_named(name)
        if found is None or (isinstance(found, Meaning) and found.kind.key == besides):
            return name
        if isinstance(found, Figure):
            told = _("“%(name)s” is a name of the figure “%(title)s”; choose another one.")
            raise forms.ValidationError(told % {"name": name, "title": found.title})
        if normalised(name) == normalised(str(found.kind.title)):
            told = _("There is a kind “%(title)s” already. Record it there, or choose another name.")
        else:
            told = _("“%(name)s” is another name of the kind “%(title)s”. Record it there, or choose another name.")
        raise forms.ValidationError(told % {"name": name, "title": found.kind.title})

    def free_names(self, text: str) -> str:
        """Several names, of which each is free; the kind's own name is left out."""
        own = normalised(str(self.cleaned_data.get("title", "")))
        return "、".join(self.free(name) for name in names_in(text) if normalised(name) != own)

    def quantities(self) -> list[tuple[str, Any]]:
        """The quantities that a kind may count, the usual ones first."""
        keys = [key for key in _COUNTED if key in self.catalogue.quantities]
        keys += [key for key in self.catalogue.quantities if key not in keys]
        found = ((key, self.catalogue.quantities[key]) for key in keys)
        return [(key, bracketed(quantity.title, quantity.measure)) for key, quantity in found]


class KindForm(OfCatalogue):
    """A new kind, asked in the words in which a clerk would tell a colleague."""

    title = forms.CharField(
        label=_("What it is called"), max_length=40, help_text=_("As on the paper, such as 警营夜话.")
    )
    definition = forms.CharField(
        label=_("What counts as one"),
        max_length=200,
        help_text=_("One sentence that two people would count the same by: 每办一期算一次，人次按到场人数计。"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    section = forms.ChoiceField(label=_("Stands under"), required=False)
    first = forms.ChoiceField(label=_("What is counted first"), help_text=_("A record without a count is one of it."))
    first_measure = forms.CharField(
        label=_("Its measure word"), max_length=8, required=False, help_text=_("Left empty: the usual one.")
    )
    further = forms.MultipleChoiceField(label=_("Counted as well"), required=False, widget=forms.CheckboxSelectMultiple)
    labels = forms.MultipleChoiceField(
        label=_("Told apart by"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Asked when recording."),
    )
    own_labels = forms.CharField(
        label=_("Told apart by something else"),
        max_length=600,
        required=False,
        help_text=_("A line each: 班次：白班、夜班. Put 等 behind the last value where others are taken as written."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    aliases = forms.CharField(
        label=_("Other names"),
        max_length=300,
        required=False,
        help_text=_("Set apart by 、 or a new line; workbooks and papers use them."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    evidence = forms.ChoiceField(
        label=_("Evidence"),
        choices=[("none", _("not asked")), ("asked", _("asked, never demanded")), ("required", _("demanded"))],
    )
    adds = forms.ChoiceField(
        label=_("How it adds up"),
        choices=[
            ("flow", _("What happened in the period is summed")),
            ("change", _("What there is: records add to it and take away")),
            ("level", _("What there is: the last record says it anew")),
        ],
    )
    private = forms.BooleanField(
        label=_("Without names"),
        required=False,
        help_text=_("Like talks with the staff: one record a month and unit, no title, no place, no names, no files."),
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.choose("section", [("", _("The body's own")), *SECTIONS.items()])
        self.choose("first", self.quantities())
        self.choose("further", self.quantities())
        self.choose("labels", [(key, str(label.title)) for key, label in self.catalogue.labels.items()])

    def clean_title(self) -> str:
        """A name that no other kind has."""
        title: str = self.cleaned_data["title"]
        return self.free(title)

    def clean_own_labels(self) -> list[NewLabel]:
        """Labels of the kind's own, each called as no other one."""
        try:
            found = labels_in(self.cleaned_data["own_labels"])
            labels_made(found, over=self.catalogue)
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from None
        return found

    def clean_aliases(self) -> str:
        """Names that no other kind has."""
        return self.free_names(self.cleaned_data["aliases"])

    def new_kind(self) -> NewKind:
        """What was asked for."""
        given = self.cleaned_data
        counted = [(given["first"], given["first_measure"] or self._measure(given["first"]))]
        counted += [(key, self._measure(key)) for key in given["further"] if key != given["first"]]
        return NewKind(
            title=given["title"],
            definition=given["definition"],
            quantities=counted,
            aliases=names_in(given["aliases"]),
            labels=given["labels"],
            new_labels=given["own_labels"],
            adds=given["adds"],
            private=given["private"],
            evidence=given["evidence"],
            section=given["section"],
        )

    def _measure(self, key: str) -> str:
        return self.catalogue.quantities[key].measure


class KindAlias(OfCatalogue):
    """Another name for a kind."""

    alias = forms.CharField(
        label=_("Another name"),
        max_length=60,
        help_text=_("As it is typed or stands in workbooks; it means this kind from now on."),
    )

    def __init__(self, *given: Any, kind: str, **named: Any) -> None:
        super().__init__(*given, **named)
        self.kind = kind

    def clean_alias(self) -> str:
        """A name that is not taken, and not this kind's already."""
        alias: str = self.cleaned_data["alias"].strip()
        meaning = self.catalogue.meaning(alias)
        if meaning is not None and meaning.kind.key == self.kind:
            raise forms.ValidationError(_("“%(name)s” finds this kind already.") % {"name": alias})
        return self.free(alias, besides=self.kind)


class FigureForm(OfCatalogue):
    """A figure of one's own: one quantity over several kinds."""

    title = forms.CharField(label=_("What it is called"), max_length=40)
    definition = forms.CharField(
        label=_("What it counts"),
        max_length=200,
        help_text=_("One sentence; it stands beside every number of it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    quantity = forms.ChoiceField(label=_("Quantity"))
    kinds = forms.MultipleChoiceField(label=_("Summed over"), widget=forms.CheckboxSelectMultiple)
    only = forms.ChoiceField(
        label=_("Only records with"),
        required=False,
        help_text=_("Such as articles of the province alone; left open, every record counts."),
    )
    aliases = forms.CharField(
        label=_("Other names"), max_length=300, required=False, help_text=_("Set apart by 、 or a new line.")
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.choose("quantity", self.quantities())
        self.choose("kinds", list(kind_choices(self.catalogue)))
        values = [
            (f"{label.key}={value.key}", f"{label.title}：{value.title}")
            for label in self.catalogue.labels.values()
            for value in label.values
        ]
        self.choose("only", [("", _("All records")), *values])

    def clean_title(self) -> str:
        """A name that nothing else has."""
        title: str = self.cleaned_data["title"]
        return self.free(title)

    def clean_aliases(self) -> str:
        """Names that nothing else has."""
        return self.free_names(self.cleaned_data["aliases"])

    def new_figure(self) -> NewFigure:
        """What was asked for."""
        given = self.cleaned_data
        only = given.get("only")
        return NewFigure(
            given["title"],
            given["definition"],
            given["quantity"],
            given["kinds"],
            aliases=names_in(given["aliases"]),
            labels=dict([only.split("=", 1)]) if only else {},
        )


class WordForm(OfCatalogue):
    """The kind that a waiting word means."""

    word = forms.CharField(max_length=100, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("It means"))
    alias = forms.BooleanField(
        label=_("Keep it as a name of this kind"),
        required=False,
        initial=True,
        help_text=_("Then it is recorded at once next time."),
    )

    def __init__(self, *given: Any, on: date, nearest: tuple[str, ...] = (), **named: Any) -> None:
        super().__init__(*given, **named)
        near = [meaning.kind.key for name in nearest if (meaning := self.catalogue.meaning(name))]
        sections = kinds_by_section(self.catalogue, on=on)
        titles = dict(choice for _section, choices in sections for choice in choices)
        first = [(key, titles[key]) for key in dict.fromkeys(near) if key in titles]
        nearest_first = [(str(_("Named alike")), first)] if first else []
        self.choose("kind", [("", _("— choose —")), *nearest_first, *sections])
