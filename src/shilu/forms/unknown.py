"""Why words of a form mean nothing that could be answered, with the figures that are near or are meant."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from shilu.figures.names import Asked
from shilu.ledger.catalogue import Catalogue, Figure
from shilu.lib.enumerating import bracketed, enumerated

_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Unknown:
    """Why words mean nothing that could be answered."""

    reason: str


def nothing_known(text: str, catalogue: Catalogue) -> Unknown:
    """Words mean no figure; the names near them are told."""
    near = enumerated(catalogue.nearest(text, figures=True))
    if near:
        return Unknown(_("nothing is known by the name “%(name)s”; near it: %(near)s") % {"name": text, "near": near})
    return Unknown(_("nothing is known by the name “%(name)s”") % {"name": text})


def several(text: str, near: Iterable[Asked], catalogue: Catalogue) -> Unknown:
    """Words may mean one figure as well as another."""
    names = enumerated(dict.fromkeys(_told(asked, catalogue) for asked in list(near)[:_SHOWN]))
    return Unknown(_("“%(name)s” may mean several: %(names)s") % {"name": text, "names": names})


def not_quite(text: str, asked: Asked, catalogue: Catalogue) -> Unknown:
    """Words are near a figure, but may mean less or more than it counts."""
    told = {"name": text, "near": _told(asked, catalogue)}
    return Unknown(_("“%(name)s” may be narrower or wider than %(near)s") % told)


def unsaid(word: str, figure: Figure) -> Unknown:
    """Records of a figure do not say what a word asks for."""
    return Unknown(_("records of %(title)s do not say “%(word)s”") % {"title": figure.title, "word": word})


def uncounted(figure: Figure, measure: str) -> Unknown:
    """A figure is not counted in a measure word."""
    return Unknown(_("%(title)s is not counted in %(measure)s") % {"title": figure.title, "measure": measure})


def _told(asked: Asked, catalogue: Catalogue) -> str:
    """A figure with the values that pin it."""
    values = []
    for key, value in asked.labels.items():
        label = catalogue.labels.get(key)
        known = label.value(value) if label else None
        values.append(str(known.title) if known else value)
    title = str(asked.figure.title)
    return bracketed(title, enumerated(values)) if values else title
