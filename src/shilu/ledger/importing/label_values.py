"""Labels of rows: what a column of levels, outlets or grades says in the words of the catalogue."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Catalogue, Kind
from shilu.ledger.importing.cells import Bad
from shilu.ledger.importing.vocabulary import bare
from shilu.lib.enumerating import enumerated

_FRONT: Final = "头版头条稿件"
_TICKS: Final = frozenset({"√", "✓", "✔", "☑", "是", "有", "v", "y", "yes", "1", "true"})
_NO_TICKS: Final = frozenset({"", "×", "✗", "否", "无", "/", "-", "—", "n", "no", "0", "false"})
_LEVELS: Final = ("outlet", "level")
"""A column called 级别 holds the level of the outlet where the kind has that label, else the level of the award."""


def label_value(kind: Kind, label: str, text: str, *, catalogue: Catalogue) -> tuple[str, str] | Bad | None:
    """The label's key and value that ``text`` gives a record of ``kind``; None where the kind has no such label.

    An open label takes the text itself where no value is called so.
    """
    keys = [
        key for key in (_LEVELS if label in _LEVELS else (label,)) if key in kind.labels and key in catalogue.labels
    ]
    if not keys:
        return None
    key = label if label in keys else keys[0]
    found = catalogue.labels[key].value_named(text)
    if found is not None:
        return key, found.key
    if catalogue.labels[key].open:
        return key, text
    known = enumerated(str(value.title) for value in catalogue.labels[key].values)
    return Bad(
        _("there is no such %(label)s; there are %(known)s") % {"label": catalogue.labels[key].title, "known": known}
    )


def front_labels(kind: Kind, text: str, *, catalogue: Catalogue) -> Mapping[str, str] | Bad:
    """The labels that a tick under 是否头版头条 gives."""
    word = bare(text)
    if word in _NO_TICKS:
        return {}
    if word not in _TICKS:
        return Bad(_("write √ or leave it empty"))
    meaning = catalogue.meaning(_FRONT)
    if meaning is None or meaning.kind.key != kind.key:
        return {}
    return meaning.labels
