"""Labels as somebody writes them down, made into those of a catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Catalogue, Label, LabelValue, Words
from shilu.ledger.catalogue_names import normalised
from shilu.lib.errors import Refused

OWN_LABEL: Final = "own_"
"""How the keys of labels begin that a body adds by hand."""


@dataclass(frozen=True, slots=True)
class NewLabel:
    """A label as somebody writes it down: what it is called, its values, and whether others are taken as written."""

    title: str
    values: Sequence[str]
    open: bool = False


def label_made(new: NewLabel, *, over: Catalogue) -> Label:
    """The label that ``new`` asks for; Refused for one without a name or values, or whose name another one has."""
    title = new.title.strip()
    if not title:
        raise Refused(_("The name is missing."), field="title")
    refuse_taken(title, over=over)
    values = values_named(new.values)
    if not values and not new.open:
        raise Refused(_("“%(label)s” needs values to choose from.") % {"label": title}, field="values")
    key = next(key for number in count(1) if (key := f"{OWN_LABEL}{number}") not in over.labels)
    return Label(key, Words(title), values, open=new.open)


def refuse_taken(title: str, *, over: Catalogue, besides: str = "") -> None:
    """Refused where a label other than ``besides`` is called ``title``."""
    for label in over.labels.values():
        names = {normalised(name) for name in (label.title.zh, label.title.en, *label.aliases)}
        if label.key != besides and normalised(title) in names:
            told = _("There is a label “%(label)s” already; choose it, or another name.")
            raise Refused(told % {"label": label.title}, field="title")


def labels_made(new: Sequence[NewLabel], *, over: Catalogue) -> list[Label]:
    """Several labels, none of which is called like another."""
    made: list[Label] = []
    for one in new:
        label = label_made(one, over=over)
        over = over.merged(Catalogue(labels={label.key: label}))
        made.append(label)
    return made


def values_named(titles: Sequence[str]) -> tuple[LabelValue, ...]:
    """A value for each name, each once; the name is its key."""
    return tuple(LabelValue(title, Words(title)) for title in dict.fromkeys(one.strip() for one in titles) if title)
